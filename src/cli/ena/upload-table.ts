import { readFile } from 'node:fs/promises';
import { AbortedError, type UploadResult } from '../../index.ts';
import type { LocalFile } from '../../services/ena/files/upload-file.ts';
import { inOneLine, inWords, told } from '../explain-error.ts';
import type { Log } from '../log.ts';
import { Output } from '../output.ts';
import { checkPlaces } from '../places.ts';
import { jsonOf } from '../records/sink.ts';
import { tsvLine } from '../tsv.ts';

/** What became of one file, as it is shown. */
export interface Fate {
  path: string;
  fileName: string;
  fileType: string;
  bytes: number;
  md5: string;
  status: 'stored' | 'found' | 'failed' | 'refused' | 'not sent';
  error?: unknown;
}

/** All files in their order, also those that were never begun. */
export function fatesOf(
  files: readonly LocalFile[],
  results: readonly UploadResult[],
  trouble?: unknown,
): Fate[] {
  const byIndex = new Map(results.map((result) => [result.index, result]));
  // Each was stored, and the area does not list all of them whole.
  const notListed = trouble !== undefined && results.length === files.length && results.every(isThere);
  return files.map(({ path, name, fileType, size }, index): Fate => {
    const fate = { path, fileName: name, fileType, bytes: size };
    const result = byIndex.get(index);
    if (!result) return { ...fate, md5: '', status: 'not sent' };
    if (notListed) return { ...fate, md5: '', status: 'failed', error: trouble };
    if (isThere(result)) return { ...fate, md5: result.file.checksum, status: result.status };
    const { status, error } = result;
    // Stopped by whoever runs it, which is nothing to be told.
    if (error instanceof AbortedError) return { ...fate, md5: '', status: 'not sent' };
    return { ...fate, md5: '', status: status === 'refused' ? status : 'failed', error };
  });
}

const isThere = (
  result: UploadResult,
): result is Extract<UploadResult, { file: unknown }> & { status: 'stored' | 'found' } => 'file' in result;

const COLUMNS: readonly (readonly [string, (fate: Fate) => string])[] = [
  ['file', ({ path }) => path],
  ['name', ({ fileName }) => fileName],
  ['type', ({ fileType }) => fileType],
  ['bytes', ({ bytes }) => String(bytes)],
  ['md5', ({ md5 }) => md5],
  ['status', ({ status }) => status],
  ['error', ({ error }) => (error === undefined ? '' : inOneLine(error))],
];

/** Where what became of the files is written. */
interface Outputs {
  table: Output | undefined;
  json: Output | undefined;
  checksums: Output | undefined;
}

/** Before anything is sent, so that a wrong name is told while nothing has happened. */
export async function openOutputs(
  { json, output, checksums }: { json?: boolean; output?: string; checksums?: string },
  inputs: readonly string[],
): Promise<Outputs> {
  checkPlaces({ '--output': output, '--checksums': checksums }, inputs);
  const table = output !== undefined || !json ? await Output.to(output) : undefined;
  try {
    return {
      table,
      json: json ? Output.stdout() : undefined,
      checksums: checksums === undefined ? undefined : await Output.file(checksums),
    };
  } catch (error) {
    await table?.discard();
    throw error;
  }
}

/** Nothing is to be written; what was there before stays. */
export async function discardOutputs({ table, checksums }: Outputs): Promise<void> {
  await table?.discard();
  await checksums?.discard();
}

/** The table of the files (with --json one object for each), and the list of checksums. */
export async function writeUploads(
  { table, json, checksums }: Outputs,
  fates: readonly Fate[],
): Promise<void> {
  if (table) {
    await put(table, [
      tsvLine(COLUMNS.map(([name]) => name)),
      ...fates.map((fate) => tsvLine(COLUMNS.map(([, read]) => read(fate)))),
    ]);
  }
  if (json) {
    for (const { error, md5, ...fate } of fates) {
      await json.json({
        ...fate,
        ...(md5 !== '' && { checksum: md5 }),
        ...(error !== undefined && { error: jsonOf(error) }),
      });
    }
    await json.finish();
  }
  if (checksums) await writeChecksums(checksums, fates);
}

async function put(output: Output, lines: readonly string[]): Promise<void> {
  await output.write(lines.join(''));
  await output.finish();
}

/** Of a file that did not come through this time the line of an earlier run stays; so does the whole where none did. */
async function writeChecksums(list: Output, fates: readonly Fate[]): Promise<void> {
  if (fates.every(({ md5 }) => md5 === '')) return list.discard();
  const before = list.path === undefined ? new Map<string, string>() : await checksumsIn(list.path);
  await put(
    list,
    fates.flatMap((fate) =>
      fate.md5 === '' ? (before.get(fate.path) ?? []) : checksumLine(fate.md5, fate.path),
    ),
  );
}

/** The lines of a list of checksums, by file. What is none has no such lines. */
async function checksumsIn(path: string): Promise<Map<string, string>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return new Map(
    text.split('\n').flatMap((line) => {
      const [, mark, name] = /^(\\?)[0-9a-f]{32} [ *](.+)$/.exec(line) ?? [];
      if (name === undefined) return [];
      const file = mark ? name.replace(/\\([\\n])/g, (_, char) => (char === 'n' ? '\n' : '\\')) : name;
      return [[file, `${line}\n`] as const];
    }),
  );
}

/** As md5sum writes it: a name with a backslash or a line break is marked at the beginning of the line. */
function checksumLine(md5: string, path: string): string {
  const escaped = path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return `${escaped === path ? '' : '\\'}${md5}  ${escaped}\n`;
}

/** Each reason once, however many files it met. */
export function tellFailures(fates: readonly Fate[], log: Log): void {
  const reasons = new Map<string, string[]>();
  for (const { path, error } of fates) {
    if (error === undefined) continue;
    const words = inWords(told(error)).replace(/\n {2}It may be stored all the same:.*/, '');
    reasons.set(words, [...(reasons.get(words) ?? []), path]);
  }
  for (const [words, [first, ...others]] of reasons)
    log.warn(`${first}${others.length > 0 ? ` and ${others.length} more` : ''}: ${words}`);
}
