import { type Project, RANKS, type Role, type RoleName, type User } from './model.ts';
import { refuse } from './rules.ts';
import type { Site } from './site.ts';

/** A role as it counts in one project. */
export interface Held {
  role: Role;
  inherited: boolean;
}

/** Roles that count in a project: its own first, then inherited ones that are stronger than any below them. */
export function rolesIn(site: Site, project: Project): Held[] {
  const out: Held[] = [];
  [project, ...site.parents(project)].forEach((place, level) => {
    for (const role of site.store.roles.where((one) => one.project === place.uuid)) {
      const held = out.findIndex((other) => other.role.user === role.user);
      const found = out[held];
      if (!found) out.push({ role, inherited: level > 0 });
      else if (RANKS[role.role] < RANKS[found.role.role]) out[held] = { role, inherited: level > 0 };
    }
  });
  return out;
}

export function heldBy(site: Site, project: Project, user: string): Held | undefined {
  return rolesIn(site, project).find(({ role }) => role.user === user);
}

/** The strongest role that a user inherits in a project. */
export function inheritedBy(site: Site, project: Project, user: string): RoleName | undefined {
  const above = site.parents(project).map(({ uuid }) => uuid);
  return site.store.roles
    .where((role) => role.user === user && above.includes(role.project))
    .map(({ role }) => role)
    .sort((a, b) => RANKS[a] - RANKS[b])[0];
}

/** 0 for a superuser, who may do everything; Infinity without any role. Public access counts as the role it names. */
export function rankIn(site: Site, project: Project, user: User): number {
  if (user.superuser) return 0;
  const held = heldBy(site, project, user.uuid);
  const own = held ? RANKS[held.role.role] : Number.POSITIVE_INFINITY;
  return project.publicAccess === null ? own : Math.min(own, RANKS[project.publicAccess]);
}

/** Whether the role is at least so strong. */
export function may(site: Site, project: Project, user: User, weakest: RoleName): boolean {
  return rankIn(site, project, user) <= RANKS[weakest];
}

export function demand(site: Site, project: Project, user: User, weakest: RoleName): void {
  if (!may(site, project, user, weakest)) throw refuse('access.denied');
}

/** As `demand`, for what changes the data of a project: archived projects are closed. */
export function demandChange(site: Site, project: Project, user: User, weakest: RoleName): void {
  demand(site, project, user, weakest);
  if (project.archive && !user.superuser) throw refuse('access.denied');
}

/** A category can be seen by whoever has a role in something below it. */
export function maySee(site: Site, project: Project, user: User): boolean {
  if (rankIn(site, project, user) !== Number.POSITIVE_INFINITY) return true;
  return (
    project.type === 'CATEGORY' && site.children(project).some((child) => hasRoleBelow(site, child, user))
  );
}

function hasRoleBelow(site: Site, project: Project, user: User): boolean {
  if (heldBy(site, project, user.uuid)) return true;
  return site.children(project).some((child) => hasRoleBelow(site, child, user));
}
