import { createHash } from 'node:crypto';
import { ConfigError } from '../errors/index.ts';
import { jsonText } from '../json.ts';
import { JournalFile } from './journal-file.ts';
import { JournalLock } from './journal-lock.ts';
import { checkJournalPlace, noJournalThere } from './journal-place.ts';
import { KeyIndex } from './key-index.ts';

const FORMAT = 1;
/** How every journal begins. */
const MARK = '{"accession":"journal"';

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
  /** Milliseconds since 1970 before which nothing of it was sent. Stays, also when it was refused, while it has an identity. */
  since?: number | undefined;
  /** Its identity in the repository: reserved, or stored. */
  reference?: string;
  done?: boolean;
  /** Of the content that was sent. */
  digest?: string | undefined;
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

/** Met in this run, and not stored. */
const MET = Number.NEGATIVE_INFINITY;

/**
 * One line of JSON per event, written before a call goes out and after its answer came. Killed at any moment, the next
 * run reads what is certain and looks up what is in doubt. The lines reach the operating system before the call is
 * made, so that they survive the death of the process (not of the power supply).
 *
 * In memory are only the items on their way, and a number for each one that is stored: a million items fit.
 */
export class Journal {
  readonly #file: JournalFile;
  readonly #lock: JournalLock | undefined;
  /** Begun and not stored. */
  readonly #open = new Map<string, ItemState>();
  /** Where in the file it says that an item is stored; below zero (-1 - place) once the item was met in this run. */
  readonly #stored = new KeyIndex();

  private constructor(path: string, lock?: JournalLock) {
    this.#file = new JournalFile(path);
    this.#lock = lock;
  }

  /**
   * Opens a journal for writing, or begins it.
   * @throws ConfigError it belongs to another run, is in use, is no journal, or cannot be written there
   */
  static async open(path: string, header: JournalHeader): Promise<Journal> {
    checkJournalPlace(path);
    const journal = new Journal(path, new JournalLock(path));
    try {
      const begun = journal.#read(header);
      await journal.#file.open();
      const begin = { accession: 'journal', format: FORMAT, ...header, begun: new Date().toISOString() };
      if (!begun) await journal.#write(begin);
    } catch (error) {
      await journal.close();
      throw error instanceof Error && 'syscall' in error ? noJournalThere(path, error) : error;
    }
    return journal;
  }

  /**
   * Reads a journal without changing anything; empty when there is none.
   * @throws ConfigError as {@link open} would, except that it may be in use
   */
  static peek(path: string, header: JournalHeader): Journal {
    checkJournalPlace(path);
    const journal = new Journal(path);
    journal.#read(header);
    return journal;
  }

  /** Whether an item was met before in this run, of which it then has been. */
  meet(key: string): boolean {
    const place = this.#stored.get(key);
    if (place !== undefined && place < 0) return true;
    this.#stored.set(key, place === undefined ? MET : -1 - place);
    return false;
  }

  /** What is known of an item from earlier runs and this one. */
  state(key: string): ItemState | undefined {
    const open = this.#open.get(key);
    const place = this.#stored.get(key);
    if (open || place === undefined || place === MET) return open;
    const text = this.#reading(() => this.#file.lineAt(place < 0 ? -1 - place : place));
    const { k, done, d } = this.#parse(text, 'the line of a stored item') as {
      k: string;
      done: string;
      d?: string;
    };
    // Another key with the same hash.
    if (k !== key) return undefined;
    return { reference: done, done: true, ...(d !== undefined && { digest: d }) };
  }

  /**
   * Of the content of an item, to notice one that has changed since it was stored.
   * @throws InputError it cannot be written as JSON
   */
  digest(value: unknown): string {
    return createHash('sha256').update(jsonText(value)).digest('base64url').slice(0, 16);
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
    await this.#file.close();
    this.#lock?.release();
  }

  async #record(line: Line): Promise<void> {
    this.#apply(line, await this.#write(line));
  }

  /** @throws ConfigError it cannot be written: nothing that it does not know of may be sent */
  async #write(line: object): Promise<number> {
    try {
      return await this.#file.append(JSON.stringify(line));
    } catch (error) {
      throw new ConfigError(
        `the journal ${this.#file.path} cannot be written (${(error as NodeJS.ErrnoException).code})`,
        {
          hint: 'The run stops here. Make room for the journal, and run it again: only what is missing is sent.',
        },
      );
    }
  }

  #apply(line: Line, at: number): void {
    if ('done' in line) {
      const met = (this.#stored.get(line.k) ?? 0) < 0;
      this.#stored.set(line.k, met ? -1 - at : at);
      this.#open.delete(line.k);
      return;
    }
    const state = this.#open.get(line.k) ?? {};
    if ('intent' in line) {
      state.intentAt = line.intent;
      state.since ??= line.intent;
      state.digest = line.d;
    } else {
      state.intentAt = undefined;
      if ('ref' in line) state.reference = line.ref;
    }
    if (state.intentAt === undefined && state.reference === undefined) this.#open.delete(line.k);
    else this.#open.set(line.k, state);
  }

  /** False when there is nothing yet. */
  #read(header: JournalHeader): boolean {
    let number = 0;
    const cut = this.#reading(() =>
      this.#file.read((text, at) => {
        number += 1;
        const line = this.#parse(text, `line ${number}`);
        if (number === 1) this.#check(line, header);
        else this.#apply(line as Line, at);
      }),
    );
    // Its process may have died in the first line. Anything else without a line end is a file of somebody's.
    if (number === 0 && !MARK.startsWith(cut.toString('utf8', 0, MARK.length))) throw this.#noJournal();
    return number > 0;
  }

  #reading<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw error instanceof ConfigError ? error : this.#unreadable(error);
    }
  }

  /** What the file system says of it. */
  #unreadable(error: unknown): ConfigError {
    const { code } = error as NodeJS.ErrnoException;
    return new ConfigError(`the journal ${this.#file.path} cannot be read (${code})`, {
      hint: 'It has to be a file that you may read and write, and stay where it is while the run goes on.',
    });
  }

  #noJournal(): ConfigError {
    return new ConfigError(`${this.#file.path} is not a journal`, {
      hint: 'It was left as it is. Give the name of a file that is not there yet, or of the journal of an earlier run.',
    });
  }

  #parse(text: string, which: string): object {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null) return value;
    } catch {
      // Told below.
    }
    throw new ConfigError(`${this.#file.path} is not a journal, or is damaged: ${which} cannot be read`, {
      hint: 'Give another file, or restore it from a copy. Without it, what is stored already would be sent again.',
    });
  }

  #check(line: object, header: JournalHeader): void {
    const { path } = this.#file;
    const found = line as Partial<JournalHeader> & { accession?: string; format?: number };
    if (found.accession !== 'journal') throw this.#noJournal();
    if (found.format !== FORMAT) {
      throw new ConfigError(
        `${path} was written by another version of this library (format ${found.format})`,
      );
    }
    const differing = (Object.keys(header) as (keyof JournalHeader)[]).filter(
      (name) => found[name] !== header[name],
    );
    if (differing.length === 0) return;
    const shown = differing
      .map((name) => `${name} "${found[name]}" there, "${header[name]}" here`)
      .join('; ');
    throw new ConfigError(`the journal ${path} belongs to another run: ${shown}`, {
      ...header,
      hint: 'Give each run a journal of its own. With this one, what the other run stored would count as done here.',
    });
  }
}
