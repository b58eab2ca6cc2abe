import { type StatusContext, StatusError } from './status-error.ts';

/** 400 or 422: the repository says the content is wrong; `issues` has its messages per field. */
export class Invalid extends StatusError {
  static override readonly kind: string = 'Invalid';

  constructor(message: string, context: StatusContext) {
    super(message, context, 'invalid');
  }
}
