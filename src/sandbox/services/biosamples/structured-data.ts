import { type Answer, json } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import type { WebinTokens } from '../webin/tokens.ts';
import type { Archive } from './archive.ts';
import { HAL_OR_JSON, JSON_TYPE } from './http.ts';
import { toMillis } from './instants.ts';
import { V1 } from './links.ts';
import { arrayOf, BindError, type JsonObject, objectOf, parseJson, textOf } from './read.ts';
import { renderTable } from './render.ts';
import { refuse } from './rules.ts';
import type { StructuredRecord, StructuredTable } from './store.ts';
import { isExampleAccession } from './validation.ts';

const PATTERN = `${V1}/structureddata/:accession`;

/** Tables that belong to a sample but are kept beside it. */
export function structuredDataRoutes(
  archive: Archive,
  tokens: WebinTokens,
  bodies: readonly string[],
): Route[] {
  const get = (call: Call) => {
    const record = archive.store.structured(call.params.accession ?? '');
    if (!record) throw refuse('structured.unknown');
    return answer(archive, record, JSON_TYPE);
  };
  return [
    {
      service: 'biosamples',
      operation: 'biosamples.structuredData.get',
      method: 'GET',
      pattern: PATTERN,
      produces: [JSON_TYPE],
      handle: get,
    },
    {
      // Mapped to every verb by the server's own mistake: writes that do not fit PUT are answered as if they were reads.
      service: 'biosamples',
      operation: 'biosamples.structuredData.get',
      method: '*',
      pattern: PATTERN,
      produces: [JSON_TYPE],
      handle: get,
    },
    {
      service: 'biosamples',
      operation: 'biosamples.structuredData.put',
      method: 'PUT',
      pattern: PATTERN,
      consumes: bodies,
      produces: HAL_OR_JSON,
      handle: (call) => put(call, archive, tokens),
    },
  ];
}

function put(call: Call, archive: Archive, tokens: WebinTokens): Answer {
  const { context, store } = archive;
  const documented = context.rules === 'documented';
  const accession = call.params.accession ?? '';
  const { named, tables } = parse(call.body);
  if (named !== accession) throw refuse('structured.mismatch');
  const principal = tokens.principal(call.headers.get('authorization'));
  for (const table of tables) checkOwner(table, principal, documented);
  if (!store.sample(accession) && !(documented && isExampleAccession(accession)))
    throw refuse('structured.no-sample');
  if (tables.length === 0) throw refuse('structured.no-data');
  if (tables.some((table) => table.type === '')) throw refuse('structured.no-type');

  const old = store.structured(accession);
  const now = archive.now();
  const replaced = new Set(tables.map(identity));
  const kept = (old?.data ?? []).filter((table) => !replaced.has(identity(table)));
  const record = { accession, create: old?.create ?? now, update: now, data: [...kept, ...tables] };
  store.putStructured({ ...record, create: toMillis(record.create), update: toMillis(record.update) });
  archive.touched(accession);
  call.commit();
  return answer(archive, record, call.type);
}

/** A table belongs to the caller's account, or, as the documentation still shows it, to a domain. */
function checkOwner(table: StructuredTable, principal: string | undefined, documented: boolean): void {
  const owner = table.webinSubmissionAccountId;
  if (owner === null) {
    if (!documented || table.domain === null) throw refuse('structured.no-account');
    if (principal === undefined) throw refuse('structured.foreign-account');
    return;
  }
  if (owner.toLowerCase() !== principal?.toLowerCase()) throw refuse('structured.foreign-account');
}

function identity(table: StructuredTable): string {
  return JSON.stringify([table.domain ?? table.webinSubmissionAccountId, table.type]);
}

function answer(archive: Archive, record: StructuredRecord, type: string): Answer {
  const nulls = archive.context.rules === 'documented';
  const { accession, create, update } = record;
  return json(
    { accession, create, update, data: record.data.map((table) => renderTable(table, nulls)) },
    { type },
  );
}

function parse(body: string): { named: string | undefined; tables: StructuredTable[] } {
  try {
    const item = objectOf(parseJson(body), 'the structured data');
    return { named: textOf(item.accession, 'accession'), tables: parseTables(item) };
  } catch (error) {
    if (error instanceof BindError) throw refuse('structured.parse', { problem: error.message });
    throw error;
  }
}

export function parseTables(item: JsonObject): StructuredTable[] {
  return arrayOf(item.data, 'data').map((entry) => {
    const table = objectOf(entry, 'a table');
    return {
      domain: textOf(table.domain, 'domain') || null,
      webinSubmissionAccountId: textOf(table.webinSubmissionAccountId, 'webinSubmissionAccountId') || null,
      type: textOf(table.type, 'type')?.trim() ?? '',
      schema: textOf(table.schema, 'schema') ?? null,
      content: arrayOf(table.content, 'content').map((row) => objectOf(row, 'a row')),
    };
  });
}
