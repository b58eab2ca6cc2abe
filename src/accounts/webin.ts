import { basic } from '../core/auth/basic.ts';
import type { CredentialSource } from '../core/auth/credential.ts';
import { exchange } from '../core/auth/exchange.ts';
import { claimsOf } from '../core/auth/jwt.ts';
import { token } from '../core/auth/token.ts';
import { checkEnvironment, type Environment } from '../core/environment.ts';
import { ConfigError } from '../core/errors/index.ts';
import { jsonBody } from '../core/http/body.ts';
import { endpoint } from '../core/http/endpoint.ts';
import { path } from '../core/http/url.ts';
import { tokenRequest, tokenText } from './schemas.ts';

const WEBIN_URLS: Readonly<Record<Environment, string>> = {
  test: 'https://wwwdev.ebi.ac.uk/ena/submit/webin/auth',
  production: 'https://www.ebi.ac.uk/ena/submit/webin/auth',
};

/** A Webin account, as used by BioSamples and ENA: name and password, or a token that was got elsewhere. */
export interface WebinAccount {
  /** `Webin-12345`. */
  username?: string;
  password?: string;
  /** A Webin JWT; used as it is until it ends, because there is no password to get another one with. */
  token?: string;
  /** The token server. Default: that of the environment. */
  url?: string;
  /** Default `test`. Ignored when `url` is given. */
  environment?: Environment;
  /** Realms the token is asked for. Default `['ENA']`; EGA submitters add `'EGA'`. */
  realms?: readonly string[];
}

interface TokenRequest {
  username: string;
  password: string;
  authRealms: readonly string[];
}

export const webinToken = endpoint<TokenRequest, string>()({
  name: 'webin.token',
  doc: 'https://www.ebi.ac.uk/biosamples/docs/guides/authentication',
  method: 'POST',
  // Another token changes nothing: it may be asked for again after any doubt.
  effect: 'read',
  auth: 'none',
  input: tokenRequest,
  path: () => path`/token`,
  body: (request) => jsonBody(request),
  accept: '*/*',
  answer: 'text',
  answerIsSecret: true,
  output: tokenText,
  hint: (status) =>
    status === 401 || status === 403
      ? 'The Webin account or its password is not accepted: check WEBIN_USERNAME and WEBIN_PASSWORD.'
      : undefined,
});

/**
 * Says who is calling, for BioSamples and ENA. The password goes to the token server only; the token it gives is
 * fetched once, renewed before it ends, and once more when the repository refuses it.
 * @throws ConfigError when neither a token nor a name with a password is given
 * @see https://www.ebi.ac.uk/biosamples/docs/guides/authentication
 */
export function webin(account: WebinAccount): CredentialSource {
  const { realms = ['ENA'], environment = 'test' } = account;
  checkEnvironment('webin', environment, Object.keys(WEBIN_URLS));
  if (account.token) return givenToken(account.token, account.username);
  const { username, password } = withPassword(account);
  const base = account.url ?? WEBIN_URLS[environment];
  return exchange({
    kind: 'webin',
    account: username,
    password,
    request: (run) => run('webin', base, webinToken, { username, password, authRealms: realms }),
  });
}

/**
 * The same account for ENA, which takes the name and password themselves (HTTP Basic) with every request; a token goes
 * along as it is, if there is one.
 * @throws ConfigError when neither a token nor a name with a password is given
 */
export function webinBasic(account: WebinAccount): CredentialSource {
  return account.token ? givenToken(account.token, account.username) : basic(withPassword(account));
}

function givenToken(value: string, username: string | undefined): CredentialSource {
  const owner = username ?? claimsOf(value)?.principle;
  return token(value, typeof owner === 'string' ? { account: owner } : {});
}

function withPassword({ username, password }: WebinAccount): { username: string; password: string } {
  if (username && password) return { username, password };
  const missing = [...(username ? [] : ['WEBIN_USERNAME']), ...(password ? [] : ['WEBIN_PASSWORD'])];
  throw new ConfigError('a Webin account needs a username and a password, or a token', {
    service: 'webin',
    missing,
  });
}
