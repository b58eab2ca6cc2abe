import { type Clock, systemClock } from '../clock.ts';
import { AbortedError, CallError, RateLimited, type RepositoryError } from '../errors/index.ts';
import { isUnreachable } from './bulk-result.ts';
import { settleDoubt } from './reconcile.ts';

/** The clocks of two machines may differ by this much: an older record is never taken for ours. Milliseconds. */
export const CLOCK_SKEW_MS = 2 * 60_000;

/** It may have been stored, and nobody has said: worth a look. Who gave up does not want another call. */
export const isDoubt = (error: unknown): error is CallError =>
  error instanceof CallError && error.outcome === 'unknown' && !(error instanceof AbortedError);

/** What was not stored, as far as is known: whether the same may go well another time, or was refused for good. */
export const mayPass = (error: RepositoryError): boolean =>
  isUnreachable(error) ||
  error instanceof AbortedError ||
  error instanceof RateLimited ||
  (error instanceof CallError && error.outcome !== 'refused');

/** How long to look for what may be on its way yet. Default: one look. */
export interface Patience {
  forMs: number;
  clock: Clock;
  signal?: AbortSignal | undefined;
}

/**
 * Carries out what must not be done twice. When the answer was lost, `find` looks whether it was done; where it finds
 * nothing that is surely ours, the error stands, and says `outcome: 'unknown'`. It is never sent a second time.
 */
export async function findIfInDoubt<T>(
  work: () => Promise<T>,
  find: () => Promise<T | undefined>,
  { forMs, clock, signal }: Patience = { forMs: 0, clock: systemClock },
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isDoubt(error)) throw error;
    const look = async () => {
      const found = await find();
      return found === undefined ? [] : [found];
    };
    // When it cannot be found out, the first failure has more to say than that of the looking.
    const [found] = await settleDoubt(look, forMs, clock, signal).catch((): T[] => []);
    if (found === undefined) throw error;
    return found;
  }
}
