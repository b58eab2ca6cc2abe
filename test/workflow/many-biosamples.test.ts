import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BulkError,
  type CallEvent,
  ConfigError,
  createClient,
  InputError,
  type NewSample,
  type Repositories,
} from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../support/manual-clock.ts';

const organism = [{ text: 'Homo sapiens' }];
const sample = (n: number | string): NewSample => ({
  name: `s${n}`,
  release: '2020-01-01',
  characteristics: { organism },
});
const many = (count: number): NewSample[] => Array.from({ length: count }, (_, i) => sample(i));

let lab: Lab;
let repos: Repositories;
let folder: string;
let journal: string;
beforeAll(async () => {
  lab = await startSandbox({ seed: 'empty' });
  folder = mkdtempSync(join(tmpdir(), 'accession-many-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await lab.close();
});
let runs = 0;
beforeEach(async () => {
  await lab.reset();
  repos = createClient({ ...lab.config, random: () => 0 });
  runs += 1;
  journal = join(folder, `run-${runs}.ndjson`);
});

const stored = () => lab.state.biosamples.samples.list();
const full = () => stored().filter((one) => one.characteristics?.organism);
const names = () =>
  full()
    .map(({ name }) => name)
    .toSorted();

describe('createMany', () => {
  it('gives what became of each, in order, and a summary', async () => {
    const progress: number[] = [];
    const run = repos.biosamples.samples.createMany(many(30), {
      onProgress: ({ transferred }) => progress.push(transferred),
    });
    const keys: string[] = [];
    for await (const result of run) {
      expect(result.status).toBe('stored');
      keys.push(result.key);
    }
    expect(keys).toEqual(many(30).map(({ name }) => name));
    expect(run.summary).toMatchObject({
      counts: { stored: 30, refused: 0, unknown: 0 },
      failures: [],
      dryRun: false,
    });
    expect(progress).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(names()).toHaveLength(30);
  });

  it.each(['without a journal', 'with a journal'])(
    'refuses what cannot be written as JSON, and goes on, %s',
    async (how) => {
      const round: Record<string, unknown> = {};
      round.itself = round;
      const list = [sample(0), { ...sample(1), row: 5n }, { ...sample(2), round }, sample(3)];
      const options = how === 'with a journal' ? { journal } : {};
      const { counts, failures } = await repos.biosamples.samples.createMany(list, options).done();
      expect(counts).toMatchObject({ stored: 2, refused: 2 });
      expect(failures.map(({ error }) => (error as InputError).issues)).toEqual([
        [{ path: 'row', message: expect.stringContaining('BigInt') }],
        [{ path: 'itself', message: expect.stringContaining('cannot be written as JSON') }],
      ]);
      expect(stored()).toHaveLength(2);
    },
  );

  it('sends nothing before it is read, and takes from a generator only as it goes', async () => {
    let taken = 0;
    async function* endless() {
      for (;;) {
        taken += 1;
        yield sample(taken);
      }
    }
    const run = repos.biosamples.samples.createMany(endless(), { concurrency: 2 });
    expect(taken).toBe(0);
    let read = 0;
    for await (const _ of run) if (++read === 5) break;
    expect(taken).toBeLessThan(5 + 2 * 8 + 3);
    expect(names().length).toBeLessThan(30);
  });

  it('goes on after a refused one, or stops when told to', async () => {
    const list: NewSample[] = [
      ...many(3),
      { name: 'rock', release: '2020-01-01' },
      sample('x'),
      { name: 'bad', release: 'soon' },
    ];
    const run = repos.biosamples.samples.createMany(list);
    const statuses = [];
    for await (const { status } of run) statuses.push(status);
    expect(statuses).toEqual(['stored', 'stored', 'stored', 'refused', 'stored', 'refused']);
    expect(run.summary.failures.map(({ index, key, error }) => [index, key, error.code])).toEqual([
      [3, 'rock', 'invalid'],
      [5, 'bad', 'input'],
    ]);
    const strict = repos.biosamples.samples.createMany(
      [{ name: 'rock', release: '2020-01-01' }, ...many(50)],
      { onFailure: 'stop', concurrency: 1 },
    );
    await expect(strict.done({ orThrow: true })).rejects.toBeInstanceOf(BulkError);
    expect(strict.summary.counts.stored).toBeLessThan(20);
  });

  it('without a journal reports a lost answer as unknown and never sends it again', async () => {
    lab.faults.add({ operation: 'biosamples.samples.create', nth: 3, effect: { resetAfterCommit: true } });
    const { counts } = await repos.biosamples.samples.createMany(many(6), { concurrency: 1 }).done();
    expect(counts).toMatchObject({ stored: 5, unknown: 1 });
    expect(names()).toHaveLength(6);
  });

  it('pauses the whole queue when the repository asks one call to wait', async () => {
    const clock = new ManualClock();
    const sentAt: number[] = [];
    const client = watched(clock, ({ operation }) => {
      if (operation === 'biosamples.samples.create') sentAt.push(clock.now());
    });
    lab.faults.add({
      operation: 'biosamples.samples.create',
      nth: 5,
      effect: { status: 429, retryAfter: 30 },
    });
    const begun = clock.now();
    const run = client.biosamples.samples.createMany(many(40), { concurrency: 4 });
    await expect(clock.run(run.done(), client.isIdle)).resolves.toMatchObject({ counts: { stored: 40 } });
    // Those that were under way when the word came are through; all others waited.
    expect(sentAt.filter((at) => at === begun).length).toBeLessThanOrEqual(4 + 4);
    expect(sentAt.filter((at) => at > begun && at < begun + 30_000)).toEqual([]);
    expect(sentAt.filter((at) => at >= begun + 30_000).length).toBeGreaterThan(30);
  });

  it('ends at once when aborted, and what was sent is written down', async () => {
    const stop = new AbortController();
    const run = repos.biosamples.samples.createMany(many(500), { journal, signal: stop.signal });
    let read = 0;
    await expect(
      (async () => {
        for await (const _ of run) if (++read === 20) stop.abort();
      })(),
    ).rejects.toMatchObject({ code: 'aborted', hint: expect.stringContaining(journal) });
    const again = repos.biosamples.samples.createMany(many(500), { journal, reconcileForMs: 0 });
    const { counts } = await again.done();
    expect(counts.stored + counts.found).toBe(500);
    expect(names()).toHaveLength(500);
  });

  it('gives up when the repository cannot be reached, instead of failing ten thousand times', async () => {
    lab.faults.add({
      times: Number.POSITIVE_INFINITY,
      operation: 'biosamples.samples.create',
      effect: { status: 500 },
    });
    const run = repos.biosamples.samples.createMany(many(1000), { retries: 0 });
    await expect(run.done()).rejects.toMatchObject({
      code: 'bulk',
      message: expect.stringContaining('given up'),
    });
    expect(lab.journal.requests({ operation: 'biosamples.samples.create' }).length).toBeLessThan(120);
  });

  it('a wrong password stops the run at once', async () => {
    const wrong = createClient({ ...lab.config, webin: { ...lab.config.webin, password: 'wrong-password' } });
    await expect(wrong.biosamples.samples.createMany(many(100), { journal }).done()).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(lab.journal.requests({ operation: 'webin.token' }).length).toBeLessThan(10);
  });

  it('a token server that says 403 of a password stops the run at once', async () => {
    const operation = 'webin.token';
    lab.faults.add({ operation, times: Number.POSITIVE_INFINITY, effect: { status: 403 } });
    const run = repos.biosamples.samples.createMany(many(100), { journal });
    await expect(run.done()).rejects.toMatchObject({ code: 'unauthenticated', status: 403 });
    expect(lab.journal.requests({ operation }).length).toBeLessThan(10);
  });
});

describe('a dry run', () => {
  it('checks everything, sends nothing, and says what would be sent where, as whom', async () => {
    const run = repos.biosamples.samples.createMany([...many(3), { name: 'bad', release: 'soon' }], {
      dryRun: true,
      journal,
    });
    const summary = await run.done();
    expect(summary).toMatchObject({
      dryRun: true,
      counts: { valid: 3, refused: 1, stored: 0 },
      target: {
        service: 'biosamples',
        operation: 'biosamples.samples.createMany',
        baseUrl: lab.urls.biosamples,
        environment: 'test',
        account: lab.credentials.webin.username,
      },
    });
    expect(lab.journal.requests({})).toHaveLength(0);
    expect(existsSync(journal)).toBe(false);
  });
});

describe('a journal', () => {
  it('makes a second run send nothing that is stored', async () => {
    await repos.biosamples.samples.createMany(many(10), { journal }).done();
    const before = lab.requests.count;
    const again = await repos.biosamples.samples.createMany(many(12), { journal }).done();
    expect(again.counts).toMatchObject({ found: 10, stored: 2 });
    expect(lab.requests.count - before).toBe(4);
    expect(names()).toHaveLength(12);
  });

  it('says when an item that is stored has other content now', async () => {
    await repos.biosamples.samples.createMany(many(1), { journal }).done();
    const changed = [{ ...sample(0), release: '2021-01-01' }];
    for await (const result of repos.biosamples.samples.createMany(changed, { journal })) {
      expect(result).toMatchObject({ status: 'found', changed: true });
    }
  });

  it('looks up a reservation whose answer was lost, and uses it', async () => {
    lab.faults.add({ operation: 'biosamples.samples.accession', nth: 2, effect: { resetAfterCommit: true } });
    const { counts, leftOver } = await repos.biosamples.samples
      .createMany(many(4), { journal, concurrency: 1 })
      .done();
    expect(counts.stored).toBe(4);
    expect(stored()).toHaveLength(4);
    expect(leftOver).toEqual([]);
  });

  it('reserves anew when a lost reservation does not show up in time; the record is stored once', async () => {
    await lab.close();
    lab = await startSandbox({ seed: 'empty', indexLagMs: 3_600_000 });
    repos = createClient({ ...lab.config, random: () => 0 });
    lab.faults.add({ operation: 'biosamples.samples.accession', effect: { resetAfterCommit: true } });
    const { counts } = await repos.biosamples.samples
      .createMany(many(3), { journal, reconcileForMs: 0 })
      .done();
    expect(counts.stored).toBe(3);
    expect(names()).toEqual(['s0', 's1', 's2']);
    expect(stored()).toHaveLength(4);
    await lab.close();
    lab = await startSandbox({ seed: 'empty' });
  });

  it('a doubt that cannot be looked into stays a doubt: nothing is sent again on the strength of it', async () => {
    // The answer of the first reservation is lost, and so is every attempt to look for it.
    lab.faults.add({ operation: 'biosamples.samples.accession', effect: { resetAfterCommit: true } });
    lab.faults.add({ operation: 'biosamples.samples.search', times: 99, effect: { status: 403 } });
    const first = await repos.biosamples.samples.createMany(many(1), { journal }).done();
    expect(first.counts).toMatchObject({ failed: 1, refused: 0 });
    lab.faults.clear();
    const second = await repos.biosamples.samples.createMany(many(1), { journal }).done();
    expect(second.counts).toMatchObject({ stored: 1 });
    expect(stored()).toHaveLength(1);
  });

  it('a record whose answer was lost every time is put again by the next run, to the same accession', async () => {
    lab.faults.add({ operation: 'biosamples.samples.update', times: 99, effect: { resetAfterCommit: true } });
    const first = await repos.biosamples.samples.createMany(many(2), { journal, retries: 1 }).done();
    expect(first.counts).toMatchObject({ failed: 2, unknown: 0 });
    lab.faults.clear();
    const second = await repos.biosamples.samples.createMany(many(2), { journal }).done();
    expect(second.counts).toMatchObject({ stored: 2 });
    expect(stored()).toHaveLength(2);
  });

  it('refused ones are tried again when they were mended', async () => {
    const broken = [{ ...sample(0), characteristics: {} }, sample(1)];
    expect((await repos.biosamples.samples.createMany(broken, { journal }).done()).counts).toMatchObject({
      refused: 1,
      stored: 1,
    });
    expect((await repos.biosamples.samples.createMany(many(2), { journal }).done()).counts).toMatchObject({
      stored: 1,
      found: 1,
    });
    expect(names()).toEqual(['s0', 's1']);
  });

  it('names must differ', async () => {
    const run = repos.biosamples.samples.createMany([sample(1), sample(2), sample(1)], { journal });
    const results = [];
    for await (const result of run) results.push(result);
    expect(results[2]).toMatchObject({ status: 'refused', error: expect.any(InputError) });
    expect(String(results[2]?.status === 'refused' && results[2].error.message)).toContain(
      '"s1" was the name of an item before',
    );
    expect(names()).toEqual(['s1', 's2']);
  });

  it('of a test run cannot silence a production run, nor that of another account', async () => {
    await repos.biosamples.samples.createMany(many(1), { journal }).done();
    for (const other of [
      createClient({ ...lab.config, environment: 'production' }),
      createClient({ ...lab.config, webin: { ...lab.credentials.webinBroker, url: lab.urls.webin } }),
    ]) {
      const before = lab.requests.count;
      await expect(other.biosamples.samples.createMany(many(1), { journal }).done()).rejects.toBeInstanceOf(
        ConfigError,
      );
      expect(lab.requests.count).toBe(before);
    }
  });

  it('is held by one run at a time, and a dead run does not hold it', async () => {
    const first = repos.biosamples.samples.createMany(many(20), { journal })[Symbol.asyncIterator]();
    await first.next();
    await expect(repos.biosamples.samples.createMany(many(1), { journal }).done()).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('in use by process'),
    });
    await first.return();
    expect(existsSync(`${journal}.lock`)).toBe(false);
    const { hostname } = await import('node:os');
    writeFileSync(`${journal}.lock`, JSON.stringify({ pid: 2 ** 22 + 7, host: hostname() }));
    await expect(repos.biosamples.samples.createMany(many(20), { journal }).done()).resolves.toBeDefined();
  });

  it('whose last line was cut is read up to it; one that is damaged in the middle is refused', async () => {
    await repos.biosamples.samples.createMany(many(5), { journal }).done();
    const text = readFileSync(journal, 'utf8');
    writeFileSync(journal, text.slice(0, -7));
    const again = await repos.biosamples.samples.createMany(many(5), { journal }).done();
    expect(again.counts.found + again.counts.stored).toBe(5);
    expect(names()).toHaveLength(5);
    writeFileSync(journal, text.replace('\n', '\n{broken\n'));
    await expect(repos.biosamples.samples.createMany(many(5), { journal }).done()).rejects.toMatchObject({
      message: expect.stringContaining('line 2 cannot be read'),
    });
  });

  it('holds no password and no token', async () => {
    await repos.biosamples.samples.createMany(many(5), { journal }).done();
    const text = readFileSync(journal, 'utf8');
    expect(text).not.toContain(lab.credentials.webin.password);
    expect(text).not.toContain('eyJ');
  });
});

