import type { Readable } from 'node:stream';
import { failureFrom, TransportFailure } from './transport.ts';

/** An answer larger than the limit; the rest of it was not read. */
export class TooLarge extends Error {
  constructor(
    readonly limit: number,
    readonly head: string,
  ) {
    super('answer too large');
  }
}

/** Reads a text answer of at most `limit` bytes. */
export function readText(stream: Readable, limit: number, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    new TextReader(stream, limit, signal, resolve, reject).start();
  });
}

class TextReader {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #settled = false;

  constructor(
    private readonly stream: Readable,
    private readonly limit: number,
    private readonly signal: AbortSignal,
    private readonly resolve: (text: string) => void,
    private readonly reject: (error: unknown) => void,
  ) {}

  start(): void {
    const { stream, signal } = this;
    stream.on('data', (chunk: Buffer) => this.#take(chunk));
    stream.once('end', () => {
      this.#finish();
      this.resolve(decode(this.#chunks, this.#bytes));
    });
    stream.once('error', (error) => this.#break(failureFrom(error).reason));
    // Closed before its end: the line was cut. (An error is only made then: its stack costs more than a small answer.)
    stream.once('close', () => this.#break('ECONNRESET'));
    if (signal.aborted) this.handleEvent();
    else signal.addEventListener('abort', this);
  }

  #take(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes <= this.limit) this.#chunks.push(chunk);
    else this.#fail(new TooLarge(this.limit, Buffer.concat(this.#chunks).toString('utf8', 0, 4096)));
  }

  /** Of the signal. */
  handleEvent(): void {
    this.#break('ABORTED');
  }

  #break(reason: string): void {
    if (!this.#settled) this.#fail(new TransportFailure(reason, true));
  }

  #fail(error: unknown): void {
    this.#finish();
    this.stream.removeAllListeners('data');
    // Late errors of a stream that nobody reads any more must not end the process.
    this.stream.on('error', () => {});
    this.stream.destroy();
    this.reject(error);
  }

  #finish(): void {
    this.#settled = true;
    this.signal.removeEventListener('abort', this);
  }
}

function decode(chunks: readonly Buffer[], bytes: number): string {
  const text = (chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, bytes)).toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
