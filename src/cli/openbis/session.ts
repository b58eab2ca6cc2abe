import type { ClientConfig, Repositories } from '../../client.ts';
import type { Context } from '../spec.ts';

/** A server that does not answer must not keep us from ending. */
const PATIENCE = { timeoutMs: 5_000, deadlineMs: 5_000, retries: 0 };

/**
 * Ends the session that a command has opened: openBIS allows few of a user, and commands in a loop would close those of
 * others. One that was given as OPENBIS_TOKEN is not ours to end.
 */
export async function leave(
  repos: Pick<Repositories, 'openbis'>,
  { openbis }: Pick<ClientConfig, 'openbis'>,
): Promise<void> {
  if (openbis?.token) return;
  try {
    await repos.openbis.logout(PATIENCE);
  } catch {
    // It ends by itself after a while.
  }
}

/** Does the work of a command in a session of its own. */
export async function inSession<T>(
  { repos, config }: Pick<Context<unknown>, 'repos' | 'config'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } finally {
    await leave(repos, config);
  }
}
