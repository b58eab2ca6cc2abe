import { basename, dirname } from 'node:path/posix';
import {
  BulkError,
  type BulkFailure,
  CallError,
  RepositoryError,
  ResponseError,
} from '../../../core/errors/index.ts';
import { guarded } from '../../../core/hooks.ts';
import type { Runner } from '../../../core/http/context.ts';
import { type LoadedPage, Pager, type Place } from '../../../core/many/pager.ts';
import { checkCounts, checkOptions } from '../../../core/options.ts';
import { type FtpEntry, FtpFailure } from './ftp-session.ts';
import { isForAll, Line, wrongName } from './line.ts';
import { localFiles } from './local-files.ts';
import { FileUpload, type LocalFile } from './upload-file.ts';
import {
  type AreaFile,
  type AreaOptions,
  type FilesUploadOptions,
  UploadedFile,
  type UploadSource,
} from './upload-types.ts';

const UPLOAD = 'ena.files.upload';
const LIST = 'ena.files.list';
const DELETE = 'ena.files.delete';
const CONCURRENCY = 4;
/** A file may take as long as it comes. */
const UPLOAD_DEADLINE_MS = 24 * 3_600_000;
const DEADLINE_MS = 300_000;

/**
 * The account's upload area, shared by the test and the production service. Files lie there until a run or an analysis
 * that names them is submitted; ENA deletes what is older than two months.
 * @see https://ena-docs.readthedocs.io/en/latest/submit/fileprep/upload.html
 */
export class Files {
  constructor(private readonly run: Runner) {}

