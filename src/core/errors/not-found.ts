import { type StatusContext, StatusError } from './status-error.ts';

/** 404 or 410: there is no such record, or it is not visible to this account. */
export class NotFound extends StatusError {
  static override readonly kind: string = 'NotFound';

  constructor(message: string, context: StatusContext) {
    super(message, context, 'not-found');
  }
}
