import { errorsIn, hasErrors } from 'accession/usi';
import { describe, expect, it } from 'vitest';
import { API, client } from './support.ts';

const complete = (outcomes: Record<string, string>, messages?: Record<string, string[]>) => ({
  validationStatus: 'Complete',
  overallValidationOutcomeByAuthor: outcomes,
  ...(messages && { errorMessages: messages }),
});
const sample = (n: number, validationResult?: object) => ({
  alias: `s${n}`,
  ...(validationResult && { _embedded: { validationResult } }),
  _links: { self: { href: `${API}/samples/${n}` } },
});

describe('errors of one result', () => {
  it('are those of validators that say Error; warnings and pending ones are none', () => {
    const result = complete(
      { Core: 'Error', Ena: 'Error', Biosamples: 'Warning', Taxonomy: 'Pass' },
      { Core: ['no reference'], Biosamples: ['odd'] },
    );
    // A validator may say Error without a message.
    expect(errorsIn(result)).toEqual({ Core: ['no reference'], Ena: [] });
    expect(errorsIn(result, ['Ena'])).toEqual({ Core: ['no reference'] });
    expect(hasErrors(result, ['Ena', 'Core'])).toBe(false);
    expect(hasErrors({ validationStatus: 'Pending' })).toBe(false);
    expect(hasErrors(undefined)).toBe(false);
  });
});

describe('ten thousand samples', () => {
  const COUNT = 10_000;
  const size = 250;
  const pages = (url: string) => {
    const page = Number(new URL(url).searchParams.get('page') ?? 0);
    const samples = Array.from({ length: size }, (_, i) => {
      const n = page * size + i;
      return sample(
        n,
        n % 100 === 0 ? complete({ Core: 'Error' }, { Core: ['x'] }) : complete({ Core: 'Pass' }),
      );
    });
    const total = COUNT / size;
    return {
      _embedded: { samples },
      _links:
        page + 1 < total
          ? { next: { href: `${API}/submissions/S/contents/samples?page=${page + 1}&size=${size}` } }
          : {},
      page: { number: page, size, totalElements: COUNT, totalPages: total },
    };
  };
  const big = () =>
    client(({ url }) => ({ body: url.endsWith('/submissionStatus') ? { status: 'Draft' } : pages(url) }));

  it('are counted and told apart in one pass', async () => {
    const { usi, transport } = big();
    const report = await usi.submissions.errors('S');
    expect(report).toMatchObject({
      samples: COUNT,
      withErrors: 100,
      withoutErrors: 9_900,
      pending: 0,
      byAuthor: { Core: 100 },
      messages: [{ author: 'Core', message: 'x', count: 100 }],
    });
    expect(Object.keys(report.byAlias)).toHaveLength(100);
    expect(transport.sent).toHaveLength(COUNT / size);
    const again = big();
    expect((await again.usi.submissions.status('S')).counts).toEqual({ Complete: COUNT });
    expect(again.transport.sent).toHaveLength(COUNT / size + 1);
  });

  it('do not pile up in memory while they are listed', async () => {
    const { usi } = big();
    let seen = 0;
    let most = 0;
    const begun = process.memoryUsage().heapUsed;
    for await (const _ of usi.samples.list('S', { hasErrors: false })) {
      seen += 1;
      if (seen % 1000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - begun);
    }
    expect(seen).toBe(9_900);
    expect(most).toBeLessThan(80 * 1024 * 1024);
  });
});

it('a server that shortens results in lists is asked for those alone', async () => {
  const { usi, transport } = client(({ url }) =>
    url.includes('/contents/samples')
      ? {
          body: {
            _embedded: {
              samples: [sample(1, { validationStatus: 'Complete' }), sample(2, complete({ Core: 'Pass' }))],
            },
          },
        }
      : { body: complete({ Core: 'Error' }, { Core: ['gone'] }) },
  );
  expect((await usi.submissions.errors('S')).byAlias).toEqual({ s1: { Core: ['gone'] } });
  expect(transport.sent.map(({ url }) => url.replace(/\?.*/, ''))).toEqual([
    `${API}/submissions/S/contents/samples`,
    `${API}/samples/1/validationResult`,
  ]);
});

it('an alias may be any word', async () => {
  const odd = { ...sample(1, complete({ Core: 'Error' })), alias: '__proto__' };
  const { usi } = client({ body: { _embedded: { samples: [odd] } } });
  expect(Object.keys((await usi.submissions.errors('S')).byAlias)).toEqual(['__proto__']);
});

it('a list without anything embedded is an empty list', async () => {
  const { usi } = client({
    body: { _links: {}, page: { number: 0, size: 20, totalElements: 0, totalPages: 0 } },
  });
  expect(await usi.teams.list().all()).toEqual([]);
  expect(await usi.submissions.list().all()).toEqual([]);
  expect(await usi.validationResults.list('S').all()).toEqual([]);
});
