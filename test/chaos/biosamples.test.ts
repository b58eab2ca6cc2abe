import type { BioSamples, NewSample, RelatedOptions } from 'accession';
import type { Lab } from 'accession/sandbox';
import { chaos, type Scenario } from './harness.ts';
import type { Ledger } from './ledger.ts';

const organism = [{ text: 'Homo sapiens' }];
const sample = (name: string, more: Partial<NewSample> = {}): NewSample => ({
  name,
  release: '2020-01-01',
  characteristics: { organism },
  ...more,
});
const list = (count: number): NewSample[] => Array.from({ length: count }, (_, i) => sample(`s${i}`));
const namesOf = (samples: readonly NewSample[]): string[] => samples.map(({ name }) => name);

/** Full records by name. A reservation that was never filled in is no record. */
const records = (lab: Lab): string[] =>
  lab.state.biosamples.samples
    .list()
    .filter(({ characteristics }) => characteristics?.organism)
    .map(({ name }) => name);
const reservations = (lab: Lab): number => lab.state.biosamples.samples.count() - records(lab).length;

const link = {
  curation: {
    attributesPre: [{ type: 'sex', value: 'f' }],
    attributesPost: [{ type: 'sex', value: 'female' }],
  },
};
const table = { type: 'AMR', content: [{ drug: { value: 'ampicillin' } }] };

const family = [
  sample('donor'),
  sample('liver', { relationships: [{ type: 'derived from', target: 'donor' }] }),
];

async function storeFamily(biosamples: BioSamples, ledger: Ledger, options: RelatedOptions): Promise<void> {
  const results = await ledger.read(() => biosamples.samples.createRelated(family, options));
  for (const result of results ?? []) {
    const { name, status } = result;
    if (status === 'unknown') ledger.failed(result.error);
    const isThere = status === 'stored' || status === 'found';
    ledger.claim(name, isThere ? 'stored' : status === 'unknown' ? 'unknown' : 'absent');
  }
}

