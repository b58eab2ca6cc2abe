import type { Source } from '../../core/http/upload.ts';
import type { CallOptions } from '../../core/options.ts';
import type { SodarRef } from './types.ts';
import type { SodarUploader } from './uploader.ts';
import type { SodarLandingZone, SodarLandingZoneInput } from './zone-types.ts';

export const DEPOSIT = 'sodar.landingZones.deposit';

/** A file and where it goes. */
export interface SodarDepositFile {
  /** Below the assay: `goat-1-N1/reads.fastq.gz`. */
  path: string;
  /** Path of the file here, a Buffer, or `{ open() }` that gives a new stream each time. */
  source: Source;
}

/** What to deposit, where. */
export interface SodarDepositInput extends Omit<SodarLandingZoneInput, 'assay'> {
  /** The assay, by UUID. May be left out when the project has only one, or when a `zone` is named: then it is that of the zone. */
  assay?: SodarRef;
  /**
   * Files and folders by their paths here, or each with its place. A folder's files keep their places below it, without its own
   * name. Checksum files (`.md5`, `.sha256`) beside their files are compared, and written anew.
   */
  files: string | readonly (string | SodarDepositFile)[];
  /** An earlier zone (ACTIVE or FAILED) of this project and assay to go on with. Default: a new one. */
  zone?: SodarRef;
}

export interface SodarDepositProgress {
  step: 'preparing' | 'creating' | 'uploading' | 'validating' | 'moving' | 'moved';
  /** Data files that are through, of how many. */
  files: { done: number; total: number };
  /** Bytes of data files that were sent or found there; `total` where all sizes are known. */
  bytes: { transferred: number; total?: number };
  /** Of the zone, when it is there. */
  status?: string;
  status_info?: string;
}

export interface SodarDepositOptions extends CallOptions {
  /**
   * File in which the deposit is recorded (NDJSON). Run again with it after anything, a kill included: it goes on where it was,
   * and every file arrives once. When all was moved already, it compares the files with what they were then.
   */
  journal?: string;
  /** Files at a time. Default 4. */
  concurrency?: number;
  /**
   * Files whose content the site has already, in any project: `allow` (default) does not look, `refuse` is an error before
   * anything is sent, `skip` leaves them out. Looking reads every file once more.
   */
  duplicates?: 'allow' | 'refuse' | 'skip';
  /** Validate before the move, which would do it too, but holds the project meanwhile. Default true. */
  validate?: boolean;
  /** Checks the files, the assay, and that their places are free; makes and sends nothing. Takes no notice of a journal. */
  dryRun?: boolean;
  /** Milliseconds to wait for each of creation, validation and move. Default two hours. */
  waitMs?: number;
  /** Milliseconds between looks at the zone, to begin with. Default 1,000. */
  pollMs?: number;
  /** Milliseconds for which the last request of an earlier run is looked for, if its answer is not known. Default one minute. */
  reconcileForMs?: number;
  /** How files get into iRODS. Default: WebDAV. */
  uploader?: SodarUploader;
  onProgress?(progress: SodarDepositProgress): void;
}

/** A file that was deposited. */
export interface SodarDepositedFile {
  /** Below the assay. */
  path: string;
  /** Bytes, where known. */
  size?: number;
  /** Hex, of the kind that the site uses; absent when an earlier run had finished the deposit. */
  checksum?: string;
}

/** What a deposit came to. */
export interface SodarDeposit {
  /** MOVED; absent when all files were left out as duplicates, and in a dry run. */
  zone?: SodarLandingZone;
  files: SodarDepositedFile[];
  /** How many of them this call sent; the others were in the zone already. */
  uploaded: number;
  /** Bytes of data files that this call sent. */
  bytes: number;
  /** Paths that were left out, since the site has their content already. */
  duplicates: string[];
}
