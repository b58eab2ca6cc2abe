import {
  type Endpoint,
  endpoint,
  type PagedEndpoint,
  pagedEndpoint,
  type TextAnswer,
} from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import type { EnaChecklistRecord } from '../checklist-types.ts';
import type { EnaReport } from '../receipt-types.ts';
import type {
  AnalysisReport,
  AnalysisReportQuery,
  ExperimentReport,
  FileReport,
  FileReportQuery,
  ProcessReport,
  ProcessReportQuery,
  ReportQuery,
  RunReport,
  SampleReport,
  UnsubmittedFile,
} from '../report-types.ts';
import * as answers from '../schemas/answers.ts';
import * as schemas from '../schemas/reports.ts';

const DOC = 'https://ena-docs.readthedocs.io/en/latest/submit/general-guide/reports-service.html';
const SHARED = { doc: DOC, method: 'GET', effect: 'read', auth: 'required', base: 'reports' } as const;

/** Nothing found is an empty list, an empty answer, or 404: the service does all three. */
const rowsIn = ({ text }: TextAnswer): unknown[] => (text.trim() === '' ? [] : JSON.parse(text));

type AnyRows =
  | typeof schemas.objectRows
  | typeof schemas.fileRows
  | typeof schemas.processRows
  | typeof schemas.unsubmittedRows
  | typeof schemas.checklistRows;

interface Rows<Row> {
  rows: { report: Row }[];
  /** As many came as were asked for: there may be more. */
  full: boolean;
}

/** Rows about one accession or alias. */
const get = <Row>(noun: string, output: AnyRows): Endpoint<string, Row[]> =>
  endpoint<string, Row[], Rows<Row>>()({
    name: `ena.reports.${noun}.get`,
    ...SHARED,
    input: answers.id,
    path: (id) => path`/${pathOf(noun)}/${id}`,
    query: () => ({ 'max-results': MOST_OF_ONE }),
    accept: 'application/json',
    parse: (answer) => ({ rows: rowsIn(answer), full: false }),
    otherwise: ({ status }) => (status === 404 ? { value: [] } : undefined),
    output,
    result: ({ rows }) => rows.map(({ report }) => report),
  });

/** A study may have many runs. */
const MOST_OF_ONE = 50_000;
/** Each look asks for so many times what the one before gave. */
const GROWTH = 10;

/**
 * All rows. The service knows no pages: a look that brings as many rows as were asked for is followed by one that asks for
 * more, of which those that are new are handed on.
 */
const list = <Query, Row>(noun: string, output: AnyRows): PagedEndpoint<Query, Row> =>
  pagedEndpoint<Query, Row, Rows<Row>>()({
    name: `ena.reports.${noun}.list`,
    ...SHARED,
    input: schemas.reportQuery,
    path: () => path`/${pathOf(noun)}`,
    query: ({ status, analysisType, archiveStatus, processStatus, maxResults }) => ({
      status,
      'analysis-type': analysisType,
      'archive-status': archiveStatus,
      'process-status': processStatus,
      'max-results': maxResults,
      format: 'json',
    }),
    accept: 'application/json',
    parse: (answer) => ({ rows: rowsIn(answer), full: false }),
    otherwise: ({ status }) => (status === 404 ? { value: { rows: [], full: false } } : undefined),
    output,
    result: ({ rows }, { maxResults, seen }) => ({
      rows: rows.filter(({ report }) => !seen.has(keyOf(report))),
      full: rows.length >= maxResults,
    }),
    paging: {
      items: ({ rows }) => rows.map(({ report }) => report),
      next: ({ rows, full }, look) =>
        full
          ? {
              ...look,
              maxResults: look.maxResults * GROWTH,
              seen: new Set([...look.seen, ...rows.map(({ report }) => keyOf(report))]),
            }
          : undefined,
      cursor: ({ maxResults }) => String(maxResults),
    },
  });

function keyOf(report: unknown): string {
  const { id = '', fileName = '' } = report as { id?: string; fileName?: string };
  return `${id}\n${fileName}`;
}

/** `runFiles` → `run-files` */
const pathOf = (noun: string): string => noun.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const reportSubmissions = get<EnaReport>('submissions', schemas.objectRows);
export const reportProjects = get<EnaReport>('projects', schemas.objectRows);
export const reportStudies = get<EnaReport>('studies', schemas.objectRows);
export const reportSamples = get<SampleReport>('samples', schemas.objectRows);
export const reportExperiments = get<ExperimentReport>('experiments', schemas.objectRows);
export const reportRuns = get<RunReport>('runs', schemas.objectRows);
export const reportAnalyses = get<AnalysisReport>('analyses', schemas.objectRows);
export const reportDacs = get<EnaReport>('dacs', schemas.objectRows);
export const reportPolicies = get<EnaReport>('policies', schemas.objectRows);
export const reportDatasets = get<EnaReport>('datasets', schemas.objectRows);
export const reportRunFiles = get<FileReport>('runFiles', schemas.fileRows);
export const reportAnalysisFiles = get<FileReport>('analysisFiles', schemas.fileRows);
export const reportRunProcess = get<ProcessReport>('runProcess', schemas.processRows);
export const reportAnalysisProcess = get<ProcessReport>('analysisProcess', schemas.processRows);

export const listSubmissions = list<ReportQuery, EnaReport>('submissions', schemas.objectRows);
export const listProjects = list<ReportQuery, EnaReport>('projects', schemas.objectRows);
export const listStudies = list<ReportQuery, EnaReport>('studies', schemas.objectRows);
export const listSamples = list<ReportQuery, SampleReport>('samples', schemas.objectRows);
export const listExperiments = list<ReportQuery, ExperimentReport>('experiments', schemas.objectRows);
export const listRuns = list<ReportQuery, RunReport>('runs', schemas.objectRows);
export const listAnalyses = list<AnalysisReportQuery, AnalysisReport>('analyses', schemas.objectRows);
export const listDacs = list<ReportQuery, EnaReport>('dacs', schemas.objectRows);
export const listPolicies = list<ReportQuery, EnaReport>('policies', schemas.objectRows);
export const listDatasets = list<ReportQuery, EnaReport>('datasets', schemas.objectRows);
export const listRunFiles = list<FileReportQuery, FileReport>('runFiles', schemas.fileRows);
export const listAnalysisFiles = list<FileReportQuery, FileReport>('analysisFiles', schemas.fileRows);
export const listRunProcess = list<ProcessReportQuery, ProcessReport>('runProcess', schemas.processRows);
export const listAnalysisProcess = list<ProcessReportQuery, ProcessReport>(
  'analysisProcess',
  schemas.processRows,
);
export const listUnsubmittedFiles = list<Record<string, never>, UnsubmittedFile>(
  'unsubmittedFiles',
  schemas.unsubmittedRows,
);

/** Checklists for samples: in shape a report like the others, with a place of its own. */
export const listChecklists: PagedEndpoint<Record<string, never>, EnaChecklistRecord> = {
  ...list<Record<string, never>, EnaChecklistRecord>('checklists', schemas.checklistRows),
  name: 'ena.checklists.list',
  query: () => ({ type: 'sample', 'max-results': MOST_OF_ONE, format: 'json' }),
};
