import { createHash, type Hash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { crc32 } from 'node:zlib';

export type DigestName = 'md5' | 'sha256' | 'crc32';

/** Lower-case hex; CRC-32 with eight digits. */
export type Digests = { [name in DigestName]?: string };

/** How many bytes there should be, and who is asked whether they are right before the last of them goes on. */
export interface Whole {
  readonly bytes: number;
  /** @throws what is wrong, as it also is with another number of bytes */
  check(bytes: number): Promise<void>;
}

/** Passes bytes through, counts them, and computes the digests that were asked for in the same pass. */
export class Measure extends Transform {
  bytes = 0;
  readonly #hashes: readonly (readonly [DigestName, Hash])[];
  readonly #onBytes: ((bytes: number) => void) | undefined;
  readonly #whole: Whole | undefined;
  #crc: number | undefined;

  constructor(digests: readonly DigestName[], onBytes?: (bytes: number) => void, whole?: Whole) {
    // As large as the reads that feed it: smaller pieces would only cost more calls.
    super({ highWaterMark: 1024 * 1024 });
    this.#hashes = digests
      .filter((name) => name !== 'crc32')
      .map((name) => [name, createHash(name)] as const);
    this.#crc = digests.includes('crc32') ? 0 : undefined;
    this.#onBytes = onBytes;
    this.#whole = whole;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      this.bytes += chunk.length;
      for (const [, hash] of this.#hashes) hash.update(chunk);
      if (this.#crc !== undefined) this.#crc = crc32(chunk, this.#crc);
      this.#onBytes?.(this.bytes);
    } catch (error) {
      // Thrown from here, nobody could catch it.
      done(error as Error);
      return;
    }
    if (!this.#whole || this.bytes < this.#whole.bytes) done(null, chunk);
    else this.#whole.check(this.bytes).then(() => done(null, chunk), done);
  }

  override _flush(done: TransformCallback): void {
    // All were there, and have been asked about already.
    if (!this.#whole || (this.bytes > 0 && this.bytes >= this.#whole.bytes)) done();
    else this.#whole.check(this.bytes).then(() => done(), done);
  }

  /** To be asked once, when all bytes are through. */
  digests(): Digests {
    const found: Digests = Object.fromEntries(this.#hashes.map(([name, hash]) => [name, hash.digest('hex')]));
    if (this.#crc !== undefined) found.crc32 = this.#crc.toString(16).padStart(8, '0');
    return found;
  }
}
