import { allowedHeaders, describeHtml, errorFromStatus, requestIdOf } from '../errors/from-response.ts';
import {
  ConnectionError,
  type Issue,
  listIssues,
  RejectedError,
  ResponseError,
  type StatusError,
} from '../errors/index.ts';
import { tell } from '../hooks.ts';
import { checkOutput, findDrift } from '../schema.ts';
import type { CallState } from './call-state.ts';
import type { CheckedCall, ServiceContext } from './context.ts';
import type { Endpoint, Rejection, TextAnswer } from './endpoint.ts';
import type { TooLarge } from './read-answer.ts';
import { retryAfterMs } from './retry-after.ts';
import { isCertificateFailure, proxyTried, type TransportFailure, type WireResponse } from './transport.ts';

const SNIPPET = 512;
const MESSAGE = 2048;
const BODY = 4096;

export const isGood = (status: number): boolean => status >= 200 && status < 300;

/** Says what an answer means: the value, or which error. Knows nothing of attempts. */
export class Judge<In, Out> {
  private readonly context: ServiceContext;
  private readonly endpoint: Endpoint<In, Out>;

  constructor(
    private readonly checked: CheckedCall<In, Out>,
    private readonly state: CallState,
  ) {
    this.context = checked.context;
    this.endpoint = checked.endpoint;
  }

  /**
   * The value in a 2xx answer.
   * @throws ResponseError not the promised format
   * @throws RejectedError the envelope says no
   */
  accept(answer: TextAnswer): Out {
    const { endpoint } = this;
    const { input } = this.checked;
    let wire: unknown;
    if (endpoint.answer === 'text') wire = this.#plain(answer);
    else if (endpoint.answer === 'nothing') this.#plain(answer);
    else wire = this.#parse(answer);
    const no = endpoint.rejection?.(wire as never, input);
    if (no) throw this.#rejected(answer, no);
    const issues = checkOutput(endpoint.output(), wire);
    if (issues.length > 0) {
      const what = `the answer is not what the repository promises\n${listIssues(issues)}`;
      // A text that is not the one that was promised may be half of it; JSON was whole, and would come again.
      throw this.#badAnswer(answer, what, endpoint.answer === 'text' ? [] : issues);
    }
    this.#reportDrift(wire);
    return endpoint.result ? endpoint.result(wire, input) : (wire as Out);
  }

  /**
   * Words that came with a good status instead of a file.
   * @throws RejectedError | StatusError what they mean, where the service knows
   * @throws ResponseError
   */
  words(answer: TextAnswer): never {
    const no = this.endpoint.words?.meaning(answer, this.checked.input);
    if (no) throw this.#rejected(answer, no);
    this.#plain(answer);
    throw this.#badAnswer(answer, 'words came instead of the file', []);
  }

