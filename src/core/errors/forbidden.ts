import { type StatusContext, StatusError } from './status-error.ts';

/** 403: known, but not allowed. */
export class Forbidden extends StatusError {
  static override readonly kind: string = 'Forbidden';

  constructor(message: string, context: StatusContext) {
    super(message, context, 'forbidden');
  }
}
