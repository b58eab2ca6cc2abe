import { type StatusContext, StatusError } from './status-error.ts';

/** 401, of a token server also 403: no credentials, or the repository does not accept them. */
export class Unauthenticated extends StatusError {
  static override readonly kind: string = 'Unauthenticated';

  constructor(message: string, context: StatusContext) {
    super(message, context, 'unauthenticated');
  }
}
