import { type CallContext, CallError } from './call-error.ts';

/** No connection could be made, or it broke before the answer was complete. */
export class ConnectionError extends CallError {
  static override readonly kind: string = 'ConnectionError';

  /** The system's word for it: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`, … */
  readonly reason: string;

  constructor(message: string, context: CallContext & { reason: string }) {
    super('connection', message, context);
    this.reason = context.reason;
  }
}
