import { requestIdOf } from '../errors/from-response.ts';
import {
  AbortedError,
  type CallContext,
  CallError,
  type Outcome,
  RepositoryError,
  StatusError,
  TimeoutError,
} from '../errors/index.ts';
import { type CallEvent, tell } from '../hooks.ts';
import type { CallOptions } from '../options.ts';
import { type CheckedCall, credentialFor, DEFAULTS, type ServiceContext } from './context.ts';
import { type Dialect, type Misunderstood, NO_DIALECT } from './dialects.ts';
import { CannotWrite, cannotWrite, type FileSink, WrongFile } from './download.ts';
import type { Endpoint, TextAnswer } from './endpoint.ts';
import { foreignOrigin } from './foreign-origin.ts';
import { Judge } from './judge.ts';
import { readText, TooLarge } from './read-answer.ts';
import { failureFrom, TransportFailure, type WireResponse } from './transport.ts';
import { sameOrigin, withQuery } from './url.ts';

const ERROR_BODY_BYTES = 1024 * 1024;
const MOST_REDIRECTS = 5;
const FUTILE_RENEWAL_MS = 60_000;
/** A file may take as long as it comes; `timeoutMs` then is the time without a byte. */
const FILE_DEADLINE_MS = 24 * 3_600_000;

const isGood = (status: number): boolean => status >= 200 && status < 300;

/** One attempt: how far it came, and what ends it. */
interface Attempt {
  readonly signal: AbortSignal;
  /** Bytes went on: the time for this attempt begins anew. */
  readonly touch: () => void;
  /** The request may have left, and no answer to it is known. */
  sent: boolean;
}

/** One call with all its attempts: what they have in common, and what is known of the record so far. */
export class Call<In, Out> {
  readonly deadlineAt: number;
  /** The repository said by other words than the status that repeating is pointless. */
  permanent = false;
  #attempts = 0;
  #refusals = 0;
  /** Once one attempt may have been stored, no later refusal makes that undone. */
  #doubt = false;
  #lastOwn: CallError | undefined;
  #renewed = false;
  readonly #judge: Judge<In, Out>;
  /** In which version it is asked now, and in which it was not understood. */
  #dialect: Dialect = NO_DIALECT;
  readonly #tried = new Map<Dialect, Misunderstood>();

  constructor(
    private readonly context: ServiceContext,
    private readonly endpoint: Endpoint<In, Out>,
    private readonly checked: CheckedCall,
    private readonly options: CallOptions,
    private readonly sink?: FileSink,
  ) {
    const usual = sink ? FILE_DEADLINE_MS : DEFAULTS.deadlineMs;
    this.deadlineAt = context.clock.now() + (options.deadlineMs ?? context.options.deadlineMs ?? usual);
    this.#judge = new Judge(context, endpoint, checked, (outcome, extra) => this.facts(outcome, extra));
  }

  owns(error: CallError): boolean {
    return error === this.#lastOwn;
  }

