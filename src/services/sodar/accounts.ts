import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import { createToken, login, logout, logoutAll } from './endpoints/more.ts';
import { currentUser, getUser, listUsers, type SodarUserQuery } from './endpoints/projects.ts';
import type { NewSodarToken, SodarLogin, SodarRef, SodarToken, SodarUser } from './types.ts';

/** Accounts of the site. */
export class SodarUsers {
  constructor(private readonly run: Runner) {}

  /**
   * The accounts. Those of the site itself are left out unless `include_system_users` is set (since SODAR 1.1).
   * @see https://sodar-core.readthedocs.io/en/latest/app_projectroles_api_rest.html
   */
  list(query: SodarUserQuery = {}, options?: CallOptions): Pager<SodarUser> {
    return this.run.pages(listUsers, query, options);
  }

  /** An account. Since SODAR 1.1. */
  get(user: SodarRef, options?: CallOptions): Promise<SodarUser> {
    return this.run(getUser, { user }, options);
  }

  /** Whose token this is. */
  current(options?: CallOptions): Promise<SodarUser> {
    return this.run(currentUser, undefined, options);
  }
}

/** API tokens. Most people make theirs in the web interface, and never need this. */
export class SodarTokens {
  constructor(private readonly run: Runner) {}

  /**
   * A new token for a name and password; it ends by itself after some hours.
   * @see https://sodar-server.readthedocs.io/en/latest/ui_api_tokens.html
   */
  login(account: SodarLogin, options?: CallOptions): Promise<SodarToken> {
    return this.#keepSecret(account, () => this.run(login, account, options));
  }

  /** A new token that ends when you say. Since SODAR Core 1.3. All earlier tokens of the account end now. */
  create(token: NewSodarToken, options?: CallOptions): Promise<SodarToken> {
    return this.#keepSecret(token, () => this.run(createToken, token, options));
  }

  /** Ends the token of this client. */
  logout(options?: CallOptions): Promise<void> {
    return this.run(logout, undefined, options);
  }

  /** Ends all tokens of the account. */
  logoutAll(options?: CallOptions): Promise<void> {
    return this.run(logoutAll, undefined, options);
  }

  /** The password before it is sent and the token when it is there: neither is ever shown. */
  async #keepSecret(account: SodarLogin, work: () => Promise<SodarToken>): Promise<SodarToken> {
    const { redactor } = this.run.context;
    const { username, password } = account ?? {};
    if (typeof username === 'string' && typeof password === 'string') redactor.addBasic(username, password);
    const made = await work();
    redactor.add(made.token);
    return made;
  }
}
