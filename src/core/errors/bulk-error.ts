import { type ErrorContext, RepositoryError } from './repository-error.ts';

/** How many items of a run ended how. */
export interface BulkCounts {
  /** Stored by this run. */
  stored: number;
  /** Stored already: by an earlier run of the same journal, or found after an answer was lost. */
  found: number;
  /** Refused by the repository, or by us before anything was sent. */
  refused: number;
  /** Not known to be stored, for a reason that may pass: run it again, with the same journal if there is one. */
  failed: number;
  /** May be stored: look before sending again. */
  unknown: number;
  /** Only of a dry run: could be sent. */
  valid: number;
}

/** An item that was not stored, and why. */
export interface BulkFailure {
  index: number;
  /** Its name or alias. */
  key: string;
  status: 'refused' | 'failed' | 'unknown';
  error: RepositoryError;
}

/** A run of many items that did not all go well, or that was given up. */
export class BulkError extends RepositoryError {
  static override readonly kind: string = 'BulkError';

  readonly counts: BulkCounts;
  /** The first 1,000; the journal has all of them. */
  readonly failures: readonly BulkFailure[];
  /** Where the journal is: run again with it, and only what is missing is sent. */
  readonly journal: string | undefined;

  constructor(
    message: string,
    context: ErrorContext & {
      counts: BulkCounts;
      failures: readonly BulkFailure[];
      journal: string | undefined;
    },
  ) {
    super('bulk', context.operation ? `${context.operation}: ${message}` : message, context);
    this.counts = context.counts;
    this.failures = context.failures;
    this.journal = context.journal;
  }
}
