import { type StatusContext, StatusError } from './status-error.ts';

/** 429: too many requests; `retryAfterMs` says how long to wait, when the repository does. */
export class RateLimited extends StatusError {
  static override readonly kind: string = 'RateLimited';

  constructor(message: string, context: StatusContext) {
    super(message, context, 'rate-limited');
  }
}
