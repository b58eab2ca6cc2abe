import { createHash } from 'node:crypto';

const SHARDS = 256;
const FIRST_SIZE = 16;
const FULLEST = 0.75;
const GROWTH = 1.5;

/**
 * A number for each of very many keys: about 25 bytes a key, where a Map with the keys themselves takes some hundreds.
 * Keys are told apart by 64 bits of their hash: among a million, two are the same once in forty million runs.
 */
export class KeyIndex {
  readonly #shards: (Shard | undefined)[] = new Array(SHARDS);

  get(key: string): number | undefined {
    const { shard, low, high } = placeOf(key);
    return this.#shards[shard]?.get(low, high);
  }

  set(key: string, value: number): void {
    const { shard, low, high } = placeOf(key);
    let into = this.#shards[shard];
    if (into === undefined) {
      into = new Shard();
      this.#shards[shard] = into;
    }
    into.set(low, high, value);
  }
}

function placeOf(key: string): { shard: number; low: number; high: number } {
  const bytes = createHash('sha1').update(key).digest();
  return { shard: bytes[0] ?? 0, low: bytes.readUInt32LE(1), high: bytes.readUInt32LE(5) };
}

/** Open addressing. In small parts, so that growing never needs the whole twice. */
class Shard {
  #low = new Uint32Array(FIRST_SIZE);
  #high = new Uint32Array(FIRST_SIZE);
  /** NaN where there is nothing. */
  #values = new Float64Array(FIRST_SIZE).fill(Number.NaN);
  #count = 0;

  get(low: number, high: number): number | undefined {
    const value = this.#values[this.#find(low, high)] as number;
    return Number.isNaN(value) ? undefined : value;
  }

  set(low: number, high: number, value: number): void {
    let at = this.#find(low, high);
    if (Number.isNaN(this.#values[at])) {
      this.#count += 1;
      if (this.#count > this.#values.length * FULLEST) {
        this.#grow();
        at = this.#find(low, high);
      }
    }
    this.#low[at] = low;
    this.#high[at] = high;
    this.#values[at] = value;
  }

  /** Where it is, or where it would go. */
  #find(low: number, high: number): number {
    const size = this.#values.length;
    let at = low % size;
    while (!Number.isNaN(this.#values[at]) && (this.#low[at] !== low || this.#high[at] !== high)) {
      at = at + 1 === size ? 0 : at + 1;
    }
    return at;
  }

  #grow(): void {
    const [lows, highs, values] = [this.#low, this.#high, this.#values];
    const size = Math.ceil(values.length * GROWTH);
    this.#low = new Uint32Array(size);
    this.#high = new Uint32Array(size);
    this.#values = new Float64Array(size).fill(Number.NaN);
    values.forEach((value, from) => {
      if (Number.isNaN(value)) return;
      const [low, high] = [lows[from] as number, highs[from] as number];
      const at = this.#find(low, high);
      this.#low[at] = low;
      this.#high[at] = high;
      this.#values[at] = value;
    });
  }
}
