import type { NewOpenBisObject } from 'accession/openbis';
import { range, type Scenario } from './scenario.ts';

const SPACE = 'SOAK';
const PROJECT = `/${SPACE}/P`;
const OBJECTS = 20;
const PER_CALL = 4;

const collectionOf = (n: number): string => `${PROJECT}/C${n}`;
const codeOf = (n: number, i: number): string => `U${n}-${i}`;
const identifierOf = (n: number, i: number): string => `${PROJECT}/${codeOf(n, i)}`;
const objectLine = (code: string, name: string): string => `object ${code}, ${name}`;
const datasetLine = (object: string | null, files: readonly string[]): string =>
  `data set of ${object}: ${[...files].sort().join(', ')}`;
const filesOf = (n: number) =>
  range(3).map((f) => ({
    name: `u${n}-${f}.txt`,
    source: Buffer.from(`line of ${n}, file ${f}\n`.repeat(50 + (n % 9))),
  }));

const objectsOf = (n: number): NewOpenBisObject[] =>
  range(OBJECTS).map((i) => ({
    type: 'EXPERIMENTAL_STEP',
    collection: collectionOf(n),
    code: codeOf(n, i),
    properties: { $NAME: `step ${i}` },
  }));

/** A collection, objects in it made with a journal, one of them changed, and a data set of files for it. */
export const openbis: Scenario = {
  share: 0.1,
  requestsPerUnit: 120,
  async carryOut({ openbis: { collections, objects, datasets } }, unit) {
    const { n } = unit;
    await collections.getOrCreate({ type: 'COLLECTION', project: PROJECT, code: `C${n}` });
    await objects
      .createMany(objectsOf(n), { journal: unit.file('journal.ndjson'), objectsPerCall: PER_CALL })
      .done({ orThrow: true });
    const object = identifierOf(n, 0);
    await objects.update(object, { properties: { $NAME: 'changed' } });
    // A data set has no name of its own: whoever begins again looks first.
    const there = await datasets.list({ object }).all();
    if (there.length === 0)
      await datasets.upload({ type: 'RAW_DATA', object, files: filesOf(n), folder: `run-${n}` });
  },
  expected: (n) => [
    ...range(OBJECTS).map((i) => objectLine(codeOf(n, i), i === 0 ? 'changed' : `step ${i}`)),
    datasetLine(
      identifierOf(n, 0),
      filesOf(n).map(({ name, source }) => `original/run-${n}/${name} ${source.length}`),
    ),
    `collection ${collectionOf(n)}`,
  ],
  stored: ({ state: { openbis: stored } }) => [
    ...stored.objects
      .list()
      .filter(({ identifier }) => identifier.startsWith(`${PROJECT}/`))
      .map(({ code, properties }) => objectLine(code, String(properties.$NAME))),
    ...stored.datasets
      .list()
      .filter(({ object }) => object?.startsWith(`${PROJECT}/`))
      .map(({ object, files }) =>
        datasetLine(
          object,
          files.map(({ path, size }) => `${path} ${size}`),
        ),
      ),
    ...stored.collections
      .list()
      .filter(({ identifier }) => identifier.startsWith(`${PROJECT}/`))
      .map(({ identifier }) => `collection ${identifier}`),
  ],
  references: ({ state }) =>
    new Map(state.openbis.objects.list().map(({ identifier, code }) => [identifier, code])),
};

/** What has to be there before. */
export const OPENBIS_SEED = { spaces: [{ code: SPACE }], projects: [{ identifier: PROJECT }] };
