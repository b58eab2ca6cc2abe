import { type ErrorCode, type ErrorContext, RepositoryError } from './repository-error.ts';

/**
 * What is known about the record after a failed call:
 * - `not-sent`: the request never left this machine;
 * - `refused`: nothing was stored: the repository answered no, or the call only reads;
 * - `unknown`: it may have been stored. Look before you send again.
 */
export type Outcome = 'not-sent' | 'refused' | 'unknown';

export interface CallContext extends ErrorContext {
  method: string;
  /** Scrubbed. */
  url: string;
  /** How often the request was tried, this time included. */
  attempts: number;
  /** The repository's own id of the exchange, when it gives one: quote it to the help desk. */
  requestId?: string | undefined;
  outcome: Outcome;
}

/** A call that was made, or about to be made, and failed. */
export abstract class CallError extends RepositoryError {
  static override readonly kind: string = 'CallError';

  readonly method: string;
  readonly url: string;
  readonly attempts: number;
  declare readonly requestId?: string;
  readonly outcome: Outcome;

  constructor(code: ErrorCode, message: string, context: CallContext) {
    super(code, context.operation ? `${context.operation}: ${message}` : message, context);
    this.method = context.method;
    this.url = context.url;
    this.attempts = context.attempts;
    if (context.requestId !== undefined) this.requestId = context.requestId;
    this.outcome = context.outcome;
  }
}
