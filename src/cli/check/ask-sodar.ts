import type { ClientConfig, Repositories } from '../../client.ts';
import type { CallOptions } from '../../core/options.ts';
import { Forbidden, NotFound } from '../../index.ts';
import type { Learned } from './finding.ts';

/** Whose token it is, and which releases answer so. SODAR tells nobody until when a token holds. */
export async function askSodar(
  { sodar }: Repositories,
  call: CallOptions,
  config: ClientConfig,
): Promise<Learned> {
  const { username } = await sodar.users.current(call);
  const releases = await sodar.releases(call);
  if (config.sodar?.webdavUrl !== undefined) await knock(sodar, call);
  return { account: username, ...(releases.length > 0 && { version: releases.join(' or ') }) };
}

/** Files go another way, with a login of its own. Whoever is told that there is nothing was let in. */
async function knock({ dav }: Repositories['sodar'], call: CallOptions): Promise<void> {
  try {
    await dav.propfind('/is-anybody-there', call);
  } catch (error) {
    if (!(error instanceof NotFound || error instanceof Forbidden)) throw error;
  }
}
