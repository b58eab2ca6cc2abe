import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Lab } from '../../../src/sandbox/index.ts';
import { ask, start } from './support.ts';

const admin = (lab: Lab, path: string) => `${lab.url}/_sandbox${path}`;

function withHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host }, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('admin routes', () => {
  it('tell about the sandbox and are not counted as requests', async () => {
    const lab = await start();
    await ask(`${lab.urls.biosamples}/samples/SAMEA12345`);
    const health = await ask(admin(lab, '/health'));
    expect(health.body).toEqual({
      status: 'UP',
      url: lab.url,
      time: '2026-01-15T09:00:00.000Z',
      requests: 1,
    });
    expect(health.headers.get('x-sandbox')).toMatch(/^accession/);
    expect((await ask(admin(lab, '/state'))).body).toEqual({
      biosamples: { samples: 13, curationLinks: 1 },
      ena: { objects: 8, submissions: 3 },
      usi: { submissions: 0, samples: 0 },
      sodar: { projects: 1, landingZones: 0, files: 0 },
      openbis: { collections: 1, objects: 3, datasets: 1 },
    });
    expect(lab.requests.count).toBe(1);
  });

  it('refuse web pages of other origins and borrowed host names', async () => {
    const lab = await start();
    const foreign = await ask(admin(lab, '/reset'), {
      method: 'POST',
      headers: { origin: 'https://example.org' },
    });
    expect(foreign.status).toBe(403);
    const own = await ask(admin(lab, '/health'), { headers: { origin: lab.url } });
    expect(own.status).toBe(200);
    expect(await withHost(admin(lab, '/health'), 'rebound.example.org')).toBe(403);
    expect(await withHost(admin(lab, '/health'), 'localhost:1234')).toBe(200);
  });

  it('add, list and remove faults', async () => {
    const lab = await start();
    const fault = { operation: 'biosamples.samples.get', times: 'Infinity', effect: { status: 503 } };
    const { status, body } = await ask(admin(lab, '/faults'), { body: fault });
    expect(status).toBe(201);
    const get = async () => (await ask(`${lab.urls.biosamples}/samples/SAMEA12345`)).status;
    expect([await get(), await get()]).toEqual([503, 503]);
    expect((await ask(admin(lab, `/faults/${body.id}`), { method: 'DELETE' })).status).toBe(204);
    expect((await ask(admin(lab, `/faults/${body.id}`), { method: 'DELETE' })).status).toBe(404);
    expect(await get()).toBe(200);
    await ask(admin(lab, '/faults'), { body: fault });
    await ask(admin(lab, '/faults'), { method: 'DELETE' });
    expect(await get()).toBe(200);
  });

  it('move the clock, set plans, show and clear the journal, take snapshots, reset', async () => {
    const lab = await start();
    expect((await ask(admin(lab, '/clock/advance'), { body: { by: '61m' } })).body.time).toBe(
      '2026-01-15T10:01:00.000Z',
    );
    const plan = { after: { reads: 2 } };
    expect(
      (await ask(admin(lab, '/lifecycle/biosamples.index'), { method: 'PUT', body: plan })).body,
    ).toEqual(plan);
    await ask(`${lab.urls.biosamples}/nowhere`);
    expect((await ask(admin(lab, '/journal?status=404'))).body.requests).toHaveLength(1);
    expect((await ask(admin(lab, '/journal/unmatched'))).body.requests).toHaveLength(1);
    const snapshot = (await ask(admin(lab, '/snapshot'))).body;
    lab.clock.advance('1h');
    expect((await ask(admin(lab, '/snapshot'), { body: snapshot })).body.time).toBe(
      '2026-01-15T10:01:00.000Z',
    );
    expect((await ask(admin(lab, '/journal'), { method: 'DELETE' })).status).toBe(204);
    expect(lab.journal.requests()).toEqual([]);
    expect((await ask(admin(lab, '/reset'), { method: 'POST' })).body.time).toBe('2026-01-15T09:00:00.000Z');
  });

  it('explain what they do not understand', async () => {
    const lab = await start();
    const bad = [
      ask(admin(lab, '/faults'), { body: { effect: {} } }),
      ask(admin(lab, '/faults'), { body: 'not json' }),
      ask(admin(lab, '/clock/advance'), { body: { by: 'soon' } }),
      ask(admin(lab, '/lifecycle/tea'), { method: 'PUT', body: { after: 'never' } }),
      ask(admin(lab, '/snapshot'), { body: {} }),
    ];
    for (const reply of await Promise.all(bad)) {
      expect(reply.status).toBe(400);
      expect(reply.body.error).toEqual(expect.any(String));
    }
    expect((await ask(admin(lab, '/nothing'))).status).toBe(404);
  });
});
