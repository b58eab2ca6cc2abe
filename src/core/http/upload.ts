import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { InputError } from '../errors/index.ts';
import { type DigestName, type Digests, Measure } from './digest.ts';
import type { FileProgress } from './download.ts';
import type { WireBody } from './transport.ts';

/** Half the CPU of Node's default 64 KiB, at twice the speed. */
const READ_BYTES = 512 * 1024;

/**
 * Bytes that can be read more than once, because every attempt reads them from the beginning: a path, a buffer, or a
 * function that opens a new stream each time. A single stream cannot be sent again, and is not taken.
 */
export type Source = string | Buffer | OpenableSource;

export interface OpenableSource {
  open(): Readable;
  /** Bytes, when known. */
  length?: number;
  /** File name for the repository. */
  name?: string;
}

export interface UploadOptions {
  contentType?: string;
  /** Computed in the same pass; there when the upload has gone out. */
  digests?: readonly DigestName[];
  onProgress?(progress: FileProgress): void;
}

/** A file on its way up: streamed, measured, opened anew for each attempt. */
export class Upload implements WireBody {
  readonly contentType: string | undefined;
  readonly #source: Source;
  readonly #options: UploadOptions;
  #measure: Measure | undefined;

  private constructor(
    source: Source,
    readonly length: number | undefined,
    readonly name: string | undefined,
    options: UploadOptions,
  ) {
    this.#source = source;
    this.contentType = options.contentType;
    this.#options = options;
  }

  /** @throws InputError the file cannot be read */
  static async from(source: Source, options: UploadOptions = {}): Promise<Upload> {
    if (Buffer.isBuffer(source)) return new Upload(source, source.length, undefined, options);
    if (typeof source !== 'string') {
      if (typeof source?.open !== 'function') {
        throw new InputError([
          {
            path: 'source',
            message:
              'must be a path, a Buffer, or { open() } that opens a new stream each time: a stream can be sent only once',
          },
        ]);
      }
      return new Upload(source, source.length, source.name, options);
    }
    const facts = await stat(source).catch((error: NodeJS.ErrnoException) => {
      throw new InputError([{ path: 'source', message: `${source} cannot be read (${error.code})` }]);
    });
    if (!facts.isFile()) throw new InputError([{ path: 'source', message: `${source} is not a file` }]);
    return new Upload(source, facts.size, basename(source), options);
  }

  /** Of the last attempt, which was complete when the upload succeeded. */
  digests(): Digests {
    return this.#measure?.digests() ?? {};
  }

  open(touch: () => void = () => {}): Readable {
    const { digests = [], onProgress } = this.#options;
    const file = this.name ?? '';
    const measure = new Measure(digests, (transferred) => {
      touch();
      onProgress?.({ transferred, ...(this.length !== undefined && { total: this.length }), file });
    });
    this.#measure = measure;
    const stream = openSource(this.#source);
    stream.on('error', (error) => measure.destroy(error));
    measure.on('close', () => stream.destroy());
    return stream.pipe(measure);
  }
}

function openSource(source: Source): Readable {
  if (Buffer.isBuffer(source)) return Readable.from([source], { objectMode: false });
  if (typeof source === 'string') return createReadStream(source, { highWaterMark: READ_BYTES });
  return source.open();
}
