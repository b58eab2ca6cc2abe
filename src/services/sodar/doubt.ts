import { AbortedError, CallError } from '../../core/errors/index.ts';

/** It may have been stored, and nobody has said: worth a look. Who gave up does not want another call. */
export const isDoubt = (error: unknown): error is CallError =>
  error instanceof CallError && error.outcome === 'unknown' && !(error instanceof AbortedError);

/**
 * Carries out what must not be done twice. When the answer was lost, `find` looks whether it was done; where it
 * finds nothing that is surely ours, the error stands, and says `outcome: 'unknown'`.
 */
export async function findIfInDoubt<T>(
  work: () => Promise<T>,
  find: () => Promise<T | undefined>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isDoubt(error)) throw error;
    const found = await find().catch(() => undefined);
    if (found !== undefined) return found;
    throw error;
  }
}
