import { type CallContext, CallError } from './call-error.ts';

/** No complete answer within `timeoutMs` (one attempt) or `deadlineMs` (all attempts and pauses together). */
export class TimeoutError extends CallError {
  static override readonly kind: string = 'TimeoutError';

  /** Milliseconds waited. */
  readonly timeoutMs: number;

  constructor(message: string, context: CallContext & { timeoutMs: number }) {
    super('timeout', message, context);
    this.timeoutMs = context.timeoutMs;
  }
}
