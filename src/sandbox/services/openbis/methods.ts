import { archive, settle, unarchive } from './archiving.ts';
import { dtoName, FAMILIES, type Family, wireId } from './families.ts';
import { find, idText } from './ids.ts';
import type { EntityKind, TableName } from './model.ts';
import { className, isObj, listOf, type Obj, objectsOf, textOf } from './params.ts';
import type { Writer } from './render.ts';
import { placeOf } from './rights.ts';
import { refuse } from './rules.ts';
import { textTest } from './text-match.ts';
import { confirm, revert } from './trash.ts';
import { Dto, Pairs, type Wire } from './wire.ts';
import type { Work } from './work.ts';
import { checkPats } from './write-pats.ts';

/** A method with a session token, without that token; also a part of executeOperations. */
export interface Method {
  /** How many parameters follow the token. */
  params: number;
  /** True: it stores something. */
  writes?: boolean;
  /** True: what it gives is for executeOperations only; on its own the method answers null. */
  silent?: boolean;
  run(work: Work, args: readonly unknown[], writer: Writer): Wire;
}

const object = (value: unknown): Obj => (isObj(value) ? value : {});

/** Where a class is named, it is the one that the method declares. Without a name the plain classes can be told too. */
function ofClass(name: string, value: unknown): void {
  for (const item of objectsOf(value)) {
    const type = item['@type'];
    if (type !== undefined && className(item) !== name)
      throw refuse('rpc.type', { type: String(type), expected: name });
  }
}

function familyMethods(family: Family): [string, Method][] {
  const { plural, table, kind, create, update, remove } = family;
  const dto = dtoName(family);
  const isPat = table === 'personalAccessToken';
  const check = (work: Work, manages: boolean): void => {
    if (isPat) checkPats(work, manages);
  };
  const out: [string, Method][] = [];
  if (create) {
    const run: Method['run'] = (work, [creations]) => {
      ofClass(`${dto}Creation`, creations);
      check(work, true);
      return create(work, objectsOf(creations)).map((id) => wireId(work, table, id));
    };
    out.push([`create${plural}`, { params: 1, writes: true, run }]);
  }
  if (update) {
    const run: Method['run'] = (work, [updates]) => {
      ofClass(`${dto}Update`, updates);
      check(work, true);
      const ids = work.each('updating', objectsOf(updates), (item) => update(work, item));
      return ids.map((id) => wireId(work, table, id));
    };
    out.push([`update${plural}`, { params: 1, writes: true, silent: true, run }]);
  }
  if (remove) {
    const run: Method['run'] = (work, [ids, options]) => {
      check(work, true);
      const found = listOf(ids).map((id) => work.resolve(table, id, kind));
      return remove(work, found, object(options));
    };
    out.push([`delete${plural}`, { params: 2, writes: true, run }]);
  }
  if (family.get !== false) {
    const run: Method['run'] = (work, [ids, options], writer) => {
      ofClass(`${dto}FetchOptions`, options);
      check(work, false);
      return getAll(work, table, kind, objectsOf(ids), object(options), writer);
    };
    out.push([`get${plural}`, { params: 2, run }]);
  }
  const run: Method['run'] = (work, [criteria, options], writer) => {
    ofClass(`${dto}SearchCriteria`, criteria);
    ofClass(`${dto}FetchOptions`, options);
    check(work, false);
    return searchAll(work, table, kind, object(criteria), object(options), writer);
  };
  out.push([`search${plural}`, { params: 2, run }]);
  return out;
}

/** Unknown ids, and those the user may not see, are left out. Keys are the ids as they were sent. */
function getAll(
  work: Work,
  table: TableName,
  kind: EntityKind | undefined,
  ids: readonly Obj[],
  options: Obj,
  writer: Writer,
): Wire {
  if (table === 'dataSet') settle(work);
  const entries = new Map<string, Wire>();
  for (const id of ids) {
    const type = className(id);
    if (type === '') throw refuse('rpc.no-type', { expected: 'ch.ethz.sis.openbis.IObjectId' });
    const found = find(work.store, id, { user: work.user, ...(kind ? { kind } : {}) });
    if (found?.table !== table || !ownPat(work, table, found.id)) continue;
    const written = writer.object(table, found.id, options);
    if (written) entries.set(idText(id), written);
  }
  return new Pairs([...entries]);
}

