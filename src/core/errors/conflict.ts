import { type StatusContext, StatusError } from './status-error.ts';

/** 409 or 412: the record exists already, or changed meanwhile. */
export class Conflict extends StatusError {
  static override readonly kind: string = 'Conflict';

  constructor(message: string, context: StatusContext) {
    super(message, context, 'conflict');
  }
}
