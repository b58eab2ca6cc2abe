import { type Accept, type Api, type Ask, NOBODY, type Provocation, uuidOf } from './support.ts';

const CREATE = '/project/api/create';
const body = (parent: string | null, more: object = {}) => ({
  title: 'X',
  type: 'PROJECT',
  parent,
  owner: uuidOf('researcher'),
  ...more,
});
const create = (api: Api, json: object, accept: Accept = 'core11', as = 'admin') =>
  api.call('POST', CREATE, { accept, as, json });
const update = (api: Api, uuid: string, json: object, ask: Ask = {}) =>
  api.call('PATCH', `/project/api/update/${uuid}`, { accept: 'core11', json, ...ask });
const transfer = (api: Api, uuid: string, json: object, ask: Ask = {}) =>
  api.call('POST', `/project/api/roles/owner-transfer/${uuid}`, { accept: 'core11', json, ...ask });
const invite = (api: Api, uuid: string, email: string) =>
  api.call('POST', `/project/api/invites/create/${uuid}`, {
    accept: 'core11',
    json: { email, role: 'project guest' },
  });
const set = (api: Api, uuid: string, json: object, accept: Accept = 'core11') =>
  api.call('POST', `/project/api/settings/set/${uuid}`, { accept, json });
const get = (api: Api, uuid: string, query: string, ask: Ask = {}) =>
  api.call('GET', `/project/api/settings/retrieve/${uuid}?${query}`, { accept: 'core11', ...ask });

