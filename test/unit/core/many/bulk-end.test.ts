import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { token } from '../../../../src/core/auth/token.ts';
import { AbortedError, BulkError, InputError } from '../../../../src/core/errors/index.ts';
import { createRunner } from '../../../../src/core/http/runner.ts';
import { BulkRun } from '../../../../src/core/many/bulk.ts';
import type { BulkOptions, BulkPlan } from '../../../../src/core/many/bulk-plan.ts';
import { FakeTransport } from '../../../support/fake-transport.ts';

const plan: BulkPlan<string, string> = {
  operation: 'test.things.createMany',
  environment: 'test',
  check: (item) =>
    item === 'wrong'
      ? { ok: false, issues: [{ path: 'name', message: 'is wrong' }] }
      : { ok: true, value: item },
  key: (item) => item,
  store: async (_, item) => ({ reference: item, value: item }),
  find: async () => [],
  reconcileForMs: 0,
  findsWithoutJournal: false,
};

const bulk = (items: Iterable<string>, options: BulkOptions = {}, store = plan.store) =>
  new BulkRun(
    createRunner(
      {
        service: 'test',
        bases: { api: 'https://test.example' },
        accept: '*/*',
        environment: 'test',
        credentialSettings: [],
      },
      { auth: token('t0ken-of-test'), transport: new FakeTransport() },
    ),
    { ...plan, store },
    items,
    { concurrency: 1, ...options },
  );

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'accession-bulk-end-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the end of a run', () => {
  it('done() after a loop over all of it says how it ended, as often as it is asked', async () => {
    const run = bulk(['a', 'wrong', 'b']);
    for await (const _ of run);
    for (const _ of [1, 2]) {
      await expect(run.done()).resolves.toMatchObject({ counts: { stored: 2, refused: 1 } });
      await expect(run.done({ orThrow: true })).rejects.toBeInstanceOf(BulkError);
    }
    await expect(run[Symbol.asyncIterator]().next()).rejects.toBeInstanceOf(InputError);
  });

  it('done() after a loop that was left says so, and never that nothing was sent', async () => {
    let stored = 0;
    const run = bulk(['a', 'b', 'c'], {}, async (_, item) => {
      stored += 1;
      return { reference: item, value: item };
    });
    for await (const _ of run) break;
    const error = await run.done().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(BulkError);
    expect(error).toMatchObject({
      message: expect.stringContaining('left before its end'),
      counts: { stored },
    });
  });

  it.each([
    ['left', () => {}],
    [
      'broken',
      () => {
        throw new TypeError('the plan is wrong');
      },
    ],
  ])('counts what was under way when the loop is %s, and lists what failed', async (_, end) => {
    let leave = () => {};
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const stored: string[] = [];
    const names = ['first', 'bad', 'b', 'wrong', ...'cdefghijklmnopqrstuvwxyz'];
    const run = bulk(names, { concurrency: 4 }, async (_, item) => {
      if (item === 'first') {
        end();
        return { reference: item, value: item };
      }
      await left;
      if (item === 'bad') throw new InputError([{ path: 'name', message: 'is bad' }]);
      stored.push(item);
      return { reference: item, value: item };
    });
    setImmediate(leave);
    const loop = async () => {
      for await (const { key } of run) {
        stored.push(key);
        break;
      }
    };
    await loop().catch((error) => expect(error).toBeInstanceOf(TypeError));
    expect(stored.length).toBeLessThan(names.length / 2);
    const told = {
      counts: { stored: stored.length, refused: 2 },
      failures: [
        { index: 1, key: 'bad', status: 'refused' },
        { index: 3, status: 'refused' },
      ],
    };
    expect(run.summary).toMatchObject(told);
    if (stored.includes('first')) await expect(run.done()).rejects.toMatchObject(told);
  });

  it.each([
    ['something stored', 'unknown', ['a', 'b'], expect.stringContaining('2 are stored')],
    ['nothing stored', 'refused', ['wrong', 'wrong'], undefined],
  ])('aborted with %s, its outcome is %s', async (_, outcome, items, hint) => {
    const stop = new AbortController();
    const run = bulk(items, { signal: stop.signal, onProgress: () => stop.abort() });
    const error = await run.done().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ outcome });
    expect((error as AbortedError).hint).toEqual(hint);
    await expect(run.done()).rejects.toBe(error);
  });

  it('does not come because a progress bar breaks', async () => {
    const broken = () => {
      throw new Error('the bar broke');
    };
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    await expect(bulk(['a', 'b'], { onProgress: broken }).done()).resolves.toMatchObject({
      counts: { stored: 2 },
    });
    expect(String(await warned)).toContain('onProgress');
  });

  it.each([
    ['the name of a file instead of items', { path: 'items' }, 'samples.json', {}],
    ['no name of a journal', { path: 'options.journal' }, ['a'], { journal: '' }],
    ['an odd name of a journal', { path: 'options.journal' }, ['a'], { journal: 5 as never }],
  ])('is an InputError before anything is done for %s', async (_, issue, items, options) => {
    const error = await bulk(items, options)
      .done()
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ issues: [issue] });
  });

  it('lets the journal go when the items cannot be iterated, or do not let go themselves', async () => {
    const journal = join(folder, 'run.ndjson');
    const none = { samples: [] } as unknown as Iterable<string>;
    await expect(bulk(none, { journal }).done()).rejects.toMatchObject({
      code: 'input',
      issues: [{ path: 'items' }],
    });
    const unwilling: Iterable<string> = {
      [Symbol.iterator]() {
        throw new Error('the file is gone');
      },
    };
    await expect(bulk(unwilling, { journal }).done()).rejects.toThrow('the file is gone');
    const clinging: Iterable<string> = {
      [Symbol.iterator]: () => ({
        next: () => ({ value: 'a', done: false }),
        return() {
          throw new Error('it cannot be closed');
        },
      }),
    };
    for await (const _ of bulk(clinging, { journal })) break;
    expect(existsSync(`${journal}.lock`)).toBe(false);
  });
});
