import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderedPool } from '../../../../src/core/many/ordered-pool.ts';

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe('OrderedPool', () => {
  it('gives every result, in the order of the items, whatever the order in which they finish', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(5), { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        async (turns, concurrency) => {
          let underWay = 0;
          let most = 0;
          const pool = new OrderedPool(turns, concurrency, async (turn, index) => {
            underWay += 1;
            most = Math.max(most, underWay);
            for (let i = 0; i < turn; i += 1) await Promise.resolve();
            underWay -= 1;
            return index;
          });
          expect(await collect(pool)).toEqual(turns.map((_, index) => index));
          expect(most).toBeLessThanOrEqual(concurrency);
        },
      ),
      { seed: 20260120 },
    );
  });

  it.each([0, -1, Number.NaN])('refuses %d places: nobody would ever work there', (places) => {
    expect(() => new OrderedPool([1], places, async (item) => item)).toThrow(RangeError);
  });

  it('does not run ahead of a slow reader, nor of a slow item', async () => {
    let started = 0;
    let release: (() => void) | undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const pool = new OrderedPool(
      Array.from({ length: 1000 }, (_, i) => i),
      4,
      async (item) => {
        started += 1;
        if (item === 0) await slow;
        return item;
      },
    );
    const reader = pool[Symbol.asyncIterator]();
    const first = reader.next();
    for (let i = 0; i < 200; i += 1) await new Promise(setImmediate);
    expect(started).toBeLessThanOrEqual(4 * 8);
    expect(started).toBeGreaterThan(4);
    release?.();
    await first;
    for (let i = 0; i < 200; i += 1) await new Promise(setImmediate);
    expect(started).toBeLessThanOrEqual(4 * 8 + 1);
    await reader.return();
  });

  it('throws at the place of the item that failed, or of the source that broke', async () => {
    async function* broken() {
      yield 1;
      yield 2;
      throw new Error('the table ends in the middle');
    }
    const seen: number[] = [];
    const read = async () => {
      for await (const n of new OrderedPool(broken(), 8, async (item) => item)) seen.push(n);
    };
    await expect(read()).rejects.toThrow('the table ends in the middle');
    expect(seen).toEqual([1, 2]);
  });

  it('starts nothing more when the loop is left, and tells the source', async () => {
    let started = 0;
    let told = false;
    function* source() {
      try {
        for (;;) yield 1;
      } finally {
        told = true;
      }
    }
    const pool = new OrderedPool(source(), 2, async () => {
      started += 1;
    });
    for await (const _ of pool) break;
    const then = started;
    await pool.settled();
    await new Promise(setImmediate);
    expect(started).toBe(then);
    expect(told).toBe(true);
  });

  it('settled() gives what was under way and nobody read, in order', async () => {
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const pool = new OrderedPool([0, 1, 2, 3, 4, 5, 6, 7], 4, async (n) => {
      if (n === 0) return n;
      await gate;
      if (n === 2) throw new Error('of no interest now');
      return n;
    });
    for await (const _ of pool) break;
    go();
    expect(await pool.settled()).toEqual([1, 3, 4]);
    expect(await pool.settled()).toEqual([]);
  });
});
