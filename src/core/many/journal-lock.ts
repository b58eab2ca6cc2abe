import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { threadId } from 'node:worker_threads';
import { ConfigError } from '../errors/index.ts';
import { noJournalThere } from './journal-place.ts';

interface Holder {
  pid: number;
  host: string;
  /** When the process began, and which of its threads it is: a container that is started again has the same pid and host. */
  began?: number;
  thread?: number;
}

const SELF: Holder = { pid: process.pid, host: hostname(), began: performance.timeOrigin, thread: threadId };

/** `run.ndjson.lock` beside a journal: one run at a time writes it. A lock whose process is dead is taken over. */
export class JournalLock {
  readonly #path: string;

  /** @throws ConfigError another process writes the journal, or its folder cannot be written */
  constructor(journal: string) {
    this.#path = `${resolve(journal)}.lock`;
    this.#take(journal);
  }

  release(): void {
    // Another run may have taken the lock over if ours was thought dead; only our own is removed.
    if (isOurs(this.#heldBy())) unlinkSync(this.#path);
  }

  #take(journal: string): void {
    for (let tries = 0; ; tries += 1) {
      try {
        const handle = openSync(this.#path, 'wx');
        writeSync(handle, JSON.stringify(SELF));
        closeSync(handle);
        // Two that found the same dead lock may both have removed it; the one that is written there has it.
        if (isOurs(this.#heldBy())) return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw noJournalThere(journal, error);
        const holder = this.#heldBy();
        const dead = holder !== undefined && holder.host === SELF.host && !isAlive(holder);
        if (!dead || tries > 0) {
          const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
          throw new ConfigError(`the journal ${journal} is in use by ${who}`, {
            hint: `If that run is no more, delete ${this.#path}.`,
          });
        }
        unlinkSync(this.#path);
      }
    }
  }

  #heldBy(): Holder | undefined {
    try {
      return JSON.parse(readFileSync(this.#path, 'utf8')) as Holder;
    } catch {
      return undefined;
    }
  }
}

const isOurs = (holder: Holder | undefined): boolean =>
  holder?.pid === SELF.pid && holder.began === SELF.began && holder.thread === SELF.thread;

function isAlive({ pid, began, thread }: Holder): boolean {
  // What another thread says of the beginning of the process is not for us to judge.
  if (pid === SELF.pid) return thread !== SELF.thread || began === SELF.began;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, but not ours.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
