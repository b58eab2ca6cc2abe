/**
 * Reads into ENA, from two files to "processed": paired FASTQ, uploaded, submitted with their study, sample and experiment
 * through the queue, and waited for until ENA has looked into the files.
 *
 *     npx accession sandbox exec -- npx tsx examples/ena-reads.ts
 *
 * or, with WEBIN_USERNAME and WEBIN_PASSWORD set, against the test service (the upload area is the real one all the same).
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { add, createClient, fromEnv } from 'accession';

const { ena } = createClient(fromEnv());
const round = Date.now().toString(36);

/** Reads as a sequencer gives them, made up: a name, the bases, a plus, the qualities. */
function fastq(mate: 1 | 2, count: number): Buffer {
  const bases = (n: number) =>
    Array.from({ length: 100 }, (_, i) => 'ACGT'[(n * 7 + i * i * mate) % 4]).join('');
  const reads = Array.from(
    { length: count },
    (_, n) => `@read${n}/${mate}\n${bases(n)}\n+\n${'I'.repeat(100)}\n`,
  );
  return gzipSync(reads.join(''));
}

const folder = mkdtempSync(join(tmpdir(), 'reads-'));
const paths = ([1, 2] as const).map((mate) => {
  const path = join(folder, `lagoon_${mate}.fastq.gz`);
  writeFileSync(path, fastq(mate, 2_000));
  return path;
});

// Can a sample name this organism, and does the sample say all that its checklist wants? Both before anything is sent.
const [organism] = await ena.taxonomy.findByName('Ovis aries');
console.log(organism?.scientificName, 'can be submitted:', organism?.submittable);
const sample = {
  alias: `rumen-${round}`,
  title: 'Rumen of ewe 17',
  organism: { taxonId: organism?.taxId ?? '' },
  attributes: [
    { tag: 'collection date', value: '2024-05-14' },
    { tag: 'geographic location (country and/or sea)', value: 'Norway' },
  ],
};
const { valid, issues } = await ena.checklists.validate(sample, 'ERC000011');
console.log('fits its checklist:', valid, ...issues.map(({ message }) => message));

// The files first: ENA refuses a run whose files are not there. Sent again, what is there whole is skipped.
const files = await ena.files.upload(paths, {
  folder: `lagoon-${round}`,
  onProgress: ({ file, transferred, total }) => {
    if (transferred === total) console.log('sent', file.split('/').at(-1));
  },
});
const again = await ena.files.upload(paths, { folder: `lagoon-${round}` });
console.log('skipped:', again.filter(({ skipped }) => skipped).length);

// What upload gives goes into the run as it is: name, type, checksum.
const queued = await ena.submissions.enqueue(
  add(
    {
      projects: [
        {
          alias: `flock-${round}`,
          title: 'Microbes of the rumen of sheep in summer',
          description: 'Rumen fluid of a small flock on high pastures, sequenced once a month.',
        },
      ],
      samples: [sample],
      experiments: [
        {
          alias: `library-${round}`,
          title: 'Paired reads of rumen fluid',
          study: { alias: `flock-${round}` },
          samples: [{ alias: sample.alias }],
          libraryDescriptor: {
            libraryStrategy: 'WGS',
            librarySource: 'METAGENOMIC',
            librarySelection: 'RANDOM',
            libraryLayout: 'PAIRED',
          },
          instrumentModel: 'Illumina MiSeq',
        },
      ],
      runs: [{ alias: `run-${round}`, title: 'Run 1', experiment: { alias: `library-${round}` }, files }],
    },
    { hold: true },
  ),
);
const receipt = await ena.submissions.waitUntil(queued, { pollMs: 200 });
console.log(String(receipt.accessions));

// The receipt says that it is stored. Whether the files are what their checksums say is found out afterwards.
const [run] = await ena.submissions.waitUntilProcessed(receipt, { pollMs: 300 });
console.log('processed:', run?.id, run?.processingStatus);
for (const { fileName, archiveStatus } of await ena.reports.runFiles.get(run?.id ?? ''))
  console.log(fileName?.split('/').at(-1), archiveStatus);

rmSync(folder, { recursive: true });
