import type { SandboxError } from '../../errors.ts';
import type { Directory } from './directory.ts';

/** An AAP account of a seed. */
export interface AapAccount {
  username: string;
  password: string;
  /** Default: the username at example.org. */
  email?: string;
  /** Full name. Default: the username. */
  name?: string;
  organisation?: string;
  /** Default false. */
  locked?: boolean;
}

/** What AAP starts with. */
export interface AapSeed {
  /** The first is the one in `lab.credentials`. Default: the two accounts of the demo. */
  users?: AapAccount[];
  domains?: AapSeedDomain[];
}

export interface AapSeedDomain {
  /** With its prefix: `subs.test-team-1` is a team of USI. */
  name: string;
  description?: string;
  /** Usernames of members; managers are members too. */
  users?: string[];
  /** Usernames. */
  managers?: string[];
  /** USI wants `centre name` in it. */
  profile?: Record<string, string>;
}

export const DEMO_AAP_USERS: readonly AapAccount[] = [
  {
    username: 'usi-tester',
    password: 'usi-sandbox-password',
    email: 'tester@example.org',
    name: 'Ada Tester',
    organisation: 'Sandbox Institute',
  },
  {
    username: 'usi-colleague',
    password: 'usi-colleague-password',
    email: 'colleague@example.org',
    name: 'Ben Colleague',
    organisation: 'Sandbox Institute',
  },
];

/** A team with its one manager, and a domain that has nothing to do with USI. */
export function demoAap(): AapSeed {
  return {
    users: structuredClone([...DEMO_AAP_USERS]),
    domains: [
      {
        name: 'subs.test-team-1',
        description: 'The team of the demo',
        managers: ['usi-tester'],
        profile: { 'centre name': 'Sandbox Institute' },
      },
      { name: 'self.sandbox-friends', description: 'Not a team', managers: ['usi-tester'] },
    ],
  };
}

/** A seed after checking: there is at least one account to log in with. */
export interface ResolvedAapSeed {
  users: [AapAccount, ...AapAccount[]];
  domains: AapSeedDomain[];
}

/** Checks what a seed says; `wrong` makes its complaint. */
export function resolveAapSeed(seed: AapSeed, wrong: (why: string) => SandboxError): ResolvedAapSeed {
  const users = seed.users ?? DEMO_AAP_USERS;
  const isText = (value: unknown) => typeof value === 'string' && value !== '';
  if (!Array.isArray(users)) throw wrong('aap.users is not a list');
  users.forEach((user: Partial<AapAccount> | null, i) => {
    for (const key of ['username', 'password'] as const) {
      if (!isText(user?.[key])) throw wrong(`aap.users[${i}].${key} is a text`);
    }
  });
  const [first, ...others] = structuredClone(users) as AapAccount[];
  if (!first) throw wrong('aap.users is empty; the sandbox needs one to log in with');
  const domains = seed.domains ?? [];
  if (!Array.isArray(domains)) throw wrong('aap.domains is not a list');
  const known = new Set([first, ...others].map((user) => user.username));
  domains.forEach((domain: Partial<AapSeedDomain> | null, i) => {
    if (!isText(domain?.name)) throw wrong(`aap.domains[${i}].name is a text such as "subs.test-team-1"`);
    for (const name of [...(domain?.users ?? []), ...(domain?.managers ?? [])]) {
      if (!known.has(name)) throw wrong(`aap.domains[${i}] names "${name}", who is not in aap.users`);
    }
  });
  return { users: [first, ...others], domains: structuredClone(domains) };
}

export function loadAapSeed(directory: Directory, { users, domains }: ResolvedAapSeed): void {
  for (const { username, password, email, name, organisation, locked } of users) {
    directory.addUser({
      userName: username,
      password,
      email: email ?? `${username}@example.org`,
      fullName: name ?? username,
      organization: organisation ?? '',
      locked: locked ?? false,
    });
  }
  const references = (names: readonly string[] = []) =>
    names.map((name) => directory.user(name)?.userReference).filter((item) => item !== undefined);
  for (const { name, description, users: members, managers, profile } of domains) {
    const domain = directory.addDomain({
      domainName: name,
      domainDesc: description ?? '',
      users: [...new Set(references([...(managers ?? []), ...(members ?? [])]))],
      managers: references(managers),
    });
    if (profile) directory.addProfile(domain.domainReference, profile);
  }
}
