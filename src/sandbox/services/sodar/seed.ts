import { SandboxError } from '../../errors.ts';
import { type Project, RANKS, type RoleName, type User } from './model.ts';
import type { Site } from './site.ts';

/** An account of the SODAR site. */
export interface SodarUserSeed {
  /** A name with `@` belongs to a directory service; others are local, and hidden from most user lists. */
  username: string;
  password: string;
  /** An API token, 64 hex digits on real sites. Default: made up. */
  token?: string;
  name?: string;
  email?: string;
  uuid?: string;
  superuser?: boolean;
}

/** A category or project; the ones above it come first in the list. */
export interface SodarProjectSeed {
  title: string;
  type: 'PROJECT' | 'CATEGORY';
  /** Title or UUID of the category above; absent for a category at the root. */
  parent?: string;
  /** User name. */
  owner: string;
  /** More members: user name to role, such as `project contributor`. */
  members?: Record<string, string>;
  uuid?: string;
  description?: string;
  archive?: boolean;
}

/** What a SODAR site starts with. */
export interface SodarSeed {
  /** The first two are the ones in `lab.credentials`. Default: a researcher, a colleague, an administrator, a visitor. */
  users?: SodarUserSeed[];
  /** The first category is the one in `lab.credentials`. Default: one category that the first user owns. */
  projects?: SodarProjectSeed[];
}

/** Who and what the caller of a sandbox is told about. */
export interface SodarCredentials {
  /** API token; good as a password for WebDAV too. */
  token: string;
  username: string;
  password: string;
  /** UUID of the account. */
  userUuid: string;
  /** UUID of another account, to give a role to. */
  otherUserUuid: string;
  /** UUID of a category in which the account may create projects; empty when the seed has no category. */
  categoryUuid: string;
}

export const DEMO_USERS: readonly SodarUserSeed[] = [
  {
    username: 'researcher',
    password: 'sandbox-password',
    token: '7a1f0c52d9e84b36a0c7f1b2e5d8934610fb2c7de9a8453617c0d4e2b9f8a653',
    name: 'Robin Researcher',
    email: 'researcher@example.org',
    uuid: '5c1e3f60-8b7a-4d29-9e14-2f6b0a7c8d31',
  },
  {
    username: 'colleague',
    password: 'colleague-password',
    token: '3d9b7e61f0a24c85b2d6e8f1c7a9054328e1d0b6f4c7a9538261e0f3d5b7c914',
    name: 'Casey Colleague',
    email: 'colleague@example.org',
    uuid: '9d2a4b71-3c5e-4f80-8a16-7e0d1c2b3f42',
  },
  {
    username: 'admin',
    password: 'admin-password',
    token: 'c04e5b1f9a7d42e68b3f0d2c6e1a897504d7b9f2e8c1a36570b4d8e6f1c29a35',
    name: 'Alex Admin',
    email: 'admin@example.org',
    uuid: 'e7f80912-4d6b-4a53-b1c2-0a9f8e7d6c53',
    superuser: true,
  },
  {
    username: 'visitor@EXAMPLE',
    password: 'visitor-password',
    name: 'Vivian Visitor',
    email: 'visitor@example.org',
    uuid: 'b3a29180-6f5e-4c74-9d03-1b8a7f6e5d64',
  },
];

export const DEMO_PROJECTS: readonly SodarProjectSeed[] = [
  {
    title: 'Sandbox',
    type: 'CATEGORY',
    owner: 'researcher',
    uuid: '2f4d6b80-1a3c-4e5f-8071-92b3c4d5e6f7',
    description: 'Projects that come and go',
  },
];

/** Fills a site, and says whom to log in as. */
export function loadSodarSeed(
  site: Site,
  { users = [...DEMO_USERS], projects = [...DEMO_PROJECTS] }: SodarSeed,
): void {
  each(users, 'users', (item) => {
    const username = wanted(item.username, 'username');
    if (site.userNamed(username)) throw new Error(`${username} is there twice`);
    const user: User = site.store.users.put({
      uuid: item.uuid ?? site.uuid(),
      username,
      name: item.name ?? username,
      email: item.email ?? `${username.replace('@', '.')}@example.org`,
      password: wanted(item.password, 'password'),
      superuser: item.superuser === true,
    });
    const token = item.token ?? site.context.ids.bytes('sodar.token').toString('hex');
    site.context.scrubber.hide(user.password);
    site.context.scrubber.hide(token);
    site.store.tokens.put({ token, user: user.uuid, expires: null });
  });
  each(projects, 'projects', (item) => {
    const project: Project = {
      uuid: item.uuid ?? site.uuid(),
      title: wanted(item.title, 'title'),
      type: item.type === 'CATEGORY' ? 'CATEGORY' : 'PROJECT',
      parent: item.parent === undefined ? null : above(site, item.parent),
      description: item.description ?? null,
      readme: '',
      publicAccess: null,
      archive: item.archive === true,
    };
    if (project.type === 'PROJECT' && project.parent === null) throw new Error('a project needs a parent');
    site.store.projects.put(project);
    const members: [string, string][] = [[wanted(item.owner, 'owner'), 'project owner']];
    for (const [username, role] of [...members, ...Object.entries(item.members ?? {})]) {
      const user = site.userNamed(username);
      if (!user) throw new Error(`nobody is called ${username}`);
      if (!(role in RANKS)) throw new Error(`"${role}" is not a role (${Object.keys(RANKS).join(', ')})`);
      site.store.roles.put({
        uuid: site.uuid(),
        project: project.uuid,
        user: user.uuid,
        role: role as RoleName,
      });
    }
  });
}

export function sodarCredentials(site: Site): SodarCredentials {
  const [first, second] = site.store.users.all();
  const category = site.store.projects.all().find(({ type }) => type === 'CATEGORY');
  const token = site.store.tokens.all().find(({ user }) => user === first?.uuid);
  if (!first || !second || !token) {
    throw new SandboxError('SEED', 'the seed does not fit: sodar.users needs two accounts');
  }
  const { username, password, uuid } = first;
  return {
    token: token.token,
    username,
    password,
    userUuid: uuid,
    otherUserUuid: second.uuid,
    categoryUuid: category?.uuid ?? '',
  };
}

function each<T>(items: readonly T[], name: string, load: (item: T) => void): void {
  items.forEach((item, i) => {
    try {
      if (typeof item !== 'object' || item === null) throw new Error('not an object');
      load(item);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new SandboxError('SEED', `the seed does not fit: sodar.${name}[${i}]: ${why}`, { cause });
    }
  });
}

function wanted(value: unknown, key: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`${key} is missing`);
}

function above(site: Site, parent: string): string {
  const found = site.store.projects
    .all()
    .find(({ uuid, title, type }) => type === 'CATEGORY' && (uuid === parent || title === parent));
  if (!found) throw new Error(`there is no category "${parent}" before it`);
  return found.uuid;
}
