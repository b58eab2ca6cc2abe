import { randomUUID } from 'node:crypto';
import {
  type CallContext,
  InputError,
  type Outcome,
  RejectedError,
  RepositoryError,
} from '../../core/errors/index.ts';
import { guarded } from '../../core/hooks.ts';
import type { Runner } from '../../core/http/context.ts';
import { CLOCK_SKEW_MS, isDoubt } from '../../core/many/doubt.ts';
import { OrderedPool } from '../../core/many/ordered-pool.ts';
import { settleDoubt } from '../../core/many/reconcile.ts';
import type { CallOptions } from '../../core/options.ts';
import type { WireValues } from './creations.ts';
import { atStore } from './data-store.ts';
import { dto } from './dto.ts';
import { searchFiles } from './endpoints/files.ts';
import { createUploadedDataset, uploadPiece } from './endpoints/uploads.ts';
import { crc32Of } from './file-tree.ts';
import type { OpenBisFile } from './file-types.ts';
import { CannotGather, type Gathered, gather } from './gather.ts';
import { collectionId, datasetId, objectId, typeId } from './ids.ts';
import { Checksums, crc32OfWhole, piecesOf } from './pieces.ts';
import { tokenIn } from './rpc.ts';
import type { OpenBisDataStore } from './types.ts';
import type { OpenBisUpload, OpenBisUploaded, OpenBisUploadOptions } from './upload-types.ts';

const OPERATION = 'openbis.datasets.upload';
/** A session that ends each time is no session. */
const MOST_ROUNDS = 3;
const RECONCILE_MS = 60_000;

/** What the upload needs to know of the repository, looked up before the first byte. */
export interface UploadPlan {
  store: OpenBisDataStore;
  properties: WireValues;
  /** Datasets of this owner and type that we made since then, with their bytes where these were counted. */
  candidates(since: number, call: CallOptions): Promise<{ permId: string; size: number | undefined }[]>;
  /** Takes a dataset away again that is not whole. */
  discard(permId: string, call: CallOptions): Promise<void>;
}

/** @throws InputError a file cannot be read */
export async function gathered(run: Runner, upload: OpenBisUpload): Promise<Gathered[]> {
  try {
    return await gather(upload);
  } catch (error) {
    if (!(error instanceof CannotGather)) throw error;
    throw run.inputError(OPERATION, error.issues);
  }
}

/** The files of an upload as they will be in the dataset; folders are none. */
export const filesIn = (files: readonly Gathered[]): { path: string; size: number }[] =>
  files.flatMap(({ name, size }) => (size === undefined ? [] : [{ path: `original/${name}`, size }]));

/**
 * Brings files into the session's workspace and makes a dataset of them. The workspace ends with the session: when that
 * changes on the way all files go again, since the dataset would else be made of half of them. The dataset is read back;
 * one that is not whole is taken away.
 */
export async function uploadFiles(
  given: Runner,
  upload: OpenBisUpload,
  files: readonly Gathered[],
  plan: UploadPlan,
  options: OpenBisUploadOptions,
): Promise<OpenBisUploaded> {
  const { concurrency = 4, reconcileForMs = RECONCILE_MS, findExisting, onProgress, ...call } = options;
  const run = atStore(given, plan.store);
  const there = findExisting ? await existing(run, plan, files, call) : undefined;
  if (there) return there;
  const tell = teller(files, onProgress);
  for (let round = 1; ; round += 1) {
    const uploadId = randomUUID();
    const session = await sessionNow(run, call);
    const sums = await sendPieces(run, uploadId, files, { concurrency, call, tell });
    const changed = async () => {
      if ((await sessionNow(run, call)) === session) return false;
      if (round >= MOST_ROUNDS) throw sessionLost(run);
      return true;
    };
    if (await changed()) continue;
    const expected = files.flatMap((file) =>
      file.size === undefined
        ? []
        : [{ path: `original/${file.name}`, size: file.size, crc32: sums.of(file) }],
    );
    const since = run.context.clock.now();
    let permId: string;
    try {
      permId = await run(createUploadedDataset, creationOf(upload, plan.properties, uploadId), call);
    } catch (error) {
      if (isDoubt(error)) permId = await lookFor(run, plan, expected, { since, reconcileForMs, call, error });
      else if (isEmptyWorkspace(error) && (await changed())) continue;
      else throw error;
    }
    await checkWhole(run, plan, permId, expected, call);
    return { permId, files: expected, size: expected.reduce((sum, { size }) => sum + size, 0) };
  }
}

