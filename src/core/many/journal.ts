import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { ConfigError } from '../errors/index.ts';

const FORMAT = 1;

/** What a run is about. A journal belongs to one run: a test run's must never silence a production run. */
export interface JournalHeader {
  service: string;
  operation: string;
  /** Where it is sent. */
  baseUrl: string;
  environment: string;
  /** Who sends it. */
  account: string;
  /** What it goes into, where that is not the repository as a whole: a submission, a project. */
  scope: string;
}

/** What is known of one item from earlier runs. */
export interface ItemState {
  /** Milliseconds since 1970 at which it was about to be sent, when no answer was written down. */
  intentAt?: number | undefined;
  /** Its identity in the repository: reserved, or stored. */
  reference?: string;
  done?: boolean;
  /** Of the content that was sent. */
  digest?: string;
}

type Line =
  /** About to be sent. */
  | { k: string; intent: number; d?: string }
  /** An identity was reserved. */
  | { k: string; ref: string }
  /** Stored. */
  | { k: string; done: string; d?: string }
  /** Provably not stored: the intent is void. */
  | { k: string; refused: string };

const digestOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);

/**
 * One line of JSON per event, written before a call goes out and after its answer came. Killed at any moment, the next
 * run reads what is certain and looks up what is in doubt. The lines reach the operating system before the call is
 * made, so that they survive the death of the process (not of the power supply).
 */
export class Journal {
  readonly path: string;
  readonly #lock: string;
  readonly #items = new Map<string, ItemState>();
  #file: FileHandle | undefined;
  #waiting: { text: string; written: () => void; failed: (error: unknown) => void }[] = [];
  #writing = false;

  private constructor(path: string) {
    this.path = path;
    this.#lock = `${path}.lock`;
  }

