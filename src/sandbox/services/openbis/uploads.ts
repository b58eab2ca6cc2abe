import busboy from 'busboy';
import type { Answer } from '../../answer.ts';
import type { StoredFile } from '../../files.ts';
import type { Call, Route } from '../../routes.ts';
import { shareKey } from './data-store.ts';
import { callerOf, STORE } from './downloads.ts';
import type { OpenBis } from './instance.ts';
import { refuse } from './rules.ts';

export function uploadRoutes(openbis: OpenBis): Route[] {
  const common = { service: 'openbis', method: 'POST', streams: true } as const;
  return [
    {
      ...common,
      operation: 'openbis.sessionWorkspace.upload',
      pattern: `${STORE}/session_workspace_file_upload`,
      handle: (call) => toWorkspace(openbis, call),
    },
    {
      ...common,
      operation: 'openbis.storeShare.upload',
      pattern: `${STORE}/store_share_file_upload`,
      handle: (call) => toShare(openbis, call),
    },
  ];
}

function required(call: Call, name: string): string {
  const value = call.query.get(name);
  if (value === null || value === '') throw refuse('upload.parameter', { name, problem: 'is missing' });
  return value;
}

function number(call: Call, name: string): number {
  const value = required(call, name);
  if (!/^\d+$/.test(value)) throw refuse('upload.parameter', { name, problem: 'is no number' });
  return Number(value);
}

/** Without anything that leads out of the place. */
function checkedPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0 || parts.includes('..')) throw refuse('upload.path', { path });
  return parts.join('/');
}

/** One piece of a file, as the raw body. Pieces come in parallel and in any order. */
async function toWorkspace(openbis: OpenBis, call: Call): Promise<Answer> {
  const caller = callerOf(openbis, call);
  const filename = checkedPath(required(call, 'filename'));
  const id = number(call, 'id');
  const startByte = number(call, 'startByte');
  const endByte = number(call, 'endByte');
  const emptyFolder = call.query.get('emptyFolder')?.toLowerCase() === 'true';
  let size = -1;
  if (emptyFolder) openbis.workspaces.folder(caller.workspace, filename);
  else {
    const file = await openbis.context.files.keep(call.stream);
    openbis.workspaces.put(caller.workspace, filename, { start: startByte, file });
    size = file.size;
  }
  call.commit();
  const body = JSON.stringify({ id, startByte, endByte, filename, emptyFolder, size, status: 'ok' });
  return { status: 200, headers: { 'content-type': 'text/json' }, body };
}

/** Files of a multipart form; the names of the parts do not matter, their file names do. */
async function toShare(openbis: OpenBis, call: Call): Promise<Answer> {
  const caller = callerOf(openbis, call);
  required(call, 'dataSetType');
  const uploadId = required(call, 'uploadID');
  if (uploadId.includes('/') || uploadId === '..') throw refuse('upload.path', { path: uploadId });
  const folder = call.query.get('folderPath') ?? '';
  const bare = call.query.get('ignoreFilePath')?.toLowerCase() !== 'false';
  const parts = await multipart(openbis, call);
  if (parts.length === 0) throw refuse('upload.multipart');
  const paths = parts.map(({ name, file }) => {
    const local = bare ? name.slice(name.lastIndexOf('/') + 1) : name;
    return { path: `${uploadId}/${checkedPath(`${folder}/${local}`)}`, file };
  });
  for (const { path, file } of paths) openbis.workspaces.put(shareKey(caller), path, { start: 0, file });
  call.commit();
  return { status: 200, headers: {} };
}

function multipart(openbis: OpenBis, call: Call): Promise<{ name: string; file: StoredFile }[]> {
  let parser: busboy.Busboy;
  try {
    parser = busboy({
      headers: { 'content-type': call.headers.get('content-type') ?? '' },
      preservePath: true,
      defParamCharset: 'utf8',
    });
  } catch {
    throw refuse('upload.multipart');
  }
  return new Promise((resolve, reject) => {
    const kept: Promise<{ name: string; file: StoredFile }>[] = [];
    parser.on('file', (_field, stream, { filename }) => {
      const one = openbis.context.files.keep(stream).then((file) => ({ name: filename ?? '', file }));
      one.catch(() => undefined);
      kept.push(one);
    });
    parser.on('close', () => resolve(Promise.all(kept)));
    parser.on('error', () => reject(refuse('upload.multipart')));
    call.stream.on('error', reject);
    call.stream.pipe(parser);
  });
}
