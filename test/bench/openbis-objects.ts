/**
 * What it costs to make objects of an openBIS answer: 10,000 objects with back references, against JSON.parse of the same
 * text.
 *
 *     npx tsx test/bench/openbis-objects.ts
 */
import { fromWire } from '../../src/services/openbis/references.ts';

const COUNT = 10_000;
const ROUNDS = 15;

interface Wire {
  [field: string]: unknown;
}

let ids = 0;
const dto = (type: string, fields: Wire): Wire => ({ '@type': `as.dto.${type}`, '@id': ++ids, ...fields });

/** As servers write it: the first time in full, then by number; what was not fetched is null. */
function answer(): string {
  const person = dto('person.Person', {
    userId: 'ada',
    firstName: 'Ada',
    lastName: 'L',
    registrationDate: 1,
  });
  const type = dto('sample.SampleType', {
    code: 'SPECIMEN',
    propertyAssignments: null,
    validationPlugin: null,
  });
  const space = dto('space.Space', { code: 'LAB', registrator: person['@id'] });
  const project = dto('project.Project', { code: 'P', space: space['@id'], leader: null });
  const shared = [person, type, space, project];
  const optionsOf = (): Wire =>
    dto('sample.fetchoptions.SampleFetchOptions', {
      from: null,
      count: null,
      sort: null,
      cacheMode: 'NO_CACHE',
    });
  const first = (index: number, one: Wire): unknown => (index === 0 ? one : one['@id']);
  let before: number | undefined;
  const objects = Array.from({ length: COUNT }, (_, index) => {
    const object = dto('sample.Sample', {
      fetchOptions: optionsOf(),
      permId: dto('sample.id.SamplePermId', { permId: `20240101120000123-${index}` }),
      identifier: dto('sample.id.SampleIdentifier', { identifier: `/LAB/P/S${index}` }),
      code: `S${index}`,
      registrationDate: 1_700_000_000_000 + index,
      modificationDate: 1_700_000_000_000 + index,
      frozen: false,
      frozenForComponents: false,
      frozenForChildren: false,
      frozenForParents: false,
      frozenForDataSets: false,
      type: first(index, shared[1] as Wire),
      space: first(index, shared[2] as Wire),
      project: first(index, shared[3] as Wire),
      registrator: first(index, shared[0] as Wire),
      modifier: person['@id'],
      experiment: null,
      parents: before === undefined ? [] : [before],
      children: null,
      container: null,
      components: null,
      dataSets: null,
      tags: [],
      attachments: null,
      history: null,
      materialProperties: null,
      sampleProperties: null,
      properties: Object.fromEntries(
        Array.from({ length: 20 }, (_, n) => [
          `PROPERTY_${n}`,
          `value ${n} of ${index}, with a few more words in it`,
        ]),
      ),
      metaData: {},
    });
    before = object['@id'] as number;
    return object;
  });
  return JSON.stringify({
    jsonrpc: '2.0',
    id: '1',
    result: dto('common.search.SearchResult', { objects, totalCount: COUNT }),
  });
}

const text = answer();
const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
/** CPU milliseconds: other work on the machine does not count. */
function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const parse: number[] = [];
const resolve: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  let parsed: { result: unknown } = { result: undefined };
  parse.push(
    cpuMs(() => {
      parsed = JSON.parse(text) as typeof parsed;
    }),
  );
  resolve.push(cpuMs(() => fromWire(parsed.result)));
}
const [parseMs, resolveMs] = [median(parse), median(resolve)];
console.log(
  `${COUNT} objects, ${(text.length / 1e6).toFixed(1)} MB: JSON.parse ${parseMs.toFixed(0)} ms, ` +
    `references ${resolveMs.toFixed(0)} ms CPU = ${(resolveMs / parseMs).toFixed(2)} × JSON.parse`,
);
