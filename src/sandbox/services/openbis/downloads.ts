import { type Answer, text } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import { listing } from './data-files.ts';
import type { OpenBis } from './instance.ts';
import type { DataFile } from './model.ts';
import { OpenBisRefusal, refuse } from './rules.ts';
import type { Caller } from './sessions.ts';

export const STORE = '/datastore_server';

const HTML = 'text/html;charset=UTF-8';
const TYPES: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  html: 'text/html',
  xml: 'text/xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
};

/** The caller of a plain request; the data store says with 200 that there is none. */
export function callerOf(openbis: OpenBis, call: Call): Caller {
  try {
    return openbis.sessions.caller(call.query.get('sessionID'));
  } catch (error) {
    if (error instanceof OpenBisRefusal) throw refuse('download.session');
    throw error;
  }
}

/** Refusals of the data store's servlets are pages. */
export function htmlRefusal(call: Call, refusal: OpenBisRefusal): Answer {
  const { status } = refusal.openbis;
  if (call.query.get('mode') === 'txt') return text(refusal.message, { status });
  return text(`<html><body>${escaped(refusal.message)}</body></html>`, { status, type: HTML });
}

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function downloadRoutes(openbis: OpenBis): Route[] {
  return [
    {
      service: 'openbis',
      operation: 'openbis.dataSetFiles.download',
      method: 'GET',
      pattern: `${STORE}/:dataSet/:path*`,
      handle: (call) => download(openbis, call),
    },
    {
      service: 'openbis',
      operation: 'openbis.sessionWorkspace.download',
      method: 'GET',
      pattern: `${STORE}/session_workspace_file_download`,
      handle: (call) => workspaceFile(openbis, call),
    },
  ];
}

function download(openbis: OpenBis, call: Call): Answer {
  const work = openbis.work(call, callerOf(openbis, call));
  const { dataSet: id = '', path = '' } = call.params;
  const row = openbis.store.tables.dataSet.get(id);
  if (!row || !work.rights.sees('dataSet', row as never)) throw refuse('download.data-set', { id });
  const file = listing(row.files).find((entry) => entry.path === path);
  if (!file) throw refuse('download.path', { path });
  if (file.directory) return folderPage(id, file, row.files, call);
  return fileAnswer(file, path);
}

function fileAnswer({ text: inline, file, size }: DataFile, path: string): Answer {
  const type = TYPES[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
  const name = path.slice(path.lastIndexOf('/') + 1);
  const headers = {
    'content-type': type,
    'content-disposition': `inline; filename="${encodeURIComponent(name)}"`,
  };
  if (inline !== undefined) return { status: 200, headers, body: inline };
  // Nothing lies behind the files of a link data set.
  if (file === undefined) throw refuse('download.path', { path });
  return size === 0 ? { status: 200, headers } : { status: 200, headers, body: { file, length: size } };
}

function folderPage(id: string, { path }: DataFile, files: readonly DataFile[], call: Call): Answer {
  const start = path === '' ? '' : `${path}/`;
  const inside = files.filter(
    (file) => file.path.startsWith(start) && !file.path.slice(start.length).includes('/'),
  );
  const names = inside.map((file) => ({ ...file, name: file.path.slice(start.length) }));
  if (call.query.get('mode') === 'txt') {
    const lines = names.map(({ name, directory, size }) => `${name}\t${directory ? 'DIR' : size}`);
    return text(`${lines.join('\n')}\n`);
  }
  const session = encodeURIComponent(call.query.get('sessionID') ?? '');
  const rows = names.map(({ name, path: at, directory, size }) => {
    const href = `${STORE}/${id}/${at.split('/').map(encodeURIComponent).join('/')}?sessionID=${session}`;
    return `<tr><td><a href="${href}">${escaped(name)}</a></td><td>${directory ? '' : size}</td></tr>`;
  });
  const page = `<html><head><title>Data Set ${id}</title></head><body>Folder: ${escaped(path)}<table>${rows.join('')}</table></body></html>`;
  return text(page, { type: HTML });
}

async function workspaceFile(openbis: OpenBis, call: Call): Promise<Answer> {
  const caller = callerOf(openbis, call);
  const path = (call.query.get('filePath') ?? '').replace(/^\/+/, '');
  const held = openbis.workspaces.get(caller.workspace, path);
  const [piece] = held?.pieces ?? [];
  if (!piece) throw refuse('download.path', { path });
  const { path: file, size } = piece.file;
  const headers = { 'content-type': 'application/octet-stream' };
  return size === 0 ? { status: 200, headers } : { status: 200, headers, body: { file, length: size } };
}
