import { NotFound } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { DigestName, Digests } from '../../core/http/digest.ts';
import type { FileProgress } from '../../core/http/download.ts';
import { type Source, Upload } from '../../core/http/upload.ts';
import type { CallOptions } from '../../core/options.ts';
import { fileCall } from './dav.ts';
import { findProperties, makeCollection, putFile, readFile } from './endpoints/dav.ts';

/** Something that an uploader finds in a collection. */
export interface SodarUploaderEntry {
  /** Without the collections above it. */
  name: string;
  collection: boolean;
  /** Bytes; absent for collections. */
  size?: number;
}

export interface SodarTransferOptions extends CallOptions {
  /** To be computed while the bytes go by. */
  digests?: readonly DigestName[];
  onProgress?(progress: FileProgress): void;
}

/**
 * How files get into iRODS. `deposit` uses WebDAV; with one of your own they go by iCommands or another way. All paths are whole
 * paths in iRODS.
 */
export interface SodarUploader {
  /** What lies directly in a collection; undefined when there is none. */
  list(collection: string, options: CallOptions): Promise<SodarUploaderEntry[] | undefined>;
  /** Makes a collection whose parent is there; one that is there already is as good. */
  makeCollection(collection: string, options: CallOptions): Promise<void>;
  /** Stores a file, in the place of one that is there; gives the digests that were asked for. */
  upload(path: string, source: Source, options: SodarTransferOptions): Promise<Digests>;
  /** Reads a small text file. */
  readText(path: string, options: CallOptions): Promise<string>;
}

/** Files over WebDAV, by the calls of the client. */
export const davUploader = (run: Runner): SodarUploader => ({
  async list(collection, call) {
    try {
      return await run(findProperties, { path: collection }, call);
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  },
  async makeCollection(collection, call) {
    await run(makeCollection, { path: collection }, call);
  },
  async upload(path, source, { digests = [], onProgress, ...call }) {
    const upload = await Upload.from(source, { digests, ...(onProgress && { onProgress }) });
    await run(putFile, { path, upload }, fileCall(run, call));
    return upload.digests();
  },
  readText: (path, call) => run(readFile(), { path }, call),
});

/** The digests of a source, in one pass over it. */
export async function digestsOf(source: Source, digests: readonly DigestName[]): Promise<Digests> {
  const upload = await Upload.from(source, { digests });
  for await (const _ of upload.open()) {
    // Only the digests are wanted.
  }
  return upload.digests();
}
