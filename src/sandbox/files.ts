import { createHash } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';

/** A stored file. Immutable: stores and snapshots hold these, and the bytes stay on disk until the sandbox closes. */
export interface StoredFile {
  /** Where the bytes are, inside the sandbox's own temporary folder. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly md5: string;
  readonly sha256: string;
  /** Unsigned. */
  readonly crc32: number;
}

/** Big files live on disk, not in memory. The folder is made by the first file and removed when the sandbox closes. */
export class Files {
  #folder: string | undefined;
  #count = 0;

  /** Keeps all bytes of a stream; digests are computed on the way. */
  async keep(content: Readable | Uint8Array | string): Promise<StoredFile> {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'accession-sandbox-'));
    const path = join(this.#folder, String(++this.#count));
    const md5 = createHash('md5');
    const sha256 = createHash('sha256');
    let crc = 0;
    let size = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        md5.update(chunk);
        sha256.update(chunk);
        crc = crc32(chunk, crc);
        size += chunk.length;
        done(null, chunk);
      },
    });
    const source = content instanceof Readable ? content : Readable.from([Buffer.from(content)]);
    try {
      await pipeline(source, measure, createWriteStream(path));
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    }
    return { path, size, md5: md5.digest('hex'), sha256: sha256.digest('hex'), crc32: crc };
  }

  /** Removes everything; for closing only, since snapshots refer to the files. */
  close(): void {
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }
}
