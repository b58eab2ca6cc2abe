import type { ClientConfig, Repositories } from '../../client.ts';
import type { CallOptions } from '../../core/options.ts';
import { RejectedError, StatusError } from '../../index.ts';
import { leave } from '../openbis/session.ts';
import type { Learned } from './finding.ts';

/** Who is logged in, what the server is, and until when a personal access token holds. */
export async function askOpenBis(
  repos: Repositories,
  call: CallOptions,
  config: ClientConfig,
): Promise<Learned> {
  const { openbis } = repos;
  const { token, username } = config.openbis ?? {};
  try {
    const isSomebody = token !== undefined || username !== undefined;
    // What everybody is told shows at least that it is there.
    if (!isSomebody) return versionOf(await openbis.serverPublicInformation(call));
    const { userName } = await openbis.sessionInformation(call);
    const version = versionOf(await openbis.serverInformation(call));
    const until = token === undefined ? undefined : await endOf(repos, token, call);
    return { account: userName, ...version, ...(until && { tokenExpiresAt: until.toISOString() }) };
  } finally {
    await leave(repos, config);
  }
}

function versionOf({
  'openbis-version': server,
  'api-version': api,
}: Awaited<ReturnType<Repositories['openbis']['serverInformation']>>): Pick<Learned, 'version'> {
  const version = [server, api && `API ${api}`].filter(Boolean).join(', ');
  return version === '' ? {} : { version };
}

/** Undefined: it is the token of a session, which ends when nobody uses it. */
async function endOf({ openbis }: Repositories, token: string, call: CallOptions): Promise<Date | undefined> {
  try {
    return (await openbis.personalAccessTokens.get(token, call)).validTo;
  } catch (error) {
    if (error instanceof StatusError || error instanceof RejectedError) return undefined;
    throw error;
  }
}
