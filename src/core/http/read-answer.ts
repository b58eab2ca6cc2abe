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
    const chunks: Buffer[] = [];
    let bytes = 0;
    let settled = false;
    const finish = () => {
      settled = true;
      signal.removeEventListener('abort', onAbort);
    };
    const fail = (error: unknown) => {
      finish();
      stream.removeAllListeners('data');
      // Late errors of a stream that nobody reads any more must not end the process.
      stream.on('error', () => {});
      stream.destroy();
      reject(error);
    };
    const onAbort = () => fail(new TransportFailure('ABORTED', true));
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limit) chunks.push(chunk);
      else fail(new TooLarge(limit, Buffer.concat(chunks).toString('utf8', 0, 4096)));
    });
    stream.once('end', () => {
      finish();
      resolve(decode(chunks, bytes));
    });
    stream.once('error', (error) => {
      if (!settled) fail(new TransportFailure(failureFrom(error).reason, true));
    });
    // Closed before its end: the line was cut. (An error is only made then: its stack costs more than a small answer.)
    stream.once('close', () => {
      if (!settled) fail(new TransportFailure('ECONNRESET', true));
    });
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  });
}

function decode(chunks: readonly Buffer[], bytes: number): string {
  const text = (chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, bytes)).toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
