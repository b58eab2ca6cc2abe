const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A span of lab time: milliseconds, or text such as `'90s'`, `'61m'`, `'3h'`, `'2d'`, `'250ms'`. */
export type Duration = number | string;

export function durationMs(duration: Duration): number {
  if (typeof duration === 'number') {
    if (Number.isFinite(duration) && duration >= 0) return duration;
  } else if (typeof duration === 'string') {
    const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/.exec(duration.trim());
    const unit = UNITS[match?.[2] ?? ''];
    if (match && unit !== undefined) return Number(match[1]) * unit;
  }
  throw new RangeError(
    `not a duration: ${JSON.stringify(duration)} (milliseconds, or text like "90s", "61m", "3h", "2d")`,
  );
}

/** The time a sandbox lives in. */
export interface LabClock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Moves the clock forward, to the end of the year 9999 at most. On the real clock this adds an offset; it never goes back. */
  advance(by: Duration): void;
}

/** The last moment that is written with a year of four digits. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** One clock per sandbox; `virtual` stands still until `advance` is called. */
export class SandboxClock implements LabClock {
  readonly #start: number;
  readonly #madeAt = Date.now();
  readonly #speed: number;
  #offset = 0;

  /** `speed`: how many times as fast as real time the real clock goes. */
  constructor(kind: 'real' | 'virtual', startAt?: number, speed = 1) {
    this.#start = startAt ?? this.#madeAt;
    this.#speed = kind === 'virtual' ? 0 : speed;
  }

  now(): number {
    return this.#start + Math.floor((Date.now() - this.#madeAt) * this.#speed) + this.#offset;
  }

  /** Now as ISO text with milliseconds. */
  iso(): string {
    return new Date(this.now()).toISOString();
  }

  advance(by: Duration): void {
    const ms = durationMs(by);
    if (this.now() + ms > LAST)
      throw new RangeError(`the clock goes no further than the year 9999: ${JSON.stringify(by)} is too long`);
    this.#offset += ms;
  }

  reset(): void {
    this.#offset = 0;
  }

  snapshot(): number {
    return this.#offset;
  }

  restore(offset: number): void {
    this.#offset = offset;
  }
}
