import type { Runner } from '../../core/http/context.ts';
import { settleDoubt } from '../../core/many/reconcile.ts';
import type { CallOptions } from '../../core/options.ts';
import { isDoubt } from './doubt.ts';

/** SODAR's lists show at once what was stored; a request may still be on its way. */
const LOOK_FOR_MS = 10_000;

/**
 * Makes something that can be recognised, and when the answer is lost looks for it: what was made after all, else the
 * failure. It is never sent a second time.
 */
export async function orFind<T>(
  run: Runner,
  call: CallOptions | undefined,
  make: () => Promise<T>,
  find: () => Promise<T | undefined>,
): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (!isDoubt(error)) throw error;
    const look = async () => {
      const found = await find();
      return found === undefined ? [] : [found];
    };
    // When it cannot be found out, the first failure has more to say than that of the looking.
    const [found] = await settleDoubt(look, LOOK_FOR_MS, run.context.clock, call?.signal).catch(
      (): T[] => [],
    );
    if (found === undefined) throw error;
    return found;
  }
}
