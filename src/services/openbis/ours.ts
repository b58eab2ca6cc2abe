import type { Credential } from '../../core/auth/credential.ts';
import type { Runner } from '../../core/http/context.ts';
import { Kept } from '../../core/kept.ts';
import { CLOCK_SKEW_MS } from '../../core/many/doubt.ts';
import type { CallOptions } from '../../core/options.ts';
import { getSessionInformation } from './endpoints/session.ts';

/** What tells whether a record that is there is the one that was just made. */
export interface Traces {
  registrationDate?: number | null;
  registrator?: { userId?: string | null } | null;
}

type Name = string | null | undefined;

/** What each server calls us, by login. */
const names = new WeakMap<Credential, Kept<readonly Name[]>>();

/**
 * Whether this user is the one who is calling, as far as it is known. The name that was configured may be missing, as with a
 * plain token, or be another one than the server's: then the server is asked, once.
 * @throws CallError it could not be asked
 */
export async function isUs(run: Runner, user: Name, call: CallOptions | undefined): Promise<boolean> {
  const { credential, bases } = run.context;
  if (!user || !credential || user === credential.account) return true;
  const known = names.get(credential) ?? new Kept();
  names.set(credential, known);
  const told = await known.get(bases.api ?? '', async () => {
    const { userName, person } = await run(getSessionInformation, undefined, call);
    return [userName, person?.userId];
  });
  return told.includes(user);
}

/** Not made before the call. */
export const isYoung = ({ registrationDate }: Traces, since: number): boolean =>
  typeof registrationDate === 'number' && registrationDate >= since - CLOCK_SKEW_MS;

/** Made by this account, not before the call. */
export const isOurs = async (
  run: Runner,
  traces: Traces,
  since: number,
  call: CallOptions,
): Promise<boolean> => isYoung(traces, since) && (await isUs(run, traces.registrator?.userId, call));

/** Those that {@link isOurs | are ours}. */
export async function oursOf<T extends Traces>(
  run: Runner,
  records: readonly T[],
  since: number,
  call: CallOptions,
): Promise<T[]> {
  const ours: T[] = [];
  for (const record of records) if (await isOurs(run, record, since, call)) ours.push(record);
  return ours;
}
