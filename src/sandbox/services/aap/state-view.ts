import type { Directory } from './directory.ts';

/** A stored user, without the password. */
export interface SandboxAapUser {
  userReference: string;
  userName: string;
  email: string;
  fullName: string;
  organization: string;
}

/** A stored domain; people by login name. */
export interface SandboxAapDomain {
  domainReference: string;
  domainName: string;
  domainDesc: string;
  users: string[];
  managers: string[];
  /** Attributes of its profile, if it has one. */
  profile?: Record<string, string>;
}

/** Read-only views of users and domains. */
export interface AapStateView {
  users: { get(nameOrReference: string): SandboxAapUser | undefined; list(): SandboxAapUser[] };
  domains: {
    /** By name or reference. Deactivated ones are not there. */
    get(nameOrReference: string): SandboxAapDomain | undefined;
    list(): SandboxAapDomain[];
  };
}

export function aapStateView(directory: Directory): AapStateView {
  const users = () =>
    directory
      .users()
      .map(({ password: _password, locked: _locked, ...user }): SandboxAapUser => structuredClone(user));
  const names = (references: readonly string[]) =>
    references.map((reference) => directory.user(reference)?.userName ?? reference);
  const domains = () =>
    directory.domains().map((domain): SandboxAapDomain => {
      const { domainReference, domainName, domainDesc } = domain;
      const profile = directory.profileOf(domainReference)?.attributes;
      return {
        domainReference,
        domainName,
        domainDesc,
        users: names(domain.users),
        managers: names(domain.managers),
        ...(profile ? { profile: { ...profile } } : {}),
      };
    });
  return {
    users: {
      get: (id) => users().find((user) => user.userName === id || user.userReference === id),
      list: users,
    },
    domains: {
      get: (id) => domains().find((domain) => domain.domainName === id || domain.domainReference === id),
      list: domains,
    },
  };
}
