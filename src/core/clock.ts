/** Where time comes from. Injectable, so that expiry, back-off and waiting are tested without waiting. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `fire` once after `ms`; the answer cancels it. */
  timer(ms: number, fire: () => void): () => void;
}

/** setTimeout turns anything above 2^31-1 ms (24.8 days) into 1 ms. */
const LONGEST_TIMER_MS = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  timer(ms, fire) {
    const handle = setTimeout(fire, Math.min(Math.max(0, ms), LONGEST_TIMER_MS));
    return () => clearTimeout(handle);
  },
};

/**
 * Sleeps `ms` on the clock; ends at once, rejecting with `signal.reason`, when the signal aborts.
 * Leaves no listener behind on a long-lived signal.
 */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = clock.timer(ms, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    const onAbort = () => {
      stop();
      signal?.removeEventListener('abort', onAbort);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', onAbort);
  });
}
