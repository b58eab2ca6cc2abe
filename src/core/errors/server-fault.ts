import { type StatusContext, StatusError } from './status-error.ts';

/** 500–599: the repository, or something in front of it, failed. */
export class ServerFault extends StatusError {
  static override readonly kind: string = 'ServerFault';

  constructor(message: string, context: StatusContext) {
    super(message, context, 'server-fault');
  }
}
