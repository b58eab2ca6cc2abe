import type { Clock } from 'accession';

/**
 * The time of a sandbox that goes faster than ours, in another process of the same machine: pauses, time-outs and the
 * ends of tokens all shrink alike. `startedAt` and `labStartedAt` are one moment, there and here.
 */
export class FastClock implements Clock {
  constructor(
    private readonly speed: number,
    private readonly startedAt: number,
    private readonly labStartedAt: number,
  ) {}

  now(): number {
    return this.labStartedAt + (Date.now() - this.startedAt) * this.speed;
  }

  timer(ms: number, fire: () => void): () => void {
    const handle = setTimeout(fire, Math.max(0, ms) / this.speed);
    return () => clearTimeout(handle);
  }
}
