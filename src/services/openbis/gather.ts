import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Issue } from '../../core/errors/index.ts';
import { foldersOf } from '../../core/folders.ts';
import type { OpenableSource } from '../../core/http/upload.ts';
import type { OpenBisUpload, OpenBisUploadFile } from './upload-types.ts';

/** Something that goes up. */
export interface Gathered {
  /** In the upload: `run/a.txt`. */
  name: string;
  /** Bytes; undefined for an empty folder. */
  size?: number;
  source?: string | Buffer | (OpenableSource & { length: number });
}

/** What cannot be uploaded, with the place in the input. */
export class CannotGather extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super('cannot gather');
  }
}

const MOST_ISSUES = 20;

/**
 * All files and empty folders of an upload. The data store takes exactly one file or one folder at the top: several get
 * a folder around them.
 * @throws CannotGather
 */
export async function gather({ files, folder = 'default' }: OpenBisUpload): Promise<Gathered[]> {
  const list: readonly (string | OpenBisUploadFile)[] =
    typeof files === 'string' || !Array.isArray(files) ? [files as string | OpenBisUploadFile] : files;
  const issues: Issue[] = [];
  const found: Gathered[] = [];
  if (list.length === 0)
    issues.push({ path: 'files', message: 'is empty: a dataset needs at least one file' });
  for (const [index, one] of list.entries()) {
    const path = list.length === 1 ? 'files' : `files[${index}]`;
    if (issues.length >= MOST_ISSUES) break;
    if (typeof one === 'string') await addPath(one, path, found, issues);
    else addSource(one, path, found, issues);
  }
  const tops = new Set(found.map(({ name }) => name.split('/')[0]));
  const inFolder = list.length > 1 || tops.size > 1;
  const all = inFolder ? found.map((each) => ({ ...each, name: `${folder}/${each.name}` })) : found;
  const problem = inFolder ? problemOf(folder) : undefined;
  if (problem) issues.push({ path: 'folder', message: problem });
  issues.push(...clashes(all));
  if (issues.length > 0) throw new CannotGather(issues);
  return all;
}

/** The same name twice would be one file with the pieces of both. */
function clashes(all: readonly Gathered[]): Issue[] {
  const seen = new Set<string>();
  const folders = foldersOf(all.map(({ name }) => name));
  return all.flatMap(({ name, size }) => {
    const twice = seen.has(name) || (size !== undefined && folders.has(name));
    seen.add(name);
    return twice ? [{ path: 'files', message: `${name} is there twice` }] : [];
  });
}

function problemOf(name: string): string | undefined {
  if (name === '' || name.startsWith('/') || name.endsWith('/')) return 'must be a name such as "run/a.txt"';
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..'))
    return 'must not hold empty parts, "." or ".."';
  if (name.includes('\\') || [...name].some((character) => character < ' ' || character === '\u007f'))
    return 'must not hold backslashes or control characters';
  return undefined;
}

function addSource(file: OpenBisUploadFile, path: string, found: Gathered[], issues: Issue[]): void {
  const { name, source } = file;
  const problem = problemOf(name);
  if (problem) issues.push({ path: `${path}.name`, message: problem });
  const size = Buffer.isBuffer(source) ? source.length : source?.length;
  const opens = Buffer.isBuffer(source) || typeof source?.open === 'function';
  if (!opens || typeof size !== 'number' || !(size >= 0)) {
    issues.push({ path: `${path}.source`, message: 'must be a Buffer, or { open(), length }' });
    return;
  }
  found.push({ name, size, source });
}

async function addPath(path: string, at: string, found: Gathered[], issues: Issue[]): Promise<void> {
  const place = resolve(path);
  await walk(place, basename(place), at, new Set(), found, issues);
}

/** Links are followed: what they lead to is what people see in the folder. */
async function walk(
  place: string,
  name: string,
  at: string,
  above: ReadonlySet<string>,
  found: Gathered[],
  issues: Issue[],
): Promise<void> {
  if (issues.length >= MOST_ISSUES) return;
  const complain = (message: string) => issues.push({ path: at, message: `${place} ${message}` });
  const problem = problemOf(name);
  if (problem) return void complain(`cannot be uploaded: its name ${problem}`);
  let entries: Dirent[];
  let real: string;
  try {
    const facts = await stat(place);
    if (facts.isFile()) {
      found.push({ name, size: facts.size, source: place });
      return;
    }
    if (!facts.isDirectory()) return void complain('is neither a file nor a folder');
    real = await realpath(place);
    entries = await readdir(place, { withFileTypes: true });
  } catch (error) {
    return void complain(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (above.has(real)) return void complain('is a link to a folder that it lies in');
  if (entries.length === 0) found.push({ name });
  const inside = new Set([...above, real]);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1)))
    await walk(join(place, entry.name), `${name}/${entry.name}`, at, inside, found, issues);
}
