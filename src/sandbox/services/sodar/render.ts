import { rolesIn } from './access.ts';
import type { Invite, Project, Role, User } from './model.ts';
import type { SodarRequest } from './request.ts';
import { iso } from './times.ts';

/** How a user looks inside other records: as an object until projectroles 2.0, whose answers name the UUID only. */
export function userObject(request: SodarRequest, user: User): object {
  const { username, name, email, superuser, uuid } = user;
  return {
    username,
    name,
    email,
    ...(request.legacy ? {} : { additional_emails: [] }),
    is_superuser: superuser,
    ...(request.since('1.1') ? { auth_type: username.includes('@') ? 'LDAP' : 'LOCAL' } : {}),
    sodar_uuid: uuid,
  };
}

/** In the project management API. */
export function userIn(request: SodarRequest, uuid: string | null): unknown {
  const user = uuid === null ? undefined : request.site.store.users.get(uuid);
  if (!user) return null;
  return request.since('2.0') ? user.uuid : userObject(request, user);
}

/** In zones, tickets and data requests: an object before 1.0. */
export function ownerOf(request: SodarRequest, uuid: string): unknown {
  const user = request.site.store.users.get(uuid);
  return request.legacy && user ? userObject(request, user) : uuid;
}

export function publicAccess(request: SodarRequest, project: Project): object {
  if (request.since('2.0')) return { public_access: project.publicAccess };
  return { public_guest_access: project.publicAccess === 'project guest' };
}

function fullTitle(request: SodarRequest, project: Project): object {
  return request.legacy ? {} : { full_title: request.site.fullTitle(project) };
}

export function renderProject(request: SodarRequest, project: Project): object {
  const { site } = request;
  return {
    title: project.title,
    type: project.type,
    parent: project.parent,
    description: project.description,
    readme: project.readme,
    ...publicAccess(request, project),
    archive: project.archive,
    ...fullTitle(request, project),
    roles: Object.fromEntries(
      rolesIn(site, project).map(({ role, inherited }) => [
        role.uuid,
        { role: role.role, user: userIn(request, role.user), sodar_uuid: role.uuid, inherited },
      ]),
    ),
    ...(project.type === 'CATEGORY' && request.since('1.1')
      ? { children: site.children(project).map(({ uuid }) => uuid) }
      : {}),
    sodar_uuid: project.uuid,
  };
}

/** What somebody sees who may only find a project. */
export function renderTitle(request: SodarRequest, project: Project): object {
  return { title: project.title, ...fullTitle(request, project), sodar_uuid: project.uuid };
}

/** The answer to a create: what was sent, and little more. `sent` says whether the access field was. */
export function renderCreated(
  request: SodarRequest,
  project: Project,
  sent: boolean,
  readmeSent: boolean,
): object {
  const readme = { readme: project.readme };
  return {
    title: project.title,
    type: project.type,
    parent: project.parent,
    description: project.description,
    ...(readmeSent ? readme : {}),
    ...(sent ? publicAccess(request, project) : {}),
    ...fullTitle(request, project),
    ...readme,
    sodar_uuid: project.uuid,
  };
}

export function renderRole(role: Role): object {
  return { project: role.project, role: role.role, user: role.user, sodar_uuid: role.uuid };
}

export function renderInvite(request: SodarRequest, invite: Invite): object {
  return {
    email: invite.email,
    project: invite.project,
    role: invite.role,
    issuer: userIn(request, invite.issuer),
    date_created: iso(invite.created),
    date_expire: iso(invite.expires),
    message: invite.message,
    sodar_uuid: invite.uuid,
  };
}
