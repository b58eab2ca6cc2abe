import { once } from 'node:events';
import { createWriteStream, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { isNoFile, whyNotWritten } from '../core/not-written.ts';
import { OutputLost, UserError } from './user-error.ts';

/** Where results go: a standard stream, or a file that is there under its name when it is whole. */
export class Output {
  static #stdout: Output | undefined;
  static #stderr: Output | undefined;
  /** Undefined when it is a standard stream. */
  readonly path: string | undefined;
  readonly #stream: Writable;
  readonly #name: string;
  #failed: NodeJS.ErrnoException | undefined;
  #isDiscarded = false;
  /** Texts that the system has not taken yet. */
  #waiting = 0;

  private constructor(stream: Writable, name: string, path?: string) {
    this.#stream = stream;
    this.#name = name;
    this.path = path;
    stream.on('error', (error) => {
      this.#failed ??= error;
    });
  }

  /** One for all, so that what once got lost is known until the end. */
  static stdout(): Output {
    Output.#stdout ??= new Output(process.stdout, 'the standard output');
    return Output.#stdout;
  }

  /** For results that have no other way left. */
  static stderr(): Output {
    Output.#stderr ??= new Output(process.stderr, 'the standard error');
    return Output.#stderr;
  }

  /** What `--output` names; `-` and nothing mean stdout. */
  static async to(path: string | undefined): Promise<Output> {
    return path === undefined || path === '-' ? Output.stdout() : Output.file(path);
  }

  /** @throws UserError it could not get its name in the end */
  static async file(path: string): Promise<Output> {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
      throw new UserError(`${path} cannot be written: it is a folder`, 'Name a file.');
    if (isNoFile(path))
      throw new UserError(
        `${path} cannot be written: it is no file`,
        'Name a file; `-` is the standard output.',
      );
    const stream = createWriteStream(`${path}.part`);
    const output = new Output(stream, path, path);
    await once(stream, 'open').catch((error: NodeJS.ErrnoException) => {
      throw cannotBegin(path, error);
    });
    return output;
  }

  /**
   * What `--output` names, opened before anything is asked, so that a wrong name is told while nothing has happened. It gets
   * its name when it is filled; when that fails, or it is discarded meanwhile, what was there before stays.
   */
  static async filled<T>(path: string | undefined, fill: (output: Output) => Promise<T>): Promise<T> {
    const output = await Output.to(path);
    try {
      const result = await fill(output);
      await output.finish();
      return result;
    } catch (error) {
      await output.discard();
      throw error;
    }
  }

  /** Nobody reads any more, as after `| head`. */
  get isClosed(): boolean {
    if (this.#failed) return this.#failed.code === 'EPIPE';
    return this.path === undefined && !this.#stream.writable;
  }

  /** Nothing that was written until now can get lost on the way. */
  get isSettled(): boolean {
    return this.#waiting === 0;
  }

  async write(text: string): Promise<void> {
    if (this.isClosed) return;
    this.#check();
    if (!this.#send(text)) await this.#room();
  }

  json(value: unknown): Promise<void> {
    return this.write(`${JSON.stringify(value)}\n`);
  }

  /**
   * All of it is written; the file gets its name.
   * @throws OutputLost some of it could not be written
   */
  async finish(): Promise<void> {
    if (this.isClosed || this.#isDiscarded) return;
    if (this.path === undefined) {
      if (this.#waiting > 0) await new Promise<void>((resolve) => this.#send('', resolve));
      this.#check();
      return;
    }
    this.#stream.end();
    if (!this.#failed) await once(this.#stream, 'close').catch(() => {});
    this.#check();
    await rename(`${this.path}.part`, this.path).catch((error: NodeJS.ErrnoException) => {
      this.#failed = error;
    });
    this.#check();
  }

  /** The file was not begun with anything of worth. */
  async discard(): Promise<void> {
    if (this.path === undefined) return;
    this.#isDiscarded = true;
    this.#stream.destroy();
    await rm(`${this.path}.part`, { force: true });
  }

  #send(text: string, then?: () => void): boolean {
    this.#waiting += 1;
    return this.#stream.write(text, (error) => {
      if (error) this.#failed ??= error;
      else this.#waiting -= 1;
      then?.();
    });
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
    if (this.#failed && this.#failed.code !== 'EPIPE')
      throw new OutputLost(`${this.#name} cannot be written (${this.#failed.code})`);
  }
}

/** Of a file that is called `….part` until it is whole: such a folder may be in its way. */
export function cannotBegin(path: string, error: unknown): UserError {
  const name = (error as NodeJS.ErrnoException).code === 'EISDIR' ? `${path}.part` : path;
  return new UserError(
    `${name} cannot be written${whyNotWritten(error)}`,
    'Name another place, or make this one fit.',
  );
}
