import { type Endpoint, endpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import type { Kind } from '../kinds.ts';
import type { EnaReport } from '../receipt-types.ts';
import * as schemas from '../schemas/answers.ts';

const get = (kind: Kind): Endpoint<string, EnaReport[]> =>
  endpoint<string, EnaReport[], schemas.ReportsWire>()({
    name: `ena.reports.${kind}.get`,
    doc: 'https://ena-docs.readthedocs.io/en/latest/submit/general-guide/reports-service.html',
    method: 'GET',
    effect: 'read',
    auth: 'required',
    base: 'reports',
    input: schemas.id,
    path: (id) => path`/${kind}/${id}`,
    accept: 'application/json',
    // Nothing found is an empty list, an empty answer, or 404: the service does all three.
    parse: ({ text }) => (text.trim() === '' ? [] : JSON.parse(text)),
    otherwise: ({ status }) => (status === 404 ? { value: [] } : undefined),
    output: schemas.reports,
    result: (rows) => rows.map(({ report }) => report as EnaReport),
  });

export const reportProjects = get('projects');
export const reportStudies = get('studies');
export const reportSamples = get('samples');
export const reportExperiments = get('experiments');
export const reportRuns = get('runs');
export const reportAnalyses = get('analyses');
