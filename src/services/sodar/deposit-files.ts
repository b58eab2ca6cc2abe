import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { Issue } from '../../core/errors/index.ts';
import { foldersOf } from '../../core/folders.ts';
import type { DigestName, Digests } from '../../core/http/digest.ts';
import { type Source, Upload } from '../../core/http/upload.ts';
import type { SodarDepositFile, SodarDepositInput } from './deposit-types.ts';

/** A data file on its way. */
export interface PlannedFile {
  path: string;
  source: Source;
  /** Bytes, when known. */
  size: number | undefined;
  /** What a checksum file beside it says. */
  expected: Digests;
}

/** What cannot be deposited, told all at once. */
export class CannotDeposit extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super('cannot be deposited');
  }
}

const SUM_FILE = /^(.+)\.(md5|sha256)$/i;
/** A checksum file is a line; whatever is larger is none. */
const LONGEST_SUM_FILE = 64 * 1024;
/** SODAR takes it for an order to move the zone at once. */
const TRIGGER = '.sodar_validate_and_move';
const MOST_ISSUES = 20;

/** All data files with their places, checked. */
export async function planFiles(given: SodarDepositInput['files']): Promise<PlannedFile[]> {
  const list = typeof given === 'string' ? [given] : given;
  if (!Array.isArray(list))
    throw new CannotDeposit([{ path: 'files', message: 'must be paths, or { path, source }' }]);
  const found: SodarDepositFile[] = [];
  const issues: Issue[] = [];
  for (const [index, item] of list.entries()) {
    const at = `files[${index}]`;
    if (typeof item !== 'string') found.push(item);
    else found.push(...(await filesAt(item, at, issues)));
  }
  const places = new Set<string>();
  for (const item of found) {
    const wrong = wrongPlace(item?.path, places);
    if (wrong !== undefined) issues.push({ path: `files: ${String(item?.path)}`, message: wrong });
    else places.add(item.path);
  }
  const folders = foldersOf([...places]);
  for (const place of places)
    if (folders.has(place))
      issues.push({
        path: `files: ${place}`,
        message: 'is a file, and a folder of other files too: give one of them another name',
      });
  if (issues.length === 0 && places.size === 0)
    issues.push({
      path: 'files',
      message: 'holds no file: an empty landing zone would be moved all the same',
    });
  fail(issues);
  return withSums(found);
}

function fail(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new CannotDeposit(issues.slice(0, MOST_ISSUES));
}

async function filesAt(place: string, at: string, issues: Issue[]): Promise<SodarDepositFile[]> {
  try {
    if (!(await stat(place)).isDirectory()) return [{ path: basename(place), source: place }];
    const entries = await readdir(place, { withFileTypes: true, recursive: true });
    const files: SodarDepositFile[] = [];
    for (const entry of entries) {
      const source = join(entry.parentPath, entry.name);
      if (entry.isSymbolicLink() && (await stat(source)).isDirectory()) {
        issues.push({ path: at, message: `${source} is a link to a folder; give that folder by itself` });
      } else if (!entry.isDirectory()) {
        files.push({ path: relative(place, source).split(sep).join('/'), source });
      }
    }
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  } catch (error) {
    issues.push({ path: at, message: `cannot be read (${(error as NodeJS.ErrnoException).code})` });
    return [];
  }
}

function wrongPlace(place: unknown, taken: ReadonlySet<string>): string | undefined {
  if (typeof place !== 'string' || place === '') return 'must have a `path`: its place below the assay';
  const odd = [...place].some((character) => character < ' ' || character === '\u007f' || character === '\\');
  if (odd || place.split('/').some((part) => part === '' || part === '.' || part === '..'))
    return 'must be a relative path with /, without empty parts, . and .., backslashes and control characters';
  if (basename(place) === TRIGGER) return 'is what makes SODAR move a zone at once, files or no files';
  return taken.has(place) ? 'is there twice' : undefined;
}

/** Checksum files are no data: they say what their file should be. */
async function withSums(files: readonly SodarDepositFile[]): Promise<PlannedFile[]> {
  const names = new Set(files.map(({ path }) => path));
  const planned = new Map<string, PlannedFile>();
  const issues: Issue[] = [];
  const sums: { of: string; name: DigestName; file: SodarDepositFile }[] = [];
  for (const file of files) {
    const [, of, kind] = SUM_FILE.exec(file.path) ?? [];
    if (of === undefined || kind === undefined) {
      const { length } = await Upload.from(file.source);
      planned.set(file.path, { ...file, size: length, expected: {} });
    } else if (names.has(of)) {
      sums.push({ of, name: kind.toLowerCase() as DigestName, file });
    } else {
      issues.push({
        path: `files: ${file.path}`,
        message: 'is a checksum file, and its file is not among the files',
      });
    }
  }
  for (const { of, name, file } of sums) {
    const data = planned.get(of);
    const digest = firstWord(await shortText(file.source));
    if (!/^[0-9a-f]{32,64}$/.test(digest))
      issues.push({
        path: `files: ${file.path}`,
        message: 'is not a checksum file: it should begin with hex digits',
      });
    else if (data) data.expected[name] = digest;
  }
  fail(issues);
  return [...planned.values()];
}

/** The digest, before an optional file name; a byte order mark does no harm. */
export const firstWord = (text: string): string =>
  (
    text
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/\s+/)[0] ?? ''
  ).toLowerCase();

async function shortText(source: Source): Promise<string> {
  const upload = await Upload.from(source);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of upload.open()) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes > LONGEST_SUM_FILE) return '';
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The collections that files need, those above before those below; '' is the root. */
export function collectionsOf(files: readonly { path: string }[]): string[] {
  const all = ['', ...foldersOf(files.map(({ path }) => path))];
  return all.sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
}
