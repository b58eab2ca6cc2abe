import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewOpenBisObject } from 'accession/openbis';
import type { Lab } from 'accession/sandbox';
import { afterAll, beforeAll } from 'vitest';
import { chaos, type Scenario } from './harness.ts';

const SEED = {
  spaces: [{ code: 'LAB' }],
  projects: [{ identifier: '/LAB/P' }],
  collections: [{ identifier: '/LAB/P/C', type: 'UNKNOWN' }],
  objects: [{ identifier: '/LAB/P/OWNER', type: 'UNKNOWN', collection: '/LAB/P/C' }],
};
const OWNER = '/LAB/P/OWNER';
const STEP = { type: 'EXPERIMENTAL_STEP', collection: '/LAB/P/C' };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'accession-chaos-openbis-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let places = 0;
const newPlace = (): string => {
  places += 1;
  return join(folder, String(places));
};

const named = (names: readonly string[]): NewOpenBisObject[] =>
  names.map((name) => ({ ...STEP, creationId: name, properties: { $NAME: name } }));
const NAMES = ['a', 'b', 'c', 'd', 'e'];
const codesOf = (lab: Lab): string[] =>
  lab.state.openbis.objects
    .list()
    .map(({ code }) => code)
    .filter((code) => code !== 'OWNER');
const namesOf = (lab: Lab): string[] =>
  lab.state.openbis.objects
    .list()
    .flatMap(({ properties }) => (properties.$NAME ? [String(properties.$NAME)] : []));
const datasets = (lab: Lab): string[] =>
  lab.state.openbis.datasets.list().map(({ properties }) => String(properties.$NAME));

/** What came back is what was sent, or nothing is there under the name. */
const isWhole = (place: string, content: string): boolean =>
  !existsSync(place) || readFileSync(place, 'utf8') === content;

const FILES = [
  { name: 'a.txt', source: Buffer.from('alpha') },
  { name: 'sub/b.txt', source: Buffer.from('beta') },
];

