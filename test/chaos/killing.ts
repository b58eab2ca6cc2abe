import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type Repositories } from 'accession';
import { type Lab, type RequestStage, type SandboxOptions, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Child, type Ended, type Script, script } from '../support/child.ts';
import { EVERYTHING, SEED, type Seeded, seeded, within } from '../support/scale.ts';
import { formsOf, leaksIn } from '../support/shown.ts';

/** Where exactly a request is when its sender dies. */
export const MOMENTS = [
  'before it is handled',
  'and handled after the death',
  'after commit',
  'after the answer',
] as const;
export type Moment = (typeof MOMENTS)[number];

const STAGES: Readonly<Record<Moment, RequestStage>> = {
  'before it is handled': 'received',
  'and handled after the death': 'received',
  'after commit': 'committed',
  'after the answer': 'answered',
};

export interface Kill {
  /** Which request, counted from the start of this process's run. */
  n: number;
  moment: Moment;
}

const HANGS_AFTER_MS = 120_000;

/** Starts the work in a process of its own, and kills that process at the exact moment. */
export async function runAndKill(
  work: Script,
  lab: Lab,
  env: Readonly<Record<string, string>>,
  kill: Kill,
): Promise<Ended> {
  const at = lab.requests.count + kill.n;
  // The cut comes after the watchers were told, and before anything is handled.
  const cut = kill.moment === 'before it is handled' && lab.faults.add({ nth: kill.n, effect: 'reset' });
  const child = work.run(env);
  let killed = false;
  const stop = lab.requests.watch(async ({ stage, n, request }) => {
    // A request that stores nothing has no commit: its answer is the next moment.
    const due = n === at && (stage === STAGES[kill.moment] || (stage === 'answered' && !request.committed));
    if (!due || killed) return;
    killed = true;
    await child.kill();
  });
  const ended = await endOf(child, `the run to be killed at ${kill.n}`);
  stop();
  if (cut) cut.remove();
  return ended;
}

/** Waits for the end of a process, and ends it when it hangs. */
export async function endOf(child: Child, what: string): Promise<Ended> {
  try {
    return await within(HANGS_AFTER_MS, what, child.ended);
  } catch (error) {
    await child.kill();
    throw error;
  }
}

/** Things of which each worker needs one; the others wait. */
export class Desks<T> {
  readonly #free: T[] = [];
  readonly #waiting: ((desk: T) => void)[] = [];

  add(desk: T): void {
    const next = this.#waiting.shift();
    if (next) next(desk);
    else this.#free.push(desk);
  }

  async with<R>(work: (desk: T) => Promise<R>): Promise<R> {
    const desk = this.#free.pop() ?? (await new Promise<T>((resolve) => this.#waiting.push(resolve)));
    try {
      return await work(desk);
    } finally {
      this.add(desk);
    }
  }

  get all(): readonly T[] {
    return this.#free;
  }
}

/** A sandbox as it was seeded, and a client that nobody kills. */
export interface KillStage {
  lab: Lab;
  repos: Repositories;
}

/**
 * Work that may be killed anywhere and is simply carried out again, until it comes to its end. The child (see
 * deed.ts) does it under the same name, and prints the keys of what it then knows to be stored.
 */
export interface Deed {
  name: string;
  /** Puts there what the work needs; gives further settings for the child. */
  prepare?(stage: KillStage): Promise<Readonly<Record<string, string>> | undefined>;
  /** The records that are there, by the keys that the child prints; one that is there twice is named twice. */
  stored(lab: Lab): Iterable<string>;
  /** What must be there in the end: this, all of it, and each once. */
  complete: readonly string[];
  /** How many places `npm test` takes. Default 4: one for each moment. */
  places?: number;
}

/** Two are killed beside each other, each with a sandbox of its own. */
const BESIDE = 2;
/** `npm run test:all` takes every request at every moment, up to so many places. */
const MOST_PLACES = 48;

/** For one deed: every moment comes, at requests drawn from the seed; now and then the next process dies as well. */
function plansOf(chance: Seeded, requests: number, places: number): Kill[][] {
  const all = MOMENTS.flatMap((moment) =>
    Array.from({ length: requests }, (_, i): Kill => ({ n: i + 1, moment })),
  );
  const most = EVERYTHING ? MOST_PLACES : places;
  if (all.length <= most) return all.map((kill) => [kill]);
  const shuffled = MOMENTS.map((moment) => chance.shuffled(all.filter((kill) => kill.moment === moment)));
  return Array.from({ length: most }, (_, i) => {
    const kill = shuffled[i % MOMENTS.length]?.pop() as Kill;
    const again = i % 3 === 2 ? [{ n: 1 + chance.below(requests), moment: chance.pick(MOMENTS) }] : [];
    return [kill, ...again];
  });
}

