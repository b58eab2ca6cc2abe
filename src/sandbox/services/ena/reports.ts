import { type Answer, json, text } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import { xml } from './answers.ts';
import type { EnaArchive } from './archive.ts';
import type { EnaAuth } from './auth.ts';
import { reportTime } from './dates.ts';
import { INFO, KINDS, type Kind } from './kinds.ts';
import type { StoredObject } from './model.ts';
import { setXml } from './render.ts';
import { fileRows, objectRow, processRow, type Row, unsubmittedRows } from './report-rows.ts';
import { refuse } from './rules.ts';

export const REPORTS = ['/ena/submit/report', '/ena/dev/submit/report'] as const;
const DEFAULT_MAX = 100;

/** One report: rows of an account, all or those about one accession or alias. */
interface Report {
  path: string;
  /** Name in operations. */
  noun: string;
  /** `id`: accession or alias; undefined: all. */
  rows(account: string, id: string | undefined): Row[];
  /** Query parameters that pick rows by a field. */
  filters: Readonly<Record<string, string>>;
  /** Type of the XML variant. */
  kind?: Kind;
  listOnly?: true;
}

/** What an account has submitted and what became of it. */
export function reportRoutes(archive: EnaArchive, auth: EnaAuth): Route[] {
  return REPORTS.flatMap((base) =>
    reports(archive).flatMap((report) => {
      const { path, noun, kind } = report;
      const route = (operation: string, pattern: string, handle: Route['handle']): Route => ({
        service: 'ena',
        operation: `ena.reports.${noun}.${operation}`,
        method: 'GET',
        pattern: `${base}/${path}${pattern}`,
        handle,
      });
      const list = route('list', '', (call) =>
        answer(call, report, report.rows(auth.account(call), undefined)),
      );
      const one = route('get', '/:id', (call) => {
        const rows = report.rows(auth.account(call), call.params.id ?? '');
        if (rows.length === 0) throw refuse('report.unknown');
        return answer(call, report, rows);
      });
      const asXml = kind && route('xml', '/xml/:ids', (call) => xmlOf(call, archive, auth, kind));
      return [list, ...(report.listOnly ? [] : [one]), ...(asXml ? [asXml] : [])];
    }),
  );
}

function reports(archive: EnaArchive): Report[] {
  const objects = KINDS.map(
    (kind): Report => ({
      path: INFO[kind].plural,
      noun: INFO[kind].plural,
      kind,
      filters: {
        status: 'releaseStatus',
        ...(kind === 'analysis' ? { 'analysis-type': 'analysisType' } : {}),
      },
      rows: (account, id) =>
        pick(archive, account, kind, id).map((object) => objectRow(archive, object, kind)),
    }),
  );
  const files = (['run', 'analysis'] as const).map(
    (kind): Report => ({
      path: `${kind}-files`,
      noun: `${kind}Files`,
      filters: { 'archive-status': 'archiveStatus', 'analysis-type': 'analysisType' },
      rows: (account, id) => pick(archive, account, kind, id).flatMap((object) => fileRows(archive, object)),
    }),
  );
  const processes = (['run', 'analysis'] as const).map(
    (kind): Report => ({
      path: `${kind}-process`,
      noun: `${kind}Process`,
      filters: { 'process-status': 'processingStatus', 'analysis-type': 'analysisType' },
      rows: (account, id) =>
        pick(archive, account, kind, id)
          .filter(({ processing }) => processing !== null)
          .map((object) => processRow(archive, object)),
    }),
  );
  return [
    {
      path: 'submissions',
      noun: 'submissions',
      filters: { status: 'releaseStatus' },
      rows: (account, id) => submissionRows(archive, account, id),
    },
    ...objects,
    ...files,
    ...processes,
    {
      path: 'unsubmitted-files',
      noun: 'unsubmittedFiles',
      filters: {},
      listOnly: true,
      rows: (account) => unsubmittedRows(archive, account),
    },
  ];
}

/** Newest first. An id may also be that of a study or experiment, and stands for what belongs to it. */
function pick(archive: EnaArchive, account: string, kind: Kind, id: string | undefined): StoredObject[] {
  const own = [...archive.store.objects()].filter(
    (object) =>
      object.account === account && (object.kind === kind || (isStudy(object.kind) && isStudy(kind))),
  );
  if (id === undefined) return own.reverse();
  const named = own.filter(
    ({ accession, secondary, alias }) => id === accession || id === secondary || id === alias,
  );
  if (named.length > 0) return named;
  const parent = archive.store.object(id)?.accession;
  return parent === undefined ? [] : own.filter((object) => belongsTo(archive, object, parent)).reverse();
}

const isStudy = (kind: Kind): boolean => kind === 'project' || kind === 'study';

function belongsTo(archive: EnaArchive, object: StoredObject, parent: string): boolean {
  if (isStudy(object.kind)) return false;
  return object.refs.some(({ accession }) => {
    const next = archive.store.object(accession);
    return accession === parent || (next !== undefined && belongsTo(archive, next, parent));
  });
}

function submissionRows(archive: EnaArchive, account: string, id: string | undefined): Row[] {
  return [...archive.store.submissions()]
    .filter(
      (item) => item.account === account && (id === undefined || id === item.accession || id === item.alias),
    )
    .map(({ accession, alias, created }) => ({
      id: accession,
      alias,
      firstCreated: reportTime(created),
      firstPublic: null,
      releaseStatus: 'PRIVATE',
      submissionAccountId: account,
    }))
    .reverse();
}

function answer(call: Call, report: Report, rows: Row[]): Answer {
  let picked = rows;
  for (const [parameter, field] of Object.entries(report.filters)) {
    const value = call.query.get(parameter);
    if (value) picked = picked.filter((row) => row[field] === value.toUpperCase());
  }
  // There is no paging: what is beyond max-results can only be had by asking for more.
  picked = picked.slice(0, maximum(call));
  const format = call.query.get('format') ?? 'json';
  if (format === 'json') return json(picked.map((row) => ({ report: row, links: [] })));
  if (format !== 'csv') throw refuse('report.parameter', { name: 'format', value: format });
  return text(csv(picked), { type: 'text/csv;charset=UTF-8' });
}

function maximum(call: Call): number {
  const value = call.query.get('max-results') ?? String(DEFAULT_MAX);
  if (!/^\d+$/.test(value)) throw refuse('report.parameter', { name: 'max-results', value });
  return Number(value);
}

function csv(rows: readonly Row[]): string {
  const [first] = rows;
  if (!first) return '';
  const quoted = (value: string | null) =>
    /[",\n]/.test(value ?? '') ? `"${value?.replaceAll('"', '""')}"` : (value ?? '');
  const lines = rows.map((row) => Object.values(row).map(quoted).join(','));
  return `${[Object.keys(first).join(','), ...lines].join('\n')}\n`;
}

/** Primary accessions only; what is not the account's is left out, and of nothing the answer is empty. */
function xmlOf(call: Call, archive: EnaArchive, auth: EnaAuth, kind: Kind): Answer {
  const account = auth.account(call);
  const found = (call.params.ids ?? '').split(',').flatMap((id) => {
    const object = archive.store.object(id.trim());
    return object?.accession === id.trim() && object.account === account && object.kind === kind
      ? [object]
      : [];
  });
  return xml(setXml(archive, found));
}