type Expected = OpenBisUploaded['files'];

const isEmptyWorkspace = (error: unknown): boolean =>
  error instanceof RejectedError && /No uploaded files found/i.test(error.message);

async function sessionNow(run: Runner, { signal }: CallOptions): Promise<string | undefined> {
  const headers = await run.context.credential?.headers(signal ?? new AbortController().signal);
  return headers && tokenIn(headers);
}

type Tell = (file: Gathered, startByte: number, bytes: number) => void;

function teller(files: readonly Gathered[], onProgress: OpenBisUploadOptions['onProgress']): Tell {
  const total = files.reduce((sum, { size = 0 }) => sum + size, 0);
  const moved = new Map<string, number>();
  const told = guarded('onProgress', onProgress);
  let transferred = 0;
  return (file, startByte, bytes) => {
    const key = `${startByte} ${file.name}`;
    transferred += bytes - (moved.get(key) ?? 0);
    moved.set(key, bytes);
    told?.({ transferred, total, file: file.name });
  };
}

async function sendPieces(
  run: Runner,
  uploadId: string,
  files: readonly Gathered[],
  { concurrency, call, tell }: { concurrency: number; call: CallOptions; tell: Tell },
): Promise<Checksums> {
  const sums = new Checksums();
  const pool = new OrderedPool(piecesOf(uploadId, files, tell), concurrency, async (one) => {
    await run(uploadPiece, one.piece, call);
    sums.add(one);
  });
  try {
    for await (const _ of pool) {
      // Only that all of them went.
    }
  } finally {
    pool.stop();
    await pool.settled();
  }
  return sums;
}

const creationOf = (upload: OpenBisUpload, properties: WireValues, uploadId: string) =>
  dto('dss.dto.dataset.create.UploadedDataSetCreation', {
    typeId: typeId(upload.type, 'DATA_SET'),
    sampleId: upload.object === undefined ? undefined : objectId(upload.object),
    experimentId: upload.collection === undefined ? undefined : collectionId(upload.collection),
    properties,
    parentIds: (upload.parents ?? []).map(datasetId),
    uploadId,
  });

const filesAt = async (run: Runner, permId: string, call: CallOptions): Promise<OpenBisFile[]> =>
  (await run(searchFiles, permId, call)).filter(({ directory }) => !directory);

/** What is wrong with a dataset's files; undefined when they are what was sent, as far as the store knows. */
function difference(files: readonly OpenBisFile[], expected: Expected): string | undefined {
  const there = new Map(files.map((file) => [file.path, file]));
  for (const { path, size, crc32 } of expected) {
    const file = there.get(path);
    if (!file) return `${path} is missing`;
    if (typeof file.fileLength === 'number' && file.fileLength !== size)
      return `${path} has ${file.fileLength} bytes instead of ${size}`;
    const sum = crc32Of(file);
    if (sum !== undefined && sum !== crc32) return `${path} has the CRC-32 ${sum} instead of ${crc32}`;
  }
  return files.length > expected.length ? 'there are files that were not sent' : undefined;
}

/**
 * A dataset of ours that holds these very files: an earlier run made it.
 * @throws RejectedError one may be it, and cannot be told from another one of the same names and sizes
 */
