import { crc32 } from 'node:zlib';
import { type Answer, json } from '../../answer.ts';
import type { Call, Route, Rpc } from '../../routes.ts';
import { readPart } from './data-files.ts';
import { STORE } from './downloads.ts';
import type { OpenBis } from './instance.ts';
import type { DataFile } from './model.ts';
import { isObj, listOf } from './params.ts';
import { type OpenBisRefusal, refuse } from './rules.ts';
import { CHUNK_BYTES, type Chunk } from './transfers.ts';

const METHODS = ['startDownloadSession', 'queue', 'download', 'finishDownloadSession'];
export const TRANSFER = `${STORE}/file-transfer`;

/** Parameters of a call: a JSON map of lists, or a query string when there is no body. */
type Params = (name: string) => string | undefined;

/** The chunk server behind the fast download. */
export function fileTransferRoutes(openbis: OpenBis): Route[] {
  const rpc: Rpc = {
    operations: METHODS.map((method) => `openbis.fileTransfer.${method}`),
    read: (body) => {
      const method = fromBody(body)('method');
      const known = method !== undefined && METHODS.includes(method);
      return { operation: known ? `openbis.fileTransfer.${method}` : undefined, shown: body };
    },
  };
  return [
    {
      service: 'openbis',
      operation: 'openbis.fileTransfer.rpc',
      method: 'POST',
      pattern: TRANSFER,
      rpc,
      handle: (call) => handle(openbis, call),
    },
  ];
}

function fromBody(body: string): Params {
  try {
    const value: unknown = JSON.parse(body);
    if (isObj(value)) {
      return (name) => {
        const [first] = listOf(value[name]);
        return first === undefined ? undefined : String(first);
      };
    }
  } catch {
    // No JSON: there are no parameters in the body.
  }
  return () => undefined;
}

function handle(openbis: OpenBis, call: Call): Answer | Promise<Answer> {
  const params: Params = call.body === '' ? (name) => call.query.get(name) ?? undefined : fromBody(call.body);
  switch (params('method')) {
    case 'startDownloadSession':
      return start(openbis, call, params);
    case 'queue':
      return queue(openbis, params);
    case 'download':
      return download(openbis, params);
    case 'finishDownloadSession':
      openbis.transfers.finish(wanted(params, 'downloadSessionId'));
      return { status: 200, headers: {} };
    default:
      throw refuse('transfer.request', { problem: `unknown method ${params('method') ?? ''}` });
  }
}

function wanted(params: Params, name: string): string {
  const value = params(name);
  if (value === undefined || value === '')
    throw refuse('transfer.request', { problem: `${name} is missing` });
  return value;
}

/** Version 1 separates by commas, whatever the paths hold; version 2 is a JSON list. */
function itemIds(params: Params): string[] {
  const ids = wanted(params, 'downloadItemIds');
  if (params('version') !== '2') return ids.split(',').map((id) => id.trim());
  try {
    return listOf(JSON.parse(ids)).map(String);
  } catch {
    throw refuse('transfer.request', { problem: 'downloadItemIds is no JSON list' });
  }
}

function start(openbis: OpenBis, call: Call, params: Params): Answer {
  const token = wanted(params, 'userSessionId');
  if (!openbis.sessions.active(token)) throw refuse('transfer.user');
  const work = openbis.work(call, openbis.sessions.caller(token));
  const chunks: Chunk[] = [];
  const ranges: Record<string, string> = {};
  for (const item of itemIds(params)) {
    const [dataSet = '', ...rest] = item.split('/');
    const row = openbis.store.tables.dataSet.get(dataSet);
    if (!row || !work.rights.sees('dataSet', row as never)) continue;
    const path = rest.join('/');
    const files = row.files.filter(
      (file) => file.path === path || path === '' || file.path.startsWith(`${path}/`),
    );
    if (files.length === 0) throw refuse('transfer.item', { id: item });
    const first = chunks.length;
    chunks.push(...files.flatMap((file) => chunksOf(item, dataSet, file)));
    ranges[item] = `${first}:${chunks.length - 1}`;
  }
  const streams = Math.min(Math.max(1, Number(params('wishedNumberOfStreams') ?? '1') || 1), 4);
  const downloadSessionId = openbis.transfers.start(chunks);
  const streamIds = Array.from({ length: streams }, (_, i) => `${downloadSessionId.slice(0, 8)}-${i}`);
  return json({ downloadSessionId, ranges, streamIds });
}

function chunksOf(item: string, dataSet: string, { path, directory, size }: DataFile): Chunk[] {
  const count = directory ? 1 : Math.max(1, Math.ceil(size / CHUNK_BYTES));
  return Array.from({ length: count }, (_, i) => ({
    item,
    dataSet,
    path,
    directory,
    offset: i * CHUNK_BYTES,
    length: directory ? 0 : Math.min(CHUNK_BYTES, size - i * CHUNK_BYTES),
  }));
}

function session(openbis: OpenBis, params: Params): NonNullable<ReturnType<OpenBis['transfers']['get']>> {
  const id = wanted(params, 'downloadSessionId');
  const found = openbis.transfers.get(id);
  if (!found) throw refuse('transfer.session', { id });
  return found;
}

function queue(openbis: OpenBis, params: Params): Answer {
  const { chunks, queue: waiting } = session(openbis, params);
  for (const range of wanted(params, 'ranges').split(',')) {
    const [first, last = first] = range.trim().split(':').map(Number);
    if (first === undefined || last === undefined || !(first >= 0 && last >= first && last < chunks.length)) {
      throw refuse('transfer.request', { problem: `range ${range.trim()}` });
    }
    for (let n = first; n <= last; n++) waiting.push(n);
  }
  return { status: 200, headers: {} };
}

/** One chunk a call, whatever the stream; an empty body when nothing waits. */
async function download(openbis: OpenBis, params: Params): Promise<Answer> {
  const { chunks, queue: waiting } = session(openbis, params);
  const headers = { 'content-type': 'application/octet-stream' };
  const number = waiting.shift();
  const chunk = number === undefined ? undefined : chunks[number];
  if (number === undefined || chunk === undefined) return { status: 200, headers };
  const file = openbis.store.tables.dataSet.get(chunk.dataSet)?.files.find(({ path }) => path === chunk.path);
  const payload = file ? await readPart(file, chunk.offset, chunk.length) : Buffer.alloc(0);
  return { status: 200, headers, body: packed(number, chunk, payload) };
}

function packed(number: number, chunk: Chunk, payload: Buffer): Buffer {
  const item = Buffer.from(chunk.item);
  const path = Buffer.from(chunk.path);
  const head = Buffer.alloc(21);
  head.writeInt32BE(number, 0);
  head.writeInt16BE(item.length, 4);
  head.writeInt8(chunk.directory ? 1 : 0, 6);
  head.writeInt16BE(path.length, 7);
  head.writeBigInt64BE(BigInt(chunk.offset), 9);
  head.writeInt32BE(payload.length, 17);
  const named = Buffer.concat([head, item, path]);
  return Buffer.concat([named, checksum(named), payload, checksum(payload)]);
}

function checksum(bytes: Buffer): Buffer {
  const out = Buffer.alloc(8);
  out.writeBigInt64BE(BigInt(crc32(bytes)));
  return out;
}

/** Errors come as JSON with 200. Only faults of the download itself may be tried again. */
export function transferRefusal(refusal: OpenBisRefusal): Answer {
  return json({
    error: refusal.message,
    'exception-class': 'ch.ethz.sis.filetransfer.InvalidDownloadSessionException',
    retriable: false,
  });
}
