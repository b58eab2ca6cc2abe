import { InputError } from '../../../core/errors/index.ts';
import { jsonBody } from '../../../core/http/body.ts';
import { type Dialect, isSince } from '../../../core/http/dialects.ts';
import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { detail, noInput, nothing } from '../schemas/common.ts';
import * as schemas from '../schemas/projects.ts';
import type {
  NewSodarProject,
  NewSodarRole,
  SodarDetail,
  SodarOwnerTransfer,
  SodarProject,
  SodarProjectUpdate,
  SodarRef,
  SodarRole,
  SodarRoleName,
  SodarUser,
} from '../types.ts';
import { byPage, DOCS, pageOf, pastTheEnd, type SodarPage, type SodarPageQuery, since } from './shared.ts';

const doc = DOCS.projectroles;
const speaks = 'projectroles';

/** Which accounts. */
export interface SodarUserQuery extends SodarPageQuery {
  /** Accounts of the site itself too; since 1.1. */
  include_system_users?: boolean;
}

interface Access {
  public_access?: string | null | undefined;
  public_guest_access?: boolean | undefined;
}

/** Public access under the name that the server knows. Always sent: what is left out is taken away. */
function accessIn({ public_access: now, public_guest_access: before }: Access, dialect: Dialect): Access {
  if (isSince(dialect, '2.0')) {
    return { public_access: now !== undefined ? now : before ? 'project guest' : null };
  }
  if (now !== undefined && now !== null && now !== 'project guest') {
    const message = `"${now}" is not known to this server, and "project guest" would open more than that`;
    throw new InputError([{ path: 'public_access', message }], { service: 'sodar' });
  }
  return { public_guest_access: now === undefined ? (before ?? false) : now !== null };
}

export const listProjects = pagedEndpoint<SodarPageQuery, SodarProject, SodarPage<SodarProject>>()({
  name: 'sodar.projects.list',
  doc,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  speaks,
  input: schemas.pageQuery,
  path: () => path`/project/api/list`,
  query: pageOf,
  output: schemas.projectPage,
  otherwise: pastTheEnd,
  paging: byPage(({ sodar_uuid }) => sodar_uuid),
});

export const getProject = endpoint<{ project: SodarRef }, SodarProject>()({
  name: 'sodar.projects.get',
  doc,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  speaks,
  input: schemas.oneProject,
  path: ({ project }) => path`/project/api/retrieve/${project}`,
  output: schemas.project,
});

export const createProject = endpoint<NewSodarProject & { owner: SodarRef }, SodarProject>()({
  name: 'sodar.projects.create',
  doc,
  method: 'POST',
  effect: 'create',
  auth: 'required',
  speaks,
  input: schemas.newProject,
  path: () => path`/project/api/create`,
  body: ({ public_access, public_guest_access, ...project }, dialect) =>
    jsonBody({ ...project, ...accessIn({ public_access, public_guest_access }, dialect) }),
  output: schemas.project,
});

/** Always a PUT of everything: a PATCH takes public access away, and crashes some servers. */
export const updateProject = endpoint<SodarProjectUpdate, SodarProject>()({
  name: 'sodar.projects.update',
  doc,
  method: 'PUT',
  effect: 'replace',
  auth: 'required',
  speaks,
  input: schemas.projectUpdate,
  path: ({ sodar_uuid }) => path`/project/api/update/${sodar_uuid}`,
  body: ({ title, type, parent, description, readme, ...project }, dialect) =>
    jsonBody({ title, type, parent, description, readme, ...accessIn(project, dialect) }),
  output: schemas.project,
});

export const deleteProject = endpoint<{ project: SodarRef }, void>()({
  name: 'sodar.projects.delete',
  doc,
  method: 'DELETE',
  effect: 'delete',
  auth: 'required',
  speaks,
  input: schemas.oneProject,
  path: ({ project }) => path`/project/api/destroy/${project}`,
  answer: 'nothing',
  output: nothing,
  hint: since('1.1'),
});

export const createRole = endpoint<NewSodarRole & { project: SodarRef }, SodarRole>()({
  name: 'sodar.roles.create',
  doc,
  method: 'POST',
  effect: 'create',
  auth: 'required',
  speaks,
  input: schemas.newRole,
  path: ({ project }) => path`/project/api/roles/create/${project}`,
  body: ({ role, user }) => jsonBody({ role, user }),
  output: schemas.role,
});

export const updateRole = endpoint<{ sodar_uuid: SodarRef; role: SodarRoleName }, SodarRole>()({
  name: 'sodar.roles.update',
  doc,
  method: 'PATCH',
  effect: 'replace',
  auth: 'required',
  speaks,
  input: schemas.roleUpdate,
  path: ({ sodar_uuid }) => path`/project/api/roles/update/${sodar_uuid}`,
  body: ({ role }) => jsonBody({ role }),
  output: schemas.role,
});

export const deleteRole = endpoint<{ role: SodarRef }, void>()({
  name: 'sodar.roles.delete',
  doc,
  method: 'DELETE',
  effect: 'delete',
  auth: 'required',
  speaks,
  input: schemas.oneRole,
  path: ({ role }) => path`/project/api/roles/destroy/${role}`,
  answer: 'nothing',
  output: nothing,
});

export const transferOwnership = endpoint<SodarOwnerTransfer & { project: SodarRef }, SodarDetail>()({
  name: 'sodar.roles.transferOwnership',
  doc,
  method: 'POST',
  effect: 'transition',
  auth: 'required',
  speaks,
  input: schemas.ownerTransfer,
  path: ({ project }) => path`/project/api/roles/owner-transfer/${project}`,
  body: ({ new_owner, old_owner_role }) => jsonBody({ new_owner, old_owner_role }),
  output: detail,
});

export const listUsers = pagedEndpoint<SodarUserQuery, SodarUser, SodarPage<SodarUser>>()({
  name: 'sodar.users.list',
  doc,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  speaks,
  input: schemas.userQuery,
  path: () => path`/project/api/users/list`,
  query: ({ include_system_users, page }, dialect) => ({
    include_system_users: include_system_users || undefined,
    ...pageOf({ page }, dialect),
  }),
  output: schemas.userPage,
  otherwise: pastTheEnd,
  hint: (status) => (status === 406 ? 'include_system_users came with SODAR 1.1.' : undefined),
  paging: byPage(({ sodar_uuid }) => sodar_uuid),
});

export const getUser = endpoint<{ user: SodarRef }, SodarUser>()({
  name: 'sodar.users.get',
  doc,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  speaks,
  input: schemas.oneUser,
  path: ({ user }) => path`/project/api/users/${user}`,
  output: schemas.user,
  hint: since('1.1'),
});

export const currentUser = endpoint<undefined, SodarUser>()({
  name: 'sodar.users.current',
  doc,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  speaks,
  input: noInput,
  path: () => path`/project/api/users/current`,
  output: schemas.user,
});
