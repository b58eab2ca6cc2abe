import type { Repositories } from '../../client.ts';
import type { CallOptions } from '../../core/options.ts';
import type { Learned } from './finding.ts';

/** Whose token it is, and which releases answer so. SODAR tells nobody until when a token holds. */
export async function askSodar({ sodar }: Repositories, call: CallOptions): Promise<Learned> {
  const { username } = await sodar.users.current(call);
  const releases = await sodar.releases(call);
  return { account: username, ...(releases.length > 0 && { version: releases.join(' or ') }) };
}
