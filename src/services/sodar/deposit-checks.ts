import { type Issue, NotFound } from '../../core/errors/index.ts';
import { foldersOf } from '../../core/folders.ts';
import type { Runner } from '../../core/http/context.ts';
import type { DigestName } from '../../core/http/digest.ts';
import { OrderedPool } from '../../core/many/ordered-pool.ts';
import type { CallOptions } from '../../core/options.ts';
import type { PlannedFile } from './deposit-files.ts';
import type { DepositJournal } from './deposit-journal.ts';
import { DEPOSIT } from './deposit-types.ts';
import { survey, type UploadJob } from './deposit-upload.ts';
import { fileExists, getEnvironment } from './endpoints/irods.ts';
import { getInvestigation } from './endpoints/sheets.ts';
import { digestsOf } from './uploader.ts';

const SHOWN = 20;
const TAKEN =
  'there is a file of this name in the assay already, and SODAR never overwrites: give it another place, or have the old one deleted (dataRequests)';

/** Where the files of an assay will be. */
export interface DepositTarget {
  uuid: string;
  /** Its collection in the sample data. */
  collection: string;
}

/**
 * The assay that is meant.
 * @throws InputError there is none, or several; or the project has no collections yet
 */
export async function assayIn(
  run: Runner,
  project: string,
  wanted: string | undefined,
  call: CallOptions,
): Promise<DepositTarget> {
  const { studies } = await run(getInvestigation, { project }, call);
  const all = Object.values(studies).flatMap((study) => Object.entries(study.assays));
  const named = all.map(([uuid, { file_name }]) => `${uuid} (${file_name})`).join(', ') || 'none';
  const refuse = (message: string) => run.inputError(DEPOSIT, [{ path: 'assay', message }]);
  if (wanted === undefined && all.length !== 1)
    throw refuse(`must say which assay is meant; the project has ${named}`);
  const [uuid, assay] = all.find(([one]) => wanted === undefined || one === wanted) ?? [];
  if (uuid === undefined || !assay) throw refuse(`is not an assay of this project, which has ${named}`);
  if (assay.irods_path) return { uuid, collection: assay.irods_path };
  throw refuse('has no place for files yet: call irods.createCollections for the project first');
}

/** Which checksum files the site wants. Servers before 0.14 do not say, and want MD5. */
export async function schemeOf(run: Runner, call: CallOptions): Promise<DigestName> {
  try {
    const { irods_default_hash_scheme: scheme } = await run(getEnvironment, undefined, call);
    return /sha2/i.test(scheme ?? '') ? 'sha256' : 'md5';
  } catch (error) {
    if (error instanceof NotFound) return 'md5';
    throw error;
  }
}

/**
 * Sorts out the files whose content the site has already.
 * @throws InputError there are such, and they are to be refused
 */
export async function withoutDuplicates(
  { run, call, concurrency, scheme }: UploadJob,
  files: readonly PlannedFile[],
  rule: 'allow' | 'refuse' | 'skip',
): Promise<{ files: readonly PlannedFile[]; duplicates: string[] }> {
  if (rule === 'allow') return { files, duplicates: [] };
  const kept: PlannedFile[] = [];
  const duplicates: string[] = [];
  const look = async (file: PlannedFile) => {
    const checksum = (await digestsOf(file.source, [scheme]))[scheme] ?? '';
    return { file, there: await run(fileExists, { checksum }, call) };
  };
  const pool = new OrderedPool(files, concurrency, look);
  try {
    for await (const { file, there } of pool) {
      if (there) duplicates.push(file.path);
      else kept.push(file);
    }
  } finally {
    pool.stop();
    await pool.settled();
  }
  if (rule === 'skip' || duplicates.length === 0) return { files: kept, duplicates };
  throw run.inputError(
    DEPOSIT,
    duplicates.slice(0, SHOWN).map((path) => ({
      path: `files: ${path}`,
      message: 'is in SODAR already, byte for byte, here or in another project',
    })),
  );
}

/**
 * A move never overwrites: it would fail after all was uploaded. So would an upload whose checksum file is a folder's namesake.
 * @throws InputError places are taken
 */
export async function demandFreePlaces(
  job: UploadJob,
  collection: string,
  files: readonly PlannedFile[],
): Promise<void> {
  const folders = foldersOf(files.map(({ path }) => path));
  const there = await survey(job, collection, files);
  const issues = files.flatMap(({ path }): Issue[] => {
    const sum = `${path}.${job.scheme}`;
    if (folders.has(sum))
      return [
        {
          path: `files: ${path}`,
          message: `gets the checksum file ${sum}, and there is a folder of this name: rename one of them`,
        },
      ];
    return there?.has(path) ? [{ path: `files: ${path}`, message: TAKEN }] : [];
  });
  for (const folder of folders)
    if (there?.get(folder)?.collection === false)
      issues.push({
        path: `files: ${folder}/`,
        message: 'there is a file in the assay where this folder would be: give the folder another name',
      });
  if (issues.length > 0) throw job.run.inputError(DEPOSIT, issues.slice(0, SHOWN));
}

/**
 * What was moved is there for good: files that were changed since are not in SODAR, whatever the journal says of their names.
 * @throws InputError there are such
 */
export async function demandSame(
  run: Runner,
  journal: DepositJournal,
  files: readonly PlannedFile[],
): Promise<void> {
  const issues: Issue[] = [];
  for (const { path, source } of files) {
    const known = journal.checksumOf(path);
    if (!known) continue;
    const { scheme, checksum } = known;
    if ((await digestsOf(source, [scheme]))[scheme] === checksum) continue;
    issues.push({
      path: `files: ${path}`,
      message: `is not what was deposited: it was changed since, and SODAR has the one whose ${scheme} is ${checksum}. Deposit the new one in another place, with a journal of its own, or restore the old one`,
    });
  }
  if (issues.length > 0) throw run.inputError(DEPOSIT, issues.slice(0, SHOWN));
}
