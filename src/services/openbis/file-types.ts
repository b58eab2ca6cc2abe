import type { FileProgress } from '../../core/http/download.ts';
import type { CallOptions } from '../../core/options.ts';
import type { OpenBisDataStore } from './types.ts';

/** A file, or a folder, of a dataset. */
export interface OpenBisFile {
  /** `original/images/leaf.png`; the root is the empty text. */
  path: string;
  directory: boolean;
  /** Bytes. */
  fileLength?: number | null;
  /** A signed number; `crc32Of` gives it as hex. 0 or null when the server does not know it. */
  checksumCRC32?: number | null;
  /** Another digest, where the store computes one. */
  checksum?: string | null;
  /** `MD5`, … */
  checksumType?: string | null;
  /** The dataset that it belongs to; of a container, one of its components. */
  dataSetPermId?: string | null;
  dataStore?: OpenBisDataStore | null;
}

/** A folder of a dataset with what is in it. */
export interface OpenBisFolder {
  /** The last part of its path; empty for the root. */
  name: string;
  path: string;
  folders: OpenBisFolder[];
  files: OpenBisFile[];
  /** Bytes of all files in it, those of its folders included. */
  size: number;
}

/** Which files are fetched, and where they go. */
export interface OpenBisDownloadOptions extends CallOptions {
  /** Folder on this machine. It is made. */
  destination: string;
  /** Paths of files and folders in the dataset, or a function that says which; default all. */
  files?: readonly string[] | ((file: OpenBisFile) => boolean);
  /**
   * True (default): files go into `<destination>/<permId>/<path>`. False: into `<destination>/<path>`, without a leading
   * `original/` and then a leading `DEFAULT/`.
   */
  defaultFolders?: boolean;
  /** Replace files that are there and differ. Default false: an InputError. Files that are the same are kept either way. */
  overwrite?: boolean;
  /** Files at a time. Default 4. */
  concurrency?: number;
  /** Bytes of all files together; `file` is the path in the dataset of the one that moved on. */
  onProgress?(progress: FileProgress): void;
}

/** A file that is there, whole and checked. */
export interface OpenBisDownloadedFile {
  /** Path in the dataset. */
  path: string;
  /** Path on this machine. */
  file: string;
  /** Bytes. */
  size: number;
  /** Eight hex digits. */
  crc32: string;
  /** True: it was there already, the same, and was not fetched. */
  kept: boolean;
}

/** What a download brought. */
export interface OpenBisDownload {
  /** Folder on this machine in which the files lie. */
  folder: string;
  files: OpenBisDownloadedFile[];
  /** Bytes of all of them. */
  size: number;
}
