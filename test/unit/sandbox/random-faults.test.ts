import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FaultDraw,
  type FaultRequest,
  type RandomFault,
  randomFaults,
  SandboxError,
} from '../../../src/sandbox/index.ts';
import { ask, PAST, start } from './support.ts';

const FAULTS: readonly RandomFault[] = [
  { share: 0.2, effect: 'reset' },
  { share: 0.3, effect: { status: 503, retryAfter: 1 } },
  { share: 0.1, service: 'usi', effect: { html: true } },
];

const request = (operation: string, item: string, service = 'biosamples'): FaultRequest => ({
  n: 1,
  service,
  operation,
  method: 'POST',
  path: `/${item}`,
  query: {},
  body: '',
});

/** Every decision by what was asked, of requests that come in this order. */
function table(asked: readonly FaultRequest[], seed: number): Map<string, RandomFault | undefined> {
  const draws = new Map<string, RandomFault | undefined>();
  const onDraw = ({ operation, item, attempt, fault }: FaultDraw) =>
    draws.set(`${operation} ${item} ${attempt}`, fault);
  const rule = randomFaults({ seed, faults: FAULTS, onDraw });
  for (const one of asked) rule(one);
  return draws;
}

describe('random faults', () => {
  it('strike the same attempt at the same thing in whatever order requests come', () => {
    const asked = ['a', 'b', 'c', 'd', 'e'].flatMap((item) =>
      ['create', 'get', 'create', 'update'].map((operation) => request(operation, item)),
    );
    fc.assert(
      fc.property(fc.integer(), fc.shuffledSubarray(asked, { minLength: asked.length }), (seed, shuffled) => {
        const sorted = (draws: Map<string, unknown>) => [...draws].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(sorted(table(shuffled, seed))).toEqual(sorted(table(asked, seed)));
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('strike other requests with another seed, and each attempt anew', () => {
    const asked = Array.from({ length: 40 }, () => request('create', 'a'));
    const [one, two] = [[...table(asked, 1).values()], [...table(asked, 2).values()]];
    expect(one).not.toEqual(two);
    expect(new Set(one).size).toBeGreaterThan(2);
  });

  it('strike about their share; one that does not fit leaves its share empty', () => {
    const asked = Array.from({ length: 5_000 }, (_, i) => request('create', `${i}`));
    const share = (requests: FaultRequest[], fault: RandomFault | undefined) =>
      [...table(requests, 3).values()].filter((one) => one === fault).length / requests.length;
    expect(share(asked, FAULTS[0])).toBeCloseTo(0.2, 1);
    expect(share(asked, FAULTS[1])).toBeCloseTo(0.3, 1);
    expect(share(asked, FAULTS[2])).toBe(0);
    const inUsi = asked.map((one) => ({ ...one, service: 'usi' }));
    expect(share(inUsi, FAULTS[2])).toBeCloseTo(0.1, 1);
    expect(share(inUsi, FAULTS[0])).toBe(share(asked, FAULTS[0]));
  });

  it.each<[string, Parameters<typeof randomFaults>[0]]>([
    ['a seed that is no whole number', { seed: 0.5, faults: FAULTS }],
    ['no faults', { seed: 1, faults: [] }],
    ['a share above 1', { seed: 1, faults: [{ share: 1.1, effect: 'reset' }] }],
    ['shares above 1 together', { seed: 1, faults: [...FAULTS, { share: 0.5, effect: 'reset' }] }],
    ['an effect that is none', { seed: 1, faults: [{ share: 0.1, effect: {} }] }],
  ])('are not made of %s', (_, options) => {
    expect(() => randomFaults(options)).toThrow(SandboxError);
  });
});

describe('a rule', () => {
  it('sees what a request is about, without its secrets, and decides what happens to it', async () => {
    const lab = await start();
    const { username, password } = lab.credentials.webin;
    const seen: FaultRequest[] = [];
    const handle = lab.faults.decide((one) => {
      seen.push(one);
      return one.body.includes('"struck"') ? { status: 503 } : undefined;
    });
    const post = (name: string) =>
      ask(`${lab.urls.biosamples}/samples`, { body: { name, release: PAST }, token: 'a.b.c' });
    expect((await post('struck')).status).toBe(503);
    expect((await post('spared')).status).not.toBe(503);
    await ask(`${lab.urls.webin}/token`, { body: { authRealms: ['ENA'], username, password } });
    expect(seen.map(({ operation }) => operation)).toEqual([
      'biosamples.samples.create',
      'biosamples.samples.create',
      'webin.token',
    ]);
    expect(seen[0]).toMatchObject({
      n: 1,
      service: 'biosamples',
      method: 'POST',
      path: '/biosamples/samples',
    });
    expect(JSON.stringify(seen)).not.toContain(password);
    expect([handle.hits, handle.matched]).toEqual([1, 3]);

    handle.remove();
    expect((await post('struck')).status).not.toBe(503);
    expect(seen).toHaveLength(3);
  });

  it('is asked about remote calls by the operation that they mean', async () => {
    const lab = await start();
    const operations: unknown[] = [];
    lab.faults.decide(({ operation, body }) => {
      operations.push([operation, body.includes('isSessionActive')]);
      return undefined;
    });
    const body = { jsonrpc: '2.0', id: 1, method: 'isSessionActive', params: ['none'] };
    await ask(`${lab.urls.openbis}/openbis/openbis/rmi-application-server-v3.json`, { body });
    expect(operations).toEqual([['openbis.isSessionActive', true]]);
  });

  it('that throws, or says what is no effect, is answered with 500 and found in the journal', async () => {
    const lab = await start();
    lab.faults.decide(() => {
      throw new Error('a mistake in the rule');
    });
    expect((await ask(`${lab.urls.biosamples}/samples`)).status).toBe(500);
    expect(lab.journal.requests()[0]?.crash).toContain('a mistake in the rule');
    lab.faults.clear();
    lab.faults.decide(() => ({}));
    expect((await ask(`${lab.urls.biosamples}/samples`)).status).toBe(500);
    expect(lab.journal.requests()[1]?.crash).toContain('effect names at least one of');
  });

  it('ends with a reset, and can be set over HTTP', async () => {
    const lab = await start();
    const faults = [{ share: 1, effect: { status: 503 } }];
    const made = await ask(`${lab.url}/_sandbox/faults/random`, { body: { seed: 7, faults } });
    expect(made.status).toBe(201);
    expect((await ask(`${lab.urls.biosamples}/samples`)).status).toBe(503);
    await ask(`${lab.url}/_sandbox/faults/${made.body.id}`, { method: 'DELETE' });
    expect((await ask(`${lab.urls.biosamples}/samples`)).status).toBe(200);

    lab.faults.decide(randomFaults({ seed: 7, faults }));
    await lab.reset();
    expect((await ask(`${lab.urls.biosamples}/samples`)).status).toBe(200);
    const wrong = { seed: 'x', faults };
    expect((await ask(`${lab.url}/_sandbox/faults/random`, { body: wrong })).status).toBe(400);
  });
});
