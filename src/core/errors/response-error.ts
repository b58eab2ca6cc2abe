import { type CallContext, CallError } from './call-error.ts';
import type { Issue } from './input-error.ts';

export interface ResponseContext extends CallContext {
  status: number;
  contentType: string;
  /** The beginning of the answer, scrubbed, at most 512 characters. */
  snippet: string;
  issues?: readonly Issue[];
}

/**
 * The answer is not what the repository promises: HTML with status 200, broken JSON, missing fields, larger than
 * `maxAnswerBytes` (`code: 'too-large'`), or a link or redirect to another origin (`code: 'foreign-origin'`).
 */
export class ResponseError extends CallError {
  static override readonly kind: string = 'ResponseError';

  readonly status: number;
  readonly contentType: string;
  readonly snippet: string;
  readonly issues: readonly Issue[];

  constructor(
    message: string,
    context: ResponseContext,
    code: 'response' | 'foreign-origin' | 'too-large' = 'response',
  ) {
    super(code, message, context);
    this.status = context.status;
    this.contentType = context.contentType;
    this.snippet = context.snippet;
    this.issues = context.issues ?? [];
  }
}
