import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

/** Cuts the connection the hard way: the other side sees a reset, not an orderly end. */
export function cut(outgoing: ServerResponse): void {
  const { socket } = outgoing;
  if (socket && !socket.destroyed) socket.resetAndDestroy();
  outgoing.destroy();
}

/** Sends the head, announcing the whole body, and `bytes` of the body; settles when they have left. */
export function sendPart(outgoing: ServerResponse, answer: Answer, bytes: number): Promise<void> {
  const body = bodyBytes(answer);
  return new Promise((resolve) => {
    outgoing.on('error', () => resolve());
    outgoing.on('close', () => resolve());
    outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) });
    outgoing.flushHeaders();
    const part = body.subarray(0, bytes);
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

export function bodyBytes(answer: Answer): Buffer {
  const { body } = answer;
  if (body === undefined) return Buffer.alloc(0);
  return typeof body === 'string' ? Buffer.from(body) : Buffer.from(body);
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
