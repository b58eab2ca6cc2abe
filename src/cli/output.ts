import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { UserError } from './user-error.ts';

/** Where results go: the standard output, or a file that is there under its name when it is whole. */
export class Output {
  readonly #stream: Writable;
  readonly #path: string | undefined;
  #failed: NodeJS.ErrnoException | undefined;

  private constructor(stream: Writable, path?: string) {
    this.#stream = stream;
    this.#path = path;
    stream.on('error', (error) => {
      this.#failed = error;
    });
  }

  static stdout(): Output {
    return new Output(process.stdout);
  }

  static async file(path: string): Promise<Output> {
    const stream = createWriteStream(`${path}.part`);
    const output = new Output(stream, path);
    await once(stream, 'open').catch((error: NodeJS.ErrnoException) => {
      throw new UserError(`${path} cannot be written (${error.code})`);
    });
    return output;
  }

  /** Nobody reads any more, as after `| head`. */
  get isClosed(): boolean {
    return this.#failed?.code === 'EPIPE' || (this.#path === undefined && !this.#stream.writable);
  }

  async write(text: string): Promise<void> {
    if (this.isClosed) return;
    this.#check();
    if (!this.#stream.write(text)) await this.#room();
  }

  json(value: unknown): Promise<void> {
    return this.write(`${JSON.stringify(value)}\n`);
  }

  /** The file gets its name. */
  async finish(): Promise<void> {
    if (this.#path === undefined) return;
    this.#stream.end();
    if (!this.#failed) await once(this.#stream, 'close').catch(() => {});
    this.#check();
    await rename(`${this.#path}.part`, this.#path);
  }

  /** The file was not begun with anything of worth. */
  async discard(): Promise<void> {
    if (this.#path === undefined) return;
    this.#stream.destroy();
    await rm(`${this.#path}.part`, { force: true });
  }

  /** When there is room again, or nobody reads any more. */
  #room(): Promise<void> {
    const stream = this.#stream;
    const events = ['drain', 'close', 'error'] as const;
    return new Promise((resolve) => {
      const done = () => {
        for (const event of events) stream.off(event, done);
        resolve();
      };
      for (const event of events) stream.on(event, done);
    });
  }

  #check(): void {
    if (this.#failed && this.#failed.code !== 'EPIPE') {
      throw new UserError(`${this.#path ?? 'the standard output'} cannot be written (${this.#failed.code})`);
    }
  }
}
