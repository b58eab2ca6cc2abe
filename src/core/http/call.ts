import { allowedHeaders, describeHtml, errorFromStatus, requestIdOf } from '../errors/from-response.ts';
import {
  AbortedError,
  type CallContext,
  CallError,
  ConnectionError,
  type Issue,
  listIssues,
  type Outcome,
  RepositoryError,
  ResponseError,
  type StatusError,
  TimeoutError,
} from '../errors/index.ts';
import { type CallEvent, tell } from '../hooks.ts';
import type { CallOptions } from '../options.ts';
import { checkOutput, findDrift } from '../schema.ts';
import { type CheckedCall, DEFAULTS, type ServiceContext } from './context.ts';
import type { Endpoint, TextAnswer } from './endpoint.ts';
import { foreignOrigin } from './foreign-origin.ts';
import { readText, TooLarge } from './read-answer.ts';
import { retryAfterMs } from './retry-after.ts';
import { failureFrom, isCertificateFailure, TransportFailure, type WireResponse } from './transport.ts';
import { sameOrigin } from './url.ts';

const ERROR_BODY_BYTES = 1024 * 1024;
const SNIPPET = 512;
const MOST_REDIRECTS = 5;
const FUTILE_RENEWAL_MS = 60_000;

/** One call with all its attempts: what they have in common, and what is known of the record so far. */
export class Call<In, Out> {
  readonly deadlineAt: number;
  /** The repository said by other words than the status that repeating is pointless. */
  permanent = false;
  #attempts = 0;
  /** Once one attempt may have been stored, no later refusal makes that undone. */
  #doubt = false;
  #lastOwn: CallError | undefined;
  #renewed = false;
  readonly #startedAt: number;

  constructor(
    private readonly context: ServiceContext,
    private readonly endpoint: Endpoint<In, Out>,
    private readonly checked: CheckedCall,
    private readonly options: CallOptions,
  ) {
    this.#startedAt = context.clock.now();
    this.deadlineAt =
      this.#startedAt + (options.deadlineMs ?? context.options.deadlineMs ?? DEFAULTS.deadlineMs);
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
    const shown: Outcome = this.#doubt ? 'unknown' : outcome;
    const lookFirst =
      shown === 'unknown' && this.endpoint.effect !== 'read'
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
    return this.context.redactor.scrubUrl(this.checked.url);
  }

