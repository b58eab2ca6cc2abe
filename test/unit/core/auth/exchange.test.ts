import {
  AbortedError,
  BioSamples,
  CallError,
  ConfigError,
  createClient,
  token,
  Unauthenticated,
  webin,
} from 'accession';
import { describe, expect, it } from 'vitest';
import { FakeTransport, lost, type SentRequest } from '../../../support/fake-transport.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const HOUR = 3_600_000;
const stored = { name: 'liver 1', accession: 'SAMEA1' };

/** A token server that gives numbered tokens of a given life, and a repository that accepts those it is told to. */
function repository({
  lifeMs = 5 * HOUR,
  clock = new ManualClock(),
  refuse = (_: string, __: SentRequest): number | undefined => undefined,
} = {}) {
  let issued = 0;
  const transport = new FakeTransport((request) => {
    if (request.url.endsWith('/token')) {
      issued += 1;
      const claims = { principle: 'Webin-1', n: issued, exp: Math.round((clock.now() + lifeMs) / 1000) };
      const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
      return { body: `eyJhbGciOiJSUzI1NiJ9.${payload}.c2ln`, headers: { 'content-type': 'text/plain' } };
    }
    const payload = request.headers.authorization?.split('.')[1] ?? '';
    const n = payload ? JSON.parse(Buffer.from(payload, 'base64url').toString()).n : 0;
    const status = refuse(String(n), request);
    return status === undefined ? { body: stored } : { status, body: { message: 'Access Denied' } };
  });
  const client = new BioSamples({
    transport,
    clock,
    random: () => 0,
    auth: webin({ username: 'Webin-1', password: 'pass-word-1' }),
  });
  const tokens = () => transport.sent.filter((r) => r.url.endsWith('/token')).length;
  const used = () =>
    transport.sent
      .filter((r) => !r.url.endsWith('/token'))
      .map(
        (r) =>
          JSON.parse(Buffer.from(r.headers.authorization?.split('.')[1] ?? '', 'base64url').toString())
            .n as number,
      );
  return { client, transport, clock, tokens, used };
}

