import { EXIT, type ExitCode } from './exit-codes.ts';

/**
 * What Ctrl-C does. The first one asks: nothing new is begun, and what is under way comes to its end, so that nothing
 * stays in doubt. The second one cuts off what is under way; the third ends the process as if we were not there.
 */
export class Interrupt {
  readonly #gentle = new AbortController();
  readonly #hard = new AbortController();
  readonly #say: (line: string) => void;
  #received: 'SIGINT' | 'SIGTERM' | undefined;
  /** Whether there is something that can come to its end. */
  #patient = false;

  constructor(say: (line: string) => void) {
    this.#say = say;
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, this.#on);
  }

  /** Begin nothing new. */
  get asked(): AbortSignal {
    return this.#gentle.signal;
  }

  /** For calls: stop. */
  get signal(): AbortSignal {
    return this.#hard.signal;
  }

  get received(): 'SIGINT' | 'SIGTERM' | undefined {
    return this.#received;
  }

  /** What a stop says to the shell; undefined as long as nobody asked for one. */
  get exitCode(): ExitCode | undefined {
    if (this.#received === undefined) return undefined;
    return this.#received === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
  }

  /** Asks the way the first Ctrl-C does: something else stands in the way. */
  ask(): void {
    this.#gentle.abort();
  }

  /** From now on the first Ctrl-C asks; without this it cuts off. */
  becomePatient(): void {
    this.#patient = true;
  }

  /**
   * One thing that is written, and comes to its end: only then does a first Ctrl-C cut off, what follows. Without that the
   * waiting behind it would go on as if nobody had asked.
   */
  async throughout<T>(write: () => Promise<T>): Promise<T> {
    const before = this.#patient;
    this.#patient = true;
    try {
      return await write();
    } finally {
      this.#patient = before;
      if (this.#received !== undefined && !before) this.#hard.abort();
    }
  }

  end(): void {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, this.#on);
  }

  readonly #on = (name: NodeJS.Signals): void => {
    const first = this.#received === undefined;
    this.#received ??= name as 'SIGINT' | 'SIGTERM';
    this.#gentle.abort();
    if (first && this.#patient) {
      this.#say('stopping: what is under way comes to its end. Ctrl-C again cuts it off.');
      return;
    }
    if (this.#hard.signal.aborted) {
      this.end();
      process.kill(process.pid, name);
      return;
    }
    this.#hard.abort();
  };
}
