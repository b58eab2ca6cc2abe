import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Answer, FileBody } from './answer.ts';

/** Cuts the connection the hard way: the other side sees a reset, not an orderly end. */
export function cut(outgoing: ServerResponse): void {
  const { socket } = outgoing;
  if (socket && !socket.destroyed) socket.resetAndDestroy();
  outgoing.destroy();
}

/** Sends the head, announcing the whole body, and `bytes` of the body; settles when they have left. */
export function sendPart(outgoing: ServerResponse, answer: Answer, bytes: number): Promise<void> {
  const length = bodyLength(answer);
  return new Promise((resolve) => {
    outgoing.on('error', () => resolve());
    outgoing.on('close', () => resolve());
    outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': String(length) });
    outgoing.flushHeaders();
    const part = bodyPart(answer, bytes);
    if (part.length === 0) setImmediate(resolve);
    else outgoing.write(part, () => resolve());
  });
}

/**
 * Cuts after a part was sent. An orderly end here, on purpose: a reset may overtake the bytes that are still
 * on their way, and the caller would not see how far the body came.
 */
export function end(outgoing: ServerResponse): void {
  outgoing.socket?.end(() => outgoing.socket?.destroy());
  outgoing.socket?.destroySoon();
}

export const isFile = (body: Answer['body']): body is FileBody => typeof body === 'object' && 'file' in body;

export function bodyLength({ body }: Answer): number {
  if (body === undefined) return 0;
  if (isFile(body)) return body.length;
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length;
}

/** The whole body, if it is in memory. */
export function bodyBytes(body: Exclude<Answer['body'], FileBody>): Buffer {
  return body === undefined ? Buffer.alloc(0) : Buffer.from(body as Uint8Array);
}

export function fileStream({ file, start = 0, length }: FileBody): Readable {
  return createReadStream(file, { start, end: start + length - 1 });
}

/** The first bytes of a body. */
function bodyPart({ body }: Answer, bytes: number): Buffer {
  if (!isFile(body)) return bodyBytes(body).subarray(0, bytes);
  const part = Buffer.alloc(Math.min(bytes, body.length));
  const handle = openSync(body.file, 'r');
  try {
    return part.subarray(0, readSync(handle, part, 0, part.length, body.start ?? 0));
  } finally {
    closeSync(handle);
  }
}

/** Waits in real time; false when the sandbox was closed meanwhile. */
export function pause(ms: number, closing: AbortSignal): Promise<boolean> {
  if (closing.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const done = (alive: boolean) => {
      clearTimeout(timer);
      closing.removeEventListener('abort', aborted);
      resolve(alive);
    };
    const aborted = () => done(false);
    const timer = setTimeout(() => done(true), ms);
    closing.addEventListener('abort', aborted);
  });
}