  event(): CallEvent {
    const { service } = this.context;
    const { name: operation, method } = this.endpoint;
    return { service, operation, method, url: this.#shownUrl(), attempt: this.#attempts };
  }

  /** What every error of this call says; doubt from earlier attempts outweighs what the last one proved. */
  facts(
    outcome: Outcome,
    extra: { requestId?: string | undefined; hint?: string | undefined } = {},
  ): CallContext {
    const known: Outcome = this.#doubt ? 'unknown' : outcome;
    // Whatever became of a call that only reads: it stored nothing.
    const shown: Outcome = known === 'unknown' && this.endpoint.effect === 'read' ? 'refused' : known;
    const lookFirst =
      shown === 'unknown'
        ? 'It may have been stored all the same: look it up before you send it again.'
        : undefined;
    return {
      service: this.context.service,
      operation: this.endpoint.name,
      method: this.endpoint.method,
      url: this.#shownUrl(),
      attempts: this.#attempts,
      outcome: shown,
      requestId: extra.requestId && this.context.redactor.scrub(extra.requestId),
      hint: [extra.hint, lookFirst].filter(Boolean).join(' ') || undefined,
    };
  }

  #shownUrl(): string {
    return this.context.redactor.scrubUrl(this.checked.urlIn(this.#dialect));
  }

  /** The error that the caller gets: a token that could not be renewed must not hide that a record may exist. */
  verdict(error: unknown): unknown {
    if (!this.#doubt || !(error instanceof RepositoryError)) return error;
    const own = error instanceof CallError && error.operation === this.endpoint.name;
    return own ? error : (this.#lastOwn ?? error);
  }

  async attempt(number: number): Promise<Out> {
    await this.#gate();
    if (this.options.signal?.aborted) throw this.#own(new AbortedError(this.facts('not-sent')));
    if (number > 1 && this.context.clock.now() >= this.deadlineAt && this.#lastOwn) throw this.#lastOwn;
    const { clock } = this.context;
    const controller = new AbortController();
    const usual = this.options.timeoutMs ?? this.context.options.timeoutMs ?? DEFAULTS.timeoutMs;
    let timedOut: number | undefined;
    const startTimer = () => {
      const ms = Math.min(usual, this.deadlineAt - clock.now());
      return clock.timer(ms, () => {
        timedOut = ms;
        controller.abort();
      });
    };
    let stopTimer = startTimer();
    let touchedAt = clock.now();
    const onAbort = () => controller.abort();
    this.options.signal?.addEventListener('abort', onAbort);
    const attempt: Attempt = {
      signal: controller.signal,
      sent: false,
      touch() {
        // A timer for each chunk would cost more than the chunk.
        if (clock.now() - touchedAt < Math.min(1000, usual / 4)) return;
        touchedAt = clock.now();
        stopTimer();
        stopTimer = startTimer();
      },
    };
    try {
      return await this.#exchange(attempt);
    } catch (error) {
      throw this.#failed(error, attempt, timedOut);
    } finally {
      stopTimer();
      this.options.signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Waits while the repository has asked another call of the same run to wait. */
  async #gate(): Promise<void> {
    if (!this.context.gate) return;
    await this.context.gate.open(this.options.signal).catch(() => {
      throw this.#own(new AbortedError(this.facts('not-sent')));
    });
  }

  #failed(error: unknown, { sent }: Attempt, timedOut: number | undefined): unknown {
    if (error instanceof RepositoryError) return error;
    if (error instanceof CannotWrite) {
      return cannotWrite(error, { service: this.context.service, operation: this.endpoint.name });
    }
    const outcome: Outcome = sent ? 'unknown' : 'not-sent';
    if (this.options.signal?.aborted) return this.#own(new AbortedError(this.facts(outcome)));
    if (timedOut !== undefined) {
      const message = `no complete answer within ${Math.round(timedOut)} ms`;
      return this.#own(new TimeoutError(message, { ...this.facts(outcome), timeoutMs: timedOut }));
    }
    return error instanceof TransportFailure ? this.#own(this.#judge.broken(error)) : error;
  }

  /** Marks an error as this call's own, and remembers the doubt it leaves. */
  #own<E extends CallError>(error: E): E {
    if (error.outcome === 'unknown') this.#doubt = true;
    this.#lastOwn = error;
    return error;
  }

  async #exchange(attempt: Attempt): Promise<Out> {
    const { speaks } = this.endpoint;
    if (speaks !== undefined) this.#dialect = this.context.dialects?.current(speaks) ?? NO_DIALECT;
    for (;;) {
      const authorisation = await this.#authorise(attempt.signal);
      const answer = await this.#send(attempt, authorisation);
      if (isGood(answer.status)) {
        const accepted = this.#accept(answer);
        if ('value' in accepted) return accepted.value;
        const { error } = accepted;
        if (!(error instanceof StatusError)) throw error;
        if (this.#isGone(error.status)) return undefined as Out;
        // The envelope said no: nothing of this attempt is in doubt.
        attempt.sent = false;
        if (this.#mayRenew(error.status, authorisation)) continue;
        throw error;
      }
      const settled = this.endpoint.otherwise?.(answer, this.checked.input as never);
      if (settled) return settled.value;
      if (this.#isGone(answer.status)) return undefined as Out;
      if (answer.status === 406 && this.#speakOtherwise(answer)) continue;
      if (this.#mayRenew(answer.status, authorisation)) continue;
      // The part of a file that is here does not fit what is there now; asked for from the beginning, it will.
      if (answer.status === 416 && (await this.sink?.restart())) continue;
      const { error, permanent, repeats } = this.#judge.refused(answer);
      this.#refusals += 1;
      this.permanent = permanent || this.#refusals > repeats;
      throw this.#own(error);
    }
  }

  /** The version is looked at before anything is done: whatever the call does, it may be asked in another one. */
  #speakOtherwise(answer: TextAnswer): boolean {
    const { speaks } = this.endpoint;
    const next = speaks && this.context.dialects?.instead(speaks, answer.text, this.#dialect, this.#tried);
    if (next) this.#dialect = next;
    return Boolean(next);
  }

  #accept(answer: TextAnswer): { value: Out } | { error: unknown } {
    const file = this.sink?.result();
    if (file) return { value: file as Out };
    try {
      return { value: this.sink ? this.#judge.words(answer) : this.#judge.accept(answer) };
    } catch (error) {
      return { error: error instanceof CallError ? this.#own(error) : error };
    }
  }

  /** A delete that is repeated after a doubt finds nothing: the first one did it. */
  #isGone(status: number): boolean {
    return this.endpoint.effect === 'delete' && status === 404 && this.#doubt;
  }

  async #authorise(signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    const { bases } = this.context;
    const credential = credentialFor(this.context, this.endpoint.base ?? 'api');
    if (this.endpoint.auth === 'none' || !credential) return {};
    // An address that a server gave us is no reason to hand it our token.
    if (!Object.values(bases).some((base) => sameOrigin(base, this.checked.url))) return {};
    return credential.headers(signal);
  }

  async #send(attempt: Attempt, authorisation: Readonly<Record<string, string>>): Promise<TextAnswer> {
    const { transport, clock } = this.context;
    const { method, body } = this.endpoint;
    const { signal, touch } = attempt;
    const input = this.checked.input as never;
    const carried = this.endpoint.authorise?.(authorisation, input);
    let url = withQuery(this.checked.urlIn(this.#dialect), carried?.query);
    for (let redirects = 0; ; redirects += 1) {
      if (signal.aborted) throw new TransportFailure('ABORTED', false);
      this.#attempts += 1;
      tell(this.context, 'onRequest', () => this.event());
      const startedAt = clock.now();
      attempt.sent = true;
      const request = {
        method,
        url,
        headers: this.#headers(carried ? {} : authorisation),
        body: carried?.body ?? body?.(input, this.#dialect),
      };
      const response = await transport.send({ ...request, signal, touch }).catch((error: unknown) => {
        // The transport itself cannot work: nothing has left.
        if (error instanceof RepositoryError) throw error;
        const failure = failureFrom(error);
        attempt.sent = failure.left;
        throw failure;
      });
      const text = await this.#read(response, attempt);
      const { status, headers } = response;
      tell(this.context, 'onResponse', () => ({
        ...this.event(),
        status,
        tookMs: clock.now() - startedAt,
        ...requestIdOf(headers),
      }));
      // A refusal is an answer: what comes next is not in doubt because of this.
      if (!isGood(status)) attempt.sent = false;
      const target = this.#redirect(response, url);
      if (target === undefined || redirects === MOST_REDIRECTS) return { status, headers, text };
      url = target;
    }
  }

  /** Only reads by GET are followed, and only to the same origin. */
  #redirect({ status, headers }: WireResponse, from: string): string | undefined {
    const { location } = headers;
    if (![301, 302, 303, 307, 308].includes(status) || !location || !URL.canParse(location, from)) {
      return undefined;
    }
    const target = new URL(location, from).href;
    if (!sameOrigin(target, from)) {
      throw this.#own(foreignOrigin(this.context, target, status, (hint) => this.facts('refused', { hint })));
    }
    return this.endpoint.effect === 'read' && this.endpoint.method === 'GET' ? target : undefined;
  }

  #headers(authorisation: Readonly<Record<string, string>>): Record<string, string> {
    const headers: Record<string, string> = {
      accept: this.#dialect.accept || (this.endpoint.accept ?? this.context.accept),
      'user-agent': 'accession',
      ...this.endpoint.headers?.(this.checked.input as never, this.#dialect),
      ...this.sink?.headers(),
      ...authorisation,
    };
    for (const extra of [this.context.options.headers, this.options.headers]) {
      for (const [name, value] of Object.entries(extra ?? {})) {
        if (value === null) delete headers[name.toLowerCase()];
        else headers[name.toLowerCase()] = value;
      }
    }
    return headers;
  }

  async #read(response: WireResponse, { signal, touch }: Attempt): Promise<string> {
    const good = isGood(response.status);
    const words = good && this.endpoint.words?.instead(response.headers, this.checked.input as never);
    if (this.sink && good && !words) return this.#take(this.sink, response, signal, touch);
    const allowed = this.context.options.maxAnswerBytes ?? DEFAULTS.maxAnswerBytes;
    try {
      return await readText(response.stream, good ? allowed : Math.min(allowed, ERROR_BODY_BYTES), signal);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      // Of an error page the beginning is enough.
      if (!good) return error.head;
      throw this.#own(this.#judge.tooLarge(response, error));
    }
  }

  async #take(
    sink: FileSink,
    response: WireResponse,
    signal: AbortSignal,
    touch: () => void,
  ): Promise<string> {
    try {
      // By the address as it was checked: the one that is called may carry a token, and this one is written down.
      await sink.receive(response, this.checked.url, signal, touch);
      return '';
    } catch (error) {
      if (error instanceof WrongFile) throw this.#own(this.#judge.wrongFile(response, error.message));
      throw error;
    }
  }

  /** 401, or where the repository answers so, 403, may only mean that the token has ended: once per call. */
  #mayRenew(status: number, authorisation: Readonly<Record<string, string>>): boolean {
    const { forbiddenMayMeanExpired, futileRenewalAt, clock } = this.context;
    const credential = credentialFor(this.context, this.endpoint.base ?? 'api');
    if (!credential || Object.keys(authorisation).length === 0) return false;
    const forbidden = status === 403 && forbiddenMayMeanExpired === true;
    if (status !== 401 && !forbidden) return false;
    if (this.#renewed) {
      if (forbidden) futileRenewalAt.ms = clock.now();
      return false;
    }
    const ended = (credential.expiresAt() ?? Number.POSITIVE_INFINITY) <= clock.now();
    if (forbidden && !ended && clock.now() - futileRenewalAt.ms < FUTILE_RENEWAL_MS) return false;
    this.#renewed = credential.renew(authorisation);
    return this.#renewed;
  }
}
