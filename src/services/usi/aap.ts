import { claimsOf } from '../../core/auth/jwt.ts';
import { noAccount } from '../../core/auth/no-account.ts';
import { ConfigError } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import { AapDomains } from './aap-domains.ts';
import { AapProfiles } from './aap-profiles.ts';
import { AapUsers } from './aap-users.ts';
import { currentToken, forgetToken } from './membership.ts';
import { AapToken } from './token.ts';

/** Accounts, groups and tokens. */
export class Aap {
  /** People. */
  readonly users: AapUsers;
  /** Groups of people; each team has one of the same name. */
  readonly domains: AapDomains;
  /** What groups and people say of themselves. */
  readonly profiles: AapProfiles;

  constructor(private readonly run: Runner) {
    this.users = new AapUsers(run);
    this.domains = new AapDomains(run);
    this.profiles = new AapProfiles(run);
  }

  /**
   * The token in use, fetched when there is none: whose it is, which domains it knows, when it ends. Its text is in
   * `value`, to be kept for a job that runs later.
   * @throws ConfigError no account is configured
   */
  async token(options?: Pick<CallOptions, 'signal'>): Promise<AapToken> {
    const text = await currentToken(this.run, options?.signal);
    if (text === undefined) {
      const { service, credentialSettings } = this.run.context;
      const where = { service, operation: 'aap.token' };
      throw noAccount('aap.token needs an account, and none is configured', credentialSettings, where);
    }
    const { clock } = this.run.context;
    return new AapToken(text, claimsOf(text) ?? {}, () => clock.now());
  }

  /**
   * Forgets the token and gets another one: it holds the memberships of now. After what this client changes itself that
   * happens by itself.
   * @throws ConfigError there is no password to get one with
   */
  async renew(options?: Pick<CallOptions, 'signal'>): Promise<AapToken> {
    if (await forgetToken(this.run, options?.signal)) return this.token(options);
    throw new ConfigError(
      'the token cannot be renewed: there is no name and password to get another one with',
      {
        service: this.run.context.service,
        operation: 'aap.renew',
        missing: ['AAP_USERNAME', 'AAP_PASSWORD'],
      },
    );
  }
}
