import { type CallContext, CallError } from './call-error.ts';
import type { Issue } from './input-error.ts';
import type { ErrorCode } from './repository-error.ts';

export interface StatusContext extends CallContext {
  status: number;
  /** Only headers that help and cannot hold a secret. */
  headers: Readonly<Record<string, string>>;
  /** Scrubbed, at most 4,096 characters. */
  body: string;
  /** What the repository says is wrong with single fields. */
  issues?: readonly Issue[] | undefined;
  retryAfterMs?: number | undefined;
}

/** The repository answered with a status outside 200–299. */
export class StatusError extends CallError {
  static override readonly kind: string = 'StatusError';

  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly issues: readonly Issue[];
  /** Milliseconds the repository asked us to wait (`Retry-After`), when it did. */
  declare readonly retryAfterMs?: number;

  constructor(message: string, context: StatusContext, code: ErrorCode = 'status') {
    super(code, message, context);
    this.status = context.status;
    this.headers = context.headers;
    this.body = context.body;
    this.issues = context.issues ?? [];
    if (context.retryAfterMs !== undefined) this.retryAfterMs = context.retryAfterMs;
  }
}
