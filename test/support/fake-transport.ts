import { Readable } from 'node:stream';
import { type Transport, TransportFailure, type WireRequest, type WireResponse } from 'accession';

export interface FakeAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | object;
}

export interface SentRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
}

type Answer = FakeAnswer | TransportFailure | ((request: SentRequest) => FakeAnswer | TransportFailure);

/** A network whose every answer the test writes. Answers are used in order; the last one stays. */
export class FakeTransport implements Transport {
  readonly sent: SentRequest[] = [];
  closed = false;
  readonly #answers: Answer[];

  constructor(...answers: Answer[]) {
    this.#answers = answers;
  }

  async send(request: WireRequest): Promise<WireResponse> {
    const opened = await request.body?.open();
    const body = opened === undefined ? undefined : String(opened);
    const sent = { method: request.method, url: request.url, headers: request.headers, body };
    this.sent.push(sent);
    const scripted = this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0];
    if (!scripted) throw new Error(`the test has no answer for ${request.method} ${request.url}`);
    const answer = typeof scripted === 'function' ? scripted(sent) : scripted;
    if (answer instanceof TransportFailure) throw answer;
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {});
    return {
      status: answer.status ?? 200,
      headers: { 'content-type': 'application/json', ...answer.headers },
      stream: Readable.from([Buffer.from(text)]),
    };
  }

  close(): void {
    this.closed = true;
  }
}

/** The connection was made, the request went out, and no answer came. */
export const lost = new TransportFailure('ECONNRESET', true);
/** Nothing listened there: the request never left. */
export const refused = new TransportFailure('ECONNREFUSED', false);
