import type { Answer } from '../../answer.ts';
import { demand, demandChange, may, rankIn } from './access.ts';
import { isChecksumFile, renderObject } from './files.ts';
import { type Project, RANKS, type Zone, type ZoneStatus } from './model.ts';
import { ownerOf } from './render.ts';
import type { SodarRequest, SodarRoute } from './request.ts';
import { refuse } from './rules.ts';
import { compareText } from './site.ts';
import { iso } from './times.ts';
import {
  CREATING,
  effectiveStatus,
  isLocked,
  lookAt,
  startCreate,
  startDelete,
  startSubmit,
  validating,
} from './zone-flow.ts';
import { zonePath, zoneTitle } from './zone-paths.ts';

const API = 'landingzones' as const;
const FINISHED: readonly ZoneStatus[] = ['MOVED', 'DELETED', 'NOT CREATED'];
const LOCKED: readonly ZoneStatus[] = ['PREPARING', 'VALIDATING', 'MOVING'];
const UPDATABLE = ['description', 'user_message'];

/** Landing zones: where files wait to be checked and moved. */
export function zoneRoutes(): SodarRoute[] {
  const path = '/landingzones/api';
  const update = {
    operation: 'sodar.landingZones.update',
    path: `${path}/update/:zone`,
    api: API,
    handle: update_,
  };
  const submit = { method: 'POST', api: API, alone: true };
  const later = { method: 'GET', api: API, since: '1.2' as const, version: '1.1', alone: true };
  return [
    {
      operation: 'sodar.landingZones.list',
      method: 'GET',
      path: `${path}/list/:project`,
      api: API,
      handle: list,
    },
    {
      operation: 'sodar.landingZones.get',
      method: 'GET',
      path: `${path}/retrieve/:zone`,
      api: API,
      handle: (request) => {
        const { zone } = find(request, 'project contributor');
        return request.json(render(request, lookAt(request.site, zone)));
      },
    },
    {
      operation: 'sodar.landingZones.create',
      method: 'POST',
      path: `${path}/create/:project`,
      api: API,
      handle: create,
    },
    { ...update, method: 'PUT' },
    { ...update, method: 'PATCH' },
    {
      ...submit,
      operation: 'sodar.landingZones.validate',
      path: `${path}/submit/validate/:zone`,
      // The server compares the whole address: anything behind a question mark, and it is a move.
      handle: (request) => start(request, request.call.query.size > 0),
    },
    {
      ...submit,
      operation: 'sodar.landingZones.move',
      path: `${path}/submit/move/:zone`,
      handle: (request) => start(request, true),
    },
    {
      ...submit,
      operation: 'sodar.landingZones.delete',
      path: `${path}/submit/delete/:zone`,
      handle: remove,
    },
    {
      ...later,
      operation: 'sodar.landingZones.settings',
      path: `${path}/settings/retrieve/:project`,
      handle: settings,
    },
    { ...later, operation: 'sodar.landingZones.files', path: `${path}/file/list/:zone`, handle: files },
  ];
}

function render(request: SodarRequest, zone: Zone): object {
  const hidden = zone.status === 'DELETED' || zone.status === 'NOT CREATED';
  return {
    title: zone.title,
    project: zone.project,
    user: ownerOf(request, zone.user),
    assay: zone.assay,
    status: zone.status,
    status_info: zone.info,
    status_locked: LOCKED.includes(zone.status),
    date_modified: iso(zone.modified),
    description: zone.description,
    user_message: zone.userMessage,
    configuration: zone.configuration,
    config_data: zone.configData,
    ...(request.since('1.1') ? { coll_creation: zone.createColls } : {}),
    irods_path: hidden ? null : zonePath(request.site, zone),
    sodar_uuid: zone.uuid,
  };
}

