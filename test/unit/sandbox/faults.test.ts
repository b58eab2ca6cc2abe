import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Fault, Lab } from '../../../src/sandbox/index.ts';
import { ask, biosamples, human, start } from './support.ts';

interface Raw {
  status: number | undefined;
  announced: number;
  received: string;
  error: string | undefined;
}

/** A request with node:http, which shows how much of a body came before the connection broke. */
function raw(url: string, stopAfterMs?: number): Promise<Raw> {
  return new Promise((resolve) => {
    const out: Raw = { status: undefined, announced: -1, received: '', error: undefined };
    const finish = (error?: NodeJS.ErrnoException) => resolve({ ...out, error: error?.code });
    const call = request(url, { agent: false }, (response) => {
      out.status = response.statusCode;
      out.announced = Number(response.headers['content-length']);
      response.setEncoding('utf8').on('data', (chunk) => {
        out.received += chunk;
      });
      response.on('end', () => finish()).on('error', finish);
      if (stopAfterMs !== undefined) setTimeout(() => call.destroy(), stopAfterMs);
    });
    call.on('error', finish);
    call.end();
  });
}

const at = (lab: Lab) => `${lab.urls.biosamples}/samples/SAMEA12345`;

async function errorOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: Error & { cause?: { code?: string } }) => error.cause?.code ?? error.message,
  );
}

describe('choosing requests', () => {
  it('strikes the nth match, so many times', async () => {
    const lab = await start();
    const handle = lab.faults.add({ method: 'GET', nth: 2, times: 2, effect: { status: 503 } });
    const seen: number[] = [];
    for (let i = 0; i < 5; i++) seen.push((await ask(at(lab))).status);
    expect(seen).toEqual([200, 503, 503, 200, 200]);
    expect([handle.hits, handle.matched]).toEqual([2, 5]);
  });

  it.each<[string, Omit<Fault, 'effect'>, number[]]>([
    ['service', { service: 'webin' }, [503, 200, 200]],
    ['operation', { operation: 'biosamples.samples.get' }, [200, 503, 200]],
    [
      'operation without the service’s name',
      { service: 'biosamples', operation: 'samples.search' },
      [200, 200, 503],
    ],
    ['method', { method: 'post' }, [503, 200, 200]],
    ['path', { path: '/biosamples/samples' }, [200, 200, 503]],
    ['beginning of a path', { path: '/biosamples/*' }, [200, 503, 503]],
    ['expression', { path: /SAMEA\d+$/ }, [200, 503, 200]],
    ['nothing: all requests', {}, [503, 503, 503]],
  ])('selects by %s', async (_name, selector, expected) => {
    const lab = await start();
    lab.faults.add({ ...selector, times: Number.POSITIVE_INFINITY, effect: { status: 503 } });
    const body = { authRealms: ['ENA'], ...lab.credentials.webin };
    const seen = [
      (await ask(`${lab.urls.webin}/token`, { body })).status,
      (await ask(at(lab))).status,
      (await ask(`${lab.urls.biosamples}/samples`)).status,
    ];
    expect(seen).toEqual(expected);
  });

  it('can be removed and cleared, never meets admin routes, and counts requests without a service', async () => {
    const lab = await start();
    const handle = lab.faults.add({ times: 9, effect: { status: 503 } });
    expect((await ask(`${lab.url}/_sandbox/health`)).status).toBe(200);
    expect((await ask(`${lab.url}/elsewhere`)).status).toBe(503);
    handle.remove();
    expect((await ask(at(lab))).status).toBe(200);
    lab.faults.add({ effect: { status: 503 } });
    lab.faults.clear();
    expect((await ask(at(lab))).status).toBe(200);
  });

  it('lays faults over each other', async () => {
    const lab = await start();
    lab.faults.add({ effect: { extraFields: true } });
    lab.faults.add({ effect: { unknownEnum: true } });
    const { body } = await ask(at(lab));
    expect([body.status, body.fieldOfTomorrow !== undefined]).toEqual(['QUARANTINED', true]);
  });

  it.each<[object, RegExp]>([
    [{ effect: {} }, /at least one of/],
    [{ effect: { stauts: 500 } }, /"stauts" is not an effect/],
    [{ effect: { status: 99 } }, /200 to 599/],
    [{ effect: { retryAfter: 1 } }, /belong to a status/],
    [{ effect: { delayMs: -1 } }, /a number from 0/],
    [{ effect: { html: 1 } }, /true or false/],
    [{ nth: 0, effect: 'reset' }, /from 1/],
    [{ times: 0, effect: 'reset' }, /from 1/],
    [{ op: 'x', effect: 'reset' }, /"op" is not a field/],
  ])('refuses %j', async (fault, message) => {
    const lab = await start();
    expect(() => lab.faults.add(fault as Fault)).toThrow(message);
  });
});

