import type { Answer } from '../../answer.ts';
import { may, maySee } from './access.ts';
import { pythonType } from './body.ts';
import { GENERATIONS } from './generations.ts';
import type { Project } from './model.ts';
import { userIn } from './render.ts';
import type { SodarRequest, SodarRoute } from './request.ts';
import { refuse } from './rules.ts';
import { PLUGINS, SETTINGS, type SettingDefinition } from './setting-list.ts';

const API = 'projectroles' as const;

/** Settings of projects and of the caller. */
export function settingRoutes(): SodarRoute[] {
  const path = '/project/api/settings';
  const get = { operation: 'sodar.settings.get', method: 'GET', api: API };
  const set = { operation: 'sodar.settings.update', method: 'POST', api: API, alone: true };
  return [
    { ...get, path: `${path}/retrieve/:project`, handle: (request) => retrieve(request, request.project()) },
    { ...get, path: `${path}/retrieve/user`, handle: (request) => retrieve(request, null) },
    { ...set, path: `${path}/set/:project`, handle: (request) => save(request, request.project()) },
    { ...set, path: `${path}/set/user`, handle: (request) => save(request, null) },
  ];
}

interface Wanted {
  definition: SettingDefinition;
  project: string | null;
  user: string | null;
}

function retrieve(request: SodarRequest, project: Project | null): Answer {
  const { query } = request.call;
  const { definition, ...of } = find(request, project, (name) => query.get(name) ?? undefined);
  const { plugin, name, type } = definition;
  const stored = request.site.setting(plugin, name, of.project, of.user);
  return request.json({
    project: of.project,
    user: userIn(request, of.user),
    name,
    type,
    value: stored === undefined ? definition.value : stored,
    user_modifiable: definition.fixed !== true,
    [pluginField(request)]: plugin,
  });
}

async function save(request: SodarRequest, project: Project | null): Promise<Answer> {
  const { site } = request;
  const { values } = await request.data();
  const { definition, ...of } = find(request, project, (name) =>
    values[name] === undefined ? undefined : String(values[name]),
  );
  const { plugin, name } = definition;
  if (definition.fixed) throw refuse('setting.fixed');
  if (values.value === undefined) throw refuse('setting.no-value');
  const value = checked(request, definition, values.value);
  site.store.settings.put({ plugin, name, ...of, value });
  request.call.commit();
  const owner = of.user === null ? 'None' : (site.store.users.get(of.user)?.username ?? 'None');
  const where = project ? ` (project=${project.uuid}; user=${owner})` : '';
  return request.detail(`Set value of ${plugin}.settings.${name}${where}`);
}

/** Before 1.0 a plugin was called an app. */
function pluginField(request: SodarRequest): 'app_name' | 'plugin_name' {
  return request.legacy ? 'app_name' : 'plugin_name';
}

/** Whether there is such a setting is told to everybody; only then is the role looked at. */
function find(
  request: SodarRequest,
  project: Project | null,
  given: (name: string) => string | undefined,
): Wanted {
  const { site, user } = request;
  if (project && !maySee(site, project, user)) throw refuse('access.denied');
  const plugin = given(pluginField(request)) ?? 'None';
  const name = given('setting_name') ?? 'None';
  if (!PLUGINS.has(plugin)) throw refuse('setting.plugin', { plugin, word: request.legacy ? 'app ' : '' });
  const now = GENERATIONS.indexOf(request.session.generation);
  const definition = SETTINGS.find(
    (one) =>
      one.plugin === plugin &&
      one.name === name &&
      (one.scope === 'USER') === (project === null) &&
      (one.since === undefined || GENERATIONS.indexOf(one.since) <= now) &&
      (one.until === undefined || GENERATIONS.indexOf(one.until) > now),
  );
  if (!definition) throw refuse('setting.unknown', { plugin, name, word: request.legacy ? 'app' : 'plugin' });
  if (project === null) return { definition, project: null, user: user.uuid };
  if (definition.scope === 'PROJECT') {
    if (!may(site, project, user, 'project delegate')) throw refuse('setting.denied');
    return { definition, project: project.uuid, user: null };
  }
  const whose = site.store.users.get(given('user') ?? '');
  if (!whose) throw refuse('setting.user');
  if (whose.uuid !== user.uuid && !user.superuser) throw refuse('access.denied');
  return { definition, project: project.uuid, user: whose.uuid };
}

function checked(request: SodarRequest, { type, options }: SettingDefinition, value: unknown): unknown {
  if (options && !options.includes(value as string | number)) {
    throw refuse('setting.choice', { value: String(value), options: options.join(', ') });
  }
  if (type === 'BOOLEAN' && typeof value !== 'boolean') {
    if (request.legacy) throw refuse('setting.boolean-old', { value: String(value) });
    throw refuse('setting.boolean', { value: String(value), type: pythonType(value) });
  }
  return value;
}
