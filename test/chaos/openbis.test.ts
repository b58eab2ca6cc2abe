import { chaos, type Scenario } from './harness.ts';

const SEED = {
  spaces: [{ code: 'LAB' }],
  projects: [{ identifier: '/LAB/P' }],
  collections: [{ identifier: '/LAB/P/C', type: 'UNKNOWN' }],
  objects: ['A', 'B', 'C', 'D', 'E'].map((code, index, all) => ({
    identifier: `/LAB/P/${code}`,
    type: 'UNKNOWN',
    collection: '/LAB/P/C',
    ...(index > 0 && { parents: [`/LAB/P/${all[index - 1]}`] }),
  })),
};
const CODES = ['A', 'B', 'C', 'D', 'E'];
const codes = (items: readonly { code: string }[]): string[] => items.map(({ code }) => code);
const nothing = (): string[] => [];

const SCENARIOS: Scenario[] = [
  {
    name: 'a look around',
    prepare: async () => ({
      async run({ openbis }, ledger) {
        await ledger.list(['LAB'], async () => codes(await openbis.spaces.list().all()));
        await ledger.read(() => openbis.projects.get('P'));
        await ledger.read(() => openbis.objects.get('/LAB/P/C/B'));
        await ledger.read(() => openbis.serverInformation());
      },
      stored: nothing,
    }),
  },
  {
    name: 'objects page by page',
    prepare: async () => ({
      run: ({ openbis }, ledger) =>
        ledger.list(CODES, async () =>
          codes(await openbis.objects.list({ collection: '/LAB/P/C', pageSize: 2 }).all()),
        ),
      stored: nothing,
    }),
  },
  {
    name: 'ancestors',
    prepare: async () => ({
      run: ({ openbis }, ledger) =>
        ledger.list(['D', 'C', 'B', 'A'], async () => codes(await openbis.objects.ancestors('/LAB/P/E'))),
      stored: nothing,
    }),
  },
  {
    name: 'types and terms',
    prepare: async () => ({
      async run({ openbis }, ledger) {
        await ledger.read(() => openbis.objectTypes.propertyAssignments('SPECIMEN'));
        await ledger.read(() => openbis.vocabularies.terms('SPECIES', { pageSize: 2 }).all());
      },
      stored: nothing,
    }),
  },
  {
    name: 'logout, and on',
    prepare: async () => ({
      async run({ openbis }, ledger) {
        await ledger.read(() => openbis.spaces.list().all());
        await ledger.read(() => openbis.logout());
        await ledger.list(['LAB'], async () => codes(await openbis.spaces.list().all()));
      },
      stored: nothing,
    }),
  },
  {
    name: 'a token for scripts',
    prepare: async () => ({
      async run({ openbis }, ledger) {
        await ledger.read(() => openbis.personalAccessTokens.getOrCreate('nightly'));
      },
      stored: nothing,
    }),
  },
];

chaos('openbis', SCENARIOS, { seed: { openbis: SEED } });
