import { type ErrorCode, type ErrorContext, RepositoryError } from './repository-error.ts';

/** One state that was seen while waiting. */
export interface WaitStep {
  state: string;
  /** When it was first seen: ISO 8601. */
  at: string;
}

export interface WaitContext extends ErrorContext {
  lastState: string | undefined;
  history: readonly WaitStep[];
  waitedMs: number;
  /** What `waitUntil` was given; plain data, so that it can be saved and waited for again in another process. */
  resumable: unknown;
}

/** Waiting ended without what was waited for. */
export abstract class WaitError extends RepositoryError {
  static override readonly kind: string = 'WaitError';

  readonly lastState: string | undefined;
  readonly history: readonly WaitStep[];
  readonly waitedMs: number;
  readonly resumable: unknown;

  constructor(code: ErrorCode, message: string, context: WaitContext) {
    super(code, context.operation ? `${context.operation}: ${message}` : message, context);
    this.lastState = context.lastState;
    this.history = context.history;
    this.waitedMs = context.waitedMs;
    this.resumable = context.resumable;
  }
}

/** It takes longer than `timeoutMs`. Nothing is lost: wait again with `resumable`. */
export class WaitTimeout extends WaitError {
  static override readonly kind: string = 'WaitTimeout';

  constructor(message: string, context: WaitContext) {
    super('wait-timeout', message, context);
  }
}

/** It has ended, and not as wished: waiting longer is pointless. */
export class WaitFailed extends WaitError {
  static override readonly kind: string = 'WaitFailed';

  constructor(message: string, context: WaitContext) {
    super('wait-failed', message, context);
  }
}
