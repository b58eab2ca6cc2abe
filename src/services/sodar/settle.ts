import type { Runner } from '../../core/http/context.ts';
import { findIfInDoubt } from '../../core/many/doubt.ts';
import type { CallOptions } from '../../core/options.ts';

/** SODAR's lists show at once what was stored; a request may still be on its way. */
const LOOK_FOR_MS = 10_000;

/** Makes something that can be recognised, and when the answer is lost looks for it for a while. */
export const orFind = <T>(
  { context: { clock } }: Runner,
  call: CallOptions | undefined,
  make: () => Promise<T>,
  find: () => Promise<T | undefined>,
): Promise<T> => findIfInDoubt(make, find, { forMs: LOOK_FOR_MS, clock, signal: call?.signal });
