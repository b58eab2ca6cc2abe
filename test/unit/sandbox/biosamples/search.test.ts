import { describe, expect, it } from 'vitest';
import type { Lab } from '../../../../src/sandbox/index.ts';
import { ask, biosamples, human, login, type Reply, start } from '../support.ts';

const DEMO_PUBLIC = 12;
const accessions = (reply: Reply): string[] =>
  (reply.body._embedded?.samples ?? []).map((sample: { accession: string }) => sample.accession);
const search = (lab: Lab, query: string, token?: string) =>
  ask(`${lab.urls.biosamples}/samples?${query}`, { token: token ?? null });
const url = (lab: Lab, path: string) => `${lab.urls.biosamples}${path}`;

async function crawl(first: string): Promise<{ pages: string[][]; urls: string[] }> {
  const pages: string[][] = [];
  const urls: string[] = [];
  for (let next: string | undefined = first; next !== undefined; ) {
    urls.push(next);
    const reply: Reply = await ask(next);
    pages.push(accessions(reply));
    next = reply.body._links.next?.href;
  }
  return { pages, urls };
}

describe('cursor mode', () => {
  it('is the default, has no totals, and the cursor link on its first page only', async () => {
    const lab = await start();
    const first = await search(lab, 'size=5');
    expect(Object.keys(first.body)).toEqual(['_embedded', '_links']);
    expect(Object.keys(first.body._links)).toEqual(['self', 'next', 'cursor', 'sample']);
    expect(first.body._links.sample).toEqual({ href: url(lab, '/samples/{accession}'), templated: true });
    expect(first.headers.get('cache-control')).toBe('max-age=300');
    const second = await ask(first.body._links.next.href);
    expect(Object.keys(second.body._links)).toEqual(['self', 'next', 'sample']);
    expect(first.body._embedded.samples[0]._links.self.href).toMatch(/\/samples\/SAMEA\d+$/);
  });

  it('walks over everything once, newest update first, and ends without next on an empty page', async () => {
    const lab = await start();
    const { pages } = await crawl(url(lab, '/samples?size=5'));
    expect(pages.map((page) => page.length)).toEqual([5, 5, 2, 0]);
    const all = pages.flat();
    expect(new Set(all).size).toBe(DEMO_PUBLIC);
    expect(all[0]).toBe('SAMEA1000011');
    expect(all.at(-1)).toBe('SAMEA12345');
    const last = await search(lab, 'filter=name:nobody');
    expect(last.body._embedded).toBeUndefined();
    expect(last.body._links.next).toBeUndefined();
  });

  it('repeats text, filters and size in next, and applyCurations only when it is true', async () => {
    const lab = await start();
    const query = `size=1&text=liver&filter=${encodeURIComponent('attr:organism:Ovis aries')}`;
    const next = (await search(lab, query)).body._links.next.href;
    const params = new URL(next).searchParams;
    expect([
      params.get('text'),
      params.get('filter'),
      params.get('size'),
      params.get('applyCurations'),
    ]).toEqual(['liver', 'attr:organism:Ovis aries', '1', 'true']);
    const dropped = (await search(lab, `${query}&applyCurations=false`)).body._links.next.href;
    expect(new URL(dropped).searchParams.has('applyCurations')).toBe(false);
  });

  it('wins over page when both are sent', async () => {
    const lab = await start();
    const reply = await search(lab, 'cursor=*&page=3&size=4');
    expect(reply.body.page).toBeUndefined();
    expect(accessions(reply)).toHaveLength(4);
  });

  it('survives percent signs and colons in links', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    for (let i = 0; i < 3; i++) {
      await api.create(
        human('50% a:b, c', {
          characteristics: { ...human('').characteristics, 'x:%y': [{ text: '1:2%' }] },
        }),
      );
    }
    // The server decodes twice, so a literal percent sign is encoded twice.
    const filter = encodeURIComponent('attr:x\\:%25y:1:2%25');
    const { pages } = await crawl(url(lab, `/samples?size=2&filter=${filter}`));
    expect(pages.map((page) => page.length)).toEqual([2, 1, 0]);
    const named = await search(lab, `filter=${encodeURIComponent('name:50%25 a:b, c')}`);
    expect(accessions(named)).toHaveLength(3);
  });

  it('uses readable cursors and no empty last page in the newer generation', async () => {
    const lab = await start({ settings: { 'biosamples.generation': '2026' } });
    const first = await search(lab, 'size=5');
    expect(new URL(first.body._links.next.href).searchParams.get('cursor')).toMatch(/^2\d{3}-.*Z,SAMEA\d+$/);
    const { pages } = await crawl(url(lab, '/samples?size=5'));
    expect(pages.map((page) => page.length)).toEqual([5, 5, 2]);
    expect((await search(lab, 'filter=ext:x')).status).toBe(400);
    expect(accessions(await search(lab, 'filter=strd:AMR'))).toEqual(['SAMEA1000007']);
  });
});

