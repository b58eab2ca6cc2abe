import { setImmediate as breathe } from 'node:timers/promises';
import type { Clock } from 'accession';

/** Time that moves only when a test says so; hours of back-off pass in a millisecond. */
export class ManualClock implements Clock {
  #now: number;
  readonly #timers = new Set<{ at: number; fire: () => void }>();

  constructor(start = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  timer(ms: number, fire: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, ms), fire };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  get pending(): number {
    return this.#timers.size;
  }

  advance(ms: number): void {
    const until = this.#now + ms;
    for (let next = this.#next(); next && next.at <= until; next = this.#next()) this.#fire(next);
    this.#now = until;
  }

  #next(): { at: number; fire: () => void } | undefined {
    return [...this.#timers].sort((a, b) => a.at - b.at)[0];
  }

  #fire(timer: { at: number; fire: () => void }): void {
    this.#timers.delete(timer);
    this.#now = Math.max(this.#now, timer.at);
    timer.fire();
  }

  /**
   * Lets `work` run, jumping to the next timer whenever nothing else is left to do. Over real sockets `idle` has to say
   * when that is: a request under way is not seen from here.
   */
  async run<T>(work: Promise<T>, isIdle: () => boolean = () => true): Promise<T> {
    let settled = false;
    const watched = work.finally(() => {
      settled = true;
    });
    watched.catch(() => {});
    for (let idle = 0; !settled; ) {
      await breathe();
      const next = this.#next();
      if (settled) break;
      idle += 1;
      // A few breaths first: promises in between must not lose against the clock.
      if (next && idle >= 3 && isIdle()) {
        this.#fire(next);
        idle = 0;
      }
    }
    return watched;
  }
}
