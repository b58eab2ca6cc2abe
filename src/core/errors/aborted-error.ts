import { type CallContext, CallError } from './call-error.ts';

/** The caller's AbortSignal fired. `outcome` tells whether the request may have arrived all the same. */
export class AbortedError extends CallError {
  static override readonly kind: string = 'AbortedError';

  constructor(context: CallContext) {
    super('aborted', 'aborted by the caller', context);
  }
}
