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
    const finish = (settle: () => void) => {
      signal.removeEventListener('abort', onAbort);
      stream.removeAllListeners('data');
      settle();
    };
    const fail = (error: unknown) => {
      finish(() => reject(error));
      // Late errors of a stream that nobody reads any more must not end the process.
      stream.on('error', () => {});
      stream.destroy();
    };
    const onAbort = () => fail(new TransportFailure('ABORTED', true));
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limit) {
        fail(new TooLarge(limit, Buffer.concat(chunks).toString('utf8', 0, 4096)));
        return;
      }
      chunks.push(chunk);
    });
    stream.once('end', () => finish(() => resolve(decode(chunks, bytes))));
    stream.once('error', (error) => fail(new TransportFailure(failureFrom(error).reason, true)));
    stream.once('close', () => fail(new TransportFailure('ECONNRESET', true)));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  });
}

function decode(chunks: readonly Buffer[], bytes: number): string {
  const text = (chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, bytes)).toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
