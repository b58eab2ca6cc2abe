import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { ConfigError } from '../errors/index.ts';

/** `run.ndjson.lock` beside a journal: one run at a time writes it. A lock whose process is dead is taken over. */
export class JournalLock {
  readonly #path: string;

  /** @throws ConfigError another process writes the journal, or its folder cannot be written */
  constructor(journal: string) {
    this.#path = `${journal}.lock`;
    this.#take(journal);
  }

  release(): void {
    // Another run may have taken the lock over if ours was thought dead; only our own is removed.
    if (this.#heldBy()?.pid === process.pid) unlinkSync(this.#path);
  }

  #take(journal: string): void {
    for (let tries = 0; ; tries += 1) {
      try {
        const handle = openSync(this.#path, 'wx');
        writeSync(handle, JSON.stringify({ pid: process.pid, host: hostname() }));
        closeSync(handle);
        // Two that found the same dead lock may both have removed it; the one that is written there has it.
        if (this.#heldBy()?.pid === process.pid) return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(journal, error);
        const holder = this.#heldBy();
        const dead = holder !== undefined && holder.host === hostname() && !isAlive(holder.pid);
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

  #heldBy(): { pid: number; host: string } | undefined {
    try {
      return JSON.parse(readFileSync(this.#path, 'utf8')) as { pid: number; host: string };
    } catch {
      return undefined;
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

const cannotWrite = (path: string, error: unknown): ConfigError =>
  new ConfigError(`the journal ${path} cannot be written (${(error as NodeJS.ErrnoException).code})`);
