import { basic, Ena, ResponseError } from 'accession/ena';
import { describe, expect, it } from 'vitest';
import { FakeTransport, type SentRequest } from '../../../support/fake-transport.ts';

const auth = basic({ username: 'Webin-1', password: 'pass-word-1' });
const client = (...answers: ConstructorParameters<typeof FakeTransport>) => {
  const transport = new FakeTransport(...answers);
  return { transport, ena: new Ena({ transport, auth, url: 'https://ena.test', retries: 0 }) };
};

/** A service that knows no pages: the first so many of all its rows. */
const serving = (count: number) => (request: SentRequest) => {
  const most = Number(new URL(request.url).searchParams.get('max-results'));
  const rows = Array.from({ length: Math.min(count, most) }, (_, n) => ({
    report: { id: `ERS${n}` },
    links: [],
  }));
  return { body: JSON.stringify(rows) };
};

describe('reports, of a service without pages', () => {
  it.each([
    [0, 1],
    [4_999, 1],
    [5_000, 2],
    [12_345, 2],
    [51_000, 3],
  ])('%i rows are read once each, in %i looks', async (count, looks) => {
    const { ena, transport } = client(serving(count));
    const ids = (await ena.reports.samples.list().all({ limit: Number.POSITIVE_INFINITY })).map(
      ({ id }) => id,
    );
    expect(ids).toHaveLength(count);
    expect(new Set(ids).size).toBe(count);
    expect(transport.sent).toHaveLength(looks);
  });

  it.each([
    ['nothing', { body: '' }],
    ['an empty list', { body: '[]' }],
    ['404', { status: 404, body: '' }],
  ])('%s is an empty list', async (_, answer) => {
    expect(await client(answer).ena.reports.runs.list().all()).toEqual([]);
    expect(await client(answer).ena.reports.runs.get('ERR1')).toEqual([]);
  });
});

describe('the portal', () => {
  it('streams a million rows in the memory of a few pages', { timeout: 60_000 }, async () => {
    const MILLION = 1_000_000;
    const { ena } = client((request) => {
      const asked = new URLSearchParams(request.body);
      const [offset, limit] = [Number(asked.get('offset')), Number(asked.get('limit'))];
      const length = Math.max(0, Math.min(limit, MILLION - offset));
      return {
        body: `[${Array.from({ length }, (_, n) => `{"run_accession":"ERR${offset + n}"}`).join(',')}]`,
      };
    });
    let count = 0;
    let most = 0;
    const before = process.memoryUsage().heapUsed;
    for await (const { run_accession } of ena.portal.search({
      result: 'read_run',
      fields: ['run_accession'],
    })) {
      if (run_accession !== `ERR${count}`) throw new Error(`${run_accession} came as number ${count}`);
      count += 1;
      if (count % 50_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before);
    }
    expect(count).toBe(MILLION);
    expect(most / 1024 / 1024).toBeLessThan(120);
  });

  it.each([
    ['[{"count":"12"}]', 12],
    ['{"count":"12"}', 12],
    ['count\n12\n', 12],
  ])('counts, however it is said: %j', async (body, count) => {
    expect(await client({ body }).ena.portal.count({ result: 'sample' })).toBe(count);
  });

  it.each(['[{"count":"1', '{"a":[1', '<html>1', ''])(
    'takes no half answer for a number: %j',
    async (body) => {
      await expect(client({ body }).ena.portal.count({ result: 'sample' })).rejects.toBeInstanceOf(
        ResponseError,
      );
    },
  );

  it('finds nothing in an empty answer', async () => {
    expect(await client({ status: 204, body: '' }).ena.portal.search({ result: 'sample' }).all()).toEqual([]);
  });
});

describe('the taxonomy', () => {
  it.each([
    ['a text', { body: 'No results.' }],
    ['nothing', { body: '' }],
    ['404', { status: 404, body: 'Error' }],
  ])('knows no such taxon: %s', async (_, answer) => {
    expect(await client(answer).ena.taxonomy.get(1)).toBeUndefined();
    expect(await client(answer).ena.taxonomy.findByName('Nobody')).toEqual([]);
  });

  it('does not take a page or half an answer for "unknown"', async () => {
    for (const body of ['<html><title>Sorry</title></html>', '{"taxId":"96'])
      await expect(client({ body }).ena.taxonomy.get(9606)).rejects.toBeInstanceOf(ResponseError);
  });

  it('reads truth values that are texts', async () => {
    const wire = {
      taxId: '9605',
      scientificName: 'Homo',
      formalName: 'true',
      submittable: 'false',
      rank: 'genus',
    };
    expect(await client({ body: wire }).ena.taxonomy.get(9605)).toEqual({
      ...wire,
      formalName: true,
      submittable: false,
    });
  });

  it('is asked for at the real one by the test service, which has none, and without the account', async () => {
    const transport = new FakeTransport({ body: '' });
    await new Ena({ transport, auth }).taxonomy.get(1);
    expect(transport.sent[0]?.url).toBe('https://www.ebi.ac.uk/ena/taxonomy/rest/tax-id/1');
    expect(transport.sent[0]?.headers.authorization).toBeUndefined();
  });
});
