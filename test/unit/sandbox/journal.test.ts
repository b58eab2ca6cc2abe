import { describe, expect, it } from 'vitest';
import { ask, biosamples, human, login, start } from './support.ts';

describe('the journal', () => {
  it('records what was asked and what became of it', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    await api.create(human('x'), '?setfulldetails=true');
    const [record] = lab.journal.requests({ service: 'biosamples' });
    expect(record).toMatchObject({
      n: 2,
      time: '2026-01-15T09:00:00.000Z',
      service: 'biosamples',
      operation: 'biosamples.samples.create',
      method: 'POST',
      path: '/biosamples/samples',
      query: { setfulldetails: ['true'] },
      status: 201,
      faults: [],
      committed: true,
      rule: null,
      nearest: [],
      crash: null,
    });
    expect(JSON.parse(record?.body ?? '')).toEqual(human('x'));
    expect(record?.bodyBytes).toBe(JSON.stringify(human('x')).length);
  });

  it('names the rule behind a refusal', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    await api.create({ name: 'x' });
    expect(lab.journal.requests({ status: 400 })[0]).toMatchObject({
      rule: 'schema.failed',
      committed: false,
    });
  });

  it('holds no secret, wherever it was put', async () => {
    const lab = await start();
    const { password } = lab.credentials.webin;
    const token = await login(lab);
    const encoded = encodeURIComponent(`${password}&x`);
    await ask(`${lab.urls.biosamples}/samples?text=${password}&token=${token}&q=${encoded}`, {
      token,
      headers: { 'x-note': `it is ${password}`, cookie: `session=${token}` },
    });
    await ask(`${lab.urls.biosamples}/samples`, { token, body: { name: password, note: token } });
    await ask(`${lab.urls.biosamples}/${token}`);
    await ask(`${lab.urls.webin}/token`, { body: { username: 'a', password: 'not-the-right-one' } });
    await ask(`${lab.urls.webin}/token`, { body: 'username=a&password=not-the-right-one' });
    const harmless = { ...human('x'), 'passage number': '5' };
    await ask(`${lab.urls.biosamples}/validate`, { body: harmless });
    expect(JSON.parse(lab.journal.requests().at(-1)?.body ?? '')).toEqual(harmless);
    const kept = JSON.stringify(lab.journal.requests());
    for (const secret of [password, token, token.split('.')[2] ?? '', 'not-the-right-one']) {
      expect(kept).not.toContain(secret);
    }
    expect(kept).toContain('[scrubbed]');
  });

  it('keeps only so many requests, and only so much of a body', async () => {
    const lab = await start({ retainRequests: 3 });
    for (let i = 0; i < 40; i++) await ask(`${lab.urls.biosamples}/samples/SAMEA${i}`);
    expect(lab.journal.requests().map(({ n }) => n)).toEqual([38, 39, 40]);
    expect(lab.requests.count).toBe(40);
    await ask(`${lab.urls.biosamples}/validate`, { body: human('n'.repeat(100_000)) });
    const record = lab.journal.requests().at(-1);
    expect(record?.body.length).toBe(16 * 1024);
    expect(record?.bodyBytes).toBeGreaterThan(100_000);
    lab.journal.clear();
    expect(lab.journal.requests()).toEqual([]);
  });

  it('lists requests that no route fitted, with the nearest ones', async () => {
    const lab = await start();
    await ask(`${lab.urls.biosamples}/sample/SAMEA1`);
    await ask(`${lab.url}/gopher/api/`);
    const reply = await ask(`${lab.url}/biosample/samples`);
    expect(reply.status).toBe(404);
    expect(reply.body.nearest).toContain('GET /biosamples/samples');
    const unmatched = lab.journal.unmatched();
    expect(unmatched.map(({ path, service }) => [path, service])).toEqual([
      ['/biosamples/sample/SAMEA1', 'biosamples'],
      ['/gopher/api/', null],
      ['/biosample/samples', null],
    ]);
    expect(unmatched[0]?.nearest[0]).toBe('GET /biosamples/samples/:accession');
  });

  it('gives copies, filtered by any field', async () => {
    const lab = await start();
    await ask(`${lab.urls.biosamples}/samples/SAMEA12345`);
    await ask(`${lab.urls.biosamples}/samples`);
    expect(lab.journal.requests({ operation: 'biosamples.samples.search' })).toHaveLength(1);
    expect(lab.journal.requests({ method: 'get', path: '/biosamples/samples' })).toHaveLength(1);
    const [record] = lab.journal.requests();
    if (record) record.path = 'changed';
    expect(lab.journal.requests()[0]?.path).toBe('/biosamples/samples/SAMEA12345');
  });
});