const shown = (kills: readonly Kill[]): string =>
  kills.map(({ n, moment }) => `request ${n} ${moment}`).join(', then ');

/** Every deed, killed at exact moments and done again: nothing twice, nothing lost, no secret shown. */
export function kills(
  service: string,
  childPath: string,
  deeds: readonly Deed[],
  options: SandboxOptions = {},
): void {
  const chance = seeded(SEED);
  const desks = new Desks<Lab>();
  const report: string[] = [];
  let work: Script;
  let folder: string;
  let runs = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), `accession-kill-${service}-`));
    work = await script(childPath);
    for (let i = 0; i < BESIDE; i += 1)
      desks.add(await startSandbox({ seed: 'demo', retainRequests: 0, ...options }));
  });
  afterAll(async () => {
    await Promise.all(desks.all.map((lab) => lab.close()));
    rmSync(folder, { recursive: true, force: true });
    work.remove();
    console.log([`kill: ${service}, seed ${SEED}`, ...report].join('\n  '));
  });

  /** The settings of a deed's processes, in a sandbox that is as it was seeded. */
  async function ready(lab: Lab, deed: Deed): Promise<{ env: Record<string, string>; journal: string }> {
    await lab.reset();
    runs += 1;
    const journal = join(folder, `${runs}.ndjson`);
    const repos = createClient({ ...lab.config, random: () => 0 });
    const settings = await deed.prepare?.({ lab, repos });
    repos.close();
    return { journal, env: { ...lab.env, DEED: deed.name, JOURNAL: journal, ...settings } };
  }

  /** The process that is left alone; everything is there, and nothing twice. */
  async function finish(lab: Lab, deed: Deed, env: Record<string, string>, journal: string, texts: string[]) {
    const last = await endOf(work.run(env), deed.name);
    expect(last).toMatchObject({ code: 0, signal: null, stderr: '' });
    const complete = [...deed.complete].sort();
    expect([...deed.stored(lab)].sort()).toEqual(complete);
    expect((JSON.parse(last.stdout.trim().split('\n').at(-1) ?? '') as string[]).sort()).toEqual(complete);
    expect(existsSync(`${journal}.lock`)).toBe(false);
    const file = existsSync(journal) ? readFileSync(journal, 'utf8') : '';
    for (const line of file.trimEnd().split('\n').filter(Boolean)) JSON.parse(line);
    const secrets = Object.values(lab.credentials).flatMap(({ username, password }) =>
      formsOf(password, username),
    );
    expect(leaksIn([file, last.stdout, ...texts].join('\n'), secrets)).toEqual([]);
  }

  describe.each(deeds.map((deed) => [deed.name, deed] as const))(`${service}: %s`, (name, deed) => {
    it('killed anywhere and done again, is done once', { timeout: 600_000 }, async () => {
      const requests = await desks.with(async (lab) => {
        const { env, journal } = await ready(lab, deed);
        const before = lab.requests.count;
        await finish(lab, deed, env, journal, []);
        return lab.requests.count - before;
      });
      const plans = plansOf(chance, requests, deed.places ?? MOMENTS.length);
      const problems: string[] = [];
      await Promise.all(
        plans.map((plan) =>
          desks.with(async (lab) => {
            try {
              const { env, journal } = await ready(lab, deed);
              const texts: string[] = [];
              for (const kill of plan) {
                const { signal, stdout, stderr } = await runAndKill(work, lab, env, kill);
                texts.push(stdout, stderr);
                // One that had less left to do than its predecessor may come to its end before.
                if (kill === plan[0])
                  expect(signal, 'the process was killed, and did not end by itself').toBe('SIGKILL');
              }
              await finish(lab, deed, env, journal, texts);
            } catch (error) {
              problems.push(`${name}, killed at ${shown(plan)}: ${(error as Error).message}`);
            }
          }),
        ),
      );
      report.push(`${name}: ${requests} requests, killed at ${plans.length} places`);
      expect(problems).toEqual([]);
    });
  });
}
