import type { Lab, SandboxOptions } from '../../../../src/sandbox/index.ts';
import { DEMO_USERS } from '../../../../src/sandbox/services/sodar/seed.ts';
import type { Reply } from '../support.ts';
import { sheetFiles, sheetZip } from './isatab.ts';

const CORE = 'application/vnd.bihealth.sodar-core';
const SODAR = 'application/vnd.bihealth.sodar';

/** Accept headers by short names. */
export const ACCEPT = {
  any: '*/*',
  oldCore: `${CORE}+json; version=0.13.3`,
  oldSodar: `${SODAR}+json; version=0.14.1`,
  core10: `${CORE}.projectroles+json; version=1.0`,
  core11: `${CORE}.projectroles+json; version=1.1`,
  core20: `${CORE}.projectroles+json; version=2.0`,
  timeline: `${CORE}.timeline+json; version=2.0`,
  cache: `${CORE}.sodarcache+json; version=1.0`,
  tokens: `${CORE}.tokens+json; version=1.0`,
  sheets10: `${SODAR}.samplesheets+json; version=1.0`,
  sheets11: `${SODAR}.samplesheets+json; version=1.1`,
  zones10: `${SODAR}.landingzones+json; version=1.0`,
  zones11: `${SODAR}.landingzones+json; version=1.1`,
  irods: `${SODAR}.irodsinfo+json; version=1.0`,
  lock: `${SODAR}.taskflowbackend+json; version=1.0`,
};
export type Accept = keyof typeof ACCEPT;

export interface Ask {
  accept?: Accept;
  /** Whose token; null: none. Default: the researcher's. */
  as?: string | null;
  headers?: Record<string, string>;
  json?: unknown;
  form?: Record<string, string>;
  body?: string | FormData | Uint8Array<ArrayBuffer>;
}

const tokens: Record<string, string> = Object.fromEntries(
  DEMO_USERS.map(({ username, token }) => [username, token ?? '']),
);
export const uuidOf = (username: string): string =>
  DEMO_USERS.find((user) => user.username === username)?.uuid ?? '';
export const NOBODY = '00000000-0000-4000-8000-000000000000';

export async function send(url: string, method: string, ask: Ask = {}): Promise<Reply> {
  const { accept = 'any', as = 'researcher', json, form, headers = {} } = ask;
  const body =
    json !== undefined ? JSON.stringify(json) : form !== undefined ? new URLSearchParams(form) : ask.body;
  const response = await fetch(url, {
    method,
    headers: {
      accept: ACCEPT[accept],
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(as === null ? {} : { authorization: `token ${tokens[as]}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  let parsed: ReturnType<typeof JSON.parse>;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  return { status: response.status, headers: response.headers, text, body: parsed };
}

export function basic(username: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

/** One part per file, with the content types that the server wants. */
export function parts(files: Record<string, string | Buffer>, type = 'text/plain', field?: string): FormData {
  const form = new FormData();
  Object.entries(files).forEach(([name, content], i) => {
    form.append(field ?? `file_${i}`, new Blob([new Uint8Array(Buffer.from(content))], { type }), name);
  });
  return form;
}

/** The steps that most tests need, in the newest stable release. */
export function sodar(lab: Lab) {
  const { sodar: root, sodarDav } = lab.urls;
  const { categoryUuid, username, password } = lab.credentials.sodar;
  const call = (method: string, path: string, ask: Ask = {}) => send(`${root}${path}`, method, ask);
  const dav = (method: string, path: string, body?: string, login = basic(username, password)) =>
    send(`${sodarDav}${path}`, method, { as: null, headers: login, ...(body === undefined ? {} : { body }) });
  const project = async (title = 'Valley', more: object = {}): Promise<string> => {
    const json = { title, type: 'PROJECT', parent: categoryUuid, owner: uuidOf('researcher'), ...more };
    return (await call('POST', '/project/api/create', { accept: 'core11', json })).body.sodar_uuid;
  };
  const role = (uuid: string, user: string, name: string) =>
    call('POST', `/project/api/roles/create/${uuid}`, {
      accept: 'core11',
      json: { user: uuidOf(user), role: name },
    });
  const importSheet = (uuid: string, zip = sheetZip(), ask: Ask = {}) =>
    call('POST', `/samplesheets/api/import/${uuid}`, {
      accept: 'sheets11',
      body: parts({ 'valley.zip': zip }, 'application/zip'),
      ...ask,
    });
  const investigation = async (uuid: string) =>
    (await call('GET', `/samplesheets/api/investigation/retrieve/${uuid}`, { accept: 'sheets11' })).body;
  const collections = (uuid: string, ask: Ask = {}) =>
    call('POST', `/samplesheets/api/irods/collections/create/${uuid}`, { accept: 'sheets11', ...ask });
  /** A project with sheet and collections. */
  const repository = async (title = 'Valley', files = sheetFiles()) => {
    const uuid = await project(title);
    await importSheet(uuid, sheetZip(files));
    const root = (await collections(uuid)).body.path as string;
    const [study] = Object.values((await investigation(uuid)).studies) as {
      sodar_uuid: string;
      assays: object;
    }[];
    const assay = Object.keys(study?.assays ?? {})[0] ?? '';
    return { project: uuid, root, study: study?.sodar_uuid ?? '', assay };
  };
  const zone = async (uuid: string, assay: string, more: object = {}, ask: Ask = {}) =>
    (
      await call('POST', `/landingzones/api/create/${uuid}`, {
        accept: 'zones10',
        json: { assay, ...more },
        ...ask,
      })
    ).body;
  const look = async (uuid: string, ask: Ask = {}) =>
    (await call('GET', `/landingzones/api/retrieve/${uuid}`, { accept: 'zones10', ...ask })).body;
  const submit = (action: string, uuid: string, ask: Ask = {}) =>
    call('POST', `/landingzones/api/submit/${action}/${uuid}`, { accept: 'zones10', ...ask });
  /** A zone that can be written into. */
  const activeZone = async (uuid: string, assay: string, more: object = {}) => {
    const made = await zone(uuid, assay, more);
    lab.clock.advance('2s');
    return look(made.sodar_uuid);
  };
  return {
    call,
    dav,
    project,
    role,
    importSheet,
    investigation,
    collections,
    repository,
    zone,
    look,
    submit,
    activeZone,
  };
}
export type Api = ReturnType<typeof sodar>;

/** How to meet a rule: the last request of it is the refused one. */
export type Provoke = (api: Api, lab: Lab) => Promise<Reply>;
export type Provocation = Provoke | { run: Provoke; options: SandboxOptions };
