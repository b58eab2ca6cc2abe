import { requestIdOf } from '../errors/from-response.ts';
import { InputError, RepositoryError } from '../errors/index.ts';
import { tell } from '../hooks.ts';
import type { Attempt } from './attempt.ts';
import type { CallState } from './call-state.ts';
import { type CheckedCall, DEFAULTS } from './context.ts';
import { type FileSink, WrongFile } from './download.ts';
import type { TextAnswer } from './endpoint.ts';
import { foreignOrigin } from './foreign-origin.ts';
import { isGood, type Judge } from './judge.ts';
import { readText, TooLarge } from './read-answer.ts';
import { failureFrom, TransportFailure, type WireRequest, type WireResponse } from './transport.ts';
import { sameOrigin, withQuery } from './url.ts';

const ERROR_BODY_BYTES = 1024 * 1024;
const MOST_REDIRECTS = 5;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

type Headers = Readonly<Record<string, string>>;

/** Sends one request, follows where it may be followed, and reads the answer. */
export class Exchange<In, Out> {
  constructor(
    private readonly checked: CheckedCall<In, Out>,
    private readonly state: CallState,
    private readonly judge: Judge<In, Out>,
  ) {}

  async send(attempt: Attempt, authorisation: Headers): Promise<TextAnswer> {
    const { context, endpoint, input } = this.checked;
    const carried = endpoint.authorise?.(authorisation, input);
    let url = withQuery(this.state.url, carried?.query);
    for (let redirects = 0; ; redirects += 1) {
      if (attempt.signal.aborted) throw new TransportFailure('ABORTED', false);
      this.state.attempts += 1;
      tell(context, 'onRequest', () => this.state.event());
      const startedAt = context.clock.now();
      attempt.sent = true;
      const body = carried?.body ?? endpoint.body?.(input, this.state.dialect);
      const response = await this.#deliver(attempt, {
        method: endpoint.method,
        url,
        headers: this.#headers(carried ? undefined : authorisation),
        signal: attempt.signal,
        ...(body && { body, touch: () => attempt.touch() }),
      });
      const text = await this.#read(response, attempt);
      const { status, headers } = response;
      tell(context, 'onResponse', () => ({
        ...this.state.event(),
        status,
        tookMs: context.clock.now() - startedAt,
        ...requestIdOf(headers),
      }));
      // A refusal is an answer: what comes next is not in doubt because of this.
      if (!isGood(status)) attempt.sent = false;
      const target = this.#redirect(response, url);
      if (target === undefined || redirects === MOST_REDIRECTS) return { status, headers, text };
      url = target;
    }
  }

  async #deliver(attempt: Attempt, request: WireRequest): Promise<WireResponse> {
    try {
      return await this.checked.context.transport.send(request);
    } catch (error) {
      // The transport itself cannot work: nothing has left.
      if (error instanceof RepositoryError) throw error;
      const here = request.body?.failure?.();
      if (here) throw this.#inputError(here);
      const failure = failureFrom(error);
      attempt.sent = failure.left;
      throw failure;
    }
  }

  #inputError({ issues }: InputError): InputError {
    const { context, endpoint } = this.checked;
    const { service, redactor } = context;
    return new InputError(redactor.scrubValue([...issues]), { service, operation: endpoint.name });
  }

  #headers(authorisation: Headers | undefined): Record<string, string> {
    const { context, endpoint, input, options, sink } = this.checked;
    const { dialect } = this.state;
    const headers: Record<string, string> = {
      accept: dialect.accept || (endpoint.accept ?? context.accept),
      'user-agent': 'accession',
      ...endpoint.headers?.(input, dialect),
      ...sink?.headers(),
      ...authorisation,
    };
    for (const extra of [context.options.headers, options.headers]) {
      if (!extra) continue;
      for (const [name, value] of Object.entries(extra)) {
        if (value === null) delete headers[name.toLowerCase()];
        else headers[name.toLowerCase()] = value;
      }
    }
    return headers;
  }

  async #read(response: WireResponse, attempt: Attempt): Promise<string> {
    const { context, endpoint, input, sink } = this.checked;
    const good = isGood(response.status);
    const words = good && endpoint.words?.instead(response.headers, input);
    if (sink && good && !words) return this.#take(sink, response, attempt);
    const allowed = context.options.maxAnswerBytes ?? DEFAULTS.maxAnswerBytes;
    const limit = good ? allowed : Math.min(allowed, ERROR_BODY_BYTES);
    try {
      return await readText(response.stream, limit, attempt.signal);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      // Of an error page the beginning is enough.
      if (!good) return error.head;
      throw this.state.own(this.judge.tooLarge(response, error));
    }
  }

  async #take(sink: FileSink, response: WireResponse, attempt: Attempt): Promise<string> {
    try {
      // By the address as it was checked: the one that is called may carry a token, and this one is written down.
      await sink.receive(response, this.checked.url, attempt.signal, () => attempt.touch());
      return '';
    } catch (error) {
      if (error instanceof WrongFile) throw this.state.own(this.judge.wrongFile(response, error.message));
      throw error;
    }
  }

  /** Only reads by GET are followed, and only to the same origin. */
  #redirect({ status, headers: { location } }: WireResponse, from: string): string | undefined {
    if (!REDIRECTS.includes(status) || !location || !URL.canParse(location, from)) return undefined;
    const { context, endpoint } = this.checked;
    const target = new URL(location, from).href;
    if (!sameOrigin(target, from)) {
      const facts = (hint: string) => this.state.facts('refused', { hint });
      throw this.state.own(foreignOrigin(context, target, status, facts));
    }
    return endpoint.effect === 'read' && endpoint.method === 'GET' ? target : undefined;
  }
}
