import { describe, expect, it } from 'vitest';
import { biosamples, human, login, PAST, start } from '../support.ts';

describe('reading', () => {
  it('gives samples without links or curations, and understands secondary accessions', async () => {
    const api = await biosamples(await start());
    const { body } = await api.anonymous('/v2/samples/SAMEA1000009', { accept: 'application/json' });
    expect(body._links).toBeUndefined();
    expect(body.characteristics.Organism).toEqual([{ text: 'chicken' }]);
    expect((await api.anonymous('/v2/samples/ERS1000009')).body).toEqual(body);
    expect((await api.anonymous('/v2/samples/SAMEA1000012')).status).toBe(403);
    expect((await api.anonymous('/v2/samples/SAMEA9')).status).toBe(404);
  });

  it('fetches many, and leaves out what is missing or hidden', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const fetched = async (query: string, token?: string) =>
      Object.keys((await api.call(`/v2/samples/bulk-fetch?${query}`, { token: token ?? null })).body);
    const many = 'accessions=SAMEA12345,SAMEA1000012,SAMEA9';
    expect(await fetched(many)).toEqual(['SAMEA12345']);
    expect(await fetched(many, await login(lab, 'webinBroker'))).toEqual(['SAMEA12345', 'SAMEA1000012']);
    expect(await fetched('accessions=SAMEA12345&accessions=SAMEA1000001')).toEqual([
      'SAMEA12345',
      'SAMEA1000001',
    ]);
  });
});

describe('bulk-submit-get-receipt', () => {
  it('stores what fits and reports the rest, with 201 either way', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const reply = await api.call('/v2/samples/bulk-submit-get-receipt', {
      body: [
        human('good'),
        { name: 'no organism', release: PAST },
        { ...human('no release'), release: undefined },
        human('no such taxon', { characteristics: { organism: [{ text: 'Nobody' }] } }),
      ],
    });
    expect(reply.status).toBe(201);
    expect(reply.body.samples.map((sample: { name: string }) => sample.name)).toEqual([
      'good',
      'no such taxon',
    ]);
    expect(reply.body.errors).toEqual([
      {
        sampleName: 'no organism',
        errors: [
          {
            dataPath: '/characteristics',
            errors: expect.arrayContaining(["must have required property 'organism'"]),
          },
        ],
      },
      {
        sampleName: 'no release',
        errors: [{ dataPath: '', errors: ['Must provide release date in format YYYY-MM-DDTHH:MM:SS'] }],
      },
    ]);
    const [good, strange] = reply.body.samples;
    expect(strange.taxId).toBeUndefined();
    expect(good.taxId).toBe(9606);
    expect(good._links).toBeUndefined();
    expect(good.update).toMatch(/T09:00:00\.\d{9}Z$/);
    expect((await api.get(good.accession)).body.update).toMatch(/T09:00:00(\.\d{3})?Z$/);
  });

  it.each([
    ['an accession', { accession: 'SAMEA1' }],
    ['an SRA accession', { sraAccession: 'ERS1' }],
    ['the SRA characteristic', { characteristics: { 'SRA accession': [{ text: 'ERS1' }] } }],
    ['relationships', { relationships: [{ type: 'derived from', target: 'SAMEA12345' }] }],
  ])('ends at a sample with %s, after storing those before it', async (_name, more) => {
    const lab = await start();
    const api = await biosamples(lab);
    const body = [human('before'), human('trap', more), human('after')];
    const reply = await api.call('/v2/samples/bulk-submit-get-receipt', { body });
    expect(reply.status).toBe(400);
    expect(reply.body.samples).toBeUndefined();
    const stored = (name: string) => lab.state.biosamples.samples.findByName(name).length;
    expect([stored('before'), stored('trap'), stored('after')]).toEqual([1, 0, 0]);
    expect(lab.journal.requests().at(-1)).toMatchObject({ committed: true, status: 400 });
  });

  it('is read as a whole: one bad item refuses all, with an empty body', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const before = lab.state.biosamples.samples.count();
    for (const bad of [
      {},
      human('x', { release: 'soon' }),
      human('x', { status: 'OPEN' }),
      human('x', { relationships: [{ type: '', target: 'SAMEA1' }] }),
    ]) {
      for (const name of ['bulk-submit-get-receipt', 'bulk-submit', 'bulk-accession', 'bulk-validate']) {
        const reply = await api.call(`/v2/samples/${name}`, { body: [human('good'), bad] });
        expect([reply.status, reply.text]).toEqual([400, '']);
      }
    }
    expect((await api.call('/v2/samples/bulk-submit', { body: { not: 'a list' } })).status).toBe(400);
    expect(lab.state.biosamples.samples.count()).toBe(before);
  });

  it('needs a token, but validation does not', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    for (const name of ['bulk-submit-get-receipt', 'bulk-submit', 'bulk-accession', 'generateSRAAccession']) {
      expect((await api.anonymous(`/v2/samples/${name}`, { body: [] })).status).toBe(403);
    }
    const before = lab.state.biosamples.samples.count();
    const reply = await api.anonymous('/v2/samples/bulk-validate', { body: [human('a'), { name: 'b' }] });
    expect(reply.status).toBe(200);
    expect(reply.body.errors.map((error: { sampleName: string }) => error.sampleName)).toEqual(['b']);
    expect(lab.state.biosamples.samples.count()).toBe(before);
  });
});

