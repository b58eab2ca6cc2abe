import type {
  Credential,
  CredentialSource,
  CredentialTools,
  ExchangeTools,
} from '../../core/auth/credential.ts';
import { orAborted } from '../../core/auth/exchange.ts';
import { TokenCache } from '../../core/auth/token-cache.ts';
import { ConfigError } from '../../core/errors/index.ts';
import { login, loginAsAnonymousUser } from './endpoints/session.ts';

/** An openBIS account: a name and a password, a token, or both; or nobody in particular. */
export interface OpenBisAccount {
  username?: string;
  password?: string;
  /**
   * A session token, or a personal access token (`$pat-…`). With a name and password it is used first, and a new session
   * takes its place when it has ended; alone it is used until it ends.
   */
  token?: string;
  /** True: as the anonymous user, where the server lets that one in. */
  anonymous?: boolean;
}

const PERSONAL = '$pat';

/** `$pat-ada-230317133255245x9E43…` → `ada`; user names may hold dashes. */
function userIn(token: string): string | undefined {
  const text = token.startsWith(`${PERSONAL}-`) ? token.slice(PERSONAL.length + 1) : token;
  const at = text.lastIndexOf('-');
  return at > 0 ? text.slice(0, at) : undefined;
}

/** The session of one client: opened by the first call that needs it, and anew when it has ended. */
export class OpenBisSession implements Credential {
  readonly account: string | undefined;
  readonly #cache: TokenCache;
  readonly #renewable: boolean;
  #given: string | undefined;

  constructor(
    { username, password, token, anonymous }: OpenBisAccount,
    { redactor, clock, run, bases }: ExchangeTools,
  ) {
    if (username && password) redactor.addBasic(username, password);
    if (token) redactor.add(token);
    const base = bases.api ?? '';
    this.#given = token;
    this.account = username ?? (token && userIn(token)) ?? (anonymous ? 'anonymous' : undefined);
    this.#renewable = Boolean((username && password) || anonymous);
    this.#cache = new TokenCache(async () => {
      const given = this.#given;
      if (this.#renewable) this.#given = undefined;
      const value =
        given ??
        (username && password
          ? await run('openbis', base, login, { username, password })
          : await run('openbis', base, loginAsAnonymousUser, undefined));
      redactor.add(value);
      return { value, expiresAt: undefined };
    }, clock);
  }

  /** The token in use; undefined when none was given, and nothing was called. */
  get held(): string | undefined {
    return this.#cache.held?.value ?? this.#given;
  }

  /** The token, by a login where there is none yet. */
  async open(signal?: AbortSignal): Promise<string> {
    const { value } = await orAborted(this.#cache.get(), signal ?? new AbortController().signal);
    return value;
  }

  /** Forgets a token; the next call opens a new session. A lone token stays: there is nothing to replace it with. */
  forget(token: string): void {
    if (this.#renewable) this.#given = undefined;
    this.#cache.drop(token);
  }

  async headers(signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    return { session: await this.open(signal) };
  }

  renew({ session }: Readonly<Record<string, string>>): boolean {
    return this.#renewable && this.#cache.drop(session ?? '');
  }

  expiresAt(): undefined {
    return undefined;
  }
}

/**
 * Says who is calling. The password is exchanged for a session by the first call; the session is kept, opened once
 * however many calls wait for it, and opened anew once when the server says that it has ended.
 * @throws ConfigError when there is neither a token, nor a name with its password, nor `anonymous`
 * @see https://openbis.readthedocs.io/en/latest/software-developer-documentation/apis/personal-access-tokens.html
 */
export function openbis(account: OpenBisAccount): CredentialSource {
  const { username, password, anonymous } = account;
  const token = account.token?.trim();
  if (!token && !anonymous && !(username && password)) {
    const missing = [...(username ? [] : ['OPENBIS_USERNAME']), ...(password ? [] : ['OPENBIS_PASSWORD'])];
    throw new ConfigError('an openBIS account needs a username and a password, or a token', {
      service: 'openbis',
      missing,
      hint: 'OPENBIS_TOKEN takes a personal access token. Without an account there is `anonymous: true`.',
    });
  }
  // One session for each client family and server: `with()` variants share it, and openBIS allows few at a time.
  const attached = new WeakMap<CredentialTools['redactor'], Map<string, OpenBisSession>>();
  return {
    kind: 'openbis',
    attach(given) {
      const base = given.bases.api ?? '';
      const sessions = attached.get(given.redactor) ?? new Map<string, OpenBisSession>();
      attached.set(given.redactor, sessions);
      const known = sessions.get(base);
      if (known) return known;
      // Every client gives all of it; the public type leaves out what only we need.
      const session = new OpenBisSession({ ...account, ...(token && { token }) }, given as ExchangeTools);
      sessions.set(base, session);
      return session;
    },
  };
}
