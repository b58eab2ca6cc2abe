import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import type { AapDomain, AapProfile, AapUser, AapUserRef, NewAapUser } from './aap-types.ts';
import {
  changePassword,
  createUser,
  getUser,
  searchUsers,
  userDomains,
  userProfile,
  userProfileAttribute,
} from './endpoints/users.ts';
import { changingMembership } from './membership.ts';

/** People with an account. */
export class AapUsers {
  constructor(private readonly run: Runner) {}

  /**
   * Makes an account; needs none itself. Gives its `usr-…` reference.
   * @throws InputError the two passwords differ
   * @throws Conflict the name is taken
   * @see https://explore.api.aai.ebi.ac.uk/docs/
   */
  create(user: NewAapUser, options?: CallOptions): Promise<string> {
    this.run.context.redactor.add(user?.password, user?.confirmPwd);
    return this.run(createUser, user, options);
  }

  /** Changes one's own password, with the old one. Clients that hold the old one have to be made anew. */
  changePassword(
    change: { username: string; password: string; newPassword: string },
    options?: CallOptions,
  ): Promise<void> {
    const { redactor } = this.run.context;
    redactor.addBasic(change?.username ?? '', change?.password ?? '');
    redactor.add(change?.newPassword);
    return changingMembership(this.run, changePassword.name, () => this.run(changePassword, change, options));
  }

  /**
   * Somebody, by reference or login name.
   * @throws NotFound
   */
  get(user: AapUserRef, options?: CallOptions): Promise<AapUser> {
    return this.run(getUser, { user }, options);
  }

  /** The owner of the account in use. */
  me(options?: CallOptions): Promise<AapUser> {
    return this.get(this.run.context.credential?.account ?? '', options);
  }

  /** The domains somebody is a member of. */
  domains(user: AapUserRef, options?: CallOptions): Pager<AapDomain> {
    return this.run.pages(userDomains, { user }, options);
  }

  /** What somebody says of themselves. */
  profile(user: AapUserRef, options?: CallOptions): Promise<AapProfile> {
    return this.run(userProfile, { user }, options);
  }

  /** One attribute of it, as text. */
  profileAttribute(user: AapUserRef, attribute: string, options?: CallOptions): Promise<string> {
    return this.run(userProfileAttribute, { user, attribute }, options);
  }

  /** Those with this value of an attribute in their profile. */
  search(query: { key: string; value: string }, options?: CallOptions): Pager<AapUser> {
    return this.run.pages(searchUsers, query, options);
  }
}
