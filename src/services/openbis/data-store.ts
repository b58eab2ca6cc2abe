import { ConfigError } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';

const SERVLET = '/datastore_server';

/** `https://host:port` or `https://host:port/datastore_server` → the latter. */
export const storeBase = (url: string): string => {
  const bare = url.replace(/\/+$/, '');
  return bare.endsWith(SERVLET) ? bare : bare + SERVLET;
};

/**
 * Where a data store is, as a runner that can call it: the address is said by the server, and may be of another port. Of
 * another host it is only used when the client was told so: our session goes there.
 * @throws ConfigError
 */
export function atStore(
  run: Runner,
  { code, downloadUrl }: { code: string; downloadUrl?: string | null },
): Runner {
  const { bases, redactor } = run.context;
  if (bases.store !== undefined) return run;
  const api = new URL(bases.api ?? '');
  const refuse = (why: string): never => {
    throw new ConfigError(redactor.scrub(`the data store ${code} ${why}`), {
      service: 'openbis',
      hint: 'Give its address as `dataStoreUrl` when it is the right one: the session goes there too.',
    });
  };
  if (!downloadUrl || !/^https?:\/\//.test(downloadUrl) || !URL.canParse(downloadUrl))
    return refuse('does not say where it is');
  const store = new URL(downloadUrl);
  if (store.hostname !== api.hostname) return refuse(`is on another server (${store.hostname})`);
  if (api.protocol === 'https:' && store.protocol !== 'https:') return refuse('has no encrypted address');
  return run.at({ store: storeBase(downloadUrl) });
}