/** Contributors see their own, owner and delegate all. */
function list(request: SodarRequest): Answer {
  const { site, user } = request;
  const project = request.project();
  demand(site, project, user, 'project contributor');
  const finished = request.call.query.get('finished');
  if (finished !== null && !/^-?\d+$/.test(finished)) throw refuse('http.crash');
  const all = may(site, project, user, 'project delegate');
  const zones = site.store.zones
    .where((zone) => zone.project === project.uuid && (all || zone.user === user.uuid))
    .map((zone) => lookAt(site, zone))
    .filter(({ status }) => Number(finished ?? 0) !== 0 || !FINISHED.includes(status))
    .sort((a, b) => compareText(a.title, b.title));
  return request.list(zones, (zone) => render(request, zone));
}

/** Under 1.0 and later the right to create depends on the collections, which hides why there is none. */
async function create(request: SodarRequest): Promise<Answer> {
  const { site, user } = request;
  const project = request.project();
  demandChange(site, project, user, 'project contributor');
  const sheet = site.sheetOf(project);
  if (!request.legacy && !user.superuser && !sheet?.collections) throw refuse('access.denied');
  if (!request.legacy && !sheet) throw refuse('zone.no-sheet');
  const fields = await request.fields();
  const given = fields.text('assay', { required: true, blank: false });
  const suffix = fields.text('title', { nullable: true, max: 255 });
  const description = fields.text('description', { nullable: true });
  const userMessage = fields.text('user_message', { nullable: true, max: 1024 });
  const configuration = fields.text('configuration', { nullable: true, max: 64 });
  const createColls = fields.flag('create_colls') ?? false;
  const restrictColls = fields.flag('restrict_colls') ?? false;
  fields.done();
  const place = site.assay(given ?? '');
  if (!place) throw refuse('zone.assay');
  if (place.sheet.project !== project.uuid) throw refuse('zone.other-project');
  if (!place.sheet.collections)
    throw refuse(request.legacy ? 'zone.no-collections-old' : 'zone.no-collections');
  const now = site.now();
  const draft: Zone = {
    uuid: site.uuid(),
    project: project.uuid,
    user: user.uuid,
    assay: place.assay.uuid,
    title: zoneTitle(now, suffix ?? ''),
    ...CREATING,
    modified: now,
    description: description ?? '',
    userMessage: userMessage ?? '',
    configuration: configuration ?? null,
    configData: fields.data.values.config_data ?? {},
    collection: '',
    createColls,
    restrictColls: createColls && restrictColls,
    flow: null,
  };
  const zone = site.store.zones.put({ ...draft, collection: zonePath(site, draft) });
  const event = record(
    request,
    project,
    zone,
    'zone_create',
    'create landing zone {zone} for {assay}',
    'SUBMIT',
  );
  startCreate(site, zone, event);
  request.call.commit();
  return request.json(render(request, zone), 201);
}

/** Any update gives the zone a new title and makes it the caller's, whatever its status: so do real servers. */
async function update_(request: SodarRequest): Promise<Answer> {
  const { site, user } = request;
  const { zone, project } = find(request, 'project delegate', 'project delegate');
  const fields = await request.fields();
  const names = Object.keys(fields.data.values);
  if (names.length === 0 || names.some((name) => !UPDATABLE.includes(name)))
    throw refuse('zone.update-fields');
  const description = fields.text('description', { nullable: true });
  const userMessage = fields.text('user_message', { nullable: true, max: 1024 });
  fields.done();
  const now = site.now();
  const rewritten = { title: zoneTitle(now, ''), user: user.uuid };
  const saved = site.store.zones.put({
    ...zone,
    ...(site.context.settings['sodar.zoneUpdate'] === 'faithful' ? rewritten : {}),
    description: description === undefined ? zone.description : (description ?? ''),
    userMessage: userMessage === undefined ? zone.userMessage : (userMessage ?? ''),
    modified: now,
  });
  request.call.commit();
  record(request, project, saved, 'zone_update', 'update landing zone {zone}');
  return request.json(render(request, saved));
}

