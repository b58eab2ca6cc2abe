import type { UsiLinks } from './hal-types.ts';

/** AAP gives links as a list in lists, and as a map otherwise. */
export interface AapResource {
  links?: { rel?: string; href: string; [field: string]: unknown }[];
  _links?: UsiLinks;
}

/** What a token says of its owner. Not verified: only the server can do that. */
export interface AapClaims {
  /** Who made the token. */
  iss?: string;
  /** `usr-…` */
  sub?: string;
  /** Login name. */
  nickname?: string;
  email?: string;
  name?: string;
  /** Names of the owner's domains when the token was made: a snapshot. */
  domains?: string[];
  /** Seconds since 1970. */
  iat?: number;
  exp?: number;
  [claim: string]: unknown;
}

/** An account to be made. */
export interface NewAapUser {
  /** 5 to 255 characters. */
  username: string;
  password: string;
  /** Must be the same, when given. */
  confirmPwd?: string;
  email: string;
  /** Full name. */
  name: string;
  organisation?: string;
}

/** Somebody with an account. */
export interface AapUser extends AapResource {
  userName?: string;
  email?: string;
  /** `usr-…` */
  userReference?: string;
  fullName?: string | null;
  organization?: string | null;
  [field: string]: unknown;
}

/** A user, the `usr-…` reference, or where only reading is meant the login name. */
export type AapUserRef = string | { userReference?: string };

/** A group of users; the team of a name has the domain of the same name. */
export interface AapDomain extends AapResource {
  domainName?: string | null;
  domainDesc?: string | null;
  /** `dom-…` */
  domainReference?: string;
  /** There after a change of members. */
  users?: AapUser[] | null;
  managers?: AapUser[] | null;
  [field: string]: unknown;
}

/** A domain, or its `dom-…` reference. */
export type AapDomainRef = string | { domainReference?: string };

/** A domain to be made. */
export interface NewAapDomain {
  /** With a prefix: `self.` is free for all. */
  domainName: string;
  domainDesc?: string;
}

/** Attributes of a domain or a user. USI needs `centre name` on the domain of a team. */
export interface AapProfile extends AapResource {
  /** `prf-…` */
  reference?: string;
  domain?: AapDomain | null;
  user?: AapUser | null;
  attributes?: { [attribute: string]: string };
  [field: string]: unknown;
}

/** A profile, or its `prf-…` reference. */
export type AapProfileRef = string | { reference?: string };
