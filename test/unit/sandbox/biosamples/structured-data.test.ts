import { describe, expect, it } from 'vitest';
import { biosamples, login, start } from '../support.ts';

const rows = (value: string) => [
  { antibioticName: { value, iri: null }, 'measurementSign ': { value: '==' } },
];
const table = (type: string, value: string, account = 'Webin-12345') => ({
  webinSubmissionAccountId: account,
  type,
  schema: null,
  domain: null,
  content: rows(value),
});

describe('structured data', () => {
  it('is stored beside the sample, without nulls, and shown with it', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const body = {
      accession: 'SAMEA12345',
      create: '1999-01-01T00:00:00Z',
      data: [table('AMR', 'ampicillin')],
    };
    const reply = await api.call('/structureddata/SAMEA12345', { method: 'PUT', body });
    expect(reply.status).toBe(200);
    const shown = [
      {
        webinSubmissionAccountId: 'Webin-12345',
        type: 'AMR',
        content: [{ antibioticName: { value: 'ampicillin' }, 'measurementSign ': { value: '==' } }],
      },
    ];
    expect(Object.keys(reply.body)).toEqual(['accession', 'create', 'update', 'data']);
    expect(reply.body.data).toEqual(shown);
    expect(reply.body.create).toMatch(/^2026-01-15T09:00:00/);
    expect((await api.get('SAMEA12345', '?applyCurations=false')).body.structuredData).toEqual(shown);
    const got = await api.anonymous('/structureddata/SAMEA12345');
    expect(got.headers.get('content-type')).toBe('application/json');
    expect(got.body.data).toEqual(shown);
  });

  it('merges by owner and type, and keeps its creation date', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const put = async (tables: object[], token = api.token) =>
      (
        await api.call('/structureddata/SAMEA1000007', {
          method: 'PUT',
          token,
          body: { accession: 'SAMEA1000007', data: tables },
        })
      ).body;
    await put([table('AMR', 'theirs', 'Webin-54321')], await login(lab, 'webinBroker'));
    const merged = await put([table('AMR', 'second'), table('HEAVY_METALS', 'lead')]);
    expect(
      merged.data.map(
        (item: {
          type: string;
          webinSubmissionAccountId: string;
          content: [{ antibioticName: { value: string } }];
        }) => [item.webinSubmissionAccountId, item.type, item.content[0].antibioticName.value],
      ),
    ).toEqual([
      ['Webin-54321', 'AMR', 'theirs'],
      ['Webin-12345', 'AMR', 'second'],
      ['Webin-12345', 'HEAVY_METALS', 'lead'],
    ]);
    expect(merged.create).toBe('2023-01-16T00:00:00Z');
  });

  it('answers writes that do not fit PUT as if they were reads', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const before = lab.state.biosamples.structuredData.get('SAMEA1000007');
    const path = '/structureddata/SAMEA1000007';
    const body = { accession: 'SAMEA1000007', data: [table('AMR', 'changed')] };
    for (const reply of [
      await api.call(path, { method: 'DELETE' }),
      await api.call(path, { body }),
      await api.call(path, { method: 'PUT', body, type: 'text/plain' }),
    ]) {
      expect(reply.status).toBe(200);
      expect(reply.body.data).toEqual(before?.data);
    }
    expect(lab.state.biosamples.structuredData.get('SAMEA1000007')).toEqual(before);
    expect((await api.call(path, { accept: 'application/hal+json' })).status).toBe(406);
  });

  it('lets any account attach tables of its own to any sample', async () => {
    const api = await biosamples(await start());
    const body = { accession: 'SAMEA1000010', data: [table('AMR', 'x')] };
    expect((await api.call('/structureddata/SAMEA1000010', { method: 'PUT', body })).status).toBe(200);
    const foreign = { accession: 'SAMEA1000010', data: [table('AMR', 'x', 'Webin-54321')] };
    expect((await api.call('/structureddata/SAMEA1000010', { method: 'PUT', body: foreign })).status).toBe(
      401,
    );
  });
});
