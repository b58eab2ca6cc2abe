import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';

const LINE_END = 10;
const CHUNK = 1024 * 1024;
/** Lines that are looked up mostly come in the order in which they were written: a block serves hundreds of them. */
const BLOCK = 64 * 1024;

interface Waiting {
  text: string;
  written(at: number): void;
  failed(error: unknown): void;
}

/** A file of lines to which lines are added at the end; a line can be read again by its place. */
export class JournalFile {
  /** As it was given. */
  readonly path: string;
  /** The program may change its folder meanwhile. */
  readonly #full: string;
  #out: FileHandle | undefined;
  #in: number | undefined;
  /** Bytes of whole lines. */
  #end = 0;
  #waiting: Waiting[] = [];
  #writing = false;
  /** Half a line may stand at the end. */
  #torn = false;
  #block: { at: number; bytes: Buffer } = { at: 0, bytes: Buffer.alloc(0) };

  constructor(path: string) {
    this.path = path;
    this.#full = resolve(path);
  }

  /**
   * Gives each whole line and the place at which it begins. A last line without its end is left out, since its process may
   * have died in the middle of it; its bytes are the answer. The file may be larger than a string can be.
   */
  read(take: (line: string, at: number) => void): Buffer {
    this.#end = 0;
    if (!existsSync(this.#full)) return Buffer.alloc(0);
    const handle = openSync(this.#full, 'r');
    const chunk = Buffer.alloc(CHUNK);
    let rest: Buffer = Buffer.alloc(0);
    try {
      for (;;) {
        const bytes = readSync(handle, chunk, 0, chunk.length, null);
        if (bytes === 0) return rest;
        const data = Buffer.concat([rest, chunk.subarray(0, bytes)]);
        let begin = 0;
        for (let end = data.indexOf(LINE_END); end >= 0; end = data.indexOf(LINE_END, begin)) {
          take(data.toString('utf8', begin, end), this.#end + begin);
          begin = end + 1;
        }
        this.#end += begin;
        rest = data.subarray(begin);
      }
    } finally {
      closeSync(handle);
    }
  }

  /** Lets lines be added, after the last whole one. */
  async open(): Promise<void> {
    this.#out = await open(this.#full, 'a');
    const { size } = await this.#out.stat();
    if (size > this.#end) this.#cut();
  }

  /** The place of the line. Lines that come together are written together: one system call, however many. */
  append(line: string): Promise<number> {
    return new Promise((written, failed) => {
      this.#waiting.push({ text: `${line}\n`, written, failed });
      if (!this.#writing) void this.#flush();
    });
  }

  /** The line that begins at a place; empty when there is none. */
  lineAt(at: number): string {
    const inBlock = lineIn(this.#block.bytes, at - this.#block.at);
    if (inBlock !== undefined) return inBlock;
    for (let size = BLOCK; ; size *= 4) {
      const bytes = this.#bytesAt(at, size);
      const line = lineIn(bytes, 0);
      if (line === undefined && bytes.length === size) continue;
      this.#block = { at, bytes };
      return line ?? '';
    }
  }

  async close(): Promise<void> {
    if (this.#in !== undefined) closeSync(this.#in);
    this.#in = undefined;
    await this.#out?.close();
    this.#out = undefined;
  }

  #bytesAt(at: number, size: number): Buffer {
    this.#in ??= openSync(this.#full, 'r');
    const bytes = Buffer.alloc(size);
    return bytes.subarray(0, readSync(this.#in, bytes, 0, size, at));
  }

  async #flush(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        if (this.#torn) this.#cut();
        this.#torn = true;
        const bytes = Buffer.from(batch.map(({ text }) => text).join(''));
        for (let done = 0; done < bytes.length; )
          done += (await this.#out?.write(bytes, done))?.bytesWritten ?? bytes.length;
        this.#torn = false;
        for (const { text, written } of batch) {
          written(this.#end);
          this.#end += Buffer.byteLength(text);
        }
      } catch (error) {
        this.#mend();
        for (const { failed } of batch) failed(error);
      }
    }
    this.#writing = false;
  }

  /** Half a line must not stand before the next one. Where it cannot be cut now, it is cut before that is written. */
  #mend(): void {
    try {
      this.#cut();
      this.#torn = false;
    } catch {
      // What failed was told already.
    }
  }

  #cut(): void {
    if (!existsSync(this.#full)) return;
    const handle = openSync(this.#full, 'r+');
    try {
      ftruncateSync(handle, this.#end);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }
}

/** The whole line that begins there, if it is there whole. */
function lineIn(bytes: Buffer, begin: number): string | undefined {
  if (begin < 0 || begin >= bytes.length) return undefined;
  const end = bytes.indexOf(LINE_END, begin);
  return end < 0 ? undefined : bytes.toString('utf8', begin, end);
}