const SCENARIOS: Scenario[] = [
  {
    name: 'create, then get',
    prepare: async ({ lab }) => ({
      async run({ biosamples: { samples } }, ledger) {
        const made = await ledger.write('a', () => samples.create(sample('a')));
        if (made) await ledger.read(() => samples.get(made.accession));
      },
      stored: () => records(lab),
    }),
  },
  {
    name: 'accession, then update',
    prepare: async ({ lab }) => ({
      async run({ biosamples: { samples } }, ledger) {
        const reserved = await ledger.write('reserved', () => samples.accession({ name: 'a' }));
        if (!reserved) return;
        await ledger.write('a', () => samples.update({ ...sample('a'), accession: reserved.accession }));
      },
      stored: () => [
        ...records(lab),
        ...Array.from({ length: lab.state.biosamples.samples.count() }, () => 'reserved'),
      ],
    }),
  },
  {
    name: 'search by cursor',
    async prepare({ lab, repos }) {
      for (const one of list(5)) await repos.biosamples.samples.create(one);
      return {
        run: ({ biosamples }, ledger) =>
          ledger.list(namesOf(list(5)), async () =>
            (await biosamples.samples.search({ size: 2 }).all()).map(({ name }) => name),
          ),
        stored: () => records(lab),
      };
    },
  },
  {
    name: 'search by page',
    async prepare({ lab, repos }) {
      for (const one of list(7)) await repos.biosamples.samples.create(one);
      return {
        run: ({ biosamples }, ledger) =>
          ledger.list(namesOf(list(7)), async () =>
            (await biosamples.samples.search({ size: 2, page: 0 }).all()).map(({ name }) => name),
          ),
        stored: () => records(lab),
      };
    },
  },
  {
    name: 'createMany with a journal',
    prepare: async ({ lab, journal }) => ({
      run: ({ biosamples }, ledger) =>
        ledger.bulk(
          biosamples.samples.createMany(list(4), { journal, concurrency: 2, reconcileForMs: 5_000 }),
          true,
        ),
      stored: () => records(lab),
      complete: namesOf(list(4)),
      leftOver: () => reservations(lab),
    }),
  },
  {
    name: 'createMany without a journal',
    prepare: async ({ lab }) => ({
      run: ({ biosamples }, ledger) =>
        ledger.bulk(biosamples.samples.createMany(list(4), { concurrency: 2 }), false),
      stored: () => records(lab),
    }),
  },
  {
    name: 'createRelated',
    prepare: async ({ lab }) => ({
      run: ({ biosamples }, ledger) => storeFamily(biosamples, ledger, { concurrency: 2 }),
      stored: () => records(lab),
      leftOver: () => reservations(lab),
    }),
  },
  {
    name: 'createRelated with a journal',
    prepare: async ({ lab, journal }) => ({
      run: ({ biosamples }, ledger) =>
        storeFamily(biosamples, ledger, { concurrency: 2, journal, reconcileForMs: 5_000 }),
      stored: () => records(lab),
      complete: namesOf(family),
      leftOver: () => reservations(lab),
    }),
  },
  {
    name: 'patch',
    // The word of tomorrow goes back as it came, to a sandbox that does not know it either.
    alsoFails: { 'unknown enum': ['invalid'] },
    async prepare({ lab, repos }) {
      const { accession } = await repos.biosamples.samples.create(sample('a'));
      return {
        async run({ biosamples }, ledger) {
          await ledger.write('breed', () =>
            biosamples.samples.patch(accession, { characteristics: { breed: [{ text: 'Texel' }] } }),
          );
        },
        stored: () =>
          lab.state.biosamples.samples
            .list()
            .flatMap(({ characteristics }) => Object.keys(characteristics ?? {})),
      };
    },
  },
  {
    name: 'curation link made',
    async prepare({ lab, repos }) {
      const { accession } = await repos.biosamples.samples.create(sample('a'));
      return {
        async run({ biosamples: { curationLinks, samples } }, ledger) {
          await ledger.write('link', () => curationLinks.create({ sample: accession, ...link }));
          await ledger.read(() => samples.get(accession));
        },
        stored: () => lab.state.biosamples.curationLinks.list().map(() => 'link'),
      };
    },
  },
  {
    name: 'curation link taken back',
    async prepare({ lab, repos }) {
      const { accession } = await repos.biosamples.samples.create(sample('a'));
      const { hash = '' } = await repos.biosamples.curationLinks.create({ sample: accession, ...link });
      return {
        async run({ biosamples }, ledger) {
          await ledger.write('taken back', () =>
            biosamples.curationLinks.delete({ sample: accession, hash }),
          );
        },
        stored: () => (lab.state.biosamples.curationLinks.list().length === 0 ? ['taken back'] : []),
      };
    },
  },
  {
    name: 'structured data put',
    async prepare({ lab, repos }) {
      const { accession } = await repos.biosamples.samples.create(sample('a'));
      return {
        async run({ biosamples: { structuredData } }, ledger) {
          await ledger.write('table', () => structuredData.put({ accession, data: [table] }));
        },
        stored: () => (lab.state.biosamples.structuredData.get(accession)?.data ?? []).map(() => 'table'),
      };
    },
  },
  {
    name: 'bulkSubmit of version 2',
    prepare: async ({ lab }) => ({
      async run({ biosamples }, ledger) {
        const results = await ledger.read(() =>
          biosamples.v2.samples.bulkSubmit(list(4), { chunkSize: 2, concurrency: 2 }),
        );
        for (const result of results ?? []) {
          if (result.status === 'unknown') ledger.failed(result.error);
          ledger.claim(
            result.name,
            result.status === 'stored' ? 'stored' : result.status === 'unknown' ? 'unknown' : 'absent',
          );
        }
      },
      stored: () => records(lab),
    }),
  },
];

chaos('biosamples', SCENARIOS);
