import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import type { AapDomain, AapDomainRef, AapProfile, AapUser, AapUserRef, NewAapDomain } from './aap-types.ts';
import { absent } from './absent.ts';
import {
  addManager,
  addUser,
  createDomain,
  deleteDomain,
  domainManagers,
  domainProfile,
  domainProfileAttribute,
  domainUsers,
  getDomain,
  listDomains,
  listManagedDomains,
  removeManager,
  removeUser,
} from './endpoints/domains.ts';
import { changingMembership } from './membership.ts';

/** Groups of people. After each change of who belongs where the token is renewed by itself. */
export class AapDomains {
  constructor(private readonly run: Runner) {}

  /**
   * The domains of which the account is a member.
   * @see https://explore.api.aai.ebi.ac.uk/docs/
   */
  list(options?: CallOptions): Pager<AapDomain> {
    return this.run.pages(listDomains, undefined, options);
  }

  /** The domains that the account manages. */
  listManaged(options?: CallOptions): Pager<AapDomain> {
    return this.run.pages(listManagedDomains, undefined, options);
  }

  /** @throws NotFound */
  get(domain: AapDomainRef, options?: CallOptions): Promise<AapDomain> {
    return this.run(getDomain, { domain }, options);
  }

  /**
   * The domain of this name among those of the account: that of a team has the team's name.
   * @throws NotFound
   */
  async getByName(name: string, options?: CallOptions): Promise<AapDomain> {
    const found = await this.list(options)
      .filter(({ domainName }) => domainName === name)
      .first();
    if (found) return found;
    throw absent(this.run, 'aap.domains.getByName', `the account has no domain "${name}"`, 'aap');
  }

  /** Makes a domain, with the account as its manager. Names that begin with `self.` are free for all. */
  create(domain: NewAapDomain, options?: CallOptions): Promise<AapDomain> {
    return changingMembership(this.run, createDomain.name, () => this.run(createDomain, domain, options));
  }

  /** Takes a domain out of use. */
  delete(domain: AapDomainRef, options?: CallOptions): Promise<void> {
    return changingMembership(this.run, deleteDomain.name, () => this.run(deleteDomain, { domain }, options));
  }

  /** Its members. */
  users(domain: AapDomainRef, options?: CallOptions): Pager<AapUser> {
    return this.run.pages(domainUsers, { domain }, options);
  }

  /** Those who may change it. */
  managers(domain: AapDomainRef, options?: CallOptions): Pager<AapUser> {
    return this.run.pages(domainManagers, { domain }, options);
  }

  /**
   * Makes somebody a member. Their own token does not know of it before it is renewed.
   * @throws Forbidden the account does not manage the domain
   */
  addUser(domain: AapDomainRef, user: AapUserRef, options?: CallOptions): Promise<AapDomain> {
    return changingMembership(this.run, addUser.name, () => this.run(addUser, { domain, user }, options));
  }

  removeUser(domain: AapDomainRef, user: AapUserRef, options?: CallOptions): Promise<AapDomain | undefined> {
    return changingMembership(this.run, removeUser.name, () =>
      this.run(removeUser, { domain, user }, options),
    );
  }

  addManager(domain: AapDomainRef, user: AapUserRef, options?: CallOptions): Promise<AapDomain> {
    return changingMembership(this.run, addManager.name, () =>
      this.run(addManager, { domain, user }, options),
    );
  }

  removeManager(
    domain: AapDomainRef,
    user: AapUserRef,
    options?: CallOptions,
  ): Promise<AapDomain | undefined> {
    return changingMembership(this.run, removeManager.name, () =>
      this.run(removeManager, { domain, user }, options),
    );
  }

  /**
   * What the domain says of itself.
   * @throws NotFound it has no profile: `aap.profiles.create` makes one
   */
  profile(domain: AapDomainRef, options?: CallOptions): Promise<AapProfile> {
    return this.run(domainProfile, { domain }, options);
  }

  /** One attribute of it, as text. */
  profileAttribute(domain: AapDomainRef, attribute: string, options?: CallOptions): Promise<string> {
    return this.run(domainProfileAttribute, { domain, attribute }, options);
  }
}
