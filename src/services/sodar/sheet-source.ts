import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Upload } from '../../core/http/upload.ts';
import type { SheetPart } from './endpoints/sheets.ts';
import { IsaTab } from './isatab/index.ts';
import type { SodarSheetFile, SodarSheetSource, SodarStream } from './sheet-types.ts';
import { namesInZip } from './zip.ts';

const ZIP = 'application/zip';
const TSV = 'text/plain';
/** Sheets are small; more than this is something else. */
const MOST_BYTES = 256 * 1024 * 1024;
const ROLE = /^[isa]_/;

/** What is wrong with a source, for an {@link InputError}. */
export class WrongSource extends Error {}

/** A sheet that was read and checked, ready to be sent. */
export interface ReadSheet {
  parts: SheetPart[];
  /** Names of the files that count, without folders. */
  names: string[];
}

/**
 * Reads a sheet from wherever it is. Nothing is streamed: a request may have to be sent twice (a server that speaks
 * another version says so only when it has it), and a stream can be read once.
 * @throws WrongSource
 */
export async function readSheet(source: SodarSheetSource): Promise<ReadSheet> {
  if (source instanceof IsaTab)
    return loose(source.toFiles().map(({ name, text }) => ({ name, content: text })));
  if (Array.isArray(source)) return loose(source as readonly (string | SodarSheetFile)[]);
  if (typeof source === 'string') {
    const facts = await stat(source).catch((error: NodeJS.ErrnoException) => {
      throw new WrongSource(`${source} cannot be read (${error.code})`);
    });
    if (facts.isDirectory()) return loose(await filesIn(source));
    return archive(await bytesAt(source), basename(source));
  }
  if (source instanceof Uint8Array || isStream(source)) return archive(await bytesOf(source), 'sheet.zip');
  throw new WrongSource('must be a path, bytes, a stream, a list of files, or tables of IsaTab');
}

async function filesIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => ROLE.test(name)).sort();
  if (names.length > 0) return names.map((name) => join(folder, name));
  throw new WrongSource(`${folder} holds no files whose names begin with i_, s_ or a_`);
}

async function archive(bytes: Buffer, name: string): Promise<ReadSheet> {
  const names = await namesInZip(bytes).catch(() => {
    throw new WrongSource(`${name} is no ZIP archive; give single files as a list`);
  });
  const files = names.map((path) => path.slice(path.lastIndexOf('/') + 1)).filter((one) => ROLE.test(one));
  checkInvestigation(files, name);
  const upload = await Upload.from(bytes);
  return {
    parts: [{ name: name.endsWith('.zip') ? name : `${name}.zip`, contentType: ZIP, upload }],
    names: files,
  };
}

async function loose(given: readonly (string | SodarSheetFile)[]): Promise<ReadSheet> {
  const parts: SheetPart[] = [];
  for (const file of given) {
    const isPath = typeof file === 'string';
    const name = isPath ? basename(file) : basename(String(file?.name ?? ''));
    if (!ROLE.test(name)) {
      throw new WrongSource(`holds "${name}": SODAR knows files by names that begin with i_, s_ or a_`);
    }
    if (parts.some((part) => part.name === name)) throw new WrongSource(`holds ${name} twice`);
    const bytes = isPath ? await bytesAt(file) : await bytesOf(file.content, name);
    parts.push({ name, contentType: TSV, upload: await Upload.from(bytes) });
  }
  const names = parts.map(({ name }) => name);
  checkInvestigation(names, 'the list');
  if (parts.length < 2)
    throw new WrongSource('holds the investigation only: its study and assay files belong to it');
  return { parts, names };
}

function checkInvestigation(names: readonly string[], where: string): void {
  const found = names.filter((name) => name.startsWith('i_'));
  if (found.length === 1) return;
  const what = found.length === 0 ? 'holds no investigation file' : `holds several: ${found.join(', ')}`;
  throw new WrongSource(`${where} ${what}; there has to be one whose name begins with i_`);
}

const bytesAt = (path: string): Promise<Buffer> =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new WrongSource(`${path} cannot be read (${error.code})`);
  });

const isStream = (value: unknown): value is SodarStream =>
  typeof (value as Partial<SodarStream> | null)?.[Symbol.asyncIterator] === 'function';

async function bytesOf(content: string | Uint8Array | SodarStream, name = 'the stream'): Promise<Buffer> {
  if (typeof content === 'string') return Buffer.from(content, 'utf8');
  if (content instanceof Uint8Array) return Buffer.from(content);
  if (!isStream(content)) throw new WrongSource(`${name} has no content: a text, bytes or a stream`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk as string);
    size += bytes.length;
    if (size > MOST_BYTES) throw new WrongSource(`${name} is larger than any sheet (${MOST_BYTES} bytes)`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
