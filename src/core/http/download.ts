import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type ErrorContext, InputError } from '../errors/index.ts';
import { guarded } from '../hooks.ts';
import { isNoFile } from '../not-written.ts';
import type { CallOptions } from '../options.ts';
import { type DigestName, type Digests, Measure } from './digest.ts';
import { failureFrom, TransportFailure, type WireResponse } from './transport.ts';

/** Twice the speed of Node's default 16 KiB where the file's pages exist already. */
const WRITE_BUFFER = 4 * 1024 * 1024;
/** Progress is told at most once per so many bytes. */
const PROGRESS_BYTES = 1024 * 1024;

/** How far a file has come. */
export interface FileProgress {
  /** Bytes. */
  transferred: number;
  /** Bytes of the whole file, where known. */
  total?: number;
  /** Path here, or name there. */
  file: string;
}

/** Where a file goes and what is checked. */
export interface DownloadOptions extends CallOptions {
  /** Path of the file. Folders are made; the file appears under this name only when it is whole and checked. */
  destination: string;
  /** Replace a file that is there. Default false. */
  overwrite?: boolean;
  onProgress?(progress: FileProgress): void;
}

/** What is known of a file beforehand; a mismatch is an error, and nothing appears under the final name. */
export interface ExpectedFile {
  /** Bytes. */
  size?: number;
  digests?: Digests;
}

/** A file that arrived whole. */
export interface Download {
  path: string;
  /** Bytes. */
  size: number;
  /** Those that were checked, and those that were asked for. */
  digests: Digests;
}

/** The answer is not the file that was promised; what came is thrown away. */
export class WrongFile extends Error {}