async function existing(
  run: Runner,
  plan: UploadPlan,
  files: readonly Gathered[],
  call: CallOptions,
): Promise<OpenBisUploaded | undefined> {
  const total = filesIn(files).reduce((sum, { size }) => sum + size, 0);
  const candidates = (await plan.candidates(0, call)).filter(({ size = total }) => size === total);
  if (candidates.length === 0) return undefined;
  const expected: Expected = [];
  for (const file of files)
    if (file.size !== undefined)
      expected.push({ path: `original/${file.name}`, size: file.size, crc32: await crc32OfWhole(file) });
  let unproven: RejectedError | undefined;
  for (const { permId } of candidates) {
    const there = await filesAt(run, permId, call);
    if (difference(there, expected) !== undefined) continue;
    const blind = there.find((file) => file.fileLength !== 0 && crc32Of(file) === undefined);
    if (!blind) return { permId, found: true, files: expected, size: total };
    unproven ??= notProven(run, permId, blind.path);
  }
  if (unproven) throw unproven;
  return undefined;
}

const notProven = (run: Runner, permId: string, path: string): RejectedError =>
  new RejectedError(
    `the dataset ${permId} may hold these very files, or others of the same names and sizes: the data store has no checksum of ${path}`,
    {
      ...contextOf(run, 'refused'),
      hint: 'Look at it. To make another one all the same, upload without `findExisting` (on the command line: --again).',
      issues: [],
    },
  );

/**
 * A dataset has no name of its own: what was made is known by its owner, type, time, and the very files. One that fits
 * is ours; with none, or several, nobody can tell.
 */
async function lookFor(
  run: Runner,
  plan: UploadPlan,
  expected: Expected,
  how: { since: number; reconcileForMs: number; call: CallOptions; error: unknown },
): Promise<string> {
  const { since, reconcileForMs, call, error } = how;
  const look = async (): Promise<string[]> => {
    const fitting: string[] = [];
    for (const { permId } of await plan.candidates(since - CLOCK_SKEW_MS, call))
      if (difference(await filesAt(run, permId, call), expected) === undefined) fitting.push(permId);
    return fitting;
  };
  const found = await settleDoubt(look, reconcileForMs, run.context.clock, call.signal).catch(() => []);
  const [only, another] = found;
  if (only === undefined || another !== undefined) throw error;
  return only;
}

/** @throws RejectedError the dataset was not whole, and was taken away again */
async function checkWhole(
  run: Runner,
  plan: UploadPlan,
  permId: string,
  expected: Expected,
  call: CallOptions,
): Promise<void> {
  let wrong: string | undefined;
  try {
    wrong = difference(await filesAt(run, permId, call), expected);
  } catch (error) {
    // It is there, and every piece of it was confirmed: that it cannot be looked at now does not change it.
    if (error instanceof RepositoryError && !(error instanceof InputError)) return;
    throw error;
  }
  if (wrong === undefined) return;
  const gone = await plan.discard(permId, call).then(
    () => true,
    () => false,
  );
  const then = gone ? 'it was moved to the trash' : 'it could not be taken away: delete it';
  throw new RejectedError(`the dataset ${permId} is not whole (${wrong}); ${then}`, {
    ...contextOf(run, gone ? 'refused' : 'unknown'),
    hint: 'Did a file change while it was uploaded? Upload it again.',
    issues: [{ path: 'files', message: wrong }],
  });
}

const sessionLost = (run: Runner): RejectedError =>
  new RejectedError(`the session ended during each of ${MOST_ROUNDS} uploads, and with it went the files`, {
    ...contextOf(run, 'refused'),
    hint: 'A personal access token keeps what was uploaded; others may log in as the same user (five sessions at most).',
    issues: [],
  });

const contextOf = (run: Runner, outcome: Outcome): CallContext => ({
  service: 'openbis',
  operation: OPERATION,
  method: 'POST',
  url: run.context.redactor.scrubUrl(run.context.bases.store ?? ''),
  attempts: 1,
  outcome,
});
