import type { FileProgress } from '../../core/http/download.ts';
import type { OpenableSource } from '../../core/http/upload.ts';
import type { CallOptions } from '../../core/options.ts';
import type { RecordRef } from './ids.ts';
import type { OpenBisDatasetRef, OpenBisValues } from './write-types.ts';

/** A file that is no file on this disk, with the path that it gets in the dataset. */
export interface OpenBisUploadFile {
  /** `run/a.txt` */
  name: string;
  /** Its bytes, or what opens a new stream of them each time; then `length` has to be said. */
  source: Buffer | (OpenableSource & { length: number });
}

/** A dataset with files that are to be uploaded. */
export interface OpenBisUpload {
  /** Code of the dataset type. */
  type: string;
  /** What it belongs to: an object or a collection, one of them. */
  object?: RecordRef;
  collection?: RecordRef;
  properties?: OpenBisValues;
  /** Datasets that it was made from. */
  parents?: readonly OpenBisDatasetRef[];
  /**
   * A file or folder on this disk, or several. One comes into the dataset under its own name, several below a folder of
   * the name `folder`.
   */
  files: string | OpenBisUploadFile | readonly (string | OpenBisUploadFile)[];
  /** Name of the folder that holds several files. Default `default`. */
  folder?: string;
}

export interface OpenBisUploadOptions extends CallOptions {
  /** Pieces of files under way at a time. Default 4. */
  concurrency?: number;
  /** Milliseconds for which the dataset is looked for when the answer to its creation was lost. Default 60,000. */
  reconcileForMs?: number;
  /**
   * Looks first whether a dataset of this owner and type with these very files was made by you already, and gives that one:
   * for uploads that may have been killed at their last step. Reads the files once more. Where the data store has no
   * checksums, one of the same names and sizes is neither taken nor made anew: that is an error. Default false.
   */
  findExisting?: boolean;
  /** Bytes of all files together; `file` is the one that moved on. */
  onProgress?(progress: FileProgress): void;
}

/** What an upload would send. */
export interface OpenBisUploadPlan {
  /** As they will be in the dataset, each with its size in bytes. */
  files: { path: string; size: number }[];
  /** Bytes of all files. */
  size: number;
}

/** A dataset that is there, whole. */
export interface OpenBisUploaded {
  permId: string;
  /** True: it was there before, and nothing was sent. */
  found?: boolean;
  /** As they are in the dataset, each with its size in bytes and its CRC-32 in hex. */
  files: { path: string; size: number; crc32: string }[];
  /** Bytes of all files. */
  size: number;
}