function searchAll(
  work: Work,
  table: TableName,
  kind: EntityKind | undefined,
  criteria: Obj,
  options: Obj,
  writer: Writer,
): Wire {
  if (table === 'dataSet') settle(work);
  const ids = work.search
    .ids(table, criteria)
    .filter((id) => kind === undefined || work.store.tables.entityType.get(id)?.kind === kind)
    .filter((id) => ownPat(work, table, id));
  return result(writer.list(table, ids, options), ids.length);
}

export const result = (objects: readonly Wire[], totalCount: number): Dto =>
  new Dto('as.dto.common.search.SearchResult', { objects, totalCount });

/** Who calls with a personal access token sees only that one. */
function ownPat(work: Work, table: TableName, id: string): boolean {
  return table !== 'personalAccessToken' || work.caller.patSession === null || id === work.caller.token;
}

function getRights(work: Work, ids: readonly Obj[]): Wire {
  const entries: [string, Wire][] = [];
  for (const id of ids) {
    const found = find(work.store, id, { user: work.user });
    const row = found && work.store.tables[found.table as 'sample'].get(found.id);
    if (!found || !row) continue;
    const rank = work.rights.rank(
      placeOf(work.store, found.table, row as never) ?? { space: null, project: null },
    );
    const rights = rank >= 3 ? ['CREATE', 'UPDATE', 'DELETE'] : rank === 2 ? ['CREATE', 'UPDATE'] : [];
    entries.push([idText(id), new Dto('as.dto.rights.Rights', { rights })]);
  }
  return new Pairs(entries);
}

function createCodes(work: Work, prefix: unknown, kind: unknown, count: unknown): Wire {
  const kinds: readonly EntityKind[] = ['MATERIAL', 'EXPERIMENT', 'SAMPLE', 'DATA_SET'];
  const wanted = kinds.find((name) => name === kind);
  if (wanted === undefined) {
    throw refuse('rpc.enum', { expected: 'EntityKind', value: String(kind), values: kinds.join(', ') });
  }
  return times(count, () => `${textOf(prefix) ?? ''}${work.store.codeNumber(wanted)}`);
}

function times(count: unknown, make: () => string): string[] {
  if (typeof count !== 'number' || count <= 0) throw refuse('count.zero');
  return Array.from({ length: count }, make);
}

/** The one service of the electronic notebook that pyBIS calls. */
function customService(work: Work, service: Obj, options: Obj): Wire {
  const { method, sampleTypeCode } = object(options.parameters);
  if (textOf(service.permId) !== 'as-eln-lims-api' || method !== 'getNextSequenceForType') {
    throw refuse('service.unknown', { id: textOf(service.permId) ?? 'null' });
  }
  const { sample, entityType } = work.store.tables;
  const type = `SAMPLE:${String(sampleTypeCode).toUpperCase()}`;
  const prefix = String(entityType.get(type)?.more.generatedCodePrefix ?? '').toUpperCase();
  const numbers = sample.find('type', type).map((id) => {
    const code = sample.get(id)?.code ?? '';
    const rest = code.startsWith(prefix) ? code.slice(prefix.length) : '';
    return /^\d+$/.test(rest) ? Number(rest) : 0;
  });
  return Math.max(0, ...numbers) + 1;
}

const GLOBAL: readonly (readonly [table: 'experiment' | 'sample' | 'dataSet', kind: string])[] = [
  ['experiment', 'EXPERIMENT'],
  ['sample', 'SAMPLE'],
  ['dataSet', 'DATA_SET'],
];

