import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRepositoryError, token, webin } from 'accession';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HastyClock } from '../support/hasty-clock.ts';
import { serve, type TestServer } from '../support/http-server.ts';
import { EVERYTHING, SEED, seeded, shareOut, within } from '../support/scale.ts';
import { IMPATIENT_MS, PATIENT_MS } from './faults.ts';
import { FLOOD_MIB, FLOODS, GARBAGE, type Garbage } from './garbage.ts';
import { SERVICES } from './operations.ts';
import { outcomeOf } from './operations-shared.ts';

const MIB = 1024 * 1024;
const HANGS_AFTER_MS = 20_000;
/** What the process may grow by while it reads hundreds of MiB of which it wants one. */
const MOST_GROWTH_MIB = 64;

const chance = seeded(SEED);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'accession-fuzz-'));
});
let cases = 0;
const ends = { value: 0, error: 0 };
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  console.log(
    `fuzz: ${cases} cases, seed ${SEED}: ${ends.value} with a result, ${ends.error} with an error of ours, 0 hangs`,
  );
});

/** Real time, moved along by what is skipped. */
function skippingTime(timeoutMs: number): HastyClock {
  let skipped = 0;
  return new HastyClock(timeoutMs, {
    now: () => Date.now() + skipped,
    advance: (ms) => {
      skipped += ms;
    },
  });
}

describe.each(SERVICES)('$service, whatever comes', ({ open, simplest, logIn = webin }) => {
  const all = Object.keys(open({ url: 'http://repository.test' }).operations);

  /** One method against one kind of answer; what is wrong about how it ends. */
  async function play(server: TestServer, operation: string, timeoutMs: number): Promise<string | undefined> {
    cases += 1;
    const own = cases;
    const { operations, close } = open({
      url: server.url,
      // The token may come from the same strange server.
      auth:
        own % 4 === 0
          ? logIn({ username: 'Webin-1', password: 'of-no-interest', url: server.url })
          : token('of-no-interest'),
      maxAnswerBytes: MIB,
      timeoutMs,
      deadlineMs: 1e12,
      retries: 1,
      random: () => 0,
      clock: skippingTime(timeoutMs),
      // Tells the server whose turn it is, so that what comes is the same in every run, whichever request is first.
      headers: { 'x-case': String(own) },
    });
    try {
      const work = outcomeOf(() => operations[operation]?.('a', {}, join(folder, `${own}.ndjson`)));
      const { error } = await within(HANGS_AFTER_MS, operation, work);
      ends[error === undefined ? 'value' : 'error'] += 1;
      return error === undefined || isRepositoryError(error) ? undefined : `${operation}: ${String(error)}`;
    } catch (error) {
      return String(error);
    } finally {
      close();
    }
  }

  const serving = (garbage: Garbage): Promise<TestServer> => {
    const asked = new Map<number, number>();
    return serve((request, response) => {
      // A server that reads what it was sent.
      request.resume();
      response.on('error', () => {});
      const own = Number(request.headers['x-case']);
      const time = (asked.get(own) ?? 0) + 1;
      asked.set(own, time);
      garbage(response, request, seeded(SEED + own * 1000 + time));
    });
  };

  it.each(Object.entries(GARBAGE))('%s', { timeout: 120_000 }, async (name, garbage) => {
    const silent = name.startsWith('silence');
    const rounds = EVERYTHING && name.startsWith('random') ? 10 : 1;
    // Every method meets some kinds, and every kind some methods.
    const some = chance.shuffled(all).slice(0, silent ? 6 : 10);
    const list = Array.from({ length: rounds }, () => (EVERYTHING ? all : some)).flat();
    const server = await serving(garbage);
    const wrong: string[] = [];
    await shareOut(list, Array.from({ length: silent ? 12 : 4 }), async (operation) => {
      const problem = await play(server, operation, silent ? IMPATIENT_MS : PATIENT_MS);
      if (problem) wrong.push(problem);
    });
    await server.close();
    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(FLOODS))(
    `${FLOOD_MIB} MiB, of which one is wanted: %s`,
    { timeout: 240_000 },
    async (_, flood) => {
      const server = await serving(flood);
      const some = EVERYTHING ? all : chance.shuffled(all).slice(0, 4);
      const wrong: string[] = [];
      // What has to be loaded and compiled is, before the weighing begins.
      await play(server, simplest, PATIENT_MS);
      const before = process.memoryUsage.rss();
      let most = before;
      const weighing = setInterval(() => {
        most = Math.max(most, process.memoryUsage.rss());
      }, 5);
      for (const operation of some) {
        const problem = await play(server, operation, PATIENT_MS);
        if (problem) wrong.push(problem);
      }
      clearInterval(weighing);
      await server.close();
      expect(wrong).toEqual([]);
      expect(Math.round((most - before) / MIB)).toBeLessThan(MOST_GROWTH_MIB);
    },
  );
});