describe('a password exchanged for a token', () => {
  it('is sent once to the token server and never to the repository', async () => {
    const { client, transport } = repository();
    await client.samples.get('SAMEA1');
    await client.samples.get('SAMEA2');
    expect(transport.sent.filter((r) => r.body?.includes('pass-word-1')).map((r) => r.url)).toEqual([
      'https://wwwdev.ebi.ac.uk/ena/submit/webin/auth/token',
    ]);
    expect(transport.sent).toHaveLength(3);
  });

  it('is exchanged once for all who ask at the same time', async () => {
    const { client, tokens } = repository();
    await Promise.all(Array.from({ length: 50 }, (_, i) => client.samples.get(`SAMEA${i}`)));
    expect(tokens()).toBe(1);
  });

  it('is exchanged again before the token ends, not after', async () => {
    const { client, clock, used } = repository({ lifeMs: HOUR });
    await client.samples.get('SAMEA1');
    clock.advance(54 * 60_000);
    await client.samples.get('SAMEA1');
    clock.advance(2 * 60_000);
    await client.samples.get('SAMEA1');
    expect(used()).toEqual([1, 1, 2]);
  });

  it('a token of a few minutes is used for half of its life', async () => {
    const { client, clock, used } = repository({ lifeMs: 4 * 60_000 });
    await client.samples.get('SAMEA1');
    clock.advance(60_000);
    await client.samples.get('SAMEA1');
    clock.advance(90_000);
    await client.samples.get('SAMEA1');
    expect(used()).toEqual([1, 1, 2]);
  });

  it.each([401, 403])('a token refused with %i is renewed once, and the call made again', async (status) => {
    const { client, used, tokens } = repository({ refuse: (n) => (n === '1' ? status : undefined) });
    await expect(client.samples.create({ name: 'a', release: '2026-01-01' })).resolves.toEqual(stored);
    expect(used()).toEqual([1, 2]);
    expect(tokens()).toBe(2);
  });

  it('a hundred calls refused with the same old token fetch one new one', async () => {
    const { client, tokens } = repository({ refuse: (n) => (n === '1' ? 401 : undefined) });
    await client.samples.get('SAMEA1');
    expect(tokens()).toBe(2);
    await Promise.all(Array.from({ length: 100 }, (_, i) => client.samples.get(`SAMEA${i}`)));
    expect(tokens()).toBe(2);
  });

  it('what stays forbidden with a new token is forbidden, and does not hammer the token server', async () => {
    const { client, clock, tokens } = repository({ refuse: () => 403 });
    for (let i = 0; i < 5; i += 1)
      await expect(client.samples.get('SAMEA1')).rejects.toMatchObject({ status: 403 });
    expect(tokens()).toBe(2);
    clock.advance(6 * HOUR);
    await expect(client.samples.get('SAMEA1')).rejects.toMatchObject({ status: 403 });
    // One because the old one had ended, one to make sure.
    expect(tokens()).toBe(4);
  });

  it.each([401, 403])(
    'that is wrong gives an error that says whose it is, and is not tried again: %i',
    async (status) => {
      const transport = new FakeTransport({ status, body: 'Bad credentials' });
      const client = new BioSamples({
        transport,
        auth: webin({ username: 'Webin-1', password: 'pass-word-1' }),
      });
      const error = await client.samples.exists('SAMEA1').catch((e: unknown) => e);
      expect(error).toBeInstanceOf(Unauthenticated);
      expect(error).toMatchObject({
        operation: 'webin.token',
        hint: expect.stringContaining('WEBIN_PASSWORD'),
      });
      expect(transport.sent).toHaveLength(1);
    },
  );

  it('whose token server answers with a login page is an error, not a token', async () => {
    const transport = new FakeTransport({
      body: '<html>Please log in</html>',
      headers: { 'content-type': 'text/html' },
    });
    const client = new BioSamples({
      transport,
      retries: 0,
      auth: webin({ username: 'Webin-1', password: 'pass-word-1' }),
    });
    await expect(client.samples.get('SAMEA1')).rejects.toMatchObject({
      code: 'response',
      operation: 'webin.token',
    });
  });

  it('a caller who gives up does not take the token away from the others', async () => {
    let release: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { client, transport } = repository();
    const send = transport.send.bind(transport);
    transport.send = async (request) => {
      if (request.url.endsWith('/token')) await gate;
      return send(request);
    };
    const stop = new AbortController();
    const impatient = client.samples.get('SAMEA1', { signal: stop.signal });
    const patient = client.samples.get('SAMEA2');
    stop.abort();
    await expect(impatient).rejects.toBeInstanceOf(AbortedError);
    release?.();
    await expect(patient).resolves.toEqual(stored);
  });

  it('that cannot be renewed does not hide that a record may exist', async () => {
    let calls = 0;
    const clock = new ManualClock();
    const good = repository({ clock });
    const script = good.transport.send.bind(good.transport);
    good.transport.send = async (request) => {
      if (!request.url.endsWith('/token')) throw lost;
      calls += 1;
      if (calls > 1) throw lost;
      return script(request);
    };
    const hooks = { onRetry: () => clock.advance(6 * HOUR) };
    const client = new BioSamples({
      transport: good.transport,
      clock,
      hooks,
      deadlineMs: 1e12,
      auth: webin({ username: 'Webin-1', password: 'pass-word-1' }),
    });
    const error = await clock
      .run(client.samples.update({ accession: 'SAMEA1', name: 'a', release: '2026-01-01' }))
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(CallError);
    expect(error).toMatchObject({ operation: 'biosamples.samples.update', outcome: 'unknown' });
  });
});

describe('a client without credentials', () => {
  it('reads what is open to everybody, without an Authorization header', async () => {
    const transport = new FakeTransport({ body: stored });
    await new BioSamples({ transport }).samples.get('SAMEA1');
    expect(transport.sent[0]?.headers).not.toHaveProperty('authorization');
  });

  it('is told what to set before a write is sent', async () => {
    const transport = new FakeTransport({ body: stored });
    const error = await new BioSamples({ transport }).samples
      .create({ name: 'a', release: '2026-01-01' })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ missing: ['WEBIN_USERNAME', 'WEBIN_PASSWORD'] });
    expect(transport.sent).toHaveLength(0);
  });
});

it('a token that was got elsewhere is sent as it is, and its end is told as such', async () => {
  const transport = new FakeTransport({ status: 401, body: '' });
  const error = await new BioSamples({ transport, auth: token('abc.def.ghi') }).samples
    .get('SAMEA1')
    .catch((e: unknown) => e);
  expect(error).toBeInstanceOf(Unauthenticated);
  expect(transport.sent).toHaveLength(1);
});

it('an account is shared by variants of a client', async () => {
  const { transport, clock } = repository();
  const repos = createClient({ transport, clock, webin: { username: 'Webin-1', password: 'pass-word-1' } });
  await repos.biosamples.samples.get('SAMEA1');
  await repos.with({ timeoutMs: 5 }).biosamples.samples.get('SAMEA1');
  await repos.biosamples.with({ retries: 0 }).samples.get('SAMEA1');
  expect(transport.sent.filter((r) => r.url.endsWith('/token'))).toHaveLength(1);
});
