import { inspect } from 'node:util';
import type { RepositoryError } from '../../../core/errors/index.ts';
import type { FileProgress } from '../../../core/http/download.ts';
import type { CallOptions } from '../../../core/options.ts';
import type { EnaFile } from '../types.ts';

/** How one call to the upload area is made. `timeoutMs` is the time in which nothing moves. */
export type AreaOptions = Omit<CallOptions, 'headers'>;

/** A file to be uploaded: its path here, or that and its name there. */
export type UploadSource = string | { path: string; name?: string; fileType?: string };

/** How files are uploaded. */
export interface FilesUploadOptions extends AreaOptions {
  /** Folder in the upload area; it is made when it is not there. Default: none. */
  folder?: string;
  /** Files at a time, each over a connection of its own. Default 4. */
  concurrency?: number;
  /** Send a file even if it is there already, with the same size and digest. Default false. */
  overwrite?: boolean;
  /** Told as bytes go out, of each file. */
  onProgress?(progress: FileProgress): void;
  /** Told what became of each file, as soon as it is known. Files that were not begun are not told. */
  onFile?(result: UploadResult): void;
}

/** What became of one file. */
export type UploadResult = {
  /** Its place in the list that was given, from 0. */
  index: number;
  /** Its path on this machine. */
  path: string;
  /** Its path in the upload area. */
  fileName: string;
} & (
  | {
      /** `found`: it was there already, whole, and nothing was sent. */
      status: 'stored' | 'found';
      file: UploadedFile;
    }
  | {
      /** `unknown`: a part of it may be there. To upload it again is safe. */
      status: 'refused' | 'failed' | 'unknown';
      error: RepositoryError;
    }
);

interface UploadFacts {
  fileName: string;
  fileType: string;
  checksum: string;
  path: string;
  size: number;
  skipped: boolean;
}

/**
 * A file in the upload area. It can be given to a run or an analysis as it is: `files: uploaded`, or
 * `files: [{ ...uploaded, fileType: 'fastq' }]`.
 */
export class UploadedFile implements EnaFile {
  /** Its path in the upload area: `dir/r1.fastq.gz`. */
  readonly fileName: string;
  /** `fastq`, `bam`, …: by the ending of the name, or as given; empty when neither says. */
  readonly fileType: string;
  /** MD5 of the file as it was uploaded, in lower case. */
  readonly checksum: string;
  readonly checksumMethod = 'MD5';
  readonly #facts: UploadFacts;

  /** @internal */
  constructor(facts: UploadFacts) {
    this.fileName = facts.fileName;
    this.fileType = facts.fileType;
    this.checksum = facts.checksum;
    this.#facts = facts;
  }

  /** Its path on this machine. */
  get path(): string {
    return this.#facts.path;
  }

  /** Bytes. */
  get size(): number {
    return this.#facts.size;
  }

  /** It was there already, and nothing was sent. */
  get skipped(): boolean {
    return this.#facts.skipped;
  }

  /** Everything, as plain data. */
  toJSON(): Record<string, string | number | boolean> {
    const { fileName, fileType, checksum, checksumMethod, path, size, skipped } = this;
    return { fileName, fileType, checksum, checksumMethod, path, size, skipped };
  }

  [inspect.custom](): Record<string, string | number | boolean> {
    return this.toJSON();
  }
}

/** A file that lies in the upload area. */
export interface AreaFile {
  /** Its path from the root of the upload area. */
  fileName: string;
  /** Bytes. */
  bytes: number;
}

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/\.f(?:ast)?q$/, 'fastq'],
  [/\.f(?:ast)?a$|\.fna$/, 'fasta'],
  [/\.bam$/, 'bam'],
  [/\.bai$/, 'bai'],
  [/\.cram$/, 'cram'],
  [/\.crai$/, 'crai'],
  [/\.vcf$/, 'vcf'],
  [/\.bcf$/, 'bcf'],
  [/\.gff3?$/, 'gff'],
  [/\.bed$/, 'bed'],
  [/\.tsv$/, 'tsv'],
  [/\.tab$/, 'tab'],
  [/\.sff$/, 'sff'],
];

/** The type that a name speaks of, without the ending of its compression; empty when it does not. */
export function fileTypeOf(name: string): string {
  const plain = name.toLowerCase().replace(/\.(?:gz|bz2)$/, '');
  return ENDINGS.find(([ending]) => ending.test(plain))?.[1] ?? '';
}
