import { createHash } from 'node:crypto';

/**
 * Everything that looks random in a sandbox comes from here, as a function of the seed number, a name and
 * how often that name was asked before. Names do not disturb each other, so a new use never shifts old ids.
 */
export class Ids {
  readonly #seed: number;
  #asked = new Map<string, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** 1, 2, 3, … for each name. */
  next(name: string): number {
    const n = (this.#asked.get(name) ?? 0) + 1;
    this.#asked.set(name, n);
    return n;
  }

  /** A number in [0, below) that is fixed for a name. */
  fixed(name: string, below: number): number {
    return this.#digest(name, 0).readUIntBE(0, 6) % below;
  }

  /** A number in [0, below), another one at each call. */
  number(name: string, below: number): number {
    return this.#digest(name, this.next(name)).readUIntBE(0, 6) % below;
  }

  /** 32 bytes, others at each call. */
  bytes(name: string): Buffer {
    return this.#digest(name, this.next(name));
  }

  reset(): void {
    this.#asked.clear();
  }

  snapshot(): [string, number][] {
    return [...this.#asked];
  }

  restore(asked: [string, number][]): void {
    this.#asked = new Map(asked);
  }

  #digest(name: string, n: number): Buffer {
    return createHash('sha256').update(`${this.#seed}/${name}/${n}`).digest();
  }
}
