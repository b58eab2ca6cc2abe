import { ConfigError } from '../errors/index.ts';
import type { CredentialSource } from './credential.ts';

/** HTTP Basic: the name and the password go along with every request. */
export function basic({ username, password }: { username: string; password: string }): CredentialSource {
  if (!username || !password) throw new ConfigError('HTTP Basic needs a username and a password');
  const value = `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
  return {
    kind: 'basic',
    attach({ redactor }) {
      redactor.addBasic(username, password);
      return {
        account: username,
        headers: async () => ({ authorization: value }),
        renew: () => false,
        expiresAt: () => undefined,
      };
    },
  };
}