describe('page mode', () => {
  it('adds totals, calls the way back "previous", and points one too far for last', async () => {
    const lab = await start();
    const reply = await search(lab, 'page=1&size=5&applyCurations=false');
    expect(reply.body.page).toEqual({ size: 5, totalElements: DEMO_PUBLIC, totalPages: 3, number: 1 });
    const links: Record<string, { href: string }> = reply.body._links;
    expect(Object.keys(links)).toEqual(['first', 'previous', 'self', 'next', 'last', 'cursor', 'sample']);
    expect(links.last?.href).toBe(url(lab, '/samples?page=3&size=5'));
    expect(links.previous?.href).toBe(url(lab, '/samples?page=0&size=5'));
    for (const { href } of Object.values(links)) expect(href).not.toContain('applyCurations');
    const last = await ask(links.last?.href ?? '');
    expect(last.body._embedded).toBeUndefined();
    expect(last.body._links.next).toBeUndefined();
  });

  it('limits page and size, and mends small sizes', async () => {
    const lab = await start();
    expect((await search(lab, 'page=500&size=200')).status).toBe(200);
    for (const query of ['page=501', 'page=0&size=201', 'size=201', 'page=-1']) {
      expect((await search(lab, query)).status, query).toBe(400);
    }
    for (const size of ['0', '-3', '']) {
      expect((await search(lab, `page=0&size=${size}`)).body.page.size).toBe(20);
    }
  });

  it('sorts when asked', async () => {
    const lab = await start();
    const up = accessions(await search(lab, 'page=0&size=3&sort=accession,asc'));
    expect(up).toEqual(['SAMEA1000001', 'SAMEA1000002', 'SAMEA1000003']);
    const reply = await search(lab, 'page=0&size=1&sort=release,desc&sort=accession');
    expect(accessions(reply)).toEqual(['SAMEA1000011']);
    expect(new URL(reply.body._links.next.href).searchParams.getAll('sort')).toEqual([
      'release,desc',
      'accession',
    ]);
  });
});

describe('what search finds', () => {
  it.each([
    ['text=BARLEY', ['SAMEA1000005', 'SAMEA1000004']],
    ['text=barley%20leaf', ['SAMEA1000005']],
    ['text=%22field%203%22', ['SAMEA1000004']],
    ['text=zebrafish%20OR%20hen', ['SAMEA1000009', 'SAMEA1000008']],
    ['text=barley%20NOT%20leaf', ['SAMEA1000004']],
    ['text=SAMEA100000*%20AND%20sheep', []],
    ['text=Texel%20SAMEA100000?', ['SAMEA1000002', 'SAMEA1000001']],
    ['filter=attr:organism:Ovis+aries', ['SAMEA1000002', 'SAMEA1000003', 'SAMEA1000001']],
    ['filter=attr:organism:Ovis+Aries', []],
    ['filter=attr:breed&filter=attr:material:organism', ['SAMEA1000001']],
    ['filter=rel:derived+from:SAMEA1000001', ['SAMEA1000002']],
    ['filter=rrel:derived+from:SAMEA1000003', ['SAMEA1000002']],
    ['filter=webinId:Webin-54321', ['SAMEA1000010', 'SAMEA1000006']],
    ['filter=extd:ENA', ['SAMEA1000003']],
    ['filter=dt:release:from=2023-04-10until=2023-07-07', ['SAMEA1000010', 'SAMEA1000009']],
    ['filter=acc:SAMEA100001.*', ['SAMEA1000011', 'SAMEA1000010']],
  ])('%s', async (query, expected) => {
    expect(accessions(await search(await start(), query))).toEqual(expected);
  });

  it('shows private samples to their owner only, and suppressed ones to nobody', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const secret = 'filter=name:donor+6+blood';
    expect(accessions(await search(lab, secret))).toEqual([]);
    expect(accessions(await search(lab, secret, api.token))).toEqual([]);
    expect(accessions(await search(lab, secret, await login(lab, 'webinBroker')))).toEqual(['SAMEA1000012']);
    const characteristics = { ...human('').characteristics, 'INSDC status': [{ text: 'suppressed' }] };
    const { accession } = (await api.create(human('gone', { characteristics }))).body;
    expect((await api.get(accession)).status).toBe(200);
    expect(accessions(await search(lab, 'filter=name:gone', api.token))).toEqual([]);
  });

  it('applies curations unless told not to', async () => {
    const lab = await start();
    const characteristics = async (query: string) =>
      (await search(lab, `filter=name:hen+12${query}`)).body._embedded.samples[0].characteristics;
    expect((await characteristics('')).Organism).toBeUndefined();
    expect((await characteristics('&applyCurations=false')).Organism).toEqual([{ text: 'chicken' }]);
  });
});

