import { createReadStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Issue } from '../../core/errors/index.ts';
import { guarded } from '../../core/hooks.ts';
import type { Runner } from '../../core/http/context.ts';
import { placeInside } from '../../core/http/safe-name.ts';
import { OrderedPool } from '../../core/many/ordered-pool.ts';
import { whyNotWritten } from '../../core/not-written.ts';
import { checkCounts } from '../../core/options.ts';
import { downloadFile } from './endpoints/files.ts';
import { chosen, crc32Of, localName } from './file-tree.ts';
import type {
  OpenBisDownload,
  OpenBisDownloadedFile,
  OpenBisDownloadOptions,
  OpenBisFile,
} from './file-types.ts';

const OPERATION = 'openbis.datasets.download';

/** A file of a dataset and its place here. */
interface Placed {
  readonly file: OpenBisFile;
  readonly place: string;
}

/**
 * Fetches files of a dataset into a folder. All places are known to be inside of it before the first byte is asked for;
 * each file is checked before it appears under its name; one that is there already, the same, is not fetched again.
 */
export async function downloadFiles(
  run: Runner,
  permId: string,
  files: readonly OpenBisFile[],
  options: OpenBisDownloadOptions,
): Promise<OpenBisDownload> {
  const { destination, defaultFolders = true, concurrency = 4 } = options;
  const folder = resolve(destination);
  const { files: wanted, missing } = chosen(files, options.files);
  const issues: Issue[] = [
    ...missing.map((path) => ({ path: 'options.files', message: `${path} is not in the dataset` })),
    ...checkCounts({ concurrency }),
  ];
  if (issues.length > 0) throw run.inputError(OPERATION, issues);
  const placed = await places(run, permId, wanted, folder, defaultFolders);
  if (options.files === undefined) await emptyFolders(run, permId, files, folder, defaultFolders);

  const tell = teller(wanted, options);
  const done: OpenBisDownloadedFile[] = [];
  for (const part of inTurns(placed)) {
    const pool = new OrderedPool(part, concurrency, (one) => fetchOne(run, permId, one, options, tell));
    try {
      for await (const file of pool) done.push(file);
    } finally {
      pool.stop();
      await pool.settled();
    }
  }
  return { folder, files: done, size: done.reduce((sum, { size }) => sum + size, 0) };
}

/** @throws InputError a name leads out of the folder, or two files would be one */
async function places(
  run: Runner,
  permId: string,
  files: readonly OpenBisFile[],
  folder: string,
  defaultFolders: boolean,
): Promise<Placed[]> {
  const issues: Issue[] = [];
  const taken = new Map<string, string>();
  const placed: Placed[] = [];
  for (const file of files) {
    try {
      const place = await placeInside(folder, localName(file.path, permId, defaultFolders));
      const other = taken.get(place);
      if (other !== undefined) {
        const message = `${other} and ${file.path} would both be ${relative(folder, place)}; keep the default folders`;
        issues.push({ path: 'options.defaultFolders', message });
      }
      taken.set(place, file.path);
      placed.push({ file, place });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      issues.push({ path: 'options.destination', message: error.message });
    }
  }
  if (issues.length > 0) throw run.inputError(OPERATION, issues);
  return placed;
}

/** Folders without files are part of the data as well. */
async function emptyFolders(
  run: Runner,
  permId: string,
  files: readonly OpenBisFile[],
  folder: string,
  defaultFolders: boolean,
): Promise<void> {
  for (const { path, directory } of files) {
    if (!directory || path === '') continue;
    const name = localName(path, permId, defaultFolders);
    // `original` itself is cut away.
    if (!defaultFolders && ['original', 'DEFAULT', 'original/DEFAULT'].includes(path)) continue;
    try {
      await mkdir(await placeInside(folder, name), { recursive: true });
    } catch (error) {
      const message =
        error instanceof RangeError
          ? error.message
          : `the folder ${name} cannot be made${whyNotWritten(error)}`;
      throw run.inputError(OPERATION, [{ path: 'options.destination', message }]);
    }
  }
}

/** While `a` is on its way it is called `a.part`: a file of that name has to wait until all others are there. */
function inTurns(placed: readonly Placed[]): Placed[][] {
  const onTheWay = new Set(placed.flatMap(({ place }) => [`${place}.part`, `${place}.part.json`]));
  const late = placed.filter(({ place }) => onTheWay.has(place));
  return [placed.filter(({ place }) => !onTheWay.has(place)), late];
}

type Tell = (file: OpenBisFile, transferred: number) => void;

function teller(files: readonly OpenBisFile[], { onProgress }: OpenBisDownloadOptions): Tell {
  const total = files.reduce((sum, { fileLength }) => sum + (fileLength ?? 0), 0);
  const moved = new Map<OpenBisFile, number>();
  const told = guarded('onProgress', onProgress);
  let transferred = 0;
  return (file, bytes) => {
    transferred += bytes - (moved.get(file) ?? 0);
    moved.set(file, bytes);
    told?.({ transferred, total, file: file.path });
  };
}

async function fetchOne(
  run: Runner,
  permId: string,
  { file, place }: Placed,
  options: OpenBisDownloadOptions,
  tell: Tell,
): Promise<OpenBisDownloadedFile> {
  const { destination: _a, files: _b, defaultFolders: _c, concurrency: _d, overwrite, ...call } = options;
  const { path, fileLength } = file;
  const size = fileLength ?? undefined;
  const sum = crc32Of(file);
  const there = await sameFile(place, size, sum);
  if (there) {
    tell(file, there.size);
    return { path, file: place, ...there, kept: true };
  }
  const got = await run.download(
    downloadFile,
    { dataset: file.dataSetPermId ?? permId, path, ...(size !== undefined && { size }) },
    {
      ...call,
      destination: place,
      ...(overwrite !== undefined && { overwrite }),
      onProgress: ({ transferred }) => tell(file, transferred),
    },
    { ...(size !== undefined && { size }), ...(sum !== undefined && { digests: { crc32: sum } }) },
    ['crc32'],
  );
  tell(file, got.size);
  return { path, file: place, size: got.size, crc32: got.digests.crc32 ?? '', kept: false };
}

/** What is there, when it is the same; a file whose checksum nobody knows is fetched again. */
async function sameFile(
  place: string,
  size: number | undefined,
  sum: string | undefined,
): Promise<{ size: number; crc32: string } | undefined> {
  if (size === undefined || sum === undefined) return undefined;
  try {
    const facts = await stat(place);
    if (!facts.isFile() || facts.size !== size) return undefined;
    let value = 0;
    for await (const chunk of createReadStream(place, { highWaterMark: 512 * 1024 }))
      value = crc32(chunk as Buffer, value);
    const found = value.toString(16).padStart(8, '0');
    return found === sum ? { size, crc32: found } : undefined;
  } catch {
    return undefined;
  }
}