  /** The error that the caller gets: a token that could not be renewed must not hide that a record may exist. */
  verdict(error: unknown): unknown {
    if (!this.#doubt || !(error instanceof RepositoryError)) return error;
    return error instanceof CallError && error.operation === this.endpoint.name
      ? error
      : (this.#lastOwn ?? error);
  }

  async attempt(number: number): Promise<Out> {
    await this.#gate();
    if (this.options.signal?.aborted) throw this.#own(new AbortedError(this.facts('not-sent')));
    if (number > 1 && this.context.clock.now() >= this.deadlineAt && this.#lastOwn) throw this.#lastOwn;
    const controller = new AbortController();
    const timeoutMs = Math.min(
      this.options.timeoutMs ?? this.context.options.timeoutMs ?? DEFAULTS.timeoutMs,
      this.deadlineAt - this.context.clock.now(),
    );
    let timedOut = false;
    const stopTimer = this.context.clock.timer(timeoutMs, () => {
      timedOut = true;
      controller.abort();
    });
    const onAbort = () => controller.abort();
    this.options.signal?.addEventListener('abort', onAbort);
    const progress = { sent: false };
    try {
      return await this.#exchange(controller.signal, progress);
    } catch (error) {
      if (error instanceof RepositoryError) throw error;
      const outcome: Outcome = progress.sent ? 'unknown' : 'not-sent';
      if (this.options.signal?.aborted) throw this.#own(new AbortedError(this.facts(outcome)));
      if (timedOut) {
        const message = `no complete answer within ${Math.round(timeoutMs)} ms`;
        throw this.#own(new TimeoutError(message, { ...this.facts(outcome), timeoutMs }));
      }
      if (error instanceof TransportFailure) throw this.#own(this.#connectionError(error));
      throw error;
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

  /** Marks an error as this call's own, and remembers the doubt it leaves. */
  #own<E extends CallError>(error: E): E {
    if (error.outcome === 'unknown') this.#doubt = true;
    this.#lastOwn = error;
    return error;
  }

  async #exchange(signal: AbortSignal, progress: { sent: boolean }): Promise<Out> {
    for (;;) {
      const authorisation = await this.#authorise(signal);
      const { response, answer } = await this.#send(signal, progress, authorisation);
      if (answer.status >= 200 && answer.status < 300) return this.#accept(answer);
      const settled = this.endpoint.otherwise?.(answer, this.checked.input as never);
      if (settled) return settled.value;
      // A delete that is repeated after a doubt finds nothing: the first one did it.
      if (this.endpoint.effect === 'delete' && answer.status === 404 && this.#doubt) return undefined as Out;
      if (this.#mayRenew(response.status, authorisation)) continue;
      throw this.#own(this.#statusError(answer));
    }
  }

  async #authorise(signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    const { credential, bases } = this.context;
    if (this.endpoint.auth === 'none' || !credential) return {};
    // An address that a server gave us is no reason to hand it our token.
    if (!Object.values(bases).some((base) => sameOrigin(base, this.checked.url))) return {};
    return credential.headers(signal);
  }

  async #send(
    signal: AbortSignal,
    progress: { sent: boolean },
    authorisation: Readonly<Record<string, string>>,
  ): Promise<{ response: WireResponse; answer: TextAnswer }> {
    const { transport, clock } = this.context;
    const { method, body } = this.endpoint;
    let url = this.checked.url;
    for (let redirects = 0; ; redirects += 1) {
      if (signal.aborted) throw new TransportFailure('ABORTED', false);
      this.#attempts += 1;
      tell(this.context, 'onRequest', this.event());
      const startedAt = clock.now();
      progress.sent = true;
      const response = await transport
        .send({
          method,
          url,
          headers: this.#headers(authorisation),
          body: body?.(this.checked.input as never),
          signal,
        })
        .catch((error: unknown) => {
          const failure = failureFrom(error);
          progress.sent = failure.left;
          throw failure;
        });
      const answer = {
        status: response.status,
        headers: response.headers,
        text: await this.#read(response, signal),
      };
      tell(this.context, 'onResponse', {
        ...this.event(),
        status: response.status,
        tookMs: clock.now() - startedAt,
        ...requestIdOf(response.headers),
      });
      const target = this.#redirect(response, url);
      if (target === undefined || redirects === MOST_REDIRECTS) return { response, answer };
      url = target;
    }
  }

  /** Only reads by GET are followed, and only to the same origin. */
  #redirect({ status, headers }: WireResponse, from: string): string | undefined {
    const { location } = headers;
    if (![301, 302, 303, 307, 308].includes(status) || !location || !URL.canParse(location, from))
      return undefined;
    const target = new URL(location, from).href;
    if (!sameOrigin(target, from))
      throw this.#own(foreignOrigin(this.context, target, status, (hint) => this.facts('refused', { hint })));
    return this.endpoint.effect === 'read' && this.endpoint.method === 'GET' ? target : undefined;
  }

  #headers(authorisation: Readonly<Record<string, string>>): Record<string, string> {
    const headers: Record<string, string> = {
      accept: this.endpoint.accept ?? this.context.accept,
      'user-agent': 'accession',
      ...this.endpoint.headers?.(this.checked.input as never),
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

  async #read(response: WireResponse, signal: AbortSignal): Promise<string> {
    const allowed = this.context.options.maxAnswerBytes ?? DEFAULTS.maxAnswerBytes;
    const limit =
      response.status >= 200 && response.status < 300 ? allowed : Math.min(allowed, ERROR_BODY_BYTES);
    try {
      return await readText(response.stream, limit, signal);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      // Of an error page the beginning is enough.
      if (response.status >= 300) return error.head;
      throw this.#own(
        new ResponseError(
          `the answer is larger than ${error.limit} bytes`,
          {
            ...this.facts('unknown', { hint: 'Ask for less at a time, or raise `maxAnswerBytes`.' }),
            ...this.#glance({ ...response, text: error.head }),
          },
          'too-large',
        ),
      );
    }
  }

  /** 401, or where the repository answers so, 403, may only mean that the token has ended: once per call. */
  #mayRenew(status: number, authorisation: Readonly<Record<string, string>>): boolean {
    const { credential, forbiddenMayMeanExpired, futileRenewalAt, clock } = this.context;
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

  #accept(answer: TextAnswer): Out {
    const { endpoint } = this;
    const input = this.checked.input as never;
    let wire: unknown;
    if (endpoint.answer === 'text') wire = answer.text;
    else if (endpoint.answer !== 'nothing') wire = this.#parse(answer);
    const issues = checkOutput(endpoint.output(), wire);
    if (issues.length > 0) {
      throw this.#badAnswer(
        answer,
        `the answer is not what the repository promises\n${listIssues(issues)}`,
        issues,
      );
    }
    this.#reportDrift(wire);
    return endpoint.result ? endpoint.result(wire, input) : (wire as Out);
  }

  #reportDrift(wire: unknown): void {
    const { hooks } = this.context.options;
    if (!hooks?.onDrift) return;
    const { service } = this.context;
    for (const issue of findDrift(this.endpoint.output(), wire)) {
      tell(this.context, 'onDrift', { service, operation: this.endpoint.name, ...issue });
    }
  }

  #parse(answer: TextAnswer): unknown {
    try {
      return JSON.parse(answer.text);
    } catch {
      const html = describeHtml(answer, (text) => this.context.redactor.scrub(text));
      const what = html ?? (answer.text.trim() === '' ? 'an empty answer' : 'something that is not JSON');
      throw this.#badAnswer(answer, `${what} came instead of the answer (status ${answer.status})`, []);
    }
  }

  #badAnswer(answer: TextAnswer, message: string, issues: readonly Issue[]): ResponseError {
    const { redactor } = this.context;
    return this.#own(
      new ResponseError(redactor.scrubHead(message, 2048), {
        ...this.facts('unknown', requestIdOf(answer.headers)),
        ...this.#glance(answer),
        issues: redactor.scrubValue([...issues]),
      }),
    );
  }

  #glance({ status, headers, text }: TextAnswer): { status: number; contentType: string; snippet: string } {
    const { redactor } = this.context;
    return {
      status,
      contentType: redactor.scrub(headers['content-type'] ?? ''),
      snippet: redactor.scrubHead(text, SNIPPET),
    };
  }

  #statusError(answer: TextAnswer): StatusError {
    const { context, endpoint, checked } = this;
    const contentType = answer.headers['content-type'] ?? '';
    const html = describeHtml(answer, (text) => this.context.redactor.scrub(text));
    const explained = html ? {} : (context.explain?.(answer.status, answer.text, contentType) ?? {});
    this.permanent = explained.permanent === true;
    const wait = retryAfterMs(answer.headers['retry-after'], context.clock.now());
    const processed =
      !this.permanent &&
      (answer.status === 408 ||
        (this.endpoint.partial === true && answer.status === 400) ||
        (answer.status >= 500 && !(answer.status === 503 && wait !== undefined)));
    const warned =
      answer.status === 400 && checked.warnings.length > 0
        ? `Before sending we noticed:\n${listIssues(checked.warnings)}`
        : undefined;
    const scrub = (text: string) => context.redactor.scrubHead(text, 2048);
    return errorFromStatus(
      { status: answer.status, message: html ?? (explained.message && scrub(explained.message)) },
      {
        ...this.facts(processed && endpoint.effect !== 'read' ? 'unknown' : 'refused', {
          ...requestIdOf(answer.headers),
          hint:
            [endpoint.hint?.(answer.status) ?? explained.hint, warned].filter(Boolean).join(' ') || undefined,
        }),
        status: answer.status,
        headers: context.redactor.scrubValue(allowedHeaders(answer.headers)),
        body: context.redactor.scrubHead(answer.text, 4096),
        issues: context.redactor.scrubValue([...(explained.issues ?? [])]),
        retryAfterMs: wait,
      },
    );
  }

  #connectionError(failure: TransportFailure): ConnectionError {
    const host = this.context.redactor.scrub(new URL(this.checked.url).host);
    const { reason, left } = failure;
    let hint: string | undefined;
    if (isCertificateFailure(reason))
      hint = 'If the server has a certificate of its own authority, give it as `ca` (or ACCESSION_CA).';
    else if (reason === 'ENOTFOUND' || reason === 'EAI_AGAIN')
      hint = 'Check the address; behind a proxy set HTTPS_PROXY.';
    else if (reason === 'ECONNREFUSED') hint = 'Nothing answers there: check the address and the port.';
    const message = left
      ? `the connection to ${host} broke before the answer was complete (${reason})`
      : `no connection to ${host} (${reason})`;
    return new ConnectionError(message, { ...this.facts(left ? 'unknown' : 'not-sent', { hint }), reason });
  }
}
