import type { Runner } from '../../core/http/context.ts';
import type { Download, DownloadOptions, FileProgress } from '../../core/http/download.ts';
import { type Source, Upload } from '../../core/http/upload.ts';
import type { CallOptions } from '../../core/options.ts';
import type { SodarDavEntry } from './dav-types.ts';
import { deleteFile, findProperties, getFile, makeCollection, putFile } from './endpoints/dav.ts';

export interface SodarPutOptions extends CallOptions {
  onProgress?(progress: FileProgress): void;
}

/** A file may take as long as it takes; `timeoutMs` is the time without a byte. */
const FILE_DEADLINE_MS = 24 * 3_600_000;

/**
 * The files themselves, over WebDAV (Davrods). Paths are whole paths in iRODS: `irods_path` of a zone and what lies below. The
 * login is a name and a password (or the API token in its place), not the token of the API.
 * @see https://sodar-server.readthedocs.io/en/latest/ui_irods_webdav.html
 */
export class SodarDav {
  constructor(private readonly run: Runner) {}

  /**
   * Uploads a file, streamed; one that is there is replaced. True when it was not there before.
   * @param source path, Buffer, or `{ open() }` that gives a new stream each time
   * @throws Forbidden not below a landing zone of your own, or the zone is locked
   * @throws Conflict the collection above it does not exist
   */
  async put(path: string, source: Source, options: SodarPutOptions = {}): Promise<boolean> {
    const { onProgress, ...call } = options;
    const upload = await Upload.from(source, { ...(onProgress && { onProgress }) });
    return this.run(putFile, { path, upload }, fileCall(this.run, call));
  }

  /** Makes a collection (a folder). True when it was not there before. */
  mkcol(path: string, options?: CallOptions): Promise<boolean> {
    return this.run(makeCollection, { path }, options);
  }

  /**
   * What lies directly in a collection.
   * @throws NotFound there is no such collection
   */
  propfind(path: string, options?: CallOptions): Promise<SodarDavEntry[]> {
    return this.run(findProperties, { path }, options);
  }

  /** Downloads a file, streamed; cut off, it is taken up where it was. */
  get(path: string, options: DownloadOptions): Promise<Download> {
    return this.run.download(getFile, { path }, options);
  }

  /** Deletes a file, or a collection with all that is in it; only in a landing zone of your own. */
  delete(path: string, options?: CallOptions): Promise<void> {
    return this.run(deleteFile, { path }, options);
  }
}

/** The usual five minutes are too short for a large file. */
export const fileCall = (run: Runner, call: CallOptions): CallOptions => ({
  ...call,
  deadlineMs: call.deadlineMs ?? run.context.options.deadlineMs ?? FILE_DEADLINE_MS,
});