describe('bulk-accession', () => {
  it('gives accessions by name', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const reply = await api.call('/v2/samples/bulk-accession', {
      body: [{ name: 'a' }, { name: 'b', release: PAST }],
    });
    expect(reply.status).toBe(200);
    expect(Object.keys(reply.body)).toEqual(['a', 'b']);
    const stored = lab.state.biosamples.samples.get(reply.body.b);
    expect(stored?.release).toBe('2126-01-15T09:00:00Z');
    expect((await api.put({ ...human('a'), accession: reply.body.a })).status).toBe(200);
  });

  it('creates the accessions and then fails on equal names', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const reply = await api.call('/v2/samples/bulk-accession', { body: [{ name: 'a' }, { name: 'a' }] });
    expect(reply.status).toBe(500);
    expect(lab.state.biosamples.samples.findByName('a')).toHaveLength(2);
  });

  it('looks for accessions before it creates anything', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const body = [{ name: 'a' }, { name: 'b', accession: 'SAMEA1' }];
    expect((await api.call('/v2/samples/bulk-accession', { body })).status).toBe(400);
    expect(lab.state.biosamples.samples.findByName('a')).toEqual([]);
  });
});

describe('bulk-submit', () => {
  it('checks nothing, keeps dates of new samples, updates own ones', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const relation = { source: 'SAMEA1000002', type: 'same as', target: 'SAMEA1' };
    const reply = await api.call('/v2/samples/bulk-submit', {
      body: [
        { name: 'bare', release: PAST, create: '2020-01-01T00:00:00Z', submitted: '2020-02-01T00:00:00Z' },
        {
          ...human('ewe'),
          accession: 'SAMEA1000001',
          relationships: [{ ...relation, source: 'SAMEA1000001' }],
        },
        { ...human('liver'), accession: 'SAMEA1000002', relationships: [relation] },
      ],
    });
    expect(reply.status).toBe(201);
    const [bare, ewe, liver] = reply.body;
    expect([bare.create, bare.submitted]).toEqual(['2020-01-01T00:00:00Z', '2020-02-01T00:00:00Z']);
    expect(ewe.relationships, 'lost, because there were none').toBeUndefined();
    expect(liver.relationships).toEqual([
      { source: 'SAMEA1000002', type: 'derived from', target: 'SAMEA1000001' },
      relation,
    ]);
  });

  it('ends at a foreign or unknown sample', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const submit = (accession: string) =>
      api.call('/v2/samples/bulk-submit', { body: [human('before'), { ...human('x'), accession }] });
    expect((await submit('SAMEA1000010')).status).toBe(403);
    expect((await submit('SAMEA404')).status).toBe(400);
    expect(lab.state.biosamples.samples.findByName('before')).toHaveLength(2);
  });
});

it('generates SRA accessions as plain text', async () => {
  const api = await biosamples(await start());
  const reply = await api.call('/v2/samples/generateSRAAccession', { method: 'POST', accept: '*/*' });
  expect(reply.status).toBe(200);
  expect(reply.text).toMatch(/^ERS\d+$/);
  expect((await api.create(human('x'))).body.sraAccession).not.toBe(reply.text);
});