/** The file cannot be written here. */
export class CannotWrite extends Error {
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path} cannot be written (${reason})`);
  }
}

/** The caller's folder or disk is at fault, not the repository. */
export const cannotWrite = (error: CannotWrite, context: ErrorContext): InputError =>
  new InputError([{ path: 'options.destination', message: error.message }], {
    ...context,
    hint: error.reason === 'EEXIST' ? 'Give `overwrite: true` to replace it.' : undefined,
  });

/** What lets a later attempt go on where this one was cut. */
interface Note {
  /** Strong entity tag: the same bytes. Left out where a digest known beforehand tells whether they are. */
  etag?: string;
  url: string;
}

/**
 * Takes a file in: into `<destination>.part` first, with digests in the same pass, checked, then renamed. Cut off, it
 * goes on where it was, in this process or a later one, when the server takes ranges and either gave a strong ETag or the
 * digest of the whole is known beforehand.
 */
export class FileSink {
  readonly #path: string;
  readonly #part: string;
  readonly #note: string;
  readonly #options: DownloadOptions;
  readonly #expected: ExpectedFile;
  readonly #names: readonly DigestName[];
  /** Two halves that do not belong together are noticed at the end. */
  readonly #vouched: boolean;
  #offset = 0;
  #etag: string | undefined;
  #result: Download | undefined;

  constructor(options: DownloadOptions, expected: ExpectedFile = {}, digests: readonly DigestName[] = []) {
    this.#path = resolve(options.destination);
    this.#part = `${this.#path}.part`;
    this.#note = `${this.#path}.part.json`;
    this.#options = options;
    this.#expected = expected;
    const checked = Object.keys(expected.digests ?? {}) as DigestName[];
    this.#names = [...new Set([...checked, ...digests])];
    this.#vouched = expected.size !== undefined && checked.length > 0;
  }

  /** Before the first attempt: may the file be written, and is there a beginning of it from another process? */
  async prepare(url: string): Promise<void> {
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      if (!this.#options.overwrite && (await sizeOf(this.#path)) !== undefined)
        throw new CannotWrite(this.#path, 'EEXIST');
      if (isNoFile(this.#path)) throw new CannotWrite(this.#path, 'it is no file');
    } catch (error) {
      throw error instanceof CannotWrite ? error : new CannotWrite(this.#path, codeOf(error));
    }
    // Cut short, by a full disk or the end of a process, it is none.
    const note = await readFile(this.#note, 'utf8')
      .then((text) => JSON.parse(text) as Note)
      .catch(() => undefined);
    const size = await sizeOf(this.#part);
    if (note?.url === url && (note.etag || this.#vouched) && size) {
      this.#offset = size;
      this.#etag = note.etag;
    }
  }

  /** Asks only for what is missing. */
  headers(): Record<string, string> {
    // Compressed on the way, a range of the file would not be a range of the bytes.
    const plain = { 'accept-encoding': 'identity' };
    if (this.#offset === 0 || !(this.#etag || this.#vouched)) return plain;
    return { ...plain, range: `bytes=${this.#offset}-`, ...(this.#etag && { 'if-range': this.#etag }) };
  }

  /** The server cannot go on from there: begin anew. False when that is where we were. */
  async restart(): Promise<boolean> {
    const had = this.#offset > 0;
    this.#offset = 0;
    this.#etag = undefined;
    await rm(this.#part, { force: true });
    await rm(this.#note, { force: true });
    return had;
  }

  async receive(response: WireResponse, url: string, signal: AbortSignal, touch: () => void): Promise<void> {
    // It may break off while nobody listens yet; `#write` looks whether it did.
    response.stream.on('error', () => {});
    const resumed = response.status === 206 && startOf(response.headers['content-range']) === this.#offset;
    if (!resumed) await this.restart();
    const announced = lengthOf(response.headers, this.#offset);
    const total = this.#expected.size ?? announced;
    await this.#remember(response.headers, url);

    const measure = new Measure(this.#names, this.#teller(touch, total));
    // What an earlier attempt wrote is read once more: its digest cannot be taken up in the middle.
    if (resumed) await this.#again(measure);
    try {
      await this.#write(response, measure, signal);
    } catch (error) {
      this.#offset = (await sizeOf(this.#part)) ?? 0;
      throw error;
    }
    if (announced !== undefined && measure.bytes < announced) {
      this.#offset = measure.bytes;
      throw new TransportFailure('ECONNRESET', true);
    }
    await this.#finish(measure);
  }

  result(): Download | undefined {
    return this.#result;
  }

  async #remember(headers: Readonly<Record<string, string>>, url: string): Promise<void> {
    const { etag } = headers;
    const strong = etag !== undefined && !etag.startsWith('W/') && headers['accept-ranges'] !== 'none';
    this.#etag = strong ? etag : undefined;
    if (!strong && !this.#vouched) return;
    const note: Note = { ...(strong && { etag }), url };
    await writeFile(this.#note, JSON.stringify(note)).catch(() => {});
  }

  #teller(touch: () => void, total: number | undefined): (bytes: number) => void {
    const onProgress = guarded('onProgress', this.#options.onProgress);
    let told = -PROGRESS_BYTES;
    return (bytes) => {
      touch();
      if (!onProgress || (bytes - told < PROGRESS_BYTES && bytes !== total)) return;
      told = bytes;
      onProgress({ transferred: bytes, ...(total !== undefined && { total }), file: this.#path });
    };
  }

  async #again(measure: Measure): Promise<void> {
    if ((await sizeOf(this.#part)) !== this.#offset) await truncate(this.#part, this.#offset);
    for await (const chunk of createReadStream(this.#part, { highWaterMark: 512 * 1024 })) {
      measure.write(chunk);
      measure.read();
    }
  }

  /** Writes what comes. When the line is cut, what has arrived is written to the end: it is not asked for again. */
  async #write({ stream }: WireResponse, measure: Measure, signal: AbortSignal): Promise<void> {
    const file = createWriteStream(this.#part, {
      flags: this.#offset > 0 ? 'a' : 'w',
      highWaterMark: WRITE_BUFFER,
    });
    let cut: unknown;
    let broken: Error | undefined;
    const stop = (reason: unknown) => {
      cut ??= reason;
      measure.end();
    };
    const onAbort = () => stream.destroy();
    signal.addEventListener('abort', onAbort);
    stream.on('error', stop);
    stream.once('close', () => {
      if (!stream.readableEnded) stop(new TransportFailure('ECONNRESET', true));
    });
    try {
      await new Promise<void>((resolve, reject) => {
        file.once('finish', resolve);
        file.once('error', reject);
        // Nothing more would come out of it, and the file would never finish.
        measure.once('error', (error) => {
          broken = error;
          file.end();
        });
        stream.pipe(measure).pipe(file);
        if (signal.aborted) onAbort();
        // Broken before anybody listened: no event will come.
        if (stream.destroyed && !stream.readableEnded)
          stop(stream.errored ?? new TransportFailure('ECONNRESET', true));
      });
    } catch (error) {
      stream.destroy();
      throw new CannotWrite(this.#part, codeOf(error));
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
    if (broken) {
      stream.destroy();
      throw broken;
    }
    if (cut !== undefined) {
      throw new TransportFailure(signal.aborted ? 'ABORTED' : failureFrom(cut).reason, true);
    }
  }

  async #finish(measure: Measure): Promise<void> {
    const digests = measure.digests();
    const wrong: string[] = [];
    const { size } = this.#expected;
    if (size !== undefined && size !== measure.bytes)
      wrong.push(`${measure.bytes} bytes came, ${size} were promised`);
    for (const [name, value] of Object.entries(this.#expected.digests ?? {})) {
      if (digests[name as DigestName] !== value.toLowerCase())
        wrong.push(`its ${name} is ${digests[name as DigestName]}, and should be ${value}`);
    }
    if (wrong.length > 0) {
      await this.restart();
      throw new WrongFile(`the file is not what was promised: ${wrong.join('; ')}`);
    }
    try {
      await rename(this.#part, this.#path);
    } catch (error) {
      throw new CannotWrite(this.#path, codeOf(error));
    }
    await rm(this.#note, { force: true });
    this.#result = { path: this.#path, size: measure.bytes, digests };
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown reason';

const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ size }) => size,
    () => undefined,
  );

const startOf = (contentRange: string | undefined): number | undefined => {
  const found = /^bytes (\d+)-/.exec(contentRange ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
};

/** Bytes of the whole file, by what the answer announces. Compressed answers announce something else. */
function lengthOf(headers: Readonly<Record<string, string>>, offset: number): number | undefined {
  const whole = /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1];
  if (whole !== undefined) return Number(whole);
  const length = headers['content-length'];
  return length === undefined || headers['content-encoding'] ? undefined : offset + Number(length);
}
