import { BioSamples, InputError, type Pager, ResponseError } from 'accession';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, FakeTransport, lost, type SentRequest } from '../../../support/fake-transport.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const sample = (n: number) => ({ name: `s${n}`, accession: `SAMEA${n}` });
const BASE = 'https://bio.example/biosamples';

/** A list of `count` samples, `size` to a page, by cursor or by page number as the request asks. */
function list(count: number, size: number): (request: SentRequest) => FakeAnswer {
  return ({ url }) => {
    const query = new URL(url).searchParams;
    const byPage = query.get('page');
    const number = Number(byPage ?? (query.get('cursor') === '*' ? 0 : query.get('cursor')));
    const pages = Math.ceil(count / size);
    const samples = Array.from({ length: count }, (_, i) => sample(i)).slice(
      number * size,
      (number + 1) * size,
    );
    const next = `${BASE}/samples?${byPage === null ? 'cursor' : 'page'}=${number + 1}`;
    return {
      body: {
        ...(samples.length > 0 && { _embedded: { samples } }),
        _links: number + 1 < pages ? { next: { href: next } } : {},
        ...(byPage !== null && { page: { number, size, totalElements: count, totalPages: pages } }),
      },
    };
  };
}

function setup(...answers: ConstructorParameters<typeof FakeTransport>) {
  const transport = new FakeTransport(...answers);
  const clock = new ManualClock();
  return { transport, clock, client: new BioSamples({ transport, clock, url: BASE }) };
}

const names = (items: { name: string }[]) => items.map((item) => item.name);

describe.each([
  ['by cursor', {}],
  ['by page number', { page: 0 }],
])('a search %s', (_, mode) => {
  it('sends nothing before it is read', () => {
    const { client, transport } = setup(list(5, 2));
    client.samples.search(mode);
    expect(transport.sent).toHaveLength(0);
  });

  it('gives every item once, in order', async () => {
    const { client, transport } = setup(list(11, 2));
    const read: string[] = [];
    for await (const item of client.samples.search(mode)) read.push(item.name);
    expect(read).toEqual(Array.from({ length: 11 }, (_, i) => `s${i}`));
    expect(transport.sent).toHaveLength(6);
  });

  it('of nothing is an empty list', async () => {
    const { client } = setup({ body: { _links: {} } });
    await expect(client.samples.search(mode).all()).resolves.toEqual([]);
    await expect(client.samples.search(mode).first()).resolves.toBeUndefined();
  });

  it('first() fetches one page only', async () => {
    const { client, transport } = setup(list(5, 2));
    await expect(client.samples.search(mode).first()).resolves.toMatchObject({ name: 's0' });
    expect(transport.sent).toHaveLength(1);
  });

  it('can be resumed after any page, also in another process', async () => {
    const { client } = setup(list(7, 2));
    for await (const page of client.samples.search(mode).pages()) {
      const again = await client.samples.search({ cursor: page.cursor }).first();
      expect(again).toEqual(page.items[0]);
      if (page.nextCursor === undefined) continue;
      const rest = await client.samples.search({ cursor: page.nextCursor }).all();
      const last = page.items.at(-1)?.name ?? '';
      expect(names(rest)[0]).toBe(`s${Number(last.slice(1)) + 1}`);
    }
  });

  it('fails at the place of the page that failed, after the items before it', async () => {
    const good = list(6, 2);
    const { client, clock } = setup((request) =>
      /(cursor|page)=2\b/.test(request.url) ? { status: 400, body: { message: 'broken' } } : good(request),
    );
    const read: string[] = [];
    const work = (async () => {
      for await (const item of client.samples.search(mode)) read.push(item.name);
    })();
    await expect(clock.run(work)).rejects.toMatchObject({ status: 400 });
    expect(read).toEqual(['s0', 's1', 's2', 's3']);
  });

  it('repeats a page whose answer was lost', async () => {
    const good = list(6, 2);
    let failures = 0;
    const { client, clock } = setup((request) =>
      /(cursor|page)=1\b/.test(request.url) && failures++ === 0 ? lost : good(request),
    );
    await expect(clock.run(client.samples.search(mode).all()).then(names)).resolves.toHaveLength(6);
  });

  it('ends what is under way when the loop is left', async () => {
    const { client, transport, clock } = setup(list(100, 2));
    for await (const item of client.samples.search(mode)) if (item.name === 's1') break;
    const sent = transport.sent.length;
    await clock.run(Promise.resolve());
    expect(sent).toBeLessThanOrEqual(4);
    expect(transport.sent).toHaveLength(sent);
  });

  it('leaves no listener on a long-lived signal', async () => {
    const { client } = setup(list(20, 2));
    const stop = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = AbortSignal.prototype;
    stop.signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners += 1;
      addEventListener.apply(stop.signal, args);
    };
    stop.signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners -= 1;
      removeEventListener.apply(stop.signal, args);
    };
    await client.samples.search(mode, { signal: stop.signal }).all();
    expect(listeners).toBeLessThanOrEqual(0);
  });
});

