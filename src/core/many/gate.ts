import { type Clock, sleep } from '../clock.ts';

/**
 * Holds back all calls of one run while the repository has asked one of them to wait: the others would only be told
 * the same.
 */
export class Gate {
  readonly #clock: Clock;
  #closedUntil = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Nothing goes out for so long. */
  pause(ms: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, this.#clock.now() + ms);
  }

  /** Ends when calls may go out. */
  async open(signal: AbortSignal | undefined): Promise<void> {
    for (let left = this.#left(); left > 0; left = this.#left()) await sleep(this.#clock, left, signal);
  }

  #left(): number {
    return this.#closedUntil - this.#clock.now();
  }
}
