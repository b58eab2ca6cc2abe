import type { Clock } from 'accession';

/**
 * Time in which pauses take no time and time-outs do: an attempt over a real socket needs real milliseconds, the
 * back-off after it does not. The two are told apart by their length, so give the client a `timeoutMs` of `realMs` that
 * nothing else has. What is skipped moves the clock of the other side along, so that both always agree.
 */
export class HastyClock implements Clock {
  constructor(
    private readonly realMs: number,
    private readonly shared: { now(): number; advance(ms: number): void },
  ) {}

  now(): number {
    return this.shared.now();
  }

  timer(ms: number, fire: () => void): () => void {
    if (ms === this.realMs) {
      const timeout = setTimeout(fire, ms);
      return () => clearTimeout(timeout);
    }
    const soon = setImmediate(() => {
      this.shared.advance(Math.max(0, ms));
      fire();
    });
    return () => clearImmediate(soon);
  }
}