/** How to meet the refusals of the project management. */
export const PROVOKE_PROJECTS: Record<string, Provocation> = {
  'project.owner-missing': (api, lab) =>
    create(api, { title: 'X', type: 'PROJECT', parent: lab.credentials.sodar.categoryUuid }),
  'project.owner-unknown': (api, lab) =>
    create(api, body(lab.credentials.sodar.categoryUuid, { owner: NOBODY })),
  'project.owner-update': async (api) => update(api, await api.project(), { owner: uuidOf('colleague') }),
  'project.no-parent': (api) => create(api, body(null)),
  'project.delimiter': (api, lab) =>
    create(api, body(lab.credentials.sodar.categoryUuid, { title: 'a / b' })),
  'project.title-of-parent': (api, lab) =>
    create(api, body(lab.credentials.sodar.categoryUuid, { title: 'Sandbox' })),
  'project.duplicate': async (api, lab) => {
    await api.project('X');
    return create(api, body(lab.credentials.sodar.categoryUuid));
  },
  'project.type': async (api) => update(api, await api.project(), { type: 'CATEGORY' }),
  'project.own-child': async (api, lab) => {
    const top = lab.credentials.sodar.categoryUuid;
    const child = (await create(api, body(top, { title: 'Child', type: 'CATEGORY' }))).body.sodar_uuid;
    return update(api, top, { parent: child }, { as: 'admin' });
  },
  'project.move-root': async (api) => update(api, await api.project(), { parent: null }),
  'project.move-denied': async (api) => {
    const uuid = await api.project();
    const elsewhere = (
      await create(api, { ...body(null), title: 'Elsewhere', type: 'CATEGORY', owner: uuidOf('admin') })
    ).body;
    return update(api, uuid, { parent: elsewhere.sodar_uuid });
  },
  'project.old-access-field': (api, lab) =>
    api.call('POST', CREATE, {
      accept: 'core20',
      form: {
        title: 'X',
        type: 'PROJECT',
        parent: lab.credentials.sodar.categoryUuid,
        owner: uuidOf('researcher'),
      },
    }),
  'project.new-access-field': {
    options: { settings: { 'sodar.generation': '1.2' } },
    run: (api, lab) => create(api, body(lab.credentials.sodar.categoryUuid, { public_access: null })),
  },
  'project.old-access-missing': {
    options: { settings: { 'sodar.generation': '1.2' } },
    run: (api, lab) => create(api, body(lab.credentials.sodar.categoryUuid)),
  },
  'project.new-access-missing': (api, lab) => create(api, body(lab.credentials.sodar.categoryUuid), 'core20'),
  'project.has-children': async (api, lab) => {
    await api.project();
    return api.call('DELETE', `/project/api/destroy/${lab.credentials.sodar.categoryUuid}`, {
      accept: 'core11',
    });
  },
  'role.taken': async (api) => {
    const uuid = await api.project();
    await api.role(uuid, 'colleague', 'project guest');
    return api.role(uuid, 'colleague', 'project contributor');
  },
  'role.owner': async (api) => api.role(await api.project(), 'colleague', 'project owner'),
  'role.finder': async (api) => api.role(await api.project(), 'colleague', 'project finder'),
  'role.delegates': async (api) => {
    const uuid = await api.project();
    await api.role(uuid, 'colleague', 'project delegate');
    return api.role(uuid, 'visitor@EXAMPLE', 'project delegate');
  },
  'role.delegate-denied': async (api) => {
    const uuid = await api.project();
    await api.role(uuid, 'colleague', 'project delegate');
    const json = { user: uuidOf('visitor@EXAMPLE'), role: 'project delegate' };
    return api.call('POST', `/project/api/roles/create/${uuid}`, { accept: 'core11', as: 'colleague', json });
  },
  'role.user': async (api) => {
    const made = await api.role(await api.project(), 'colleague', 'project guest');
    return api.call('PUT', `/project/api/roles/update/${made.body.sodar_uuid}`, {
      accept: 'core11',
      json: { role: 'project guest', user: uuidOf('admin') },
    });
  },
  'role.demotion': async (api, lab) => {
    await api.role(lab.credentials.sodar.categoryUuid, 'colleague', 'project contributor');
    return api.role(await api.project(), 'colleague', 'project guest');
  },
  'role.delete-owner': async (api) => {
    const uuid = await api.project('Own', { owner: uuidOf('colleague') });
    const { roles } = (await api.call('GET', `/project/api/retrieve/${uuid}`, { accept: 'core20' })).body;
    const owner = Object.keys(roles).find((key) => roles[key].inherited === false);
    return api.call('DELETE', `/project/api/roles/destroy/${owner}`, { accept: 'core11' });
  },
  'owner.fields': async (api) => transfer(api, await api.project(), {}, { accept: 'oldCore' }),
  'owner.new': async (api) => transfer(api, await api.project(), {}),
  'owner.old-role': async (api) =>
    transfer(api, await api.project(), { new_owner: 'colleague' }, { accept: 'core10' }),
  'owner.unknown': async (api) => transfer(api, await api.project(), { new_owner: 'zzz' }),
  'owner.role-unknown': async (api) =>
    transfer(api, await api.project(), { new_owner: 'colleague', old_owner_role: 'boss' }),
  'owner.stranger': async (api) =>
    transfer(api, await api.project(), { new_owner: 'colleague', old_owner_role: 'project guest' }),
  'owner.demotion': async (api) => {
    const uuid = await api.project();
    await api.role(uuid, 'colleague', 'project guest');
    return transfer(api, uuid, { new_owner: 'colleague', old_owner_role: 'project guest' });
  },
  'invite.user': async (api) => invite(api, await api.project(), 'colleague@example.org'),
  'invite.active': async (api) => {
    const uuid = await api.project();
    await invite(api, uuid, 'new@example.org');
    return invite(api, uuid, 'new@example.org');
  },
  'invite.inactive': async (api) => {
    const { sodar_uuid: uuid } = (await invite(api, await api.project(), 'new@example.org')).body;
    const revoke = () => api.call('POST', `/project/api/invites/revoke/${uuid}`, { accept: 'core11' });
    await revoke();
    return revoke();
  },
  'setting.unknown': async (api) =>
    get(api, await api.project(), 'plugin_name=landingzones&setting_name=nope'),
  'setting.plugin': async (api) => get(api, await api.project(), 'plugin_name=foo&setting_name=nope'),
  'setting.denied': async (api) => {
    const uuid = await api.project();
    await api.role(uuid, 'colleague', 'project contributor');
    return get(api, uuid, 'plugin_name=landingzones&setting_name=file_name_prohibit', { as: 'colleague' });
  },
  'setting.fixed': async (api) =>
    set(api, await api.project(), { plugin_name: 'samplesheets', setting_name: 'sheet_config', value: '{}' }),
  'setting.no-value': async (api) =>
    set(api, await api.project(), { plugin_name: 'landingzones', setting_name: 'file_name_prohibit' }),
  'setting.choice': (api) =>
    api.call('POST', '/project/api/settings/set/user', {
      accept: 'core11',
      form: { plugin_name: 'samplesheets', setting_name: 'sheet_table_height', value: '600' },
    }),
  'setting.boolean': (api) =>
    api.call('POST', '/project/api/settings/set/user', {
      accept: 'core11',
      form: { plugin_name: 'landingzones', setting_name: 'notify_email_zone_status', value: 'false' },
    }),
  'setting.boolean-old': (api) =>
    api.call('POST', '/project/api/settings/set/user', {
      accept: 'oldCore',
      form: { app_name: 'landingzones', setting_name: 'notify_email_zone_status', value: 'false' },
    }),
  'setting.user': async (api) =>
    get(api, await api.project(), 'plugin_name=projectroles&setting_name=project_star'),
  'timeline.classified': async (api) => {
    const uuid = await api.project();
    await api.role(uuid, 'colleague', 'project guest');
    await invite(api, uuid, 'new@example.org');
    const [event] = (await api.call('GET', `/timeline/api/list/${uuid}`, { accept: 'timeline' })).body;
    return api.call('GET', `/timeline/api/retrieve/${event.sodar_uuid}`, {
      accept: 'timeline',
      as: 'colleague',
    });
  },
  'users.system': (api) =>
    api.call('GET', '/project/api/users/list?include_system_users=1', { accept: 'core10' }),
  'remote.secret': (api) => api.call('GET', '/project/api/remote/get/secret', { as: null }),
  'cache.unknown': async (api) =>
    api.call('GET', `/cache/api/retrieve/${await api.project()}/samplesheets/none`, { accept: 'cache' }),
};
