import { ConfigError } from '../errors/index.ts';
import type { CredentialSource } from './credential.ts';
import { expiryOf } from './jwt.ts';

/** A token that was got elsewhere. It is sent until the repository refuses it: there is nothing to renew it with. */
export function token(
  value: string,
  options: { account?: string; scheme?: string; header?: string } = {},
): CredentialSource {
  const text = value?.trim();
  if (!text) throw new ConfigError('the token is empty');
  const { account, scheme = 'Bearer', header = 'authorization' } = options;
  return {
    kind: 'token',
    attach({ redactor }) {
      redactor.add(text);
      return {
        account,
        headers: async () => ({ [header]: scheme ? `${scheme} ${text}` : text }),
        renew: () => false,
        expiresAt: () => expiryOf(text),
      };
    },
  };
}
