import { basic, NOBODY, type Provocation, uuidOf } from './support.ts';

const LIST = '/project/api/list';
const CREATE = '/project/api/create';
const create = (json: unknown, more = {}) => ({ accept: 'core11' as const, as: 'admin', json, ...more });
const whole = (more: object) => ({ title: 'X', type: 'PROJECT', owner: uuidOf('researcher'), ...more });

/** How to meet what any endpoint may say. */
export const PROVOKE_TRANSPORT: Record<string, Provocation> = {
  'http.no-route': (api) => api.call('GET', `${LIST}/`),
  'http.no-route-crash': (api) =>
    api.call('GET', `/project/api/retrieve/${NOBODY.replaceAll('0', 'A')}`, { accept: 'core11' }),
  'http.method': (api) => api.call('DELETE', LIST, { accept: 'core11' }),
  'http.media': (api) =>
    api.call('POST', CREATE, { body: 'title=x', headers: { 'content-type': 'text/plain' } }),
  'http.json': (api) =>
    api.call('POST', CREATE, { body: '{"title": ', headers: { 'content-type': 'application/json' } }),
  'http.multipart': (api) =>
    api.call('POST', CREATE, { body: 'x', headers: { 'content-type': 'multipart/form-data' } }),
  'http.crash': async (api) =>
    api.call('GET', `/landingzones/api/list/${await api.project()}?finished=true`, { accept: 'zones10' }),
  'accept.type': (api) => api.call('GET', LIST, { as: null, headers: { accept: 'application/json' } }),
  'accept.version': (api) => api.call('GET', LIST, { as: null, headers: { accept: '*/*; version=9.9' } }),
  'accept.view': (api) => api.call('GET', `/project/api/users/${uuidOf('colleague')}`, { accept: 'core10' }),
  'page.invalid': (api) => api.call('GET', `${LIST}?page=9`, { accept: 'core11' }),
  'auth.missing': (api) => api.call('GET', LIST, { as: null, headers: { authorization: 'Bearer x' } }),
  'auth.token': (api) =>
    api.call('GET', LIST, { as: null, headers: { authorization: `Token ${'0'.repeat(64)}` } }),
  'auth.token-bare': (api) => api.call('GET', LIST, { as: null, headers: { authorization: 'token' } }),
  'auth.token-spaces': (api) => api.call('GET', LIST, { as: null, headers: { authorization: 'token a b' } }),
  'auth.basic': (api) => api.call('GET', LIST, { as: null, headers: basic('researcher', 'wrong') }),
  'auth.basic-form': (api) => api.call('GET', LIST, { as: null, headers: { authorization: 'Basic ?' } }),
  'auth.irods': (api) => api.call('GET', '/irodsbackend/api/auth', { as: null }),
  'access.denied': async (api) =>
    api.call('GET', `/project/api/retrieve/${await api.project()}`, { accept: 'core11', as: 'colleague' }),
  'object.unknown': (api) => api.call('GET', `/project/api/retrieve/${NOBODY}`, { accept: 'core11' }),
  'field.required': (api) => api.call('POST', CREATE, create({ title: 'P' })),
  'field.null': (api, lab) =>
    api.call('POST', CREATE, create(whole({ title: null, parent: lab.credentials.sodar.categoryUuid }))),
  'field.blank': (api, lab) =>
    api.call('POST', CREATE, create(whole({ title: ' ', parent: lab.credentials.sodar.categoryUuid }))),
  'field.text': (api, lab) =>
    api.call('POST', CREATE, create(whole({ title: ['x'], parent: lab.credentials.sodar.categoryUuid }))),
  'field.length': (api, lab) =>
    api.call(
      'POST',
      CREATE,
      create(whole({ title: 'x'.repeat(256), parent: lab.credentials.sodar.categoryUuid })),
    ),
  'field.choice': (api, lab) =>
    api.call('POST', CREATE, create(whole({ type: 'FOO', parent: lab.credentials.sodar.categoryUuid }))),
  'field.object': (api) => api.call('POST', CREATE, create(whole({ parent: NOBODY }))),
  'field.email': async (api) =>
    api.call('POST', `/project/api/invites/create/${await api.project()}`, {
      accept: 'core11',
      json: { email: 'zzz', role: 'project guest' },
    }),
  'field.boolean': (api, lab) =>
    api.call(
      'POST',
      CREATE,
      create(whole({ public_guest_access: 'maybe', parent: lab.credentials.sodar.categoryUuid })),
    ),
  'field.datetime': async (api) => {
    const { project, root } = await api.repository();
    const json = { path: root, date_expires: 'tomorrow', allowed_hosts: [] };
    return api.call('POST', `/samplesheets/api/irods/ticket/create/${project}`, { accept: 'sheets11', json });
  },
  'field.list': async (api) => {
    const { project, root } = await api.repository();
    const json = { path: root, allowed_hosts: 'localhost' };
    return api.call('POST', `/samplesheets/api/irods/ticket/create/${project}`, { accept: 'sheets11', json });
  },
  'body.object': (api) => api.call('POST', CREATE, create([])),
};