  /**
   * Uploads files by FTP with TLS, with a `.md5` beside each. A file that is there already, with the same size and
   * digest, is skipped, so the same call can be made again after anything. A broken line is taken up where the server is.
   * In the end the area is listed: what is given back lies there whole. One file that fails does not stop the others.
   * @throws InputError a file cannot be read, or its name cannot be one there
   * @throws ConfigError there is no name and password: a token does not do here
   * @throws Unauthenticated ENA does not take them
   * @throws ConnectionError with what to try when a firewall is in the way
   * @throws BulkError several files failed
   */
  async upload(
    paths: UploadSource | readonly UploadSource[],
    options: FilesUploadOptions = {},
  ): Promise<UploadedFile[]> {
    const { folder, concurrency = CONCURRENCY, overwrite = false, onProgress, onFile, ...call } = options;
    const tellFile = guarded('onFile', onFile);
    const tellProgress = guarded('onProgress', onProgress);
    const issues = [...checkOptions(call), ...checkCounts({ concurrency })];
    const files = await localFiles([paths].flat() as UploadSource[], folder, issues);
    if (issues.length > 0) throw this.run.inputError(UPLOAD, issues);
    const uploaded: UploadedFile[] = [];
    const failures: BulkFailure[] = [];
    const queue = files.entries();
    let stopped = false;
    const worker = async () => {
      const line = new Line(this.run, call);
      for (const [index, file] of queue) {
        if (stopped) break;
        const { path, name: fileName } = file;
        try {
          const there = await this.#uploadOne(line, file, overwrite, tellProgress);
          uploaded[index] = there;
          tellFile?.({ index, path, fileName, status: there.skipped ? 'found' : 'stored', file: there });
        } catch (error) {
          if (!(error instanceof RepositoryError)) throw error;
          stopped ||= isForAll(error);
          const status = statusOf(error);
          failures.push({ index, key: fileName, status, error });
          tellFile?.({ index, path, fileName, status, error });
        }
      }
      line.close();
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, files.length) }, worker));
    if (failures.length > 0) throw this.#failed(failures, files, uploaded);
    await this.#verifyByListing(files, call);
    return uploaded;
  }

  /**
   * What lies in the upload area, or in one folder of it, folders below included; each folder is a page.
   * @throws NotFound there is no such folder
   */
  list(folder = '', options: AreaOptions = {}): Pager<AreaFile> {
    const issues = checkOptions(options);
    const wrong = folder === '' ? undefined : wrongName(folder);
    if (wrong) issues.push({ path: 'folder', message: wrong });
    const load = async (place: Place | undefined): Promise<LoadedPage<AreaFile>> => {
      if (issues.length > 0) throw this.run.inputError(LIST, issues);
      const at = place ?? placeOf([folder]);
      const line = new Line(this.run, options);
      let open = at.input as readonly string[];
      const items: AreaFile[] = [];
      try {
        // A folder that holds only folders is no page of its own.
        while (open.length > 0 && items.length === 0) {
          const [next = '', ...rest] = open;
          const found = await this.#listOne(line, next);
          const inside = (name: string) => (next === '' ? name : `${next}/${name}`);
          items.push(
            ...found.flatMap(({ name, size, isFolder }) =>
              isFolder ? [] : [{ fileName: inside(name), bytes: size }],
            ),
          );
          open = [
            ...found.flatMap(({ name, isFolder }) =>
              isFolder && !/^\.\.?$/.test(name) ? [inside(name)] : [],
            ),
            ...rest,
          ];
        }
      } finally {
        line.close();
      }
      return {
        items,
        place: at,
        next: open.length > 0 ? placeOf(open) : undefined,
        numbered: undefined,
        at: () => undefined,
        keyOf: () => undefined,
      };
    };
    return new Pager({ load, endless: (cursor) => new Error(cursor) }, options.signal);
  }

  /**
   * Takes files, and the `.md5` beside each, out of the upload area. Of what was submitted ENA has its own copy.
   * @throws NotFound there is no such file
   */
  async delete(names: string | readonly string[], options: AreaOptions = {}): Promise<void> {
    const all = [names].flat() as string[];
    const issues = checkOptions(options);
    all.forEach((name, index) => {
      const wrong = typeof name === 'string' ? wrongName(name) : 'must be a text';
      if (wrong) issues.push({ path: `names[${index}]`, message: wrong });
    });
    if (issues.length > 0) throw this.run.inputError(DELETE, issues);
    const line = new Line(this.run, options);
    try {
      for (const name of all) await this.#deleteOne(line, name);
    } finally {
      line.close();
    }
  }

  async #uploadOne(
    line: Line,
    file: LocalFile,
    overwrite: boolean,
    onProgress: FilesUploadOptions['onProgress'],
  ): Promise<UploadedFile> {
    const upload = new FileUpload(file, { overwrite, onProgress });
    const { md5, skipped } = await line.work({
      operation: UPLOAD,
      method: 'STOR',
      effect: 'replace',
      path: file.name,
      deadlineMs: UPLOAD_DEADLINE_MS,
      run: (session) => upload.attempt(session),
      moved: () => upload.moved,
      begun: () => upload.begun,
    });
    const { name: fileName, fileType, path, size } = file;
    return new UploadedFile({ fileName, fileType, checksum: md5, path, size, skipped });
  }

  #listOne(line: Line, folder: string): Promise<FtpEntry[]> {
    return line.work({
      operation: LIST,
      method: 'LIST',
      effect: 'read',
      path: folder,
      deadlineMs: DEADLINE_MS,
      run: (session) => session.list(folder),
    });
  }

  async #deleteOne(line: Line, name: string): Promise<void> {
    let doubted = false;
    await line.work({
      operation: DELETE,
      method: 'DELE',
      effect: 'delete',
      path: name,
      deadlineMs: DEADLINE_MS,
      async run(session) {
        const again = doubted;
        doubted = true;
        const found = await session.remove(name);
        // After a broken line, nothing there is what was wanted.
        if (!found && !again) throw new FtpFailure('reply', 'command', `${name}: there is no such file`, 550);
        await session.remove(`${name}.md5`);
      },
    });
  }

  /** Everything is there, with its size, as the area itself shows it. */
  async #verifyByListing(files: readonly LocalFile[], call: AreaOptions): Promise<void> {
    const line = new Line(this.run, call);
    try {
      for (const folder of new Set(files.map(({ name }) => dirname(name)))) {
        const listed = await this.#listOne(line, folder === '.' ? '' : folder);
        const sizes = new Map(listed.map(({ name, size }) => [name, size]));
        const missing = files.filter(
          ({ name, size }) =>
            dirname(name) === folder &&
            (sizes.get(basename(name)) !== size || !sizes.has(`${basename(name)}.md5`)),
        );
        if (missing.length > 0) throw this.#notListed(missing);
      }
    } finally {
      line.close();
    }
  }

  #notListed(missing: readonly LocalFile[]): ResponseError {
    const { redactor, service, addresses = {} } = this.run.context;
    const names = missing.map(({ name }) => name).join(', ');
    return new ResponseError(
      redactor.scrubHead(`the upload area took the files, and does not list them whole: ${names}`, 2048),
      {
        service,
        operation: UPLOAD,
        method: 'LIST',
        url: redactor.scrubUrl(addresses.ftp ?? ''),
        attempts: 1,
        outcome: 'unknown',
        hint: 'Upload the same files again: what is there whole is skipped.',
        status: 226,
        contentType: '',
        snippet: '',
      },
    );
  }

  #failed(
    failures: BulkFailure[],
    files: readonly LocalFile[],
    uploaded: readonly UploadedFile[],
  ): RepositoryError {
    const [first] = failures;
    if (failures.length === 1 && first) return first.error;
    const done = uploaded.filter(Boolean);
    const counts = { stored: 0, found: 0, refused: 0, failed: 0, unknown: 0, valid: 0 };
    for (const { skipped } of done) counts[skipped ? 'found' : 'stored'] += 1;
    for (const { status } of failures) counts[status] += 1;
    return new BulkError(
      `${failures.length} of ${files.length} files were not uploaded: ${first?.error.message}`,
      {
        service: this.run.context.service,
        operation: UPLOAD,
        counts,
        failures: failures.sort((one, other) => one.index - other.index),
        journal: undefined,
        hint: 'Upload the same files again: those that are there whole are skipped.',
      },
    );
  }
}

const placeOf = (open: readonly string[]): Place => ({ input: open, cursor: JSON.stringify(open) });

const statusOf = (error: RepositoryError): BulkFailure['status'] => {
  if (!(error instanceof CallError)) return 'refused';
  return error.outcome === 'unknown' ? 'unknown' : 'failed';
};