describe('the index', () => {
  it('learns of a write after its lag, while GET knows at once', async () => {
    const lab = await start({ indexLagMs: 60_000 });
    const api = await biosamples(lab);
    const { accession } = (await api.create(human('new'))).body;
    const found = async () => accessions(await search(lab, 'filter=name:new'));
    expect((await api.get(accession)).status).toBe(200);
    expect(await found()).toEqual([]);
    lab.clock.advance(59_999);
    expect(await found()).toEqual([]);
    lab.clock.advance(1);
    expect(await found()).toEqual([accession]);
    await api.put({ ...human('renamed'), accession });
    expect(await found(), 'the old name still finds the new record').toEqual([accession]);
    lab.clock.advance('1m');
    expect(await found()).toEqual([]);
  });

  it('can be told when to be done', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const found = async () => accessions(await search(lab, 'filter=name:new')).length;
    lab.lifecycle.set('biosamples.index', { after: { reads: 2 } });
    await api.create(human('new'));
    expect([await found(), await found(), await found()]).toEqual([0, 0, 1]);
    lab.lifecycle.set('biosamples.index', { after: 'never' });
    await api.create(human('new'));
    lab.clock.advance('1d');
    expect(await found()).toBe(1);
    lab.lifecycle.set('biosamples.index', { after: 'immediate' });
    const other = await biosamples(lab);
    await other.create(human('new'));
    expect(await found()).toBe(2);
    expect(() => lab.lifecycle.set('coffee', { after: 'never' })).toThrow(/known: biosamples.index/);
    expect(() => lab.lifecycle.set('biosamples.index', { after: 'soon' as 'never' })).toThrow(
      /not a lifecycle plan/,
    );
  });
});

describe('other listings', () => {
  it('gives accessions as plain strings, a hundred a page', async () => {
    const lab = await start();
    const reply = await ask(url(lab, '/accessions?filter=attr:organism:Ovis+aries&size=2&page=1'));
    expect(reply.body).toEqual({
      _embedded: { accessions: ['SAMEA1000001'] },
      _links: {
        first: { href: url(lab, '/accessions?filter=attr:organism:Ovis%20aries&page=0&size=2') },
        previous: { href: url(lab, '/accessions?filter=attr:organism:Ovis%20aries&page=0&size=2') },
        self: { href: url(lab, '/accessions?filter=attr:organism:Ovis%20aries&page=1&size=2') },
        last: { href: url(lab, '/accessions?filter=attr:organism:Ovis%20aries&page=2&size=2') },
      },
      page: { size: 2, totalElements: 3, totalPages: 2, number: 1 },
    });
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect(reply.headers.get('cache-control')).toBeNull();
    expect((await ask(url(lab, '/accessions'))).body.page.size).toBe(100);
  });

  it('counts facets of public samples', async () => {
    const lab = await start();
    const { body } = await ask(url(lab, '/samples/facets?filter=attr:breed'));
    expect(body._embedded.facets.length).toBeLessThanOrEqual(10);
    const breed = body._embedded.facets.find((facet: { label: string }) => facet.label === 'breed');
    expect(breed).toEqual({
      type: 'attribute',
      label: 'breed',
      count: 2,
      content: [{ label: 'Texel', count: 2 }],
    });
    expect(body._links.samples.href).toBe(url(lab, '/samples?filter=attr:breed'));
    const asked = (await ask(url(lab, '/samples/facets?facet=organism&facet=derived+from'))).body._embedded
      .facets;
    expect(
      asked.map(({ type, label }: { type: string; label: string }) => `${type} ${label}`).sort(),
    ).toEqual(['attribute organism', 'inverse relation derived from', 'relation derived from']);
    expect((await ask(url(lab, '/samples/facets?filter=name:nobody'))).body._embedded).toBeUndefined();
  });

  it('counts samples for the statistics', async () => {
    const lab = await start();
    expect((await ask(url(lab, '/stat/basic'))).body).toEqual({
      samples: { total: 13, public: 12, private: 1 },
    });
  });
});
