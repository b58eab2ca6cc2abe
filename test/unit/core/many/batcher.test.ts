import { expect, it } from 'vitest';
import { Batcher } from '../../../../src/core/many/batcher.ts';

function doubling(most: number) {
  const calls: number[][] = [];
  const batcher = new Batcher<number, number>(most, async (items) => {
    calls.push([...items]);
    if (items.includes(13)) throw new Error('unlucky');
    return items.map((item) => (item < 0 ? { error: new RangeError(`${item}`) } : { value: item * 2 }));
  });
  return { calls, batcher };
}

it('makes one call for those who come together, and gives each its own result', async () => {
  const { calls, batcher } = doubling(10);
  expect(await Promise.all([1, 2, 3].map((n) => batcher.ask(n)))).toEqual([2, 4, 6]);
  expect(await batcher.ask(4)).toBe(8);
  expect(calls).toEqual([[1, 2, 3], [4]]);
});

it('goes when it is full', async () => {
  const { calls, batcher } = doubling(2);
  await Promise.all([1, 2, 3, 4, 5].map((n) => batcher.ask(n)));
  expect(calls).toEqual([[1, 2], [3, 4], [5]]);
});

it('waits a little for those who come a few turns later', async () => {
  const { calls, batcher } = doubling(10);
  const late = async (n: number) => {
    for (let turn = 0; turn < n; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    return batcher.ask(n);
  };
  await Promise.all([0, 1, 2].map(late));
  expect(calls).toEqual([[0, 1, 2]]);
});

it('fails one alone, or all of a call', async () => {
  const { batcher } = doubling(10);
  const results = await Promise.allSettled([1, -1].map((n) => batcher.ask(n)));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  const all = await Promise.allSettled([1, 13].map((n) => batcher.ask(n)));
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