  /**
   * Opens a journal for writing, or begins it.
   * @throws ConfigError it belongs to another run, is in use, or is no journal
   */
  static async open(path: string, header: JournalHeader): Promise<Journal> {
    const journal = new Journal(path);
    journal.#takeLock();
    try {
      const begun = journal.#read(header);
      journal.#file = await open(path, 'a');
      if (!begun)
        await journal.#write({
          accession: 'journal',
          format: FORMAT,
          ...header,
          begun: new Date().toISOString(),
        });
    } catch (error) {
      await journal.close();
      throw error;
    }
    return journal;
  }

  /** Reads a journal without changing anything; empty when there is none. */
  static peek(path: string, header: JournalHeader): Journal {
    const journal = new Journal(path);
    journal.#read(header, false);
    return journal;
  }

  /** What is known of an item from earlier runs and this one. */
  state(key: string): ItemState | undefined {
    return this.#items.get(key);
  }

  digest(value: unknown): string {
    return digestOf(value);
  }

  async intent(key: string, at: number, digest: string): Promise<void> {
    await this.#record({ k: key, intent: at, d: digest });
  }

  async reserved(key: string, reference: string): Promise<void> {
    await this.#record({ k: key, ref: reference });
  }

  async done(key: string, reference: string, digest: string): Promise<void> {
    await this.#record({ k: key, done: reference, d: digest });
  }

  async refused(key: string, why: string): Promise<void> {
    await this.#record({ k: key, refused: why.slice(0, 500) });
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
    // Another run may have taken the lock over if ours was thought dead; only our own is removed.
    if (this.#heldBy()?.pid === process.pid) unlinkSync(this.#lock);
  }

  async #record(line: Line): Promise<void> {
    this.#apply(line);
    await this.#write(line);
  }

  /** Lines that come together are written together: one system call, however many are in flight. */
  #write(line: object): Promise<void> {
    return new Promise((written, failed) => {
      this.#waiting.push({ text: `${JSON.stringify(line)}\n`, written, failed });
      if (!this.#writing) void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#file?.write(batch.map(({ text }) => text).join(''));
        for (const { written } of batch) written();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.#writing = false;
  }

  #apply(line: Line): void {
    const state = this.#items.get(line.k) ?? {};
    if ('intent' in line) {
      state.intentAt = line.intent;
      state.digest = line.d;
    } else if ('ref' in line) {
      state.reference = line.ref;
      state.intentAt = undefined;
    } else if ('done' in line) {
      state.reference = line.done;
      state.done = true;
      if (line.d !== undefined) state.digest = line.d;
      state.intentAt = undefined;
    } else {
      state.intentAt = undefined;
    }
    this.#items.set(line.k, state);
  }

  /** False when there is nothing yet. */
  #read(header: JournalHeader, mend = true): boolean {
    if (!existsSync(this.path)) return false;
    let number = 0;
    const whole = eachLine(this.path, (text) => {
      number += 1;
      const line = this.#parse(text, number);
      if (number === 1) this.#check(line, header);
      else this.#apply(line as Line);
    });
    // The last line may be half written: its process died in the middle. What it told did not happen.
    if (mend && whole < statSync(this.path).size) truncate(this.path, whole);
    return number > 0;
  }

  #parse(line: string, number: number): object {
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value === 'object' && value !== null) return value;
    } catch {
      // Told below.
    }
    throw new ConfigError(`${this.path} is not a journal, or is damaged: line ${number} cannot be read`, {
      hint: 'Give another file, or restore it from a copy. Without it, what is stored already would be sent again.',
    });
  }

  #check(line: object, header: JournalHeader): void {
    const found = line as Partial<JournalHeader> & { accession?: string; format?: number };
    if (found.accession !== 'journal') throw new ConfigError(`${this.path} is not a journal`);
    if (found.format !== FORMAT) {
      throw new ConfigError(
        `${this.path} was written by another version of this library (format ${found.format})`,
      );
    }
    const differing = (Object.keys(header) as (keyof JournalHeader)[]).filter(
      (name) => found[name] !== header[name],
    );
    if (differing.length === 0) return;
    const shown = differing
      .map((name) => `${name} "${found[name]}" there, "${header[name]}" here`)
      .join('; ');
    throw new ConfigError(`the journal ${this.path} belongs to another run: ${shown}`, {
      ...header,
      hint: 'Give each run a journal of its own. With this one, what the other run stored would count as done here.',
    });
  }

  #heldBy(): { pid: number; host: string } | undefined {
    try {
      return JSON.parse(readFileSync(this.#lock, 'utf8')) as { pid: number; host: string };
    } catch {
      return undefined;
    }
  }

  #takeLock(): void {
    for (let tries = 0; ; tries += 1) {
      try {
        const handle = openSync(this.#lock, 'wx');
        writeSync(handle, JSON.stringify({ pid: process.pid, host: hostname() }));
        closeSync(handle);
        // Two that found the same dead lock may both have removed it; the one that is written there has it.
        if (this.#heldBy()?.pid === process.pid) return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(this.path, error);
        const holder = this.#heldBy();
        const dead = holder !== undefined && holder.host === hostname() && !isAlive(holder.pid);
        if (!dead || tries > 0) {
          const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
          throw new ConfigError(`the journal ${this.path} is in use by ${who}`, {
            hint: `If that run is no more, delete ${this.#lock}.`,
          });
        }
        unlinkSync(this.#lock);
      }
    }
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, but not ours.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Calls with each complete line; gives the number of bytes that they take. A journal may be larger than a string. */
function eachLine(path: string, take: (line: string) => void): number {
  const handle = openSync(path, 'r');
  const chunk = Buffer.alloc(1024 * 1024);
  let rest = Buffer.alloc(0);
  let whole = 0;
  try {
    for (;;) {
      const bytes = readSync(handle, chunk, 0, chunk.length, null);
      if (bytes === 0) return whole;
      const data = Buffer.concat([rest, chunk.subarray(0, bytes)]);
      let begin = 0;
      for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10, begin)) {
        take(data.toString('utf8', begin, end));
        begin = end + 1;
      }
      whole += begin;
      rest = data.subarray(begin);
    }
  } finally {
    closeSync(handle);
  }
}

function truncate(path: string, bytes: number): void {
  const handle = openSync(path, 'r+');
  try {
    ftruncateSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const cannotWrite = (path: string, error: unknown): ConfigError =>
  new ConfigError(`the journal ${path} cannot be written (${(error as NodeJS.ErrnoException).code})`);
