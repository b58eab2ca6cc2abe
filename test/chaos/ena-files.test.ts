import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { add, type EnaSample } from 'accession';
import type { Lab } from 'accession/sandbox';
import { afterAll } from 'vitest';
import { FAULTS } from './faults.ts';
import { chaos, type Scenario } from './harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'accession-chaos-reads-'));
const file = join(folder, 'r.fastq.gz');
writeFileSync(file, 'reads');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sheep = (alias: string): EnaSample => ({
  alias,
  title: alias,
  organism: { taxonId: 9940 },
  attributes: [
    { tag: 'collection date', value: '2020-05-01' },
    { tag: 'geographic location (country and/or sea)', value: 'Norway' },
  ],
});
const names = ['a', 'b', 'c', 'd', 'e'];
const stored = (lab: Lab): string[] => lab.state.ena.objects.list('sample').map(({ alias }) => alias);
const document = { submission: { actions: [{ type: 'ADD' }, { type: 'HOLD' }] }, samples: names.map(sheep) };

const SCENARIOS: Scenario[] = [
  {
    name: 'reports',
    async prepare({ lab, repos }) {
      await repos.ena.submissions.submit(add({ samples: names.map(sheep) }));
      return {
        async run({ ena: { reports } }, ledger) {
          await ledger.list(names, async () =>
            (await reports.samples.list().all()).map(({ alias }) => alias ?? ''),
          );
          await ledger.list(['a'], async () =>
            (await reports.samples.get('a')).map(({ alias }) => alias ?? ''),
          );
        },
        stored: () => stored(lab),
      };
    },
  },
  {
    name: 'search by pages',
    async prepare({ lab, repos }) {
      await repos.ena.submissions.submit(add({ samples: names.map(sheep) }, { hold: '2020-01-01' }));
      return {
        async run({ ena: { portal } }, ledger) {
          const query = { result: 'sample', fields: ['sample_alias'], size: 2 } as const;
          await ledger.list(names, async () =>
            (await portal.search(query).all()).map(({ sample_alias }) => sample_alias),
          );
          await ledger.read(() => portal.count({ result: 'sample' }));
        },
        stored: () => stored(lab),
      };
    },
  },
  {
    name: 'checklist and taxon, then a sample',
    prepare: async ({ lab }) => ({
      async run({ ena: { checklists, taxonomy, submissions } }, ledger) {
        await ledger.read(() => checklists.validate(sheep('a')));
        await ledger.read(() => taxonomy.get(9940));
        await ledger.write('a', () => submissions.submit(add({ samples: [sheep('a')] })));
      },
      stored: () => stored(lab),
    }),
  },
  {
    name: 'a document in parts, with a journal',
    prepare: async ({ lab, journal }) => ({
      async run({ ena: { submissions } }, ledger) {
        const receipt = await ledger.read(() =>
          submissions.submitInParts(document, { journal, partObjects: 2, mode: 'sync' }),
        );
        for (const { alias } of receipt?.accessions ?? []) ledger.claim(alias, 'stored');
      },
      stored: () => stored(lab),
      complete: names,
    }),
  },
  {
    name: 'a document in parts, through the queue',
    prepare: async ({ lab }) => ({
      async run({ ena: { submissions } }, ledger) {
        const receipt = await ledger.read(() =>
          submissions.submitInParts(document, {
            partObjects: 3,
            mode: 'queue',
            pollMs: 1_000,
            waitMs: 5_000,
          }),
        );
        for (const { alias } of receipt?.accessions ?? []) ledger.claim(alias, 'stored');
      },
      stored: () => stored(lab),
    }),
  },
  {
    name: 'upload, submit, processed',
    // What passes is waited out, until the time is over.
    alsoFails: Object.fromEntries(FAULTS.map(({ name }) => [name, ['wait-timeout']])),
    async prepare({ lab, repos }) {
      await repos.ena.submissions.submit(
        add({
          projects: [
            {
              alias: 'flock',
              title: 'Microbes of the rumen',
              description: 'What lives in sheep on pastures.',
            },
          ],
          samples: [sheep('a')],
          experiments: [
            {
              alias: 'x',
              title: 'x',
              study: { alias: 'flock' },
              samples: [{ alias: 'a' }],
              libraryDescriptor: {
                libraryStrategy: 'WGS',
                librarySource: 'METAGENOMIC',
                librarySelection: 'RANDOM',
                libraryLayout: 'SINGLE',
              },
              instrumentModel: 'Illumina MiSeq',
            },
          ],
        }),
      );
      return {
        async run({ ena: { files, submissions } }, ledger) {
          const uploaded = await ledger.read(() => files.upload(file));
          if (!uploaded) return;
          const runs = [{ alias: 'r', title: 'r', experiment: { alias: 'x' }, files: uploaded }];
          const receipt = await ledger.write('r', () => submissions.submit(add({ runs })));
          if (receipt)
            await ledger.read(() =>
              submissions.waitUntilProcessed(receipt, { pollMs: 500, timeoutMs: 5_000 }),
            );
        },
        stored: () => lab.state.ena.objects.list('run').map(({ alias }) => alias),
      };
    },
  },
];

chaos('ena', SCENARIOS);
