import type { Answer } from '../../answer.ts';
import { demand, demandChange } from './access.ts';
import type { SodarRequest, SodarRoute } from './request.ts';
import { refuse } from './rules.ts';
import { cacheKey } from './store.ts';

/** Small things: what other sites would fetch (none is known here), and the cache of plugins. */
export function remoteRoutes(): SodarRoute[] {
  const refused = (): Answer => {
    throw refuse('remote.secret');
  };
  const cache = '/cache/api';
  const item = ':project/:app/:item';
  return [
    {
      operation: 'sodar.remote.project',
      method: 'GET',
      path: '/project/api/remote/get/:secret',
      api: 'sync',
      open: true,
      handle: refused,
    },
    {
      operation: 'sodar.remote.sheet',
      method: 'GET',
      path: '/samplesheets/api/remote/get/:project/:secret',
      api: 'any',
      open: true,
      handle: refused,
    },
    {
      operation: 'sodar.cache.get',
      method: 'GET',
      path: `${cache}/retrieve/${item}`,
      api: 'sodarcache',
      handle: (request) => {
        const { project, app, name, data, user, uuid } = find(request);
        return request.json({ project, app_name: app, name, data, user, sodar_uuid: uuid });
      },
    },
    {
      operation: 'sodar.cache.date',
      method: 'GET',
      path: `${cache}/retrieve/date/${item}`,
      api: 'sodarcache',
      handle: (request) => request.json({ update_time: find(request).updated / 1e6 }),
    },
    {
      operation: 'sodar.cache.set',
      method: 'POST',
      path: `${cache}/set/${item}`,
      api: 'sodarcache',
      handle: set,
    },
  ];
}

function find(request: SodarRequest) {
  const { site } = request;
  const project = request.project();
  demand(site, project, request.user, 'project guest');
  const item = site.store.cache.get(cacheKey(project.uuid, request.param('app'), request.param('item')));
  if (!item) throw refuse('cache.unknown');
  return item;
}

async function set(request: SodarRequest): Promise<Answer> {
  const { site, user } = request;
  const project = request.project();
  demandChange(site, project, user, 'project contributor');
  const fields = await request.fields();
  if (!fields.has('data')) fields.wrong('data', 'field.required');
  fields.done();
  const [app, name] = [request.param('app'), request.param('item')];
  const uuid = site.store.cache.get(cacheKey(project.uuid, app, name))?.uuid ?? site.uuid();
  site.store.cache.put({
    project: project.uuid,
    app,
    name,
    data: fields.data.values.data,
    updated: site.now(),
    user: user.uuid,
    uuid,
  });
  request.call.commit();
  return request.detail('ok');
}
