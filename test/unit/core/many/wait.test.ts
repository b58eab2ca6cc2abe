import { AbortedError, TransportFailure, WaitFailed, WaitTimeout } from 'accession';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { sleep } from '../../../../src/core/clock.ts';
import { endpoint } from '../../../../src/core/http/endpoint.ts';
import { createRunner } from '../../../../src/core/http/runner.ts';
import { path } from '../../../../src/core/http/url.ts';
import { type WaitOptions, type WaitPlan, waitUntil } from '../../../../src/core/many/wait.ts';
import { type FakeAnswer, FakeTransport, lost } from '../../../support/fake-transport.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

interface Zone {
  status: string;
  reason?: string;
}

const look = endpoint<{ id: string }, Zone>()({
  name: 'test.zones.get',
  doc: 'https://example.org',
  method: 'GET',
  effect: 'read',
  auth: 'none',
  input: () => z.object({ id: z.string() }),
  path: ({ id }) => path`/zones/${id}`,
  output: () => z.looseObject({ status: z.string() }),
});

function setup(...answers: (string | FakeAnswer | typeof lost)[]) {
  const transport = new FakeTransport(
    ...answers.map((answer) =>
      typeof answer === 'string' ? { body: { status: answer, reason: 'no space left' } } : answer,
    ),
  );
  const clock = new ManualClock();
  const run = createRunner(
    {
      service: 'test',
      bases: { api: 'https://test.example' },
      accept: '*/*',
      environment: 'test',
      credentialSettings: [],
    },
    { transport, clock, random: () => 0, retries: 0 },
  );
  const plan: WaitPlan<{ id: string }, Zone> = {
    operation: 'test.zones.waitUntil',
    look: (handle, call) => run(look, handle, call),
    wordOf: ({ status }) => status,
    hasEnded: ({ status }) => status === 'MOVED' || status === 'FAILED',
    failed: ({ status, reason }, target) =>
      status === 'FAILED' || (status === 'MOVED' && target === 'ACTIVE')
        ? `it ended as ${status}: ${reason}`
        : undefined,
    pollMs: 1000,
  };
  const wait = (target?: string, options: WaitOptions = {}) =>
    clock.run(waitUntil(run, plan, { id: 'z1' }, target, options));
  return { wait, clock, transport, run, plan };
}

