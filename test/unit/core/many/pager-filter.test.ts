import { type LoadedPage, Pager, type PageSource } from 'accession';
import { expect, it } from 'vitest';

/** Pages by number, and which of them were asked for. */
function numbers(...pages: number[][]): { pager: Pager<number>; asked: string[] } {
  const asked: string[] = [];
  const page = (index: number): LoadedPage<number> => ({
    items: pages[index] ?? [],
    place: { input: index, cursor: String(index) },
    next: index + 1 < pages.length ? { input: index + 1, cursor: String(index + 1) } : undefined,
    numbered: { number: index, pages: pages.length, total: pages.flat().length },
    at: (number) => ({ input: number, cursor: String(number) }),
    keyOf: () => undefined,
  });
  const source: PageSource<number> = {
    async load(place) {
      asked.push(place?.cursor ?? '0');
      return page(Number(place?.cursor ?? 0));
    },
    endless: () => new Error('endless'),
  };
  return { pager: new Pager(source), asked };
}

it('a filtered list has the items that pass, in order, and does not say how many there are', async () => {
  const { pager } = numbers([1, 2, 3], [4, 5], [6]);
  const even = pager.filter(async (n) => n % 2 === 0);
  expect(await even.all()).toEqual([2, 4, 6]);
  const totals = [];
  for await (const { total } of even.pages()) totals.push(total);
  expect(totals).toEqual([undefined, undefined, undefined]);
});

it('the first of a filtered list is looked for until it comes, and no further', async () => {
  const { pager, asked } = numbers([1], [3], [4], [6]);
  expect(await pager.filter((n) => n % 2 === 0).first()).toBe(4);
  expect(asked.slice(0, 3)).toEqual(['0', '1', '2']);
  expect(await pager.filter((n) => n > 9).first()).toBeUndefined();
});
