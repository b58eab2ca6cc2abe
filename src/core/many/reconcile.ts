import { type Clock, sleep } from '../clock.ts';

const FIRST_LOOK_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Looks for a record that may have been stored, until it is found or has had time enough to appear: indexes lag. Looks
 * at least once.
 */
export async function settleDoubt<T>(
  look: () => Promise<T[]>,
  forMs: number,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<T[]> {
  const until = clock.now() + forMs;
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const found = await look();
    const left = until - clock.now();
    if (found.length > 0 || left <= 0) return found;
    await sleep(clock, Math.min(pause, left), signal);
  }
}
