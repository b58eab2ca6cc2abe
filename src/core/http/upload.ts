import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { InputError } from '../errors/index.ts';
import { guarded } from '../hooks.ts';
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
  /** Of a file: when it was last written, to notice that it changes while it is being sent. */
  readonly #mtimeMs: number | undefined;
  #measure: Measure | undefined;
  #failure: InputError | undefined;

  private constructor(
    source: Source,
    readonly length: number | undefined,
    readonly name: string | undefined,
    options: UploadOptions,
    mtimeMs?: number,
  ) {
    this.#source = source;
    this.contentType = options.contentType;
    this.#options = options;
    this.#mtimeMs = mtimeMs;
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
    const facts = await stat(source).catch((error: unknown) => {
      throw unreadable(source, error);
    });
    if (!facts.isFile()) throw new InputError([{ path: 'source', message: `${source} is not a file` }]);
    return new Upload(source, facts.size, basename(source), options, facts.mtimeMs);
  }

  /** Of the last attempt, which was complete when the upload succeeded. */
  digests(): Digests {
    return this.#measure?.digests() ?? {};
  }

  /** Why the last attempt could not be given all that was promised. */
  failure(): InputError | undefined {
    return this.#failure;
  }

  open(touch: () => void = () => {}): Readable {
    const { digests = [] } = this.#options;
    const onProgress = guarded('onProgress', this.#options.onProgress);
    const file = this.name ?? '';
    this.#failure = undefined;
    const measure = new Measure(
      digests,
      (transferred) => {
        touch();
        onProgress?.({ transferred, ...(this.length !== undefined && { total: this.length }), file });
      },
      this.length === undefined ? undefined : { bytes: this.length, check: (bytes) => this.#check(bytes) },
    );
    this.#measure = measure;
    const stream = this.#openSource();
    stream.on('error', (error) => measure.destroy(this.#failed(error)));
    measure.on('close', () => stream.destroy());
    return stream.pipe(measure);
  }

  #openSource(): Readable {
    const source = this.#source;
    if (Buffer.isBuffer(source)) return Readable.from([source], { objectMode: false });
    if (typeof source !== 'string') return source.open();
    // No further than was announced: what is added once all of that has gone out is none of this upload's business.
    const upTo = this.length ? { end: this.length - 1 } : {};
    return createReadStream(source, { highWaterMark: READ_BYTES, ...upTo });
  }

  /**
   * Asked before the last byte goes out, which is what makes an upload whole: were a file sent that has changed
   * meanwhile, the repository would store a piece of it, or of two versions, and say that all is well.
   */
  async #check(bytes: number): Promise<void> {
    const source = this.#source;
    const { length } = this;
    if (typeof source !== 'string') {
      if (bytes === length) return;
      throw this.#failed(
        new InputError([
          {
            path: 'source',
            message: `${this.name ?? 'the stream'} gave ${bytes > Number(length) ? 'more than' : `only ${bytes} of`} the ${length} bytes that were announced; did it change while it was being uploaded?`,
          },
        ]),
      );
    }
    const now = await stat(source).catch((error: unknown) => {
      throw this.#failed(unreadable(source, error));
    });
    if (bytes === length && now.size === length && now.mtimeMs === this.#mtimeMs) return;
    const message = `${source} changed while it was being uploaded, which was broken off; let it be finished first`;
    throw this.#failed(new InputError([{ path: 'source', message }]));
  }

  #failed(error: Error): Error {
    const source = this.#source;
    const known = error instanceof InputError || typeof source !== 'string';
    const failure = known ? error : unreadable(source, error);
    if (failure instanceof InputError) this.#failure = failure;
    return failure;
  }
}

const unreadable = (source: string, error: unknown): InputError =>
  new InputError([
    { path: 'source', message: `${source} cannot be read (${(error as NodeJS.ErrnoException).code})` },
  ]);
