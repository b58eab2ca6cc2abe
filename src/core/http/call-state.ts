import { type CallContext, CallError, type Outcome, RepositoryError } from '../errors/index.ts';
import type { CallEvent } from '../hooks.ts';
import type { CheckedCall } from './context.ts';
import type { Dialect } from './dialects.ts';

/** What is known of one call so far: its attempts, and whether its record may have been stored. */
export class CallState {
  /** Requests that went out, redirects included. */
  attempts = 0;
  /** In which version it is asked now. */
  dialect: Dialect;
  /** Once one attempt may have been stored, no later refusal makes that undone. */
  #doubt = false;
  #lastOwn: CallError | undefined;

  constructor(private readonly checked: CheckedCall) {
    this.dialect = checked.dialect;
  }

  get doubt(): boolean {
    return this.#doubt;
  }

  get lastOwn(): CallError | undefined {
    return this.#lastOwn;
  }

  get url(): string {
    const { checked, dialect } = this;
    return dialect === checked.dialect ? checked.url : checked.urlIn(dialect);
  }

  /** Marks an error as this call's own, and remembers the doubt it leaves. */
  own<E extends CallError>(error: E): E {
    if (error.outcome === 'unknown') this.#doubt = true;
    this.#lastOwn = error;
    return error;
  }

  event(): CallEvent {
    const { context, endpoint } = this.checked;
    const { name: operation, method } = endpoint;
    return {
      service: context.service,
      operation,
      method,
      url: this.#shownUrl(),
      attempt: this.attempts,
    };
  }

  /** What every error of this call says; doubt from earlier attempts outweighs what the last one proved. */
  facts(
    outcome: Outcome,
    extra: { requestId?: string | undefined; hint?: string | undefined } = {},
  ): CallContext {
    const { context, endpoint } = this.checked;
    const known: Outcome = this.#doubt ? 'unknown' : outcome;
    // Whatever became of a call that only reads: it stored nothing.
    const shown: Outcome = known === 'unknown' && endpoint.effect === 'read' ? 'refused' : known;
    const lookFirst =
      shown === 'unknown'
        ? 'It may have been stored all the same: look it up before you send it again.'
        : undefined;
    return {
      service: context.service,
      operation: endpoint.name,
      method: endpoint.method,
      url: this.#shownUrl(),
      attempts: this.attempts,
      outcome: shown,
      requestId: extra.requestId && context.redactor.scrub(extra.requestId),
      hint: [extra.hint, lookFirst].filter(Boolean).join(' ') || undefined,
    };
  }

  #shownUrl(): string {
    return this.checked.context.redactor.scrubUrl(this.url);
  }

  /** The error that the caller gets: a token that could not be renewed must not hide that a record may exist. */
  verdict(error: unknown): unknown {
    if (!this.#doubt || !(error instanceof RepositoryError)) return error;
    const own = error instanceof CallError && error.operation === this.checked.endpoint.name;
    return own ? error : (this.#lastOwn ?? error);
  }
}