function start(request: SodarRequest, moving: boolean): Answer {
  const { site } = request;
  const { zone, project } = find(request, 'project contributor');
  if (!request.legacy && validating(site, project.uuid) > 0) throw refuse('zone.limit');
  const action = moving ? 'move' : 'validate';
  demandIdle(zone, action);
  const inProcess = site.context.settings['sodar.locking'] === 'in-process';
  if (moving && inProcess && !request.legacy && isLocked(site, project.uuid)) throw refuse('zone.locked');
  const text = moving ? 'validate and move files from landing zone {zone}' : 'validate landing zone {zone}';
  startSubmit(site, zone, moving, record(request, project, zone, `zone_${action}`, text, 'SUBMIT'));
  request.call.commit();
  return request.detail(`Landing zone ${moving ? 'moving' : 'validation'} initiated`, {
    sodar_uuid: zone.uuid,
  });
}

function remove(request: SodarRequest): Answer {
  const { site } = request;
  const { zone, project } = find(request, 'project contributor');
  demandIdle(zone, 'delete');
  startDelete(
    site,
    zone,
    record(request, project, zone, 'zone_delete', 'delete landing zone {zone}', 'SUBMIT'),
  );
  request.call.commit();
  return request.detail('Landing zone deletion initiated', { sodar_uuid: zone.uuid });
}

function demandIdle(zone: Zone, action: string): void {
  const status = effectiveStatus(zone);
  if (status !== 'ACTIVE' && status !== 'FAILED') throw refuse('zone.status', { action, status });
}

/** One's own zone takes a weaker role than another's. */
function find(
  request: SodarRequest,
  own: keyof typeof RANKS,
  others: keyof typeof RANKS = 'project delegate',
) {
  const { site, user } = request;
  const zone = request.found(site.store.zones.get(request.param('zone')));
  const project = request.found(site.store.projects.get(zone.project));
  demand(site, project, user, zone.user === user.uuid ? own : others);
  return { zone, project };
}

function settings(request: SodarRequest): Answer {
  const { site, user } = request;
  const project = request.project();
  demand(site, project, user, 'project contributor');
  const prohibited = site.setting('landingzones', 'file_name_prohibit', project.uuid, null);
  return request.json({
    settings: {
      LANDINGZONES_DISABLE_FOR_USERS: false,
      LANDINGZONES_TRIGGER_ENABLE: false,
      LANDINGZONES_TRIGGER_FILE: '.sodar_validate_and_move',
      LANDINGZONES_ZONE_CREATE_LIMIT: null,
      LANDINGZONES_ZONE_VALIDATE_LIMIT: 1,
      file_name_prohibit:
        typeof prohibited === 'string' ? prohibited.split(',').filter((suffix) => suffix !== '') : [],
    },
  });
}

function files(request: SodarRequest): Answer {
  const { site } = request;
  const { zone } = find(request, 'project contributor');
  const on = (name: string) => ['1', 'true', 'True'].includes(request.call.query.get(name) ?? '');
  if (!site.irods.isCollection(zone.collection)) throw refuse('files.no-collections');
  const objects = site.irods
    .objectsBelow(zone.collection)
    .filter(({ path }) => !isChecksumFile(path))
    .map((object) => ({ path: object.path, item: renderObject(request, object, on('include_checksum')) }));
  const collections = (on('include_colls') ? site.irods.collectionsBelow(zone.collection) : []).map(
    (path) => ({
      path,
      item: { name: path.slice(path.lastIndexOf('/') + 1), type: 'coll', path },
    }),
  );
  const items = [...objects, ...collections].sort((a, b) => (a.path < b.path ? -1 : 1));
  return request.list(items, ({ item }) => item, 'path');
}

function record(
  request: SodarRequest,
  project: Project,
  zone: Zone,
  name: string,
  description: string,
  status = 'OK',
) {
  return request.site.record({
    project,
    app: 'landingzones',
    user: request.user,
    name,
    description,
    status,
    objects: [{ label: 'zone', name: zone.title, model: 'LandingZone', uuid: zone.uuid }],
  });
}

/** Whether somebody may look into a zone. */
export function mayReadZone(
  site: SodarRequest['site'],
  project: Project,
  zone: Zone,
  user: SodarRequest['user'],
): boolean {
  const rank = rankIn(site, project, user);
  return rank <= (zone.user === user.uuid ? RANKS['project contributor'] : RANKS['project delegate']);
}
