import { textBody } from '../../../core/http/body.ts';
import type { Download } from '../../../core/http/download.ts';
import { type Endpoint, endpoint, type TextAnswer } from '../../../core/http/endpoint.ts';
import type { Upload } from '../../../core/http/upload.ts';
import { path, SafePath } from '../../../core/http/url.ts';
import { findAll, parseXml, type XmlElement } from '../../../core/xml.ts';
import type { SodarDavEntry } from '../dav-types.ts';
import { nothing } from '../schemas/common.ts';
import * as schema from '../schemas/dav.ts';

const common = {
  doc: 'https://sodar-server.readthedocs.io/en/latest/ui_irods_webdav.html',
  base: 'dav',
  auth: 'required',
  accept: '*/*',
} as const;

/** Each part of the path is encoded by itself; the slashes between them stay. */
export const davPath = (place: string): SafePath =>
  new SafePath(
    place
      .split('/')
      .filter((part) => part !== '')
      .map((part) => path`/${part}`.text)
      .join(''),
  );

const CREATED = 201;
const NO_CONTENT = 204;
const MULTI_STATUS = 207;
const NOT_ALLOWED = 405;

/** The server's answers are pages for people; only their status says what was done, and a gateway's page has another. */
function stored({ status }: TextAnswer): boolean {
  if (status !== CREATED && status !== NO_CONTENT) throw new Error('not what WebDAV answers');
  return status === CREATED;
}

const LOCKED_HINT =
  'Files go below a landing zone of your own, while it is ACTIVE or FAILED; in a restricted zone into its collections.';
const HINTS: Readonly<Record<number, string>> = {
  401: 'Files need SODAR_USERNAME with SODAR_PASSWORD, or with SODAR_API_TOKEN in its place: the token alone opens only the API.',
  404: 'There is nothing at this path, or SODAR_WEBDAV_URL is not the root of the WebDAV server.',
};
const absent = (status: number) => HINTS[status];
const forbidden = (status: number) => (status === 403 ? LOCKED_HINT : absent(status));

/** True when it was not there before. */
export const putFile = endpoint<{ path: string; upload: Upload }, boolean>()({
  ...common,
  name: 'sodar.dav.put',
  method: 'PUT',
  path: ({ path: place }) => davPath(place),
  effect: 'replace',
  input: schema.putIn,
  body: ({ upload }) => upload as Upload,
  parse: stored,
  output: schema.made,
  hint: (status) =>
    status === 409 ? 'The collection above it does not exist: make it with dav.mkcol.' : forbidden(status),
});

/** True when it was not there before. */
export const makeCollection = endpoint<{ path: string }, boolean>()({
  ...common,
  name: 'sodar.dav.mkcol',
  method: 'MKCOL',
  path: ({ path: place }) => davPath(place),
  effect: 'replace',
  input: schema.placeIn,
  parse: stored,
  output: schema.made,
  otherwise: ({ status }) => (status === NOT_ALLOWED ? { value: false } : undefined),
  hint: (status) => (status === 409 ? 'The collection above it does not exist.' : forbidden(status)),
});

const ASKED =
  '<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/><getlastmodified/></prop></propfind>';

export const findProperties = endpoint<{ path: string }, SodarDavEntry[]>()({
  ...common,
  name: 'sodar.dav.propfind',
  method: 'PROPFIND',
  path: ({ path: place }) => davPath(place),
  effect: 'read',
  input: schema.placeIn,
  // Without a depth, servers list all that lies below, or refuse to.
  headers: () => ({ depth: '1' }),
  body: () => textBody(ASKED, 'application/xml'),
  parse: entriesIn,
  output: schema.entries,
  hint: absent,
  // The first entry is the place itself.
  result: (entries, { path: place }) => inside(entries, place),
});

export const getFile = endpoint<{ path: string }, Download>()({
  ...common,
  name: 'sodar.dav.get',
  method: 'GET',
  path: ({ path: place }) => davPath(place),
  effect: 'read',
  answer: 'file',
  input: schema.placeIn,
  output: schema.anything,
  hint: absent,
});

/** A small file as text. */
export const readFile = (): Endpoint<{ path: string }, string> => ({
  ...(getFile as unknown as Endpoint<{ path: string }, string>),
  answer: 'text',
});

export const deleteFile = endpoint<{ path: string }, void>()({
  ...common,
  name: 'sodar.dav.delete',
  method: 'DELETE',
  path: ({ path: place }) => davPath(place),
  effect: 'delete',
  answer: 'nothing',
  input: schema.placeIn,
  output: nothing,
  hint: forbidden,
});

/** Names without their namespace's prefix, which each server chooses for itself. */
const named = (element: XmlElement): XmlElement => ({
  ...element,
  name: element.name.replace(/^.*:/, ''),
  children: element.children.map(named),
});
const textIn = (element: XmlElement, name: string): string | undefined => findAll(element, name)[0]?.text;

function entriesIn({ status, text }: TextAnswer): SodarDavEntry[] {
  const root = named(parseXml(text));
  if (status !== MULTI_STATUS || root.name !== 'multistatus') throw new Error('not what WebDAV answers');
  return root.children
    .filter(({ name }) => name === 'response')
    .map((response): SodarDavEntry => {
      const href = (textIn(response, 'href') ?? '').trim();
      const address = new URL(href, 'https://dav').pathname.replace(/\/+$/, '');
      const place = address.split('/').map(decodeURIComponent).join('/');
      const size = textIn(response, 'getcontentlength');
      const modified = textIn(response, 'getlastmodified');
      const [type] = findAll(response, 'resourcetype');
      return {
        path: place,
        name: place.slice(place.lastIndexOf('/') + 1),
        collection: type?.children.some(({ name }) => name === 'collection') === true,
        ...(size ? { size: Number(size) } : {}),
        ...(modified ? { modified } : {}),
      };
    });
}

/** The server's paths begin with its own root, which the address of the client has too. */
function inside(entries: readonly SodarDavEntry[], place: string): SodarDavEntry[] {
  const own = place.replace(/\/+$/, '');
  const self = entries.find(({ path: one }) => one.endsWith(own));
  const root = self ? self.path.slice(0, self.path.length - own.length) : '';
  return entries
    .filter((one) => one !== self && one.path.startsWith(`${root}${own}/`))
    .map((one) => ({ ...one, path: one.path.slice(root.length) }));
}
