import type { Runner } from '../../core/http/context.ts';
import type { Endpoint, PagedEndpoint } from '../../core/http/endpoint.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import * as endpoints from './endpoints/reports.ts';
import type { Kind } from './kinds.ts';
import type { EnaReport } from './receipt-types.ts';
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
} from './report-types.ts';

export const REPORTS: Readonly<Record<Kind, Endpoint<string, EnaReport[]>>> = {
  projects: endpoints.reportProjects,
  studies: endpoints.reportStudies,
  samples: endpoints.reportSamples,
  experiments: endpoints.reportExperiments,
  runs: endpoints.reportRuns,
  analyses: endpoints.reportAnalyses,
};

/** The report about one kind of things of the account. */
export class ReportOf<Row, Query> {
  constructor(
    private readonly run: Runner,
    private readonly one: Endpoint<string, Row[]>,
    private readonly all: PagedEndpoint<Query, Row>,
  ) {}

  /**
   * By accession or alias; empty when there is none. Of a study's or an experiment's accession, those that belong to it.
   */
  get(id: string, options?: CallOptions): Promise<Row[]> {
    return this.run(this.one, id, options);
  }

  /** All of the account, newest first. ENA's service knows no pages: 5,000 at a time, then ten times as many, and so on. */
  list(query: Query = {} as Query, options?: CallOptions): Pager<Row> {
    return this.run.pages(this.all, query, options);
  }
}

/** The report about the files that nothing was submitted with yet. */
export class UnsubmittedFiles {
  constructor(private readonly run: Runner) {}

  /** What lies in the upload area, and when it will be deleted. May lag a day behind; `files.list` does not. */
  list(options?: CallOptions): Pager<UnsubmittedFile> {
    return this.run.pages(endpoints.listUnsubmittedFiles, {}, options);
  }
}

/**
 * What ENA's reports say of what the account has submitted, private things too.
 * @see https://ena-docs.readthedocs.io/en/latest/submit/general-guide/reports-service.html
 */
export interface Reports {
  readonly submissions: ReportOf<EnaReport, ReportQuery>;
  readonly projects: ReportOf<EnaReport, ReportQuery>;
  readonly studies: ReportOf<EnaReport, ReportQuery>;
  readonly samples: ReportOf<SampleReport, ReportQuery>;
  readonly experiments: ReportOf<ExperimentReport, ReportQuery>;
  readonly runs: ReportOf<RunReport, ReportQuery>;
  readonly analyses: ReportOf<AnalysisReport, AnalysisReportQuery>;
  readonly dacs: ReportOf<EnaReport, ReportQuery>;
  readonly policies: ReportOf<EnaReport, ReportQuery>;
  readonly datasets: ReportOf<EnaReport, ReportQuery>;
  /** Files of runs, and whether ENA has taken them over. */
  readonly runFiles: ReportOf<FileReport, FileReportQuery>;
  readonly analysisFiles: ReportOf<FileReport, FileReportQuery>;
  /** What became of the files of runs. */
  readonly runProcess: ReportOf<ProcessReport, ProcessReportQuery>;
  readonly analysisProcess: ReportOf<ProcessReport, ProcessReportQuery>;
  readonly unsubmittedFiles: UnsubmittedFiles;
}

export function reportsOf(run: Runner): Reports {
  const of = <Row, Query>(one: Endpoint<string, Row[]>, all: PagedEndpoint<Query, Row>) =>
    new ReportOf(run, one, all);
  return {
    submissions: of(endpoints.reportSubmissions, endpoints.listSubmissions),
    projects: of(endpoints.reportProjects, endpoints.listProjects),
    studies: of(endpoints.reportStudies, endpoints.listStudies),
    samples: of(endpoints.reportSamples, endpoints.listSamples),
    experiments: of(endpoints.reportExperiments, endpoints.listExperiments),
    runs: of(endpoints.reportRuns, endpoints.listRuns),
    analyses: of(endpoints.reportAnalyses, endpoints.listAnalyses),
    dacs: of(endpoints.reportDacs, endpoints.listDacs),
    policies: of(endpoints.reportPolicies, endpoints.listPolicies),
    datasets: of(endpoints.reportDatasets, endpoints.listDatasets),
    runFiles: of(endpoints.reportRunFiles, endpoints.listRunFiles),
    analysisFiles: of(endpoints.reportAnalysisFiles, endpoints.listAnalysisFiles),
    runProcess: of(endpoints.reportRunProcess, endpoints.listRunProcess),
    analysisProcess: of(endpoints.reportAnalysisProcess, endpoints.listAnalysisProcess),
    unsubmittedFiles: new UnsubmittedFiles(run),
  };
}