function searchGlobally(work: Work, criteria: Obj, options: Obj, writer: Writer): Wire {
  const parts = objectsOf(criteria.criteria);
  const kinds = parts.find((part) => className(part) === 'GlobalSearchObjectKindCriteria')?.objectKinds;
  const wild = parts.some((part) => className(part) === 'GlobalSearchWildCardsCriteria');
  const texts = parts.filter((part) => className(part) === 'GlobalSearchTextCriteria');
  const hits = GLOBAL.filter(([, kind]) => kinds === undefined || listOf(kinds).includes(kind)).flatMap(
    ([table, kind]) => {
      const anyField = texts.map((part) => ({
        '@type': 'as.dto.common.search.AnyFieldSearchCriteria',
        fieldValue: part.fieldValue,
        useWildcards: wild,
      }));
      const ids =
        texts.length === 0 ? [] : work.search.ids(table, { criteria: anyField, operator: criteria.operator });
      return ids.map((id) => ({ table, kind, id }));
    },
  );
  const from = typeof options.from === 'number' ? options.from : 0;
  const count = typeof options.count === 'number' ? options.count : hits.length;
  const test = textTest(texts[0]?.fieldValue, wild, true);
  const objects = hits.slice(from, from + count).map(({ table, kind, id }) => {
    const part = options[table];
    const plain = writer.object(table, id, {});
    const { permId = null, identifier = null } = plain?.fields ?? {};
    return new Dto('as.dto.global.GlobalSearchObject', {
      objectKind: kind,
      objectPermId: permId,
      objectIdentifier: identifier ?? permId,
      match: test ? `Text: ${String(object(texts[0]?.fieldValue).value ?? '')}` : '',
      score: 1,
      experiment: null,
      sample: null,
      dataSet: null,
      material: null,
      [table]: isObj(part) ? (writer.object(table, id, part) ?? null) : null,
    });
  });
  return result(objects, hits.length);
}

function lock(status: 'LOCKED' | 'AVAILABLE'): Method {
  return {
    params: 2,
    writes: true,
    run: (work, [ids]) => {
      const { dataSet } = work.store.tables;
      for (const id of listOf(ids).map((value) => work.resolve('dataSet', value))) {
        const row = dataSet.get(id);
        if (!row?.physical) continue;
        work.needAt('dataSet', row, 'POWER_USER');
        dataSet.put({ ...row, physical: { ...row.physical, status } });
      }
      return null;
    },
  };
}

const DELETIONS = (act: (work: Work, id: string) => void): Method => ({
  params: 1,
  writes: true,
  run: (work, [ids]) => {
    for (const id of listOf(ids)) act(work, work.resolve('deletion', id));
    return null;
  },
});

/** Everything that can be done inside a session, by name. */
export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ...FAMILIES.flatMap(familyMethods),
  ['getRights', { params: 2, run: (work, [ids]) => getRights(work, objectsOf(ids)) }],
  [
    'searchGlobally',
    {
      params: 2,
      run: (work, [criteria, options], writer) =>
        searchGlobally(work, object(criteria), object(options), writer),
    },
  ],
  ['confirmDeletions', DELETIONS(confirm)],
  ['revertDeletions', DELETIONS(revert)],
  [
    'archiveDataSets',
    { params: 2, writes: true, run: (work, [ids, options]) => archive(work, ids, options) },
  ],
  ['unarchiveDataSets', { params: 2, writes: true, run: (work, [ids]) => unarchive(work, ids) }],
  ['lockDataSets', lock('LOCKED')],
  ['unlockDataSets', lock('AVAILABLE')],
  [
    'createPermIdStrings',
    { params: 1, run: (work, [count]) => times(count, () => work.store.permId(work.now)) },
  ],
  [
    'createCodes',
    { params: 3, run: (work, [prefix, kind, count]) => createCodes(work, prefix, kind, count) },
  ],
  [
    'executeCustomASService',
    { params: 2, run: (work, [service, options]) => customService(work, object(service), object(options)) },
  ],
]);
