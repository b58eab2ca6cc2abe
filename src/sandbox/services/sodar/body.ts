import busboy from 'busboy';
import { mediaType } from '../../negotiate.ts';
import type { Call } from '../../routes.ts';
import { refuse } from './rules.ts';

/** A file of a multipart body. */
export interface FilePart {
  field: string;
  name: string;
  type: string;
  content: Buffer;
}

/** A body as the server's parsers see it. */
export interface Data {
  /** `form`: every value is a text, and an absent truth value is false. */
  kind: 'json' | 'form' | 'none';
  values: Record<string, unknown>;
  files: FilePart[];
}

const NOTHING: Data = { kind: 'none', values: {}, files: [] };

export async function parseBody(call: Call): Promise<Data> {
  const type = mediaType(call.headers.get('content-type'));
  if (call.raw.length === 0 && (type === '' || type === 'application/json')) return NOTHING;
  if (type === 'application/json' || type.endsWith('+json')) return json(call.body);
  if (type === 'application/x-www-form-urlencoded') {
    return { kind: 'form', values: Object.fromEntries(new URLSearchParams(call.body)), files: [] };
  }
  if (type === 'multipart/form-data') return multipart(call);
  if (call.raw.length === 0) return NOTHING;
  throw refuse('http.media', { type: call.headers.get('content-type') ?? '' });
}

function json(text: string): Data {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refuse('http.json', { problem: pythonComplaint(text, error) });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse('body.object', { type: pythonType(value) });
  }
  return { kind: 'json', values: value as Record<string, unknown>, files: [] };
}

/** The parser's words, as far as they can be had from another parser. */
function pythonComplaint(text: string, error: unknown): string {
  const found = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  const at = Math.min(found === undefined ? text.length : Number(found), text.length);
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  const inObject = /[{,]\s*$/.test(before) && before.lastIndexOf('{') > before.lastIndexOf('[');
  const what = inObject ? 'Expecting property name enclosed in double quotes' : 'Expecting value';
  return `${what}: line ${line} column ${column} (char ${at})`;
}

/** The name of a value's type in the server's language. */
export function pythonType(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'string' ? 'str' : 'dict';
}

/** Of several parts with one name the last stays, for values and for files. */
function multipart(call: Call): Promise<Data> {
  return new Promise((resolve, reject) => {
    const values: Record<string, unknown> = {};
    const files = new Map<string, FilePart>();
    const failed = (problem: string) => reject(refuse('http.multipart', { problem }));
    let parser: ReturnType<typeof busboy>;
    try {
      parser = busboy({ headers: { 'content-type': call.headers.get('content-type') ?? '' } });
    } catch {
      failed('Invalid boundary in multipart: None');
      return;
    }
    parser.on('field', (name, value) => {
      values[name] = value;
    });
    parser.on('file', (field, stream, { filename, mimeType }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        files.delete(field);
        files.set(field, { field, name: filename ?? '', type: mimeType, content: Buffer.concat(chunks) });
      });
    });
    parser.on('error', () => failed('Invalid boundary in multipart'));
    parser.on('close', () => resolve({ kind: 'form', values, files: [...files.values()] }));
    parser.end(call.raw);
  });
}
