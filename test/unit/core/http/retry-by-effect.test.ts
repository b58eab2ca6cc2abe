import { BioSamples, CallError, type ServiceOptions, token } from 'accession';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, FakeTransport, lost, refused } from '../../../support/fake-transport.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const stored = { name: 'liver 1', accession: 'SAMEA1', release: '2026-01-01T00:00:00Z' };
const created: FakeAnswer = { status: 201, body: stored };
const unavailable = (retryAfter?: string): FakeAnswer => ({
  status: 503,
  body: 'down',
  headers: { 'content-type': 'text/plain', ...(retryAfter && { 'retry-after': retryAfter }) },
});

function setup(transport: FakeTransport, options: ServiceOptions = {}) {
  const clock = new ManualClock();
  const client = new BioSamples({
    transport,
    clock,
    random: () => 0.5,
    auth: token('t0ken-of-the-test'),
    ...options,
  });
  return { client, clock, transport };
}

const operations = {
  create: (client: BioSamples) => client.samples.create({ name: 'liver 1', release: '2026-01-01' }),
  update: (client: BioSamples) =>
    client.samples.update({ name: 'liver 1', accession: 'SAMEA1', release: '2026-01-01' }),
  get: (client: BioSamples) => client.samples.get('SAMEA1'),
};

async function failure(work: Promise<unknown>): Promise<CallError> {
  const error = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(error instanceof CallError)) throw new Error(`expected a CallError, got ${String(error)}`);
  return error;
}

describe('a create', () => {
  it.each([
    ['the answer is lost', lost],
    ['a 500', { status: 500 }],
    ['a 502', { status: 502 }],
    ['a 503 without Retry-After', unavailable()],
    [
      'a gateway page with status 200',
      { status: 200, body: '<html>', headers: { 'content-type': 'text/html' } },
    ],
  ])('is never sent twice after %s, and says that its outcome is unknown', async (_, first) => {
    const { client, clock, transport } = setup(new FakeTransport(first, created));
    const error = await failure(clock.run(operations.create(client)));
    expect(transport.sent).toHaveLength(1);
    expect(error.outcome).toBe('unknown');
    expect(error.attempts).toBe(1);
    expect(error.hint).toMatch(/look it up before you send it again/);
  });

  it.each([
    ['the connection was refused', refused],
    ['a 429', { status: 429 }],
    ['a 503 with Retry-After', unavailable('2')],
  ])('is sent again after %s: the first try did nothing', async (_, first) => {
    const { client, clock, transport } = setup(new FakeTransport(first, created));
    await expect(clock.run(operations.create(client))).resolves.toEqual(stored);
    expect(transport.sent).toHaveLength(2);
  });

  it('that the repository refuses was not stored', async () => {
    const { client, clock, transport } = setup(new FakeTransport({ status: 400, body: { message: 'no' } }));
    const error = await failure(clock.run(operations.create(client)));
    expect(error.outcome).toBe('refused');
    expect(transport.sent).toHaveLength(1);
  });

  it('that could not be sent at all says so', async () => {
    const { client, clock } = setup(new FakeTransport(refused));
    const error = await failure(clock.run(operations.create(client)));
    expect(error).toMatchObject({ outcome: 'not-sent', attempts: 5 });
  });

  it('stays in doubt when a later try proves nothing about the first', async () => {
    const { client, clock } = setup(new FakeTransport({ status: 429 }, lost, refused));
    const error = await failure(clock.run(operations.create(client)));
    expect(error.outcome).toBe('unknown');
  });
});

