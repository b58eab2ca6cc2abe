import { CallError } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import { isDoubt } from '../../core/many/doubt.ts';
import { refusalKind } from './explain.ts';

/**
 * Makes a record that has a key of its own: a code, a path. When the answer was lost it is looked up by that key; when it
 * is not there it is sent once more, since it cannot come to be twice.
 */
export async function createKeyed<T>(
  run: Runner,
  send: () => Promise<T>,
  find: (since: number) => Promise<T | undefined>,
): Promise<T> {
  const since = run.context.clock.now();
  try {
    return await send();
  } catch (error) {
    if (!isDoubt(error)) throw error;
    const look = async (): Promise<T | undefined> => {
      try {
        return await find(since);
      } catch {
        throw error;
      }
    };
    const found = await look();
    if (found !== undefined) return found;
    try {
      return await send();
    } catch (again) {
      // The first one arrived late: it is there now.
      const late = isDoubt(again) || refusalKind(again) === 'already-exists' ? await look() : undefined;
      if (late !== undefined) return late;
      // What the second one was refused for says nothing of the first.
      throw again instanceof CallError && again.outcome === 'unknown' ? again : error;
    }
  }
}
