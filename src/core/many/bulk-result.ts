import { ConnectionError, type RepositoryError, ServerFault, TimeoutError } from '../errors/index.ts';
import type { BulkResult } from './bulk-plan.ts';

/** The repository was not reached, or could not answer. */
export const isUnreachable = (error: RepositoryError): boolean =>
  error instanceof ConnectionError || error instanceof TimeoutError || error instanceof ServerFault;

export function isFailure<T>(result: BulkResult<T>): result is Extract<
  BulkResult<T>,
  { error: RepositoryError }
> & {
  status: 'refused' | 'failed' | 'unknown';
} {
  return result.status === 'refused' || result.status === 'failed' || result.status === 'unknown';
}