describe.each(['update', 'get'] as const)('%s', (operation) => {
  it.each([
    ['the answer is lost', lost],
    ['a 500', { status: 500 }],
    ['a 503', unavailable()],
    ['half an answer', { status: 200, body: '{"name": "liv' }],
    [
      'a gateway page with status 200',
      { status: 200, body: '<html>', headers: { 'content-type': 'text/html' } },
    ],
  ])('is sent again after %s', async (_, first) => {
    const { client, clock, transport } = setup(new FakeTransport(first, { body: stored }));
    await expect(clock.run(operations[operation](client))).resolves.toEqual(stored);
    expect(transport.sent).toHaveLength(2);
  });

  it('gives up after the retries it was allowed', async () => {
    const { client, clock, transport } = setup(new FakeTransport(lost), { retries: 2 });
    const error = await failure(clock.run(operations[operation](client)));
    expect(transport.sent).toHaveLength(3);
    expect(error.attempts).toBe(3);
  });

  it('is not repeated when the answer has the wrong shape: it would come again', async () => {
    const { client, clock, transport } = setup(new FakeTransport({ body: { name: 7 } }));
    const error = await failure(clock.run(operations[operation](client)));
    expect(error).toMatchObject({ code: 'response', attempts: 1 });
    expect(transport.sent).toHaveLength(1);
  });
});

describe('an update', () => {
  it('whose answer was lost stays in doubt even if the repeat is refused', async () => {
    const { client, clock } = setup(new FakeTransport(lost, { status: 403, body: { message: 'no' } }));
    const error = await failure(clock.run(operations.update(client)));
    expect(error).toMatchObject({ code: 'forbidden', outcome: 'unknown' });
  });

  it('is not repeated when a 500 is really a refusal', async () => {
    const refusal = { status: 500, body: { message: 'Missing data. Empty data is not accepted' } };
    const { client, clock, transport } = setup(new FakeTransport(refusal));
    const error = await failure(clock.run(operations.update(client)));
    expect(error.outcome).toBe('refused');
    expect(transport.sent).toHaveLength(1);
  });
});

describe('waiting', () => {
  it('honours Retry-After in seconds', async () => {
    const { client, clock } = setup(new FakeTransport(unavailable('7'), { body: stored }));
    const before = clock.now();
    await clock.run(operations.get(client));
    expect(clock.now() - before).toBeGreaterThanOrEqual(7_000);
    expect(clock.now() - before).toBeLessThan(7_500);
  });

  it('honours Retry-After as a date', async () => {
    const date = new Date(Date.UTC(2026, 0, 1) + 9_000).toUTCString();
    const { client, clock } = setup(new FakeTransport(unavailable(date), { body: stored }));
    const before = clock.now();
    await clock.run(operations.get(client));
    expect(clock.now() - before).toBeGreaterThanOrEqual(9_000);
  });

  it('tells the caller instead of sleeping for an hour', async () => {
    const { client, clock, transport } = setup(
      new FakeTransport({ status: 429, headers: { 'retry-after': '3600' } }),
    );
    const error = await failure(clock.run(operations.get(client)));
    expect(error).toMatchObject({ code: 'rate-limited', retryAfterMs: 3_600_000 });
    expect(transport.sent).toHaveLength(1);
  });

  it('backs off with full jitter, up to a ceiling', async () => {
    const delays: number[] = [];
    const { client, clock } = setup(new FakeTransport(lost), {
      retries: 9,
      random: () => 1,
      deadlineMs: 1e9,
      hooks: { onRetry: ({ delayMs }) => delays.push(delayMs) },
    });
    await failure(clock.run(operations.get(client)));
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000, 20_000]);
  });

  it('stops when the deadline would pass', async () => {
    const { client, clock, transport } = setup(new FakeTransport(unavailable('50')), { deadlineMs: 120_000 });
    const before = clock.now();
    await failure(clock.run(operations.get(client)));
    expect(transport.sent).toHaveLength(3);
    expect(clock.now() - before).toBeLessThan(120_000);
  });

  it('ends at once when the caller aborts', async () => {
    const stop = new AbortController();
    const { client, clock, transport } = setup(new FakeTransport(unavailable('30'), { body: stored }), {
      hooks: { onRetry: () => queueMicrotask(() => stop.abort()) },
    });
    const before = clock.now();
    const error = await failure(client.samples.get('SAMEA1', { signal: stop.signal }));
    expect(error.code).toBe('aborted');
    expect(clock.now()).toBe(before);
    expect(transport.sent).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });
});
