import type { Answer } from '../../answer.ts';
import { demand, heldBy, may, maySee } from './access.ts';
import { type Data, pythonType } from './body.ts';
import { Fields } from './fields.ts';
import type { Project } from './model.ts';
import { renderCreated, renderProject, renderTitle } from './render.ts';
import type { SodarRequest, SodarRoute } from './request.ts';
import { refuse } from './rules.ts';
import { compareText } from './site.ts';

const API = 'projectroles' as const;

/** Projects and categories. */
export function projectRoutes(): SodarRoute[] {
  const update = { operation: 'sodar.projects.update', path: '/project/api/update/:project', api: API };
  return [
    { operation: 'sodar.projects.list', method: 'GET', path: '/project/api/list', api: API, handle: list },
    {
      operation: 'sodar.projects.get',
      method: 'GET',
      path: '/project/api/retrieve/:project',
      api: API,
      handle: retrieve,
    },
    {
      operation: 'sodar.projects.create',
      method: 'POST',
      path: '/project/api/create',
      api: API,
      handle: create,
    },
    { ...update, method: 'PUT', handle: (request) => change(request, false) },
    { ...update, method: 'PATCH', handle: (request) => change(request, true) },
    {
      operation: 'sodar.projects.delete',
      method: 'DELETE',
      path: '/project/api/destroy/:project',
      api: API,
      since: '1.1',
      version: '1.1',
      handle: destroy,
    },
  ];
}

function list(request: SodarRequest): Answer {
  const { site, user } = request;
  const seen = site.store.projects
    .where(
      (project) =>
        user.superuser || project.publicAccess !== null || heldBy(site, project, user.uuid) !== undefined,
    )
    .sort((a, b) => compareText(site.fullTitle(a), site.fullTitle(b)));
  return request.list(seen, (project) => view(request, project));
}

function retrieve(request: SodarRequest): Answer {
  const project = request.project();
  if (!maySee(request.site, project, request.user)) throw refuse('access.denied');
  return request.json(view(request, project));
}

function view(request: SodarRequest, project: Project): object {
  const finder = project.type === 'PROJECT' && !may(request.site, project, request.user, 'project viewer');
  return finder ? renderTitle(request, project) : renderProject(request, project);
}

/** The parent decides who may create, before anything else is looked at. */
async function create(request: SodarRequest): Promise<Answer> {
  const { site, user } = request;
  const data = await request.data();
  const above =
    typeof data.values.parent === 'string' ? site.store.projects.get(data.values.parent) : undefined;
  if (!user.superuser) {
    if (!above) throw refuse('access.denied');
    demand(site, above, user, 'project contributor');
  }
  const draft = read(request, data, null, false);
  const owner = typeof data.values.owner === 'string' ? data.values.owner : '';
  if (owner === '') throw refuse('project.owner-missing');
  if (!site.store.users.get(owner)) throw refuse('project.owner-unknown');
  const duplicate = site.store.projects
    .all()
    .some((one) => one.title === draft.title && one.parent === draft.parent);
  if (duplicate) throw refuse('project.duplicate');
  const project = site.store.projects.put({ ...draft, uuid: site.uuid(), archive: false });
  site.store.roles.put({ uuid: site.uuid(), project: project.uuid, user: owner, role: 'project owner' });
  request.call.commit();
  site.record({
    project,
    app: 'projectroles',
    user,
    name: 'project_create',
    description: `create ${project.type.toLowerCase()} with "${site.store.users.get(owner)?.username}" as owner`,
  });
  const field = request.since('2.0') ? 'public_access' : 'public_guest_access';
  const sent = data.values[field] !== undefined || (data.kind === 'form' && field === 'public_guest_access');
  return request.json(renderCreated(request, project, sent, data.values.readme !== undefined), 201);
}

async function change(request: SodarRequest, partial: boolean): Promise<Answer> {
  const { site } = request;
  const project = request.project();
  demand(site, project, request.user, 'project delegate');
  const draft = read(request, await request.data(), project, partial);
  const twin = site.store.projects
    .all()
    .some((one) => one.uuid !== project.uuid && one.title === draft.title && one.parent === draft.parent);
  if (twin) throw refuse('project.duplicate');
  const saved = site.store.projects.put({ ...project, ...draft });
  request.call.commit();
  site.record({
    project: saved,
    app: 'projectroles',
    user: request.user,
    name: 'project_update',
    description: `update ${saved.type.toLowerCase()}`,
  });
  return request.json(renderProject(request, saved));
}

type Draft = Omit<Project, 'uuid' | 'archive'>;

