import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  add,
  CallError,
  createClient,
  type EnaDocument,
  type EnaSample,
  isRepositoryError,
  type Repositories,
} from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let lab: Lab;
let repos: Repositories;
beforeAll(async () => {
  lab = await startSandbox({ seed: 'demo' });
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.reset();
  lab.faults.clear();
  lab.lifecycle.set('ena.queue', { after: { reads: 1 } });
  repos = createClient({ ...lab.config, random: () => 0 });
});

const sheep = (alias: string): EnaSample => ({
  alias,
  title: `sheep ${alias}`,
  organism: { taxonId: 9940 },
  attributes: [
    { tag: 'collection date', value: '2020-05-01' },
    { tag: 'geographic location (country and/or sea)', value: 'Norway' },
  ],
});
const one = (alias = 's1'): EnaDocument => add({ samples: [sheep(alias)] }, { hold: true });
const count = async (alias: string): Promise<number> =>
  (await createClient(lab.config).ena.reports.samples.get(alias)).length;

const EFFECTS = {
  'cut before': 'reset',
  'cut after it was stored': { resetAfterCommit: true },
  'half an answer': { truncateBody: true },
  'a page of the gateway': { html: true },
  'broken JSON': { malformedJson: true },
  'a fault of the server': { status: 500 },
  'too many': { status: 429, retryAfter: 0 },
  'not now': { status: 503 },
  'too slow': { status: 408 },
  'new fields': { extraFields: true },
  'new words': { unknownEnum: true },
} as const;

const SCENARIOS: Record<string, () => Promise<unknown>> = {
  submit: () => repos.ena.submissions.submit(one(), { pollMs: 20 }),
  'enqueue and wait': async () =>
    repos.ena.submissions.waitUntil(await repos.ena.submissions.enqueue(one()), { pollMs: 20 }),
};

describe.each(Object.keys(SCENARIOS))('%s', (scenario) => {
  const run = SCENARIOS[scenario] as () => Promise<unknown>;

  it.each(Object.keys(EFFECTS).flatMap((fault) => [1, 2, 3].map((nth) => [fault, nth] as const)))(
    'with %s at request %i ends with one sample, known or in a stated doubt',
    async (fault, nth) => {
      lab.faults.add({ service: 'ena', nth, effect: EFFECTS[fault as keyof typeof EFFECTS] });
      const outcome = await run().catch((error: unknown) => error);
      lab.faults.clear();
      if (isRepositoryError(outcome)) {
        expect(outcome).toBeInstanceOf(CallError);
        expect(JSON.stringify(outcome)).not.toContain(lab.credentials.webin.password);
        if ((outcome as CallError).outcome === 'refused') expect(await count('s1')).toBe(0);
      } else {
        expect(outcome).toMatchObject({
          success: true,
          samples: [{ alias: 's1', accession: expect.stringMatching(/^ERS/) }],
        });
        expect(await count('s1')).toBe(1);
      }
      // Whatever it was, the same once more makes it whole.
      await expect(run()).resolves.toMatchObject({ success: true });
      expect(await count('s1')).toBe(1);
    },
  );
});

describe('a change', () => {
  it.each(Object.keys(EFFECTS).flatMap((fault) => [1, 2].map((nth) => [fault, nth] as const)))(
    'with %s at request %i is made, or not, and leaves the rest',
    async (fault, nth) => {
      const { accessions } = await repos.ena.submissions.submit(one());
      const id = accessions.get('s1') ?? '';
      const before = await repos.ena.samples.get(id);
      // Counted from here on.
      lab.faults.add({ service: 'ena', nth, effect: EFFECTS[fault as keyof typeof EFFECTS] });
      const outcome = await repos.ena.samples
        .patch(id, { title: 'changed' })
        .catch((error: unknown) => error);
      lab.faults.clear();
      const after = await repos.ena.samples.get(id);
      expect({ ...after, title: '' }).toEqual({ ...before, title: '' });
      if (isRepositoryError(outcome)) expect(['changed', before.title]).toContain(after.title);
      else expect(after.title).toBe('changed');
      expect(await count('s1')).toBe(1);
    },
  );
});

describe('a process that is killed', () => {
  const child = fileURLToPath(new URL('./ena-child.ts', import.meta.url));
  const start = (mode: string) =>
    spawn(process.execPath, ['--import', 'tsx', child, mode], { env: { ...process.env, ...lab.env } });
  const ended = (process: ChildProcess) =>
    new Promise<string>((resolve) => {
      let output = '';
      process.stdout?.on('data', (chunk) => {
        output += chunk;
      });
      process.on('close', () => resolve(output));
    });

  it.each(['submit', 'queue', 'modify'])(
    'in the middle of %s, and run again, makes nothing twice',
    async (mode) => {
      if (mode === 'modify') await repos.ena.submissions.submit(one());
      const seen = lab.requests.count;
      // The answer takes its time; the child dies without having seen it.
      lab.faults.add({ service: 'ena', effect: { delayMs: 700 } });
      const first = start(mode);
      const over = ended(first);
      while (lab.requests.count === seen) await sleep(10);
      first.kill('SIGKILL');
      expect(await over).toBe('');
      await sleep(1_000);
      lab.faults.clear();
      expect(await ended(start(mode))).toMatch(/^done ERS\d+/);
      expect(await count('s1')).toBe(1);
    },
  );
});

