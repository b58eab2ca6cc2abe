// Run by ena-parts.test.ts: submits COUNT samples of two kilobytes as one document in parts, and says what it took.
import { readFileSync } from 'node:fs';
import { createClient, type EnaSample, fromEnv } from 'accession';

const count = Number(process.env.COUNT);
const { JOURNAL: journal, PART_BYTES: partBytes } = process.env;

function* samples(): Generator<EnaSample> {
  for (let n = 0; n < count; n += 1)
    yield {
      alias: `s${n}`,
      title: `sheep ${n}`,
      organism: { taxonId: 9940 },
      attributes: [
        { tag: 'collection date', value: '2020-05-01' },
        { tag: 'geographic location (country and/or sea)', value: 'Norway' },
        { tag: 'notes', value: `${n} `.repeat(1_800 / `${n} `.length) },
      ],
    };
}

const project = {
  alias: 'flock',
  title: 'Microbes of the rumen of sheep',
  description: 'What lives in sheep on high pastures in summer.',
};
const parts: number[] = [];
const receipt = await createClient(fromEnv()).ena.submissions.submitInParts(
  { submission: { actions: [{ type: 'ADD' }, { type: 'HOLD' }] }, projects: [project], samples: samples() },
  {
    ...(journal && { journal }),
    ...(partBytes && { partBytes: Number(partBytes) }),
    pollMs: 100,
    onProgress: ({ objects }) => parts.push(objects),
  },
);
let peakKiB: number | undefined;
try {
  peakKiB = Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
} catch {
  // No such file on this system; the test says so.
}
const { accessions } = receipt;
console.log(
  JSON.stringify({
    objects: accessions.size,
    last: accessions.get(`s${count - 1}`),
    submissions: receipt.submissions?.length,
    parts,
    peakKiB,
  }),
);