  /** A gateway's page is a text too, but not the one that was asked for. */
  #plain(answer: TextAnswer): string {
    const html = describeHtml(answer, (text) => this.context.redactor.scrub(text));
    if (html === undefined) return answer.text;
    throw this.#badAnswer(
      answer,
      `${html} came instead of the answer (status ${answer.status})`,
      [],
      IN_THE_WAY,
    );
  }

  #parse(answer: TextAnswer): unknown {
    const { parse } = this.endpoint;
    try {
      return parse ? parse(answer) : JSON.parse(answer.text);
    } catch {
      const html = describeHtml(answer, (text) => this.context.redactor.scrub(text));
      const what =
        html ??
        (answer.text.trim() === ''
          ? 'an empty answer'
          : `something that is not ${this.endpoint.parse ? 'what was asked for' : 'JSON'}`);
      const hint = html && IN_THE_WAY;
      throw this.#badAnswer(answer, `${what} came instead of the answer (status ${answer.status})`, [], hint);
    }
  }

  #reportDrift(wire: unknown): void {
    const { options, service } = this.context;
    if (!options.hooks?.onDrift) return;
    for (const issue of findDrift(this.endpoint.output(), wire)) {
      tell(this.context, 'onDrift', () => ({ service, operation: this.endpoint.name, ...issue }));
    }
  }

  #rejected(answer: TextAnswer, no: Rejection): RejectedError | StatusError {
    const { redactor } = this.context;
    const usual = no.means === 500 ? 'unknown' : 'refused';
    const said = redactor.scrubHead(no.message, MESSAGE);
    const context = {
      ...this.state.facts(no.outcome ?? usual, { ...requestIdOf(answer.headers), hint: no.hint }),
      issues: redactor.scrubValue([...(no.issues ?? [])]),
    };
    if (no.means === undefined) {
      return new RejectedError(said, { ...context, answer: redactor.scrubValue(no.answer) });
    }
    return errorFromStatus(
      { status: no.means, message: said },
      {
        ...context,
        status: no.means,
        headers: redactor.scrubValue(allowedHeaders(answer.headers)),
        body: this.endpoint.answerIsSecret ? '' : redactor.scrubHead(answer.text, BODY),
      },
    );
  }

  #badAnswer(
    answer: TextAnswer,
    message: string,
    issues: readonly Issue[],
    hint?: string | undefined,
  ): ResponseError {
    const { redactor } = this.context;
    return new ResponseError(redactor.scrubHead(message, MESSAGE), {
      ...this.state.facts('unknown', { ...requestIdOf(answer.headers), hint }),
      ...this.#glance(answer),
      issues: redactor.scrubValue([...issues]),
    });
  }

  #glance({ status, headers, text }: TextAnswer): { status: number; contentType: string; snippet: string } {
    const { redactor } = this.context;
    return {
      status,
      contentType: redactor.scrub(headers['content-type'] ?? ''),
      snippet: this.endpoint.answerIsSecret ? '' : redactor.scrubHead(text, SNIPPET),
    };
  }

  /** A good status, and more bytes than allowed. */
  tooLarge(response: WireResponse, { limit, head }: TooLarge): ResponseError {
    return new ResponseError(
      `the answer is larger than ${limit} bytes`,
      {
        ...this.state.facts('unknown', { hint: 'Ask for less at a time, or raise `maxAnswerBytes`.' }),
        ...this.#glance({ ...response, text: head }),
      },
      'too-large',
    );
  }

  /** A file that is not the one that was promised. */
  wrongFile(response: WireResponse, message: string): ResponseError {
    return new ResponseError(this.context.redactor.scrub(message), {
      ...this.state.facts('unknown'),
      ...this.#glance({ ...response, text: '' }),
    });
  }

  /** Any status outside 200–299. `permanent`: the repository said otherwise that repeating is pointless. */
  refused(answer: TextAnswer): { error: StatusError; permanent: boolean; repeats: number } {
    const { context, endpoint, checked } = this;
    const { redactor } = context;
    const { status, headers, text } = answer;
    const html = describeHtml(answer, (shown) => redactor.scrub(shown));
    const { explain, explainHtml } = context;
    // Of a page that came instead of an answer only the status is worth reading.
    const explained =
      (html && explainHtml
        ? explainHtml(status, endpoint.base ?? 'api')
        : explain?.(status, html ? '' : text, headers['content-type'] ?? '')) ?? {};
    const permanent = explained.permanent === true;
    const wait = retryAfterMs(headers['retry-after'], context.clock.now());
    const mayBeStored =
      endpoint.effect !== 'read' &&
      !permanent &&
      (status === 408 ||
        (endpoint.partial === true && status === 400) ||
        (status >= 500 && !(status === 503 && wait !== undefined)));
    const noticed =
      status === 400 && checked.warnings.length > 0
        ? `Before sending we noticed:\n${listIssues(checked.warnings)}`
        : undefined;
    const usual = status === 407 ? PROXY_ASKS : status === 404 ? context.whenNotFound : undefined;
    const hint =
      [endpoint.hint?.(status) ?? explained.hint ?? usual, noticed].filter(Boolean).join(' ') || undefined;
    const error = errorFromStatus(
      {
        status,
        meant: explained.meant,
        message: html ?? (explained.message && redactor.scrubHead(explained.message, MESSAGE)),
      },
      {
        ...this.state.facts(mayBeStored ? 'unknown' : 'refused', { ...requestIdOf(headers), hint }),
        status,
        headers: redactor.scrubValue(allowedHeaders(headers)),
        body: redactor.scrubHead(text, BODY),
        issues: redactor.scrubValue([...(explained.issues ?? [])]),
        retryAfterMs: wait,
      },
    );
    return { error, permanent, repeats: explained.repeats ?? Number.POSITIVE_INFINITY };
  }

  broken(failure: TransportFailure): ConnectionError {
    const { left, peer } = failure;
    const { redactor, whenUnreachable } = this.context;
    const reason = redactor.scrub(failure.reason);
    const host = redactor.scrub(new URL(this.checked.url).host);
    const tried = left ? undefined : proxyTried(peer, this.checked.url);
    const proxy = tried && redactor.scrub(tried);
    const message = left
      ? `the connection to ${host} broke before the answer was complete (${reason})`
      : `no connection to ${host}${proxy ? ` by way of the proxy ${proxy}` : ''} (${reason})`;
    const why = left || proxy || isCertificateFailure(reason) ? undefined : whenUnreachable;
    const hint = [proxy ? PROXY_AWAY : remedy(reason), why].filter(Boolean).join(' ');
    return new ConnectionError(message, {
      ...this.state.facts(left ? 'unknown' : 'not-sent', { hint: hint || undefined }),
      reason,
    });
  }
}

const PROXY_AWAY =
  'The proxy comes from HTTPS_PROXY or HTTP_PROXY, or from the option `proxy`: mend it there, or go straight with NO_PROXY or `proxy: false`.';

const PROXY_ASKS =
  'A proxy between you and the repository asks who you are: HTTPS_PROXY=http://name:password@host:port, or the option `proxy`.';

const IN_THE_WAY =
  'Something between you and the repository answered in its place: the login page of a network, or a proxy. Does the address open in a browser on this machine?';

function remedy(reason: string): string | undefined {
  if (isCertificateFailure(reason)) {
    return 'If the server has a certificate of its own authority, give it as `ca` (or ACCESSION_CA).';
  }
  if (reason === 'ENOTFOUND' || reason === 'EAI_AGAIN')
    return 'Check the address; behind a proxy set HTTPS_PROXY.';
  return reason === 'ECONNREFUSED' ? 'Nothing answers there: check the address and the port.' : undefined;
}
