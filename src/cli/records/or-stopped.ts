export const STOPPED = Symbol('stopped');

/** What comes first. A race with one promise for all would keep something of every record until the end. */
export function orStopped<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | typeof STOPPED> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(STOPPED);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal?.removeEventListener('abort', stop));
  });
}
