import { type CallContext, CallError } from './call-error.ts';
import type { Issue } from './input-error.ts';

/** HTTP said yes, the envelope said no (a Webin receipt without success, an openBIS error object). */
export class RejectedError extends CallError {
  static override readonly kind: string = 'RejectedError';

  /** The repository's messages, per object or field where it says which. */
  readonly issues: readonly Issue[];
  /** The repository's whole answer as plain data (a receipt), where the service hands it on. */
  declare readonly answer?: unknown;

  constructor(message: string, context: CallContext & { issues: readonly Issue[]; answer?: unknown }) {
    super('rejected', message, context);
    this.issues = context.issues;
    if (context.answer !== undefined) this.answer = context.answer;
  }
}
