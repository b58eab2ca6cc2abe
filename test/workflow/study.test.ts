import { add, createClient, RejectedError, type Repositories } from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let lab: Lab;
let repos: Repositories;
beforeAll(async () => {
  lab = await startSandbox();
  repos = createClient(lab.config);
});
beforeEach(() => lab.reset());
afterAll(async () => {
  repos.close();
  await lab.close();
});

/** A project, and an experiment on a sample that is named by an accession. */
const readsOf = (accession: string) =>
  add({
    projects: [
      { alias: 'goats', title: 'Goats at high altitude', description: 'Whole genomes of goats in summer.' },
    ],
    experiments: [
      {
        alias: 'library-1',
        title: 'Library 1',
        study: { alias: 'goats' },
        samples: [{ accession }],
        libraryDescriptor: {
          libraryStrategy: 'WGS',
          librarySource: 'GENOMIC',
          librarySelection: 'RANDOM',
          libraryLayout: 'SINGLE',
        },
        instrumentModel: 'Illumina MiSeq',
      },
    ],
  });

describe('a study across repositories', () => {
  it.each(['accession', 'sraAccession'] as const)(
    'names a sample of BioSamples in ENA by its %s, and gets it back',
    async (field) => {
      const { biosamples, ena } = repos;
      const sample = await biosamples.samples.create({
        name: 'goat 1',
        release: '2025-07-30',
        characteristics: { organism: [{ text: 'Homo sapiens' }] },
      });
      const name = sample[field] ?? sample.characteristics?.['SRA accession']?.[0]?.text ?? '';
      const receipt = await ena.submissions.submit(readsOf(name));
      const stored = await ena.experiments.get(receipt.accessions.get('library-1') ?? '');
      expect(stored.samples).toMatchObject([{ accession: name }]);
    },
  );

  it('is refused by ENA with a sample that nobody has', async () => {
    const error = await repos.ena.submissions.submit(readsOf('SAMEA999999999')).catch((refusal) => refusal);
    expect(error).toBeInstanceOf(RejectedError);
    expect(String(error.message)).toContain('Failed to find referenced sample "SAMEA999999999"');
  });
});

it('keeps connections open for longer than people pause between two calls', async () => {
  const { headers } = await fetch(`${lab.url}/_sandbox/health`);
  expect(headers.get('keep-alive')).toBe('timeout=65');
});