/** Reads a project as sent. Public access that is not named is taken away, even by a PATCH. */
function read(request: SodarRequest, data: Data, before: Project | null, partial: boolean): Draft {
  const fields = new Fields(data);
  const required = !partial;
  const access = publicAccess(request, fields, before, partial);
  const parent = readParent(request, fields, before, partial);
  const title = fields.text('title', { required, blank: false, max: 255 });
  const type = fields.text('type', { required, blank: false });
  if (typeof type === 'string' && type !== 'PROJECT' && type !== 'CATEGORY') {
    fields.wrong('type', 'field.choice', { value: type });
  }
  const description = fields.text('description', { nullable: true, max: 512 });
  const readme = fields.text('readme');
  fields.done();
  checkAccess(request, fields, before, partial);
  const draft: Draft = {
    title: title ?? before?.title ?? '',
    type: type === 'CATEGORY' || type === 'PROJECT' ? type : (before?.type ?? 'PROJECT'),
    parent: parent === undefined ? (before?.parent ?? null) : parent,
    description: description === undefined ? (before?.description ?? null) : description,
    readme: readme ?? before?.readme ?? '',
    publicAccess: access,
  };
  checkPlace(request, draft, before, fields, parent !== undefined);
  return draft;
}

/** A missing parent is complained about alone: the server meets it before it looks at the other fields. */
function readParent(
  request: SodarRequest,
  fields: Fields,
  before: Project | null,
  partial: boolean,
): string | null | undefined {
  const { data } = fields;
  const given = data.values.parent;
  if (given === undefined) {
    if (partial) return undefined;
    const parent = new Fields({ ...data, values: {} });
    parent.wrong('parent', 'field.required');
    parent.done();
  }
  if (given === null || given === '') return null;
  const uuid = String(given);
  const parent = request.site.store.projects.get(uuid);
  if (parent?.type === 'CATEGORY') {
    const moved = before !== null && before.parent !== parent.uuid;
    if (moved && !may(request.site, parent, request.user, 'project contributor'))
      throw refuse('project.move-denied');
    return uuid;
  }
  return fields.wrong('parent', 'field.object', { slug: 'sodar_uuid', value: uuid });
}

function publicAccess(
  request: SodarRequest,
  fields: Fields,
  before: Project | null,
  partial: boolean,
): Project['publicAccess'] {
  if (!request.since('2.0')) return fields.flag('public_guest_access', { partial }) ? 'project guest' : null;
  const value = fields.data.values.public_access;
  if (value === undefined || value === null || value === '') return null;
  if (value === 'project guest' || value === 'project viewer') return value;
  fields.wrong('public_access', 'field.object', { slug: 'name', value: String(value) });
  return before?.publicAccess ?? null;
}

/** From 1.2 on the field of the right version has to be there; a PATCH in an old version crashes without it. */
function checkAccess(request: SodarRequest, fields: Fields, before: Project | null, partial: boolean): void {
  if (request.session.generation !== '1.2') return;
  const isForm = fields.data.kind === 'form';
  if (request.since('2.0')) {
    if (fields.has('public_guest_access') || (isForm && !partial)) throw refuse('project.old-access-field');
    if (!partial && !fields.has('public_access')) throw refuse('project.new-access-missing');
    return;
  }
  if (fields.has('public_access')) throw refuse('project.new-access-field');
  if (fields.has('public_guest_access')) return;
  if (partial && before) throw refuse('http.crash');
  if (!isForm) throw refuse('project.old-access-missing');
}

function checkPlace(
  request: SodarRequest,
  draft: Draft,
  before: Project | null,
  fields: Fields,
  placed: boolean,
): void {
  const { site, user } = request;
  const parent = draft.parent === null ? undefined : site.store.projects.get(draft.parent);
  const toRoot = placed && draft.parent === null;
  if (toRoot && before?.parent && !user.superuser) throw refuse('project.move-root');
  if (toRoot && draft.type === 'PROJECT') throw refuse('project.no-parent');
  const below =
    before && parent && [parent, ...site.parents(parent)].some(({ uuid }) => uuid === before.uuid);
  if (below) throw refuse('project.own-child');
  const { title } = draft;
  if (title.includes(' / ') || title.startsWith('/') || title.endsWith('/'))
    throw refuse('project.delimiter');
  if (parent?.title === title) throw refuse('project.title-of-parent');
  if (before && draft.type !== before.type) throw refuse('project.type');
  const { owner } = fields.data.values;
  if (before && owner !== undefined && owner !== null && pythonType(owner) === 'str') {
    const held = site.store.roles.where(
      (role) => role.project === before.uuid && role.role === 'project owner',
    )[0];
    if (held?.user !== owner) throw refuse('project.owner-update');
  }
}

function destroy(request: SodarRequest): Answer {
  const { site } = request;
  const { store } = site;
  const project = request.project();
  demand(site, project, request.user, 'project owner');
  if (site.children(project).length > 0) throw refuse('project.has-children');
  const mine = (row: { project: string | null }) => row.project === project.uuid;
  for (const role of store.roles.where(mine)) store.roles.delete(role.uuid);
  for (const invite of store.invites.where(mine)) store.invites.delete(invite.uuid);
  for (const zone of store.zones.where(mine)) store.zones.delete(zone.uuid);
  for (const ticket of store.tickets.where(mine)) store.tickets.delete(ticket.uuid);
  for (const one of store.requests.where(mine)) store.requests.delete(one.uuid);
  for (const event of store.events.where(mine)) store.events.delete(event.uuid);
  store.sheets.delete(project.uuid);
  site.irods.remove(site.projectPath(project.uuid));
  store.projects.delete(project.uuid);
  request.call.commit();
  return request.gone();
}
