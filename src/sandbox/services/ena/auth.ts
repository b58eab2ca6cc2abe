import type { Call } from '../../routes.ts';
import type { WebinAccounts } from '../webin/accounts.ts';
import type { WebinTokens } from '../webin/tokens.ts';
import { refuse } from './rules.ts';

/** Says which account a request speaks for: by name and password, or by a Webin token. */
export class EnaAuth {
  constructor(
    private readonly accounts: WebinAccounts,
    private readonly tokens: WebinTokens,
  ) {}

  /** The account's id; refuses everybody else. */
  account(call: Call): string {
    const header = call.headers.get('authorization');
    const basic = /^Basic +(\S+)$/i.exec(header ?? '')?.[1];
    const name = basic === undefined ? this.tokens.principal(header) : this.#login(basic);
    if (name === undefined) throw refuse('http.unauthenticated');
    return this.accounts.find(name)?.username ?? name;
  }

  #login(encoded: string): string | undefined {
    // A password does not expire, so the fault expireToken does nothing to it.
    const pair = Buffer.from(encoded, 'base64').toString('utf8');
    const colon = pair.indexOf(':');
    return colon < 0 ? undefined : this.check(pair.slice(0, colon), pair.slice(colon + 1));
  }

  /** The account's id when the password is right. */
  check(username: string, password: string): string | undefined {
    const account = this.accounts.find(username);
    return account && account.password === password ? account.username : undefined;
  }
}