describe('pages asked for ahead', () => {
  /** The most pages that were asked for beyond the one whose items were read. */
  async function mostAhead<T>(pager: Pager<T>, sent: readonly SentRequest[]): Promise<number> {
    let most = 0;
    let read = 0;
    for await (const _page of pager.pages()) {
      read += 1;
      most = Math.max(most, sent.length - read);
    }
    return most;
  }

  it.each([1, 2, 4, 8])('are as many as were wished for, of numbered pages: %i', async (pages) => {
    const { client, transport } = setup(list(40, 2));
    expect(await mostAhead(client.samples.search({ page: 0 }).prefetch(pages), transport.sent)).toBe(pages);
    expect(transport.sent).toHaveLength(20);
  });

  it('are two of numbered pages, and one where a page names the next, whatever was wished for', async () => {
    const numbered = setup(list(40, 2));
    expect(await mostAhead(numbered.client.samples.search({ page: 0 }), numbered.transport.sent)).toBe(2);
    const named = setup(list(40, 2));
    expect(await mostAhead(named.client.samples.search().prefetch(8), named.transport.sent)).toBe(1);
  });

  it('keep their number and their order when the list is filtered', async () => {
    const { client, transport } = setup(list(40, 2));
    const odd = client.samples
      .search({ page: 0 })
      .prefetch(4)
      .filter(({ name }) => /[13579]$/.test(name));
    expect(names(await odd.all())).toEqual(Array.from({ length: 20 }, (_, i) => `s${2 * i + 1}`));
    const again = setup(list(40, 2));
    const filtered = again.client.samples.search({ page: 0 }).filter(() => true);
    expect(await mostAhead(filtered.prefetch(4), again.transport.sent)).toBe(4);
    expect(transport.sent).toHaveLength(20);
  });

  it.each([0, 9, 1.5, Number.NaN])('cannot be %d', (pages) => {
    const { client, transport } = setup(list(4, 2));
    expect(() => client.samples.search({ page: 0 }).prefetch(pages)).toThrow(InputError);
    expect(() => client.samples.search({ page: 0 }).prefetch(pages)).toThrow(/whole number from 1 to 8/);
    expect(transport.sent).toHaveLength(0);
  });
});

describe('a list that misbehaves', () => {
  it('is not read in circles', async () => {
    const { client } = setup({
      body: { _embedded: { samples: [sample(1)] }, _links: { next: { href: `${BASE}/samples?cursor=*` } } },
    });
    const error = await client.samples
      .search()
      .all()
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ResponseError);
    expect(String(error)).toMatch(/leads nowhere/);
  });

  it('is given up when page after page is empty', async () => {
    let pages = 0;
    const { client } = setup(() => {
      pages += 1;
      return { body: { _links: { next: { href: `${BASE}/samples?cursor=c${pages}` } } } };
    });
    await expect(client.samples.search().all()).rejects.toThrow(/leads nowhere/);
    expect(pages).toBeLessThan(110);
  });

  it('has a first item behind an empty page', async () => {
    const { client } = setup(
      ...[1, 2].map(() => ({ body: { _links: { next: { href: `${BASE}/samples?cursor=b` } } } })),
      { body: { _embedded: { samples: [sample(7)] }, _links: {} } },
    );
    await expect(client.samples.search().first()).resolves.toMatchObject({ name: 's7' });
  });

  it('whose items move to the next page gives them once', async () => {
    const page = (items: number[], next?: string) => ({
      body: {
        _embedded: { samples: items.map(sample) },
        _links: next ? { next: { href: `${BASE}/samples?cursor=${next}` } } : {},
      },
    });
    const { client } = setup(page([1, 2, 3], 'b'), page([3, 4, 5], 'c'), page([5, 6]));
    await expect(client.samples.search().all().then(names)).resolves.toEqual([
      's1',
      's2',
      's3',
      's4',
      's5',
      's6',
    ]);
  });

  it('that points one page too far ends all the same', async () => {
    const { client, transport } = setup({
      body: {
        _embedded: { samples: [sample(1)] },
        _links: { next: { href: `${BASE}/samples?page=1` } },
        page: { number: 0, size: 20, totalElements: 1, totalPages: 1 },
      },
    });
    await expect(client.samples.search({ page: 0 }).all()).resolves.toHaveLength(1);
    expect(transport.sent).toHaveLength(1);
  });
});

describe('all()', () => {
  it('refuses to fill the memory by accident', async () => {
    const { client } = setup(list(10_050, 200));
    await expect(client.samples.search().all()).rejects.toBeInstanceOf(InputError);
    await expect(client.samples.search().all({ limit: Number.POSITIVE_INFINITY })).resolves.toHaveLength(
      10_050,
    );
  });

  it('stops at the limit without fetching the rest', async () => {
    const { client, transport } = setup(list(100, 2));
    await expect(client.samples.search().all({ limit: 3 })).resolves.toHaveLength(3);
    expect(transport.sent.length).toBeLessThanOrEqual(3);
    await expect(client.samples.search().all({ limit: 0 })).resolves.toEqual([]);
  });

  it.each([Number.NaN, 2.5, -1, '3', null])('sends nothing for a limit that is none: %s', async (limit) => {
    const { client, transport } = setup(list(100, 2));
    const error = await client.samples
      .search()
      .all({ limit: limit as number })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(InputError);
    expect(transport.sent).toEqual([]);
  });

  it('of pages says how many there are', async () => {
    const { client } = setup(list(11, 2));
    for await (const page of client.samples.search({ page: 0 }).pages()) expect(page.total).toBe(11);
  });
});
