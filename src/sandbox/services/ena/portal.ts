import { type Answer, json, text } from '../../answer.ts';
import { mediaType } from '../../negotiate.ts';
import type { Call, Route } from '../../routes.ts';
import { xml } from './answers.ts';
import type { EnaArchive } from './archive.ts';
import { checklistXml } from './checklists.ts';
import { type PortalRecord, parseQuery, type TaxonTree } from './portal-query.ts';
import { portalRecords, RESULTS } from './portal-records.ts';
import { setXml } from './render.ts';
import { refuse } from './rules.ts';
import { lineageOf } from './taxa.ts';

export const PORTAL = '/ena/portal/api';
export const BROWSER = '/ena/browser/api';
const DEFAULT_LIMIT = 100_000;

/** What everybody can look up about what is public. */
export function portalRoutes(archive: EnaArchive): Route[] {
  const route = (operation: string, method: string, pattern: string, handle: Route['handle']): Route => ({
    service: 'ena',
    operation: `ena.${operation}`,
    method,
    pattern,
    handle,
  });
  const searches = (name: string, path: string, run: (asked: URLSearchParams) => Answer) =>
    ['GET', 'POST'].map((method) =>
      route(`portal.${name}`, method, `${PORTAL}/${path}`, (call) => run(parameters(call))),
    );
  const fields = (asked: URLSearchParams) =>
    table(
      asked,
      fieldsOf(asked).map((columnId) => ({ columnId })),
    );
  return [
    ...searches('search', 'search', (asked) => search(archive, asked)),
    ...searches('count', 'count', (asked) =>
      table(asked, [{ count: String(matching(archive, asked).length) }]),
    ),
    route('portal.fileReport', 'GET', `${PORTAL}/filereport`, (call) => fileReport(archive, call.query)),
    route('portal.results', 'GET', `${PORTAL}/results`, ({ query }) =>
      table(
        query,
        Object.keys(RESULTS).map((resultId) => ({ resultId })),
      ),
    ),
    route('portal.fields', 'GET', `${PORTAL}/returnFields`, ({ query }) => fields(query)),
    route('portal.fields', 'GET', `${PORTAL}/searchFields`, ({ query }) => fields(query)),
    route('browser.get', 'GET', `${BROWSER}/xml/:accessions`, (call) => record(archive, call)),
  ];
}

/** POST takes the same as form fields. */
function parameters(call: Call): URLSearchParams {
  const form = mediaType(call.headers.get('content-type')) === 'application/x-www-form-urlencoded';
  return form ? new URLSearchParams([...call.query, ...new URLSearchParams(call.body)]) : call.query;
}

const wrong = (problem: string) => refuse('portal.parameter', { problem });

function fieldsOf(asked: URLSearchParams): readonly string[] {
  const result = asked.get('result');
  if (!result) throw wrong('Parameter result is required');
  const known = RESULTS[result];
  if (!known) throw wrong(`Invalid result: ${result}`);
  return known;
}

/** The accession is there whether it was asked for or not. */
function columns(asked: URLSearchParams, known: readonly string[]): string[] {
  const wanted = (asked.get('fields') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (wanted.includes('all')) return [...known];
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw wrong(`Invalid field(s) supplied: ${unknown.join(', ')}`);
  const [accession = ''] = known;
  const title = known.find((name) => name.endsWith('_title') || name === 'scientific_name') ?? accession;
  return [...new Set(wanted.length > 0 ? [accession, ...wanted] : [accession, title])];
}

function matching(archive: EnaArchive, asked: URLSearchParams): PortalRecord[] {
  const known = fieldsOf(asked);
  const records = portalRecords(archive, asked.get('result') ?? '');
  const query = asked.get('query')?.trim();
  if (!query) return records;
  try {
    return records.filter(parseQuery(query, known, tree(archive)));
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function tree({ taxonomy }: EnaArchive): TaxonTree {
  const taxa = new Map(taxonomy.list().map((taxon) => [String(taxon.taxId), taxon]));
  return {
    isBelow(taxId, root) {
      const [taxon, top] = [taxa.get(taxId), taxa.get(root)];
      return taxon !== undefined && top !== undefined && lineageOf(taxon).includes(top.scientificName);
    },
  };
}

function search(archive: EnaArchive, asked: URLSearchParams): Answer {
  const names = columns(asked, fieldsOf(asked));
  const limit = whole(asked, 'limit', DEFAULT_LIMIT);
  const offset = whole(asked, 'offset', 0);
  const found = matching(archive, asked);
  const page = limit === 0 ? found.slice(offset) : found.slice(offset, offset + limit);
  return table(
    asked,
    page.map((record) => picked(record, names)),
    names,
  );
}

function picked(record: PortalRecord, names: readonly string[]): PortalRecord {
  return Object.fromEntries(names.map((name) => [name, record[name] ?? '']));
}

function whole(asked: URLSearchParams, name: string, otherwise: number): number {
  const value = asked.get(name) ?? String(otherwise);
  if (!/^\d+$/.test(value)) throw wrong(`Invalid value of parameter ${name}: ${value}`);
  return Number(value);
}

/** Tab-separated unless JSON is asked for. Nothing found: an empty array, or the header alone. */
function table(asked: URLSearchParams, rows: PortalRecord[], names = Object.keys(rows[0] ?? {})): Answer {
  const format = asked.get('format') ?? 'tsv';
  if (format === 'json') return json(rows);
  if (format !== 'tsv') throw wrong(`Invalid format: ${format}`);
  const lines = [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))];
  return text(`${lines.map((line) => line.join('\t')).join('\n')}\n`);
}

/** Files of a run or analysis, or of all that belong to an experiment, sample or study. */
function fileReport(archive: EnaArchive, asked: URLSearchParams): Answer {
  const known = fieldsOf(asked);
  const accession = asked.get('accession');
  if (!accession) throw wrong('Parameter accession is required');
  const names = columns(asked, known);
  const found = portalRecords(archive, asked.get('result') ?? '').filter((record) =>
    Object.entries(record).some(([name, value]) => name.endsWith('_accession') && value === accession),
  );
  return table(
    asked,
    found.map((record) => picked(record, names)),
    names,
  );
}

/** Public records and checklists as XML. */
function record(archive: EnaArchive, call: Call): Answer {
  const asked = (call.params.accessions ?? '').split(',').map((accession) => accession.trim());
  const found = asked
    .flatMap((accession) => archive.store.object(accession) ?? [])
    .filter((object) => archive.isPublic(object));
  const body = found.length > 0 ? setXml(archive, found) : checklistXml(asked.filter((id) => id !== '*'));
  if (body === undefined) throw refuse('browser.unknown', { accession: asked.join(', ') });
  const answer = xml(body);
  if (call.query.get('download') === 'true')
    answer.headers['content-disposition'] =
      `attachment; filename="${asked[0]?.replace(/[^\w.-]/g, '_')}.xml"`;
  return answer;
}
