import { type Answer, text } from '../../answer.ts';
import type { DataObject } from './model.ts';

const MULTI_STATUS = 207;

/** What PROPFIND answers: the live properties that clients ask for. */
export function davListing(root: string, items: readonly (DataObject | { path: string })[]): Answer {
  const responses = items.map((item) => {
    const isFile = 'file' in item;
    const path = item.path === '/' ? '' : item.path;
    const href = `${root}${path.split('/').map(encodeURIComponent).join('/')}${isFile ? '' : '/'}`;
    const name = encodeXml(item.path.slice(item.path.lastIndexOf('/') + 1));
    const properties = isFile ? ofFile(item) : '<D:resourcetype><D:collection/></D:resourcetype>';
    return `<D:response><D:href>${href}</D:href><D:propstat><D:prop><D:displayname>${name}</D:displayname>${properties}</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`;
  });
  return text(
    `<?xml version="1.0" encoding="utf-8"?>\n<D:multistatus xmlns:D="DAV:">${responses.join('')}</D:multistatus>\n`,
    { status: MULTI_STATUS, type: 'text/xml; charset="utf-8"' },
  );
}

function ofFile({ file, modified }: DataObject): string {
  const time = new Date(modified / 1000).toUTCString();
  return `<D:resourcetype/><D:getcontentlength>${file.size}</D:getcontentlength><D:getlastmodified>${time}</D:getlastmodified><D:getetag>"${file.md5}"</D:getetag>`;
}

function encodeXml(value: string): string {
  return value.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;' })[c] ?? '&gt;');
}
