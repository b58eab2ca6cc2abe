import type { Answer } from '../../answer.ts';
import { demand, demandChange, may } from './access.ts';
import { cleanPath } from './irods.ts';
import type { DataRequest, Project } from './model.ts';
import { ownerOf } from './render.ts';
import type { SodarRequest, SodarRoute } from './request.ts';
import { type FieldError, refuse, refuseFields } from './rules.ts';
import { iso } from './times.ts';
import { isLocked } from './zone-flow.ts';

const API = 'samplesheets' as const;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** Requests that somebody stronger delete data. */
export function dataRequestRoutes(): SodarRoute[] {
  const path = '/samplesheets/api/irods';
  const update = {
    operation: 'sodar.dataRequests.update',
    path: `${path}/request/update/:request`,
    api: API,
  };
  return [
    {
      operation: 'sodar.dataRequests.list',
      method: 'GET',
      path: `${path}/requests/:project`,
      api: API,
      handle: list,
    },
    {
      operation: 'sodar.dataRequests.get',
      method: 'GET',
      path: `${path}/request/retrieve/:request`,
      api: API,
      handle: retrieve,
    },
    {
      operation: 'sodar.dataRequests.create',
      method: 'POST',
      path: `${path}/request/create/:project`,
      api: API,
      handle: create,
    },
    { ...update, method: 'PUT', handle: (request) => change(request, false) },
    { ...update, method: 'PATCH', handle: (request) => change(request, true) },
    {
      operation: 'sodar.dataRequests.delete',
      method: 'DELETE',
      path: `${path}/request/delete/:request`,
      api: API,
      handle: cancel,
    },
    {
      operation: 'sodar.dataRequests.accept',
      method: 'POST',
      path: `${path}/request/accept/:request`,
      api: API,
      alone: true,
      handle: accept,
    },
    {
      operation: 'sodar.dataRequests.reject',
      method: 'POST',
      path: `${path}/request/reject/:request`,
      api: API,
      alone: true,
      handle: reject,
    },
  ];
}

function render(request: SodarRequest, one: DataRequest): object {
  return {
    project: one.project,
    action: 'DELETE',
    path: one.path,
    target_path: null,
    user: ownerOf(request, one.user),
    status: one.status,
    status_info: '',
    description: one.description,
    date_created: iso(one.created),
    sodar_uuid: one.uuid,
  };
}

/** The strong see what there is to decide, others what they asked for themselves. */
function list(request: SodarRequest): Answer {
  const { site, user } = request;
  const project = request.project();
  demand(site, project, user, 'project contributor');
  const strong = may(site, project, user, 'project delegate');
  const shown = site.store.requests.where(
    (one) =>
      one.project === project.uuid &&
      (strong ? one.status === 'ACTIVE' || one.status === 'FAILED' : one.user === user.uuid),
  );
  return request.list(shown, (one) => render(request, one));
}

function retrieve(request: SodarRequest): Answer {
  const { one, project } = find(request);
  demand(request.site, project, request.user, 'project contributor');
  return request.json(render(request, one));
}

async function create(request: SodarRequest): Promise<Answer> {
  const { site, user } = request;
  const project = request.project();
  demandChange(site, project, user, 'project contributor');
  const fields = await request.fields();
  const path = fields.text('path', { required: true, blank: false, max: 1024 });
  const description = fields.text('description', { nullable: true, max: 1024 });
  fields.done();
  const one = site.store.requests.put({
    uuid: site.uuid(),
    project: project.uuid,
    path: checkedPath(request, project, path ?? '', undefined),
    user: user.uuid,
    status: 'ACTIVE',
    description: description ?? null,
    created: site.now(),
  });
  request.call.commit();
  record(request, project, one, 'irods_request_create', 'create iRODS data request {irods_request}');
  return request.json(render(request, one), 201);
}

async function change(request: SodarRequest, partial: boolean): Promise<Answer> {
  const { site } = request;
  const { one, project } = find(request);
  demandAuthor(request, project, one);
  const fields = await request.fields();
  const path = fields.text('path', { required: !partial, blank: false, max: 1024 });
  const description = fields.text('description', { nullable: true, max: 1024 });
  fields.done();
  const saved = site.store.requests.put({
    ...one,
    path: typeof path === 'string' ? checkedPath(request, project, path, one) : one.path,
    description: description === undefined ? one.description : description,
  });
  request.call.commit();
  return request.json(render(request, saved));
}

/** Takes the request back; no data is touched. */
function cancel(request: SodarRequest): Answer {
  const { one, project } = find(request);
  demandAuthor(request, project, one);
  request.site.store.requests.delete(one.uuid);
  request.call.commit();
  return request.gone();
}

/** Deletes the data, at once and for good. */
function accept(request: SodarRequest): Answer {
  const { site } = request;
  const { one, project } = find(request);
  demandChange(site, project, request.user, 'project delegate');
  if (one.status === 'ACCEPTED') throw refuse('request.accepted');
  if (isLocked(site, project.uuid)) throw refuse(request.legacy ? 'request.locked-old' : 'request.locked');
  site.irods.remove(one.path);
  site.store.requests.put({ ...one, status: 'ACCEPTED' });
  request.call.commit();
  record(request, project, one, 'irods_request_accept', 'accept iRODS data request {irods_request}');
  return request.detail('iRODS data request accepted');
}

/** The server does not look whether it was rejected before. */
function reject(request: SodarRequest): Answer {
  const { site } = request;
  const { one, project } = find(request);
  demandChange(site, project, request.user, 'project delegate');
  site.store.requests.put({ ...one, status: 'REJECTED' });
  request.call.commit();
  record(request, project, one, 'irods_request_reject', 'reject iRODS data request {irods_request}');
  return request.detail('iRODS data request rejected');
}

function checkedPath(
  request: SodarRequest,
  project: Project,
  given: string,
  own: DataRequest | undefined,
): string {
  const { site } = request;
  const path = cleanPath(given);
  const wrong = (id: FieldError['id']) => refuseFields([{ field: 'path', id }]);
  const below = new RegExp(`^${site.sampleData(project.uuid)}/study_${UUID}/assay_${UUID}/.+$`);
  if (!below.test(path)) throw wrong('request.path');
  const taken = site.store.requests
    .all()
    .some((one) => one.path === path && one.status === 'ACTIVE' && one.uuid !== own?.uuid);
  if (taken) throw wrong('request.taken');
  if (!site.irods.exists(path)) throw wrong('request.no-path');
  return path;
}

function demandAuthor(request: SodarRequest, project: Project, one: DataRequest): void {
  const { site, user } = request;
  demandChange(site, project, user, one.user === user.uuid ? 'project contributor' : 'project delegate');
}

function find(request: SodarRequest): { one: DataRequest; project: Project } {
  const one = request.found(request.site.store.requests.get(request.param('request')));
  return { one, project: request.found(request.site.store.projects.get(one.project)) };
}

function record(
  request: SodarRequest,
  project: Project,
  one: DataRequest,
  name: string,
  description: string,
): void {
  request.site.record({
    project,
    app: 'samplesheets',
    user: request.user,
    name,
    description,
    objects: [{ label: 'irods_request', name: one.path, model: 'IrodsDataRequest', uuid: one.uuid }],
  });
}