describe('an answer that is lost', () => {
  it('is asked for by the alias of the submission; nothing is sent twice', async () => {
    lab.faults.add({ operation: 'ena.submissions.submit', effect: { resetAfterCommit: true } });
    await expect(repos.ena.submissions.submit(one())).resolves.toMatchObject({ settledBy: 'receipt' });
    expect(lab.journal.requests({ operation: 'ena.submissions.submit' })).toHaveLength(2);
  });

  it('of a document that was not stored makes it be sent again', async () => {
    lab.faults.add({ operation: 'ena.submissions.submit', effect: 'reset' });
    const receipt = await repos.ena.submissions.submit(one());
    expect(receipt.settledBy).toBeUndefined();
    expect(lab.journal.requests({ operation: 'ena.submissions.submit' })).toHaveLength(3);
  });

  it('of a ready text without an alias of its own is a stated doubt', async () => {
    const text = JSON.stringify({ ...one(), submission: { actions: [{ type: 'ADD' }] } });
    lab.faults.add({ operation: 'ena.submissions.submit', effect: { resetAfterCommit: true } });
    await expect(repos.ena.submissions.submit(text)).rejects.toMatchObject({
      outcome: 'unknown',
    });
    expect(await count('s1')).toBe(1);
  });

  it('to a replacement is no doubt: it is made again', async () => {
    const { accessions } = await repos.ena.submissions.submit(one());
    const id = accessions.get('s1') ?? '';
    lab.faults.add({ operation: 'ena.submissions.submit', effect: { resetAfterCommit: true } });
    await repos.ena.samples.patch(id, { title: 'changed' });
    await expect(repos.ena.samples.get(id)).resolves.toMatchObject({ title: 'changed' });
  });

  it.each(['release', 'cancel'] as const)('to a %s is found in the reports', async (action) => {
    const { accessions } = await repos.ena.submissions.submit(one());
    lab.faults.add({ operation: 'ena.submissions.submit', effect: { resetAfterCommit: true } });
    await expect(repos.ena.submissions[action](accessions.get('s1') ?? '')).resolves.toMatchObject({
      settledBy: 'report',
    });
    lab.faults.add({ operation: 'ena.submissions.submit', effect: 'reset' });
    const other = await repos.ena.submissions.submit(one('s2'));
    lab.faults.add({ operation: 'ena.submissions.submit', effect: 'reset' });
    await expect(repos.ena.submissions[action](other.accessions.get('s2') ?? '')).rejects.toMatchObject({
      outcome: 'unknown',
    });
  });
});

describe('many documents', () => {
  const many = (n: number) => Array.from({ length: n }, (_, i) => one(`m${i}`));
  const journal = () => join(mkdtempSync(join(tmpdir(), 'ena-')), 'run.ndjson');

  it('are stored once each, whatever is lost on the way', async () => {
    lab.faults.add({
      operation: 'ena.submissions.submit',
      nth: 3,
      times: 2,
      effect: { resetAfterCommit: true },
    });
    lab.faults.add({ operation: 'ena.submissions.submit', nth: 9, effect: { status: 500 } });
    const path = journal();
    const { counts } = await repos.ena.submissions.createMany(many(20), { journal: path }).done();
    expect(counts.stored + counts.found).toBe(20);
    const again = await repos.ena.submissions.createMany(many(22), { journal: path }).done();
    expect(again.counts).toMatchObject({ found: 20, stored: 2 });
    for (let i = 0; i < 22; i += 1) expect(await count(`m${i}`)).toBe(1);
  });

  it('are looked up when the run before died with one under way', async () => {
    const path = journal();
    const stop = new AbortController();
    lab.faults.add({ operation: 'ena.submissions.submit', nth: 4, effect: { delayMs: 2_000 } });
    const first = repos.ena.submissions.createMany(many(8), {
      journal: path,
      concurrency: 1,
      signal: stop.signal,
    });
    setTimeout(() => stop.abort(), 1_000);
    await expect(first.done()).rejects.toMatchObject({ code: 'aborted' });
    const again = await repos.ena.submissions
      .createMany(many(8), { journal: path, reconcileForMs: 3_000 })
      .done();
    expect(again.counts.stored + again.counts.found).toBe(8);
    for (let i = 0; i < 8; i += 1) expect(await count(`m${i}`)).toBe(1);
  });

  it('that are wrong are told before anything is sent', async () => {
    const { counts, failures } = await repos.ena.submissions
      .createMany([one(), { samples: [{ alias: 'x' }] } as never, {}], { dryRun: true })
      .done();
    expect(counts).toMatchObject({ valid: 1, refused: 2 });
    expect(failures[0]?.error.message).toContain('samples[0].organism');
    expect(lab.journal.requests({ service: 'ena' })).toHaveLength(0);
  });
});
