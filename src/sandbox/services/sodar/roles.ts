import type { Answer } from '../../answer.ts';
import { demand, heldBy, inheritedBy, may } from './access.ts';
import type { Fields } from './fields.ts';
import { type Project, RANKS, type Role, type RoleName, type User } from './model.ts';
import { renderRole } from './render.ts';
import type { SodarRequest, SodarRoute } from './request.ts';
import { refuse } from './rules.ts';

const API = 'projectroles' as const;

/** Members of projects, and who owns them. */
export function roleRoutes(): SodarRoute[] {
  const update = { operation: 'sodar.roles.update', path: '/project/api/roles/update/:role', api: API };
  return [
    {
      operation: 'sodar.roles.create',
      method: 'POST',
      path: '/project/api/roles/create/:project',
      api: API,
      handle: create,
    },
    { ...update, method: 'PUT', handle: (request) => change(request, false) },
    { ...update, method: 'PATCH', handle: (request) => change(request, true) },
    {
      operation: 'sodar.roles.delete',
      method: 'DELETE',
      path: '/project/api/roles/destroy/:role',
      api: API,
      handle: destroy,
    },
    {
      operation: 'sodar.roles.transferOwnership',
      method: 'POST',
      path: '/project/api/roles/owner-transfer/:project',
      api: API,
      handle: transfer,
    },
  ];
}

/** The role that a field names. */
export function roleField(request: SodarRequest, fields: Fields, required: boolean): RoleName | undefined {
  const name = fields.text('role', { required, blank: false });
  if (typeof name !== 'string') return undefined;
  const known = isRole(name) && (name !== 'project viewer' || request.session.generation === '1.2');
  return known ? name : fields.wrong('role', 'field.object', { slug: 'name', value: name });
}

function isRole(name: string): name is RoleName {
  return name in RANKS;
}

/** What holds for every role that is given or offered. */
export function checkRole(request: SodarRequest, project: Project, role: RoleName, before?: Role): void {
  const { site, user } = request;
  if (role === 'project owner' || before?.role === 'project owner') throw refuse('role.owner');
  if (role === 'project delegate') {
    if (!may(site, project, user, 'project owner')) throw refuse('role.delegate-denied');
    const others = site.store.roles.where(
      (one) => one.project === project.uuid && one.role === 'project delegate' && one.uuid !== before?.uuid,
    );
    if (others.length > 0) throw refuse('role.delegates');
  }
  if (role === 'project finder' && project.type === 'PROJECT') throw refuse('role.finder');
}

async function create(request: SodarRequest): Promise<Answer> {
  const { site } = request;
  const project = request.project();
  demand(site, project, request.user, 'project delegate');
  const fields = await request.fields();
  const role = roleField(request, fields, true);
  const user = userField(request, fields, true);
  fields.done();
  if (!role || !user) throw refuse('access.denied');
  checkRole(request, project, role);
  const taken = site.store.roles.where((one) => one.project === project.uuid && one.user === user.uuid)[0];
  if (taken) throw refuse('role.taken', { role: taken.role, uuid: taken.uuid });
  refuseDemotion(request, project, user, role);
  const made = site.store.roles.put({ uuid: site.uuid(), project: project.uuid, user: user.uuid, role });
  request.call.commit();
  record(request, project, 'role_create', `create role of "${role}" for ${user.username}`);
  return request.json(renderRole(made), 201);
}

async function change(request: SodarRequest, partial: boolean): Promise<Answer> {
  const { site } = request;
  const role = request.found(site.store.roles.get(request.param('role')));
  const project = request.found(site.store.projects.get(role.project));
  demand(site, project, request.user, 'project delegate');
  const fields = await request.fields();
  const name = roleField(request, fields, !partial);
  const user = userField(request, fields, !partial);
  fields.done();
  const wanted = name ?? role.role;
  checkRole(request, project, wanted, role);
  if (user && user.uuid !== role.user) throw refuse('role.user');
  const holder = site.store.users.get(role.user);
  if (holder) refuseDemotion(request, project, holder, wanted);
  const saved = site.store.roles.put({ ...role, role: wanted });
  request.call.commit();
  record(request, project, 'role_update', `update role to "${wanted}" for ${holder?.username}`);
  return request.json(renderRole(saved));
}

function destroy(request: SodarRequest): Answer {
  const { site } = request;
  const role = request.found(site.store.roles.get(request.param('role')));
  const project = request.found(site.store.projects.get(role.project));
  demand(site, project, request.user, 'project delegate');
  if (role.role === 'project owner') throw refuse('role.delete-owner');
  if (role.role === 'project delegate' && !may(site, project, request.user, 'project owner')) {
    throw refuse('role.delegate-denied');
  }
  site.store.roles.delete(role.uuid);
  request.call.commit();
  record(request, project, 'role_delete', `delete role "${role.role}"`);
  return request.gone();
}

/** The one call that takes a user name. */
async function transfer(request: SodarRequest): Promise<Answer> {
  const { site } = request;
  const project = request.project();
  demand(site, project, request.user, 'project owner');
  const { values } = await request.data();
  const [name, oldRole] = [given(values.new_owner), given(values.old_owner_role)];
  const heir = name === undefined ? undefined : site.userNamed(name);
  if (request.legacy && (!heir || oldRole === undefined || !isRole(oldRole))) throw refuse('owner.fields');
  if (name === undefined) throw refuse('owner.new');
  if (oldRole === undefined && !request.since('1.1')) throw refuse('owner.old-role');
  if (!heir) throw refuse('owner.unknown', { user: name });
  if (oldRole !== undefined && !isRole(oldRole)) throw refuse('owner.role-unknown', { role: oldRole });
  if (!heldBy(site, project, heir.uuid)) throw refuse('owner.stranger', { user: heir.username });
  const owning = site.store.roles.where(
    (one) => one.project === project.uuid && one.role === 'project owner',
  )[0];
  const old = owning && site.store.users.get(owning.user);
  if (!owning || !old) throw refuse('http.crash');
  const inherited = inheritedBy(site, project, old.uuid);
  if (inherited !== undefined) {
    if (oldRole === undefined) throw refuse('http.crash');
    if (RANKS[oldRole] > RANKS[inherited])
      throw refuse('owner.demotion', { user: old.username, role: inherited });
  }
  if (oldRole === undefined) site.store.roles.delete(owning.uuid);
  else site.store.roles.put({ ...owning, role: oldRole });
  const local = site.store.roles.where((one) => one.project === project.uuid && one.user === heir.uuid)[0];
  const base = local ?? { uuid: site.uuid(), project: project.uuid, user: heir.uuid };
  site.store.roles.put({ ...base, role: 'project owner' });
  request.call.commit();
  const text = `Ownership transferred from ${old.username} to ${heir.username} in project "${project.title}"`;
  record(request, project, 'role_owner_transfer', text);
  return request.detail(text);
}

function given(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function userField(request: SodarRequest, fields: Fields, required: boolean): User | undefined {
  const uuid = fields.text('user', { required, blank: false });
  if (typeof uuid !== 'string') return undefined;
  const user = request.site.store.users.get(uuid);
  return user ?? fields.wrong('user', 'field.object', { slug: 'sodar_uuid', value: uuid });
}

function refuseDemotion(request: SodarRequest, project: Project, user: User, role: RoleName): void {
  const inherited = inheritedBy(request.site, project, user.uuid);
  if (inherited !== undefined && RANKS[role] > RANKS[inherited])
    throw refuse('role.demotion', { role: inherited });
}

function record(request: SodarRequest, project: Project, name: string, description: string): void {
  request.site.record({ project, app: 'projectroles', user: request.user, name, description });
}
