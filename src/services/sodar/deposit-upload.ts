import { InputError, WaitFailed } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { DigestName, Digests } from '../../core/http/digest.ts';
import { OrderedPool } from '../../core/many/ordered-pool.ts';
import type { CallOptions } from '../../core/options.ts';
import { collectionsOf, firstWord, type PlannedFile } from './deposit-files.ts';
import { DEPOSIT, type SodarDepositedFile } from './deposit-types.ts';
import { digestsOf, type SodarUploader } from './uploader.ts';

/** What one run of uploads is about. */
export interface UploadJob {
  run: Runner;
  uploader: SodarUploader;
  call: CallOptions;
  concurrency: number;
  /** Which checksums the site wants; also the ending of checksum files. */
  scheme: DigestName;
}

export interface UploadTally {
  files: SodarDepositedFile[];
  uploaded: number;
  bytes: number;
}

/** Files below a collection by their places; only the collections that are needed are looked into. */
export type Survey = ReadonlyMap<string, { collection: boolean; size?: number | undefined }>;

/** What lies at the places of the files already; undefined where there is not even the root. */
export async function survey(
  { uploader, call }: UploadJob,
  root: string,
  files: readonly PlannedFile[],
): Promise<Survey | undefined> {
  const found = new Map<string, { collection: boolean; size?: number | undefined }>();
  for (const place of collectionsOf(files)) {
    if (place !== '' && found.get(place)?.collection !== true) continue;
    const entries = await uploader.list(under(root, place), call);
    if (!entries && place === '') return undefined;
    for (const { name, ...entry } of entries ?? [])
      found.set(place === '' ? name : `${place}/${name}`, entry);
  }
  return found;
}

const under = (root: string, place: string): string => (place === '' ? root : `${root}/${place}`);

/**
 * Brings files into a zone, each with its checksum file after it: a checksum file that is there proves that its file came
 * whole. What an earlier run brought is recognised by size and checksum, and left alone.
 */
export async function uploadAll(
  job: UploadJob,
  root: string,
  files: readonly PlannedFile[],
  tell: (place: string, bytes: number, done: boolean) => void,
): Promise<UploadTally> {
  const there = (await survey(job, root, files)) ?? new Map<string, never>();
  for (const place of collectionsOf(files)) {
    if (place !== '' && !there.has(place)) await job.uploader.makeCollection(under(root, place), job.call);
  }
  const tally: UploadTally = { files: [], uploaded: 0, bytes: 0 };
  const pool: OrderedPool<PlannedFile, Awaited<ReturnType<typeof one>>> = new OrderedPool(
    files,
    job.concurrency,
    (file) =>
      one(job, root, file, there, tell).catch((error: unknown) => {
        pool.stop();
        throw error;
      }),
  );
  try {
    for await (const { sent, ...file } of pool) {
      tally.files.push(file);
      if (sent === undefined) continue;
      tally.uploaded += 1;
      tally.bytes += sent;
    }
  } finally {
    pool.stop();
    await pool.settled();
  }
  return tally;
}

async function one(
  job: UploadJob,
  root: string,
  file: PlannedFile,
  there: Survey,
  tell: (place: string, bytes: number, done: boolean) => void,
): Promise<SodarDepositedFile & { sent?: number }> {
  const { uploader, scheme, call } = job;
  const { path, source, expected } = file;
  const names = [...new Set([scheme, ...(Object.keys(expected) as DigestName[])])];
  const sumFile = `${path}.${scheme}`;
  let size = file.size;
  if (size !== undefined && there.get(path)?.size === size && there.has(sumFile)) {
    const [text, digests] = await Promise.all([
      uploader.readText(under(root, sumFile), call),
      digestsOf(source, names),
    ]);
    const checksum = checked(job, file, digests);
    if (firstWord(text) === checksum) {
      tell(path, size, true);
      return { path, size, checksum };
    }
  }
  let bytes = 0;
  const digests = await uploader.upload(under(root, path), source, {
    ...call,
    digests: names,
    onProgress({ transferred }) {
      bytes = transferred;
      tell(path, transferred, false);
    },
  });
  size ??= bytes;
  const checksum = checked(job, file, digests);
  const line = `${checksum}  ${path.slice(path.lastIndexOf('/') + 1)}\n`;
  await uploader.upload(under(root, sumFile), Buffer.from(line), call);
  tell(path, size, true);
  return { path, size, checksum, sent: size };
}

/** The checksum that the site wants; an error when the checksum file beside the file says otherwise. */
function checked({ run, scheme }: UploadJob, { path, expected }: PlannedFile, digests: Digests): string {
  for (const [name, digest] of Object.entries(expected) as [DigestName, string][]) {
    if (digests[name] === digest) continue;
    throw new WaitFailed(
      run.context.redactor.scrub(
        `${path} is not what ${path}.${name} says: its ${name} is ${digests[name]}, and should be ${digest}; it was changed or damaged since that was written. Nothing was moved`,
      ),
      {
        service: run.context.service,
        operation: DEPOSIT,
        lastState: 'ACTIVE',
        history: [],
        waitedMs: 0,
        resumable: undefined,
        hint: 'Restore the file, or its checksum file, and run the deposit again.',
      },
    );
  }
  const checksum = digests[scheme];
  if (checksum !== undefined) return checksum;
  throw new InputError([{ path: 'options.uploader', message: `gave no ${scheme} of ${path}` }]);
}
