import { CallError } from '../../core/errors/index.ts';
import { tell } from '../../core/hooks.ts';
import type { Runner } from '../../core/http/context.ts';

const HEADER = /^Bearer /;

/** The token that goes along now; fetched when there is none. */
export async function currentToken(run: Runner, signal?: AbortSignal): Promise<string | undefined> {
  const { credential } = run.context;
  if (!credential) return undefined;
  const { authorization = '' } = await credential.headers(signal ?? new AbortController().signal);
  return HEADER.test(authorization) ? authorization.replace(HEADER, '') : undefined;
}

/** Forgets the token that is held, so that the next call fetches another one. False when it cannot be renewed. */
export async function forgetToken(run: Runner, signal?: AbortSignal): Promise<boolean> {
  const { credential } = run.context;
  if (!credential) return false;
  return credential.renew(await credential.headers(signal ?? new AbortController().signal));
}

/**
 * Does what changes who belongs where, and then forgets the token: it holds the memberships as they were when it was
 * made. Also when nobody knows whether it was done. With a token alone, which cannot be renewed, `onWarning` is told.
 */
export async function changingMembership<T>(
  run: Runner,
  operation: string,
  change: () => Promise<T>,
): Promise<T> {
  let done: T;
  try {
    done = await change();
  } catch (error) {
    if (error instanceof CallError && error.outcome === 'unknown') await forgetToken(run).catch(() => false);
    throw error;
  }
  // The change is made; that no token could be had at this moment must not hide it.
  const renewed = run.context.credential === undefined || (await forgetToken(run).catch(() => true));
  if (!renewed) {
    tell(run.context, 'onWarning', () => ({
      service: run.context.service,
      operation,
      path: '',
      message:
        'the token in use does not know of this change, and there is no password to get another one with',
    }));
  }
  return done;
}