describe('effects', () => {
  it('status: answers without handling, with Retry-After and a body of one’s own', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const before = lab.state.biosamples.samples.count();
    lab.faults.add({ effect: { status: 503, retryAfter: 2 } });
    const reply = await api.create(human('x'));
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '2']);
    expect(reply.body).toMatchObject({
      status: 503,
      error: 'Service Unavailable',
      path: '/biosamples/samples',
    });
    lab.faults.add({
      effect: { status: 429, retryAfter: 'Thu, 15 Jan 2026 09:00:05 GMT', body: { slow: 'down' } },
    });
    const limited = await api.create(human('x'));
    expect(limited.headers.get('retry-after')).toBe('Thu, 15 Jan 2026 09:00:05 GMT');
    expect(limited.body).toEqual({ slow: 'down' });
    lab.faults.add({ effect: { status: 500, body: 'plain' } });
    expect((await api.create(human('x'))).text).toBe('plain');
    expect(lab.state.biosamples.samples.count()).toBe(before);
  });

  it('delayMs: handles at once, answers later', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    lab.faults.add({ effect: { delayMs: 40 } });
    const begun = performance.now();
    let storedBefore = 0;
    lab.requests.watch(({ stage }) => {
      if (stage === 'committed') storedBefore = lab.state.biosamples.samples.findByName('slow').length;
    });
    expect((await api.create(human('slow'))).status).toBe(201);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(39);
    expect(storedBefore).toBe(1);
  });

  it('outlives callers that give up while they wait', async () => {
    const lab = await start();
    for (const effect of [{ delayMs: 30 }, { stallAfterBytes: 5 }]) {
      lab.faults.add({ effect });
      const answered = new Promise<void>((resolve) => {
        lab.requests.watch(({ stage }) => (stage === 'answered' ? resolve() : undefined));
      });
      await raw(at(lab), 5);
      await answered;
      expect((await ask(at(lab))).status).toBe(200);
    }
  });

  it('reset: cuts before anything happens, and the server lives on', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    lab.faults.add({ effect: 'reset' });
    expect(await errorOf(api.create(human('x')))).toBe('ECONNRESET');
    expect(lab.state.biosamples.samples.findByName('x')).toEqual([]);
    expect(lab.journal.requests().at(-1)).toMatchObject({
      status: null,
      faults: ['reset'],
      committed: false,
    });
    expect((await api.create(human('x'))).status).toBe(201);
  });

  it('resetAfterCommit: stores, then cuts without an answer', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    lab.faults.add({ effect: { resetAfterCommit: true } });
    expect(await errorOf(api.create(human('x')))).toBe('ECONNRESET');
    expect(lab.state.biosamples.samples.findByName('x')).toHaveLength(1);
    expect(lab.journal.requests().at(-1)).toMatchObject({ status: null, committed: true });
    expect((await api.get('SAMEA12345')).status).toBe(200);
  });

  it('truncateBody: announces the whole body and breaks off', async () => {
    const lab = await start();
    const whole = (await ask(at(lab))).text;
    for (const [truncateBody, expected] of [
      [true, Math.floor(whole.length / 2)],
      [10, 10],
      [0, 0],
    ] as const) {
      lab.faults.add({ effect: { truncateBody } });
      const got = await raw(at(lab));
      expect(got.status).toBe(200);
      expect(got.announced).toBe(whole.length);
      expect(got.received).toBe(whole.slice(0, expected));
      expect(got.error).toBe('ECONNRESET');
    }
    expect((await ask(at(lab))).text).toBe(whole);
  });

  it('stallAfterBytes: sends a part and keeps the line open', async () => {
    const lab = await start();
    const whole = (await ask(at(lab))).text;
    lab.faults.add({ effect: { stallAfterBytes: 25 } });
    const got = await raw(at(lab), 60);
    expect(got).toMatchObject({ status: 200, announced: whole.length, received: whole.slice(0, 25) });
    expect(got.error).toBe('ECONNRESET');
    lab.faults.add({ effect: { stallAfterBytes: 0 } });
    expect(await raw(at(lab), 60)).toMatchObject({ status: 200, received: '' });
    expect((await ask(at(lab))).text).toBe(whole);
  });

  it('html: a gateway page with 200 in place of the answer', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    lab.faults.add({ effect: { html: true } });
    const reply = await api.create(human('x'));
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(reply.text).toMatch(/^<!DOCTYPE html>/);
    expect(lab.state.biosamples.samples.findByName('x')).toEqual([]);
  });

  it('malformedJson: a body that breaks off, with a length that agrees', async () => {
    const lab = await start();
    lab.faults.add({ effect: { malformedJson: true } });
    const got = await raw(at(lab));
    expect(got.error).toBeUndefined();
    expect(got.announced).toBe(got.received.length);
    expect(() => JSON.parse(got.received)).toThrow();
  });

  it('unknownEnum: a word that nobody knows, also inside lists', async () => {
    const lab = await start();
    lab.faults.add({ effect: { unknownEnum: true } });
    expect((await ask(at(lab))).body).toMatchObject({ status: 'QUARANTINED', submittedVia: 'QUARANTINED' });
    lab.faults.add({ effect: { unknownEnum: true } });
    const { body } = await ask(`${lab.urls.biosamples}/samples?size=2`);
    expect(body._embedded.samples[1].status).toBe('QUARANTINED');
  });

  it('extraFields: on records, not in dictionaries', async () => {
    const lab = await start();
    const clean = (await ask(at(lab))).body;
    lab.faults.add({ effect: { extraFields: true } });
    const { fieldOfTomorrow, ...rest } = (await ask(at(lab))).body;
    expect(fieldOfTomorrow).toBeDefined();
    expect(rest).toEqual(clean);
    lab.faults.add({ effect: { extraFields: true } });
    const list = (await ask(`${lab.urls.biosamples}/samples?size=1`)).body;
    expect(list.fieldOfTomorrow).toBeDefined();
    expect(list._embedded.samples[0].fieldOfTomorrow).toBeDefined();
    lab.faults.add({ effect: { extraFields: true } });
    const map = (await ask(`${lab.urls.biosamples}/v2/samples/bulk-fetch?accessions=SAMEA12345`)).body;
    expect(Object.keys(map)).toEqual(['SAMEA12345']);
    expect(map.SAMEA12345.fieldOfTomorrow).toBeDefined();
  });

  it('expireToken: this token counts as expired from this request on', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    lab.faults.add({ operation: 'biosamples.samples.create', nth: 2, effect: { expireToken: true } });
    const seen: number[] = [];
    for (let i = 0; i < 3; i++) seen.push((await api.create(human('x'))).status);
    expect(seen).toEqual([201, 403, 403]);
    const fresh = await biosamples(lab);
    expect((await fresh.create(human('x'))).status).toBe(201);
  });
});

describe('watching', () => {
  it('tells the stages of a request in order and waits for the listener', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const seen: string[] = [];
    const stop = lab.requests.watch(async ({ stage, n, request: { operation } }) => {
      await Promise.resolve();
      seen.push(`${n} ${stage} ${operation} ${lab.state.biosamples.samples.findByName('x').length}`);
    });
    await api.create(human('x'));
    const answered = '2 answered biosamples.samples.create 1';
    await expect.poll(() => seen).toContain(answered);
    stop();
    await api.create(human('x'));
    expect(seen).toEqual([
      '2 received biosamples.samples.create 0',
      '2 committed biosamples.samples.create 1',
      answered,
    ]);
  });
});
