import type { AapDomain, AapProfile, AapUser, Directory } from './directory.ts';
import { AAP } from './http.ts';

interface Link {
  rel: string;
  href: string;
}

function userLinks(origin: string, user: AapUser): Link[] {
  return [{ rel: 'self', href: `${origin}${AAP}/users/${user.userReference}` }];
}

function domainLinks(origin: string, domain: AapDomain): Link[] {
  const domains = `${origin}${AAP}/domains`;
  const self = `${domains}/${domain.domainReference}`;
  return [
    { rel: 'self', href: self },
    { rel: 'deactivate', href: self },
    { rel: 'get users from domain', href: `${self}/users` },
    { rel: 'admin', href: `${domains}/${domain.adminReference}` },
    { rel: 'get all domains', href: domains },
  ];
}

/** AAP has two dialects of links: lists give an array of pairs, single things give HAL. */
const hal = (links: readonly Link[]) => Object.fromEntries(links.map(({ rel, href }) => [rel, { href }]));

export function listedUser(origin: string, user: AapUser): unknown {
  const { userName, email, userReference } = user;
  return { userName, email, userReference, links: userLinks(origin, user) };
}

export function singleUser(origin: string, user: AapUser): unknown {
  const { userName, email, userReference, fullName, organization, locked } = user;
  return {
    userName,
    email,
    userReference,
    mobile: null,
    domains: null,
    fullName,
    organization,
    accountNonLocked: !locked,
    _links: hal(userLinks(origin, user)),
  };
}

export function listedDomain(origin: string, domain: AapDomain): unknown {
  const { domainName, domainDesc, domainReference } = domain;
  return { domainName, domainDesc, domainReference, links: domainLinks(origin, domain) };
}

/** A single domain; only one of its two lists of people is filled, the other is null. */
export function singleDomain(
  origin: string,
  directory: Directory,
  domain: AapDomain,
  show?: 'users' | 'managers',
): unknown {
  const people = (references: readonly string[]) =>
    references
      .map((reference) => directory.user(reference))
      .filter((user) => user !== undefined)
      .map((user) => singleUser(origin, user));
  const { domainReference, domainName, domainDesc } = domain;
  return {
    domainReference,
    domainName,
    domainDesc,
    isActive: domain.active ? 'Y' : 'N',
    users: show === 'users' ? people(domain.users) : null,
    managers: show === 'managers' ? people(domain.managers) : null,
    _links: hal(domainLinks(origin, domain)),
  };
}

/** The domain inside is a stub without a name: the server does not look it up. */
export function renderProfile(origin: string, profile: AapProfile): unknown {
  const { reference, owner, attributes } = profile;
  const ofDomain = owner.startsWith('dom-');
  return {
    reference,
    domain: ofDomain
      ? { domainReference: owner, domainName: null, users: [], managers: [], authority: 'ROLE_null' }
      : null,
    user: ofDomain ? null : { userReference: owner, userName: null },
    attributes,
    _links: { self: { href: `${origin}${AAP}/profiles/${reference}` } },
  };
}
