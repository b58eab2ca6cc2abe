import type { CredentialSource } from '../core/auth/credential.ts';
import { exchange } from '../core/auth/exchange.ts';
import { claimsOf, expiryOf } from '../core/auth/jwt.ts';
import { token } from '../core/auth/token.ts';
import { ConfigError } from '../core/errors/index.ts';
import { endpoint } from '../core/http/endpoint.ts';
import { path } from '../core/http/url.ts';
import { basicLogin, tokenText } from './schemas.ts';

/** Why there is no default address, and why nothing may answer at the old ones. */
export const AAP_RETIRED =
  'USI and AAP were retired by EMBL-EBI (BioSamples took their place), so there is no public server to default to: ' +
  'give the address of your own instance, or of a sandbox (AAP_URL, USI_URL).';

/** A token that cannot be renewed is about to end. */
export interface AapExpiry {
  account: string | undefined;
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** Milliseconds; negative when it has ended. */
  leftMs: number;
}

/** An AAP account, as used by USI: name and password, a token that was got elsewhere, or both. */
export interface AapAccount {
  username?: string;
  password?: string;
  /** An AAP JWT. With a name and password it is used first, and renewed with them; alone it is used until it ends. */
  token?: string;
  /** The token server: `https://…`, without `/auth`. There is no default: AAP is retired. */
  url?: string;
  /** Milliseconds before the end of a token without password at which `onExpiring` is called. Default 300,000. */
  warnBeforeMs?: number;
  /** Called once when a token that cannot be renewed is about to end: there is still time to get another one. */
  onExpiring?(expiry: AapExpiry): void;
}

export const aapToken = endpoint<{ username: string; password: string }, string>()({
  name: 'aap.token',
  doc: 'https://explore.api.aai.ebi.ac.uk/docs/',
  method: 'GET',
  effect: 'read',
  auth: 'none',
  input: basicLogin,
  path: () => path`/auth`,
  headers: ({ username, password }) => ({
    authorization: `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`,
  }),
  accept: '*/*',
  answer: 'text',
  answerIsSecret: true,
  output: tokenText,
  hint: (status) =>
    status === 401 || status === 403
      ? 'The AAP account or its password is not accepted: check AAP_USERNAME and AAP_PASSWORD, and that AAP_URL is the server on which the account was made.'
      : undefined,
});

const WARN_BEFORE_MS = 300_000;

/**
 * Says who is calling, for USI and AAP. The password goes to the token server only; the token it gives is fetched
 * once, renewed before it ends, once more when it is refused, and after a change of memberships, which a token holds as
 * they were when it was made.
 * @throws ConfigError when neither a token nor a name with a password is given, or the address is missing
 * @see https://explore.api.aai.ebi.ac.uk/docs/
 */
export function aap(account: AapAccount): CredentialSource {
  const { username, password, url } = account;
  const given = account.token?.trim();
  if (!username || !password) {
    if (given) return lone(given, account);
    const missing = [...(username ? [] : ['AAP_USERNAME']), ...(password ? [] : ['AAP_PASSWORD'])];
    throw new ConfigError('an AAP account needs a username and a password, or a token', {
      service: 'aap',
      missing,
    });
  }
  if (!url) {
    throw new ConfigError('the address of AAP is missing', {
      service: 'aap',
      missing: ['AAP_URL'],
      hint: AAP_RETIRED,
    });
  }
  let first = given;
  return exchange({
    kind: 'aap',
    account: username,
    password,
    async request(run) {
      const stored = first;
      first = undefined;
      return stored ?? run('aap', url, aapToken, { username, password });
    },
  });
}

/** A token without the password behind it: used until it ends, with a word before that. */
function lone(
  text: string,
  { username, warnBeforeMs = WARN_BEFORE_MS, onExpiring }: AapAccount,
): CredentialSource {
  const { nickname } = claimsOf(text) ?? {};
  const account = username ?? (typeof nickname === 'string' ? nickname : undefined);
  const source = token(text, account === undefined ? {} : { account });
  let warned = false;
  return {
    kind: 'aap',
    attach(tools) {
      const credential = source.attach(tools);
      return {
        ...credential,
        async headers(signal) {
          const expiresAt = expiryOf(text);
          const leftMs = (expiresAt ?? Number.POSITIVE_INFINITY) - tools.clock.now();
          if (!warned && expiresAt !== undefined && leftMs <= warnBeforeMs) {
            warned = true;
            tellExpiry(onExpiring, { account, expiresAt, leftMs });
          }
          return credential.headers(signal);
        },
      };
    },
  };
}

/** Like every hook: what it throws must not break the call. */
function tellExpiry(hook: AapAccount['onExpiring'], expiry: AapExpiry): void {
  try {
    hook?.(expiry);
  } catch (error) {
    process.emitWarning(
      `the hook onExpiring failed: ${error instanceof Error ? error.name : 'not an Error'}`,
      'AccessionHook',
    );
  }
}
