import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path/posix';
import { Readable, Transform } from 'node:stream';
import type { FileProgress } from '../../../core/http/download.ts';
import { FtpFailure, type FtpSession } from './ftp-session.ts';

/** Half the CPU of Node's default 64 KiB, at twice the speed. */
const READ_BYTES = 512 * 1024;

/** A file on this machine, and its name in the upload area. */
export interface LocalFile {
  path: string;
  name: string;
  fileType: string;
  size: number;
  /** When it was last written, to notice that it changes while it is being sent. */
  mtimeMs: number;
}

/** The file on this machine is at fault. */
export class LocalTrouble extends Error {}

/** The server says it has taken everything, and has something else. */
export class NotWhole extends Error {}

/**
 * One file on its way into the upload area, over as many sessions as it takes. Its bytes are read once for the network
 * and the digest together; after a broken line it goes on where the server is. A `.md5` of an older file is removed first
 * and the new one comes last: it means that the file beside it is whole.
 */
export class FileUpload {
  /** Something was sent: what is there under this name is ours, from its beginning. */
  begun = false;
  /** Bytes that are known to have arrived; more of them means that the line carries. */
  moved = 0;
  #md5: string | undefined;
  #mayResume = true;

  constructor(
    private readonly file: LocalFile,
    private readonly options: {
      overwrite: boolean;
      onProgress: ((progress: FileProgress) => void) | undefined;
    },
  ) {}

  /** @returns its digest, and whether it was there already */
  async attempt(session: FtpSession): Promise<{ md5: string; skipped: boolean }> {
    const { name, size } = this.file;
    if (!this.begun && !this.options.overwrite) {
      const md5 = await this.#isThere(session);
      if (md5 !== undefined) return { md5, skipped: true };
    }
    const there = this.begun ? ((await session.size(name)) ?? 0) : 0;
    this.moved = Math.max(this.moved, there);
    // The line may have broken after the last byte.
    if (!(this.begun && there === size && this.#md5 !== undefined)) await this.#send(session, there);
    const md5 = this.#md5 as string;
    await this.#verify(session, name, size);
    const text = `${md5}\n`;
    await session.store(`${name}.md5`, Readable.from([Buffer.from(text)]));
    await this.#verify(session, `${name}.md5`, text.length);
    return { md5, skipped: false };
  }

  async #isThere(session: FtpSession): Promise<string | undefined> {
    const { name, size } = this.file;
    if ((await session.size(name)) !== size) return undefined;
    const beside = (await session.read(`${name}.md5`))?.trim().split(/\s/)[0]?.toLowerCase();
    if (!beside || !/^[0-9a-f]{32}$/.test(beside)) return undefined;
    const hash = createHash('md5');
    await this.#hash(hash, size);
    if (hash.digest('hex') !== beside) return undefined;
    this.#tell(size);
    return beside;
  }

  async #send(session: FtpSession, there: number): Promise<void> {
    const { name, path, size } = this.file;
    await this.#unchanged();
    if (!this.begun) {
      const folder = dirname(name);
      if (folder !== '.') await session.makeFolder(folder);
      await session.remove(`${name}.md5`);
    }
    const offset = this.#mayResume && there <= size ? there : 0;
    const hash = createHash('md5');
    // Before the data connection is opened: it would look idle meanwhile.
    await this.#hash(hash, offset);
    this.begun = true;
    let sent = offset;
    const measure = new Transform({
      highWaterMark: 1024 * 1024,
      transform: (chunk: Buffer, _encoding, done) => {
        hash.update(chunk);
        sent += chunk.length;
        this.#tell(sent);
        done(null, chunk);
      },
    });
    let trouble: Error | undefined;
    const source = createReadStream(path, { start: offset, highWaterMark: READ_BYTES });
    source.on('error', (error) => {
      trouble = error;
      measure.destroy(error);
    });
    measure.on('close', () => source.destroy());
    try {
      await session.store(name, source.pipe(measure), offset);
    } catch (error) {
      if (trouble) throw new LocalTrouble(`${path} cannot be read (${codeOf(trouble)})`);
      if (offset > 0 && error instanceof FtpFailure && error.code >= 500) {
        // This server cannot go on in the middle of a file.
        this.#mayResume = false;
        return this.#send(session, 0);
      }
      throw error;
    }
    await this.#unchanged();
    this.#md5 = hash.digest('hex');
  }

  async #hash(hash: Hash, bytes: number): Promise<void> {
    if (bytes === 0) return;
    const { path } = this.file;
    try {
      for await (const chunk of createReadStream(path, { end: bytes - 1, highWaterMark: READ_BYTES }))
        hash.update(chunk as Buffer);
    } catch (error) {
      throw new LocalTrouble(`${path} cannot be read (${codeOf(error)})`);
    }
  }

  async #unchanged(): Promise<void> {
    const { path, size, mtimeMs } = this.file;
    const now = await stat(path).catch((error: unknown) => {
      throw new LocalTrouble(`${path} cannot be read (${codeOf(error)})`);
    });
    if (now.size !== size || now.mtimeMs !== mtimeMs)
      throw new LocalTrouble(`${path} changed while it was being uploaded; let it be finished first`);
  }

  async #verify(session: FtpSession, name: string, size: number): Promise<void> {
    const there = await session.size(name);
    if (there === size) return;
    this.#md5 = undefined;
    this.#mayResume = false;
    throw new NotWhole(`${name} has ${there ?? 'no'} bytes in the upload area, and ${size} here`);
  }

  #tell(transferred: number): void {
    const { path: file, size: total } = this.file;
    this.options.onProgress?.({ transferred, total, file });
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown reason';