describe('waiting for the index', () => {
  it('ends when the sample is found by search, with each state once in the history', async () => {
    const slow = await startSandbox({ seed: 'empty', indexLagMs: 60_000 });
    const clock = new ManualClock(Date.now());
    const client = watched(clock, () => {}, slow);
    const made = await client.biosamples.samples.create(sample(1));
    const states: string[] = [];
    const wait = client.biosamples.samples.waitUntil(made, 'searchable', {
      onProgress: ({ state, history }) => {
        states.push(`${state} ${history.length}`);
        if (states.length === 3) slow.clock.advance('2m');
      },
    });
    await clock.run(wait, client.isIdle);
    expect(states).toEqual(['stored 1', 'stored 1', 'stored 1', 'searchable 2']);
    await slow.close();
  });
});

/** A client on manual time whose requests are told of, and which knows when none is under way. */
function watched(clock: ManualClock, told: (event: CallEvent) => void, at: Lab = lab) {
  let underWay = 0;
  const { biosamples } = createClient({
    ...at.config,
    clock,
    random: () => 0,
    hooks: {
      onRequest(event) {
        underWay += 1;
        told(event);
      },
      onResponse() {
        underWay -= 1;
      },
    },
  });
  return { biosamples, isIdle: () => underWay === 0 };
}
