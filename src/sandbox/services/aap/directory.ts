import type { Context } from '../../service.ts';
import { uuid } from './uuid.ts';

export interface AapUser {
  /** `usr-…` */
  userReference: string;
  userName: string;
  password: string;
  email: string;
  fullName: string;
  organization: string;
  locked: boolean;
}

export interface AapDomain {
  /** `dom-…` */
  domainReference: string;
  domainName: string;
  domainDesc: string;
  /** Reference of the domain whose managers look after it. */
  adminReference: string;
  active: boolean;
  /** References of members, in the order in which they came. */
  users: string[];
  managers: string[];
}

export interface AapProfile {
  /** `prf-…` */
  reference: string;
  /** Reference of the domain or the user it belongs to. */
  owner: string;
  attributes: Record<string, string>;
}

/** What a snapshot of AAP holds. */
export interface DirectoryState {
  users: AapUser[];
  domains: AapDomain[];
  profiles: AapProfile[];
}

/** Users, domains and their profiles. */
export class Directory {
  #users = new Map<string, AapUser>();
  #domains = new Map<string, AapDomain>();
  #profiles = new Map<string, AapProfile>();

  constructor(private readonly context: Context) {}

  /** By reference or by login name. */
  user(id: string): AapUser | undefined {
    return this.#users.get(id) ?? [...this.#users.values()].find((user) => user.userName === id);
  }

  users(): AapUser[] {
    return [...this.#users.values()];
  }

  addUser(user: Omit<AapUser, 'userReference' | 'locked'> & { locked?: boolean }): AapUser {
    this.context.scrubber.hide(user.password);
    const userReference = `usr-${uuid(this.context.ids, 'aap.user')}`;
    const added = { locked: false, ...user, userReference };
    this.#users.set(userReference, added);
    return added;
  }

  changePassword(user: AapUser, password: string): void {
    this.context.scrubber.hide(password);
    this.#users.set(user.userReference, { ...user, password });
  }

  domain(reference: string): AapDomain | undefined {
    return this.#domains.get(reference);
  }

  domainNamed(name: string): AapDomain | undefined {
    return this.domains().find((domain) => domain.domainName === name);
  }

  /** Deactivated ones are gone from everywhere. */
  domains(): AapDomain[] {
    return [...this.#domains.values()].filter((domain) => domain.active);
  }

  domainsOf(user: string): AapDomain[] {
    return this.domains().filter((domain) => domain.users.includes(user));
  }

  managedBy(user: string): AapDomain[] {
    return this.domains().filter((domain) => domain.managers.includes(user));
  }

  addDomain(domain: Pick<AapDomain, 'domainName' | 'domainDesc' | 'users' | 'managers'>): AapDomain {
    const added: AapDomain = {
      ...domain,
      domainReference: `dom-${uuid(this.context.ids, 'aap.domain')}`,
      adminReference: `dom-${uuid(this.context.ids, 'aap.admin-domain')}`,
      active: true,
    };
    this.#domains.set(added.domainReference, added);
    return added;
  }

  putDomain(domain: AapDomain): void {
    this.#domains.set(domain.domainReference, domain);
  }

  profile(reference: string): AapProfile | undefined {
    return this.#profiles.get(reference);
  }

  profileOf(owner: string): AapProfile | undefined {
    return [...this.#profiles.values()].find((profile) => profile.owner === owner);
  }

  profiles(): AapProfile[] {
    return [...this.#profiles.values()];
  }

  /** A second profile of the same owner takes the place of the first. */
  addProfile(owner: string, attributes: Record<string, string>): AapProfile {
    const before = this.profileOf(owner);
    if (before) this.#profiles.delete(before.reference);
    const added = { reference: `prf-${uuid(this.context.ids, 'aap.profile')}`, owner, attributes };
    this.#profiles.set(added.reference, added);
    return added;
  }

  putProfile(profile: AapProfile): void {
    this.#profiles.set(profile.reference, profile);
  }

  state(): DirectoryState {
    return structuredClone({
      users: [...this.#users.values()],
      domains: [...this.#domains.values()],
      profiles: [...this.#profiles.values()],
    });
  }

  restore(state: DirectoryState): void {
    const { users, domains, profiles } = structuredClone(state);
    this.#users = new Map(users.map((user) => [user.userReference, user]));
    this.#domains = new Map(domains.map((domain) => [domain.domainReference, domain]));
    this.#profiles = new Map(profiles.map((profile) => [profile.reference, profile]));
  }
}