describe('waitUntil', () => {
  it('gives the thing when it is as wished, and tells of each look', async () => {
    const { wait } = setup('CREATING', 'CREATING', 'ACTIVE', 'MOVED');
    const seen: string[] = [];
    await expect(wait('ACTIVE', { onProgress: ({ state }) => seen.push(state) })).resolves.toMatchObject({
      status: 'ACTIVE',
    });
    expect(seen).toEqual(['CREATING', 'CREATING', 'ACTIVE']);
  });

  it('without a target waits for the natural end', async () => {
    const { wait, transport } = setup('ACTIVE', 'MOVING', 'MOVED');
    await expect(wait()).resolves.toMatchObject({ status: 'MOVED' });
    expect(transport.sent).toHaveLength(3);
  });

  it.each([
    ['ACTIVE', ['CREATING', 'FAILED']],
    [undefined, ['CREATING', 'FAILED']],
    ['ACTIVE', ['CREATING', 'MOVED']],
  ])(
    'fails at once when %s cannot be reached any more, with the reason and the history',
    async (target, states) => {
      const { wait, transport } = setup(...states);
      const error = await wait(target).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(WaitFailed);
      expect(error).toMatchObject({
        code: 'wait-failed',
        message: expect.stringContaining('no space left'),
        lastState: states[1],
        history: states.map((state) => ({ state })),
        resumable: { id: 'z1' },
      });
      expect(transport.sent).toHaveLength(2);
    },
  );

  it('gives up after timeoutMs, and can be taken up again from plain data', async () => {
    const { wait, run, plan, clock } = setup('CREATING');
    const error = await wait('ACTIVE', { timeoutMs: 60_000 }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(WaitTimeout);
    expect(error).toMatchObject({
      message: 'test.zones.waitUntil: still "CREATING" after 60 s, waiting for "ACTIVE"',
    });
    const { resumable, history } = JSON.parse(JSON.stringify(error));
    expect(history).toHaveLength(1);
    const later = setup('ACTIVE');
    await expect(
      clock.run(
        waitUntil(later.run, { ...plan, look: (h, c) => later.run(look, h, c) }, resumable, 'ACTIVE', {}),
      ),
    ).resolves.toMatchObject({ status: 'ACTIVE' });
    expect(run.context.service).toBe('test');
  });

  it('goes on through what may pass', async () => {
    const { wait, transport } = setup(
      { status: 404 },
      { status: 503 },
      lost,
      { status: 429 },
      { status: 408 },
      { body: '<html>' },
      'ACTIVE',
    );
    await expect(wait('ACTIVE')).resolves.toMatchObject({ status: 'ACTIVE' });
    expect(transport.sent).toHaveLength(7);
  });

  it('waits as long as it is asked to, within its time', async () => {
    const later = (seconds: number) => ({ status: 429, headers: { 'retry-after': `${seconds}` } });
    const { wait, transport, clock } = setup(later(300), 'CREATING', 'ACTIVE', later(9_000));
    const begun = clock.now();
    await expect(wait('ACTIVE')).resolves.toMatchObject({ status: 'ACTIVE' });
    expect(clock.now() - begun).toBe(300_000 + 1_500);
    await expect(wait('ACTIVE', { timeoutMs: 600_000 })).rejects.toBeInstanceOf(WaitTimeout);
    expect(clock.now() - begun).toBe(300_000 + 1_500 + 600_000);
    expect(transport.sent).toHaveLength(3 + 2);
  });

  it.each([400, 401, 403, 410])('ends at once when looking is refused with %i', async (status) => {
    const { wait, transport } = setup('CREATING', { status }, 'ACTIVE');
    await expect(wait('ACTIVE')).rejects.toMatchObject({ status });
    expect(transport.sent).toHaveLength(2);
  });

  it('looks less often as time goes by', async () => {
    const { wait, transport, clock } = setup('CREATING');
    const begun = clock.now();
    await wait('ACTIVE', { timeoutMs: 100_000 }).catch(() => {});
    expect(clock.now() - begun).toBe(100_000);
    expect(transport.sent.length).toBeLessThan(20);
    expect(transport.sent.length).toBeGreaterThan(10);
  });

  it.each([
    ['at all', 0, 1_500, 2_000, 'still unknown after 2 s, waiting for "ACTIVE"'],
    ['any more', 1, 1_500, 2_000, 'still "CREATING" after 2 s'],
    ['at the very end', 1, 2_000, 4_000, 'still "CREATING" after 4 s'],
  ])(
    'a server that does not answer %s does not hold it up',
    async (_, answered, pollMs, waitedMs, message) => {
      const { wait, clock, transport } = setup('CREATING');
      const send = transport.send.bind(transport);
      transport.send = (request) => {
        if (transport.sent.length < answered) return send(request);
        return new Promise((_, reject) => {
          request.signal.addEventListener('abort', () => reject(new TransportFailure('ABORTED', true)));
        });
      };
      const error = await wait('ACTIVE', { timeoutMs: 2_000, pollMs }).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(WaitTimeout);
      expect(error).toMatchObject({ waitedMs, message: expect.stringContaining(message) });
      expect(clock.pending).toBe(0);
    },
  );

  it('looks once, with all the time of a call, when it may not wait', async () => {
    const { wait, clock, transport } = setup('ACTIVE');
    const send = transport.send.bind(transport);
    transport.send = async (request) => {
      await sleep(clock, 20_000);
      return send(request);
    };
    await expect(wait('ACTIVE', { timeoutMs: 0 })).resolves.toMatchObject({ status: 'ACTIVE' });
    await expect(wait('MOVED', { timeoutMs: 0 })).rejects.toBeInstanceOf(WaitTimeout);
    expect(transport.sent).toHaveLength(2);
  });

  it('ends at once when aborted, wherever it is', async () => {
    const { wait, clock, transport } = setup('CREATING');
    const stop = new AbortController();
    const begun = clock.now();
    const work = wait('ACTIVE', {
      signal: stop.signal,
      onProgress: () => queueMicrotask(() => stop.abort()),
    });
    await expect(work).rejects.toBeInstanceOf(AbortedError);
    expect(clock.now() - begun).toBeLessThanOrEqual(50);
    expect(clock.pending).toBe(0);
    expect(transport.sent).toHaveLength(1);
  });
});