const SCENARIOS: Scenario[] = [
  {
    name: 'folders are made',
    prepare: async ({ lab }) => ({
      async run({ openbis }, ledger) {
        await ledger.write('S', () => openbis.spaces.create({ code: 'S' }));
        await ledger.write('/LAB/Q', () => openbis.projects.create({ space: 'LAB', code: 'Q' }));
        await ledger.write('/LAB/P/D', () =>
          openbis.collections.create({ type: 'UNKNOWN', project: '/LAB/P', code: 'D' }),
        );
      },
      stored: () => [
        ...lab.state.openbis.spaces(),
        ...lab.state.openbis.projects(),
        ...lab.state.openbis.collections.list().map(({ identifier }) => identifier),
      ],
    }),
  },
  {
    name: 'an object with a code of its own, and one whose code is taken first',
    prepare: async ({ lab }) => ({
      async run({ openbis }, ledger) {
        await ledger.write('own', () =>
          openbis.objects.create({ ...STEP, code: 'X1', properties: { $NAME: 'own' } }),
        );
        await ledger.write('auto', () => openbis.objects.create({ ...STEP, properties: { $NAME: 'auto' } }));
      },
      stored: () => namesOf(lab),
    }),
  },
  {
    name: 'createMany with a journal',
    prepare: async ({ lab, journal }) => ({
      run: ({ openbis }, ledger) =>
        ledger.bulk(openbis.objects.createMany(named(NAMES), { journal, objectsPerCall: 2 }), true),
      stored: () => namesOf(lab),
      complete: NAMES,
    }),
  },
  {
    name: 'createMany without a journal',
    prepare: async ({ lab }) => ({
      run: ({ openbis }, ledger) =>
        ledger.bulk(openbis.objects.createMany(named(NAMES), { objectsPerCall: 2 }), false),
      stored: () => namesOf(lab),
    }),
  },
  {
    name: 'a transaction',
    prepare: async ({ lab }) => ({
      async run({ openbis }, ledger) {
        await ledger.write(['MOTHER', 'CHILD'], () =>
          openbis.operations.execute([
            {
              createObjects: [
                { ...STEP, code: 'CHILD', parents: [{ creationId: 'm' }] },
                { ...STEP, code: 'MOTHER', creationId: 'm' },
              ],
            },
          ]),
        );
        const there = codesOf(lab);
        if (there.length === 1) ledger.wrong.push('half of a transaction is there');
      },
      stored: () => codesOf(lab),
    }),
  },
  {
    name: 'update',
    prepare: async ({ lab, repos }) => {
      await repos.openbis.objects.create({ ...STEP, code: 'X1' });
      return {
        async run({ openbis }, ledger) {
          await ledger.write('changed', () =>
            openbis.objects.update('/LAB/P/X1', {
              properties: { $NAME: 'changed' },
              parents: { add: [OWNER] },
            }),
          );
        },
        stored: () => namesOf(lab),
      };
    },
  },
  {
    name: 'delete, and have it back',
    prepare: async ({ lab, repos }) => {
      await repos.openbis.objects.create({ ...STEP, code: 'X1' });
      return {
        async run({ openbis }, ledger) {
          const gone = await ledger.write('gone', () => openbis.objects.delete('/LAB/P/X1', 'by mistake'));
          if (!gone) return;
          if (gone.deletion === null) return void ledger.wrong.push('the deletion has no number');
          ledger.claims.delete('gone');
          await ledger.write('back', () => openbis.deletions.revert(gone.deletion ?? ''));
        },
        stored: () => (codesOf(lab).includes('X1') ? ['back'] : ['gone']),
      };
    },
  },
  {
    name: 'delete for good',
    prepare: async ({ lab, repos }) => {
      await repos.openbis.objects.create({ ...STEP, code: 'X1' });
      return {
        async run({ openbis }, ledger) {
          const done = await ledger.read(() =>
            openbis.objects.delete('/LAB/P/X1', 'by mistake', { permanently: true }),
          );
          if (done) ledger.claim('gone', 'stored');
        },
        stored: () => (codesOf(lab).includes('X1') || lab.state.openbis.trash().length > 0 ? [] : ['gone']),
      };
    },
  },
  {
    name: 'an upload',
    prepare: async ({ lab }) => ({
      async run({ openbis }, ledger) {
        await ledger.write('run', () =>
          openbis.datasets.upload(
            { type: 'RAW_DATA', object: OWNER, files: FILES, properties: { $NAME: 'run' } },
            { concurrency: 1, reconcileForMs: 2_000 },
          ),
        );
        for (const { files } of lab.state.openbis.datasets.list())
          if (files.length !== FILES.length) ledger.wrong.push(`a dataset of ${files.length} files is there`);
      },
      stored: () => datasets(lab),
    }),
  },
  {
    name: 'a container dataset',
    prepare: async ({ lab }) => ({
      async run({ openbis }, ledger) {
        await ledger.write('box', () =>
          openbis.datasets.create({ type: 'RAW_DATA', object: OWNER, properties: { $NAME: 'box' } }),
        );
      },
      stored: () => datasets(lab),
    }),
  },
  {
    name: 'a download',
    // What is cut in the middle of a file is only ever short.
    prepare: async ({ repos }) => {
      const { permId } = await repos.openbis.datasets.upload({
        type: 'RAW_DATA',
        object: OWNER,
        files: FILES,
      });
      const place = newPlace();
      return {
        async run({ openbis }, ledger) {
          await ledger.read(() =>
            openbis.datasets.download(permId, { destination: place, defaultFolders: false, concurrency: 1 }),
          );
          for (const { name, source } of FILES)
            if (!isWhole(join(place, 'default', name), source.toString()))
              ledger.wrong.push(`${name} is not whole`);
        },
        stored: () => [],
      };
    },
  },
  {
    name: 'master data',
    prepare: async ({ lab }) => ({
      async run({ openbis }, ledger) {
        await ledger.read(async () => {
          await openbis.vocabularies.create({ code: 'V', terms: [{ code: 'T1' }] });
          await openbis.vocabularies.createTerms('V', [{ code: 'T2' }]);
          await openbis.propertyTypes.create({
            code: 'P',
            label: 'P',
            description: 'P',
            dataType: 'CONTROLLEDVOCABULARY',
            vocabulary: 'V',
          });
          await openbis.objectTypes.create({ code: 'TYPE', properties: [{ property: '$NAME' }] });
          await openbis.objectTypes.assign('TYPE', { property: 'P' });
        });
      },
      stored: () => (lab.state.openbis.trash().length === 0 ? [] : ['trash']),
    }),
  },
];

chaos('openbis', SCENARIOS, { seed: { openbis: SEED } });
