import type { Runner } from '../../core/http/context.ts';
import type { Endpoint } from '../../core/http/endpoint.ts';
import type { CallOptions } from '../../core/options.ts';
import * as endpoints from './endpoints/reports.ts';
import { KINDS, type Kind } from './kinds.ts';
import type { EnaReport } from './receipt-types.ts';

export const REPORTS: Readonly<Record<Kind, Endpoint<string, EnaReport[]>>> = {
  projects: endpoints.reportProjects,
  studies: endpoints.reportStudies,
  samples: endpoints.reportSamples,
  experiments: endpoints.reportExperiments,
  runs: endpoints.reportRuns,
  analyses: endpoints.reportAnalyses,
};

/** The report about one kind of objects of the account. */
export interface ReportOf {
  /** By accession or alias; empty when there is none. */
  get(id: string, options?: CallOptions): Promise<EnaReport[]>;
}

/** What ENA's reports say of the account's own objects, private ones too. */
export type Reports = Readonly<Record<Kind, ReportOf>>;

export const reportsOf = (run: Runner): Reports =>
  Object.fromEntries(
    KINDS.map((kind) => [
      kind,
      { get: (id: string, options?: CallOptions) => run(REPORTS[kind], id, options) },
    ]),
  ) as unknown as Reports;
