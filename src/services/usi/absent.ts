import { NotFound } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';

/** The error for something that was looked for in a list. */
export const absent = (run: Runner, operation: string, what: string, base = 'api'): NotFound =>
  new NotFound(run.context.redactor.scrub(what), {
    service: run.context.service,
    operation,
    method: 'GET',
    url: run.context.redactor.scrubUrl(run.context.bases[base] ?? ''),
    attempts: 1,
    outcome: 'refused',
    status: 404,
    headers: {},
    body: '',
  });
