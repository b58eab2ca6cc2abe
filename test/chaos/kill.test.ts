import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, type RequestStage, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Child, type Ended, type Script, script } from '../support/child.ts';
import { EVERYTHING, SEED, seeded, within } from '../support/scale.ts';
import { formsOf, leaksIn } from '../support/shown.ts';

const COUNT = EVERYTHING ? 2_000 : 200;
const PLACES = EVERYTHING ? 30 : 4;
/** The default of `createMany`: so many items may be in doubt at once. */
const CONCURRENCY = 8;
const HANGS_AFTER_MS = 120_000;

/** Where exactly a request is when its sender dies. */
const MOMENTS = [
  'before it is handled',
  'and handled after the death',
  'after commit',
  'after the answer',
] as const;
type Moment = (typeof MOMENTS)[number];

interface Kill {
  /** Which request, counted from the start of this process's run. */
  n: number;
  moment: Moment;
}

interface Plan {
  /** The index of the sandbox is behind, and the client waits less than that. */
  lag: boolean;
  /** One for each process that dies; the one after them comes to the end. */
  kills: Kill[];
}

/**
 * Each place is drawn from a seed: the same places in every run. A run of COUNT samples makes 2 × COUNT + 1 requests; a
 * second kill comes soon after the run was taken up, while it still settles what the first one left in doubt.
 */
function plans(): Plan[] {
  const chance = seeded(SEED);
  return Array.from({ length: PLACES }, (_, index) => {
    const kills = [{ n: 1 + chance.below(2 * COUNT), moment: MOMENTS[index % MOMENTS.length] as Moment }];
    if (index % 3 === 1) kills.push({ n: 1 + chance.below(40), moment: chance.pick(MOMENTS) });
    return { lag: index % 5 === 2, kills };
  });
}

const shown = ({ lag, kills }: Plan): string =>
  `${kills.map(({ n, moment }) => `request ${n} ${moment}`).join(', then ')}${lag ? ', with an index that lags' : ''}`;

const report: string[] = [];
/** Two places are killed beside each other, each with sandboxes of its own. */
const BESIDE = 2;
interface Desk {
  quick: Lab;
  lagging: Lab;
}
const free: Desk[] = [];
const waiting: ((desk: Desk) => void)[] = [];
const takeDesk = (): Promise<Desk> => {
  const desk = free.pop();
  return desk ? Promise.resolve(desk) : new Promise((resolve) => waiting.push(resolve));
};
const giveBack = (desk: Desk): void => {
  const next = waiting.shift();
  if (next) next(desk);
  else free.push(desk);
};

let many: Script;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accession-kill-'));
  many = await script('test/chaos/many-child.ts');
  for (let place = 0; place < BESIDE; place += 1) {
    free.push({
      quick: await startSandbox({ seed: 'empty', retainRequests: 0 }),
      lagging: await startSandbox({ seed: 'empty', retainRequests: 0, indexLagMs: 600_000 }),
    });
  }
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  many.remove();
  for (const { quick, lagging } of free) await Promise.all([quick.close(), lagging.close()]);
  console.log([`kill: ${COUNT} samples at ${PLACES} places, seed ${SEED}`, ...report].join('\n  '));
});

/** Starts the run in a process of its own, and kills that process at the exact moment. */
async function runAndKill(lab: Lab, env: Record<string, string>, kill: Kill): Promise<Ended> {
  const base = lab.requests.count;
  const at = base + kill.n;
  const stages: Readonly<Record<Moment, RequestStage>> = {
    'before it is handled': 'received',
    'and handled after the death': 'received',
    'after commit': 'committed',
    'after the answer': 'answered',
  };
  // The cut comes after the watchers were told, and before anything is handled.
  const cut = kill.moment === 'before it is handled' && lab.faults.add({ nth: kill.n, effect: 'reset' });
  const child = many.run(env);
  let killed = false;
  const stop = lab.requests.watch(async ({ stage, n, request }) => {
    // A request that stores nothing has no commit: its answer is the next moment.
    const due = n === at && (stage === stages[kill.moment] || (stage === 'answered' && !request.committed));
    if (!due || killed) return;
    killed = true;
    await child.kill();
  });
  const ended = await endOf(child, `the run to be killed at ${kill.n}`);
  stop();
  if (cut) cut.remove();
  return ended;
}

async function endOf(child: Child, what: string): Promise<Ended> {
  try {
    return await within(HANGS_AFTER_MS, what, child.ended);
  } catch (error) {
    await child.kill();
    throw error;
  }
}

interface Records {
  full: { name: string; accession: string }[];
  empty: string[];
}

function recordsOf(lab: Lab): Records {
  const records: Records = { full: [], empty: [] };
  for (const { name, accession = '', characteristics } of lab.state.biosamples.samples.list()) {
    if (characteristics?.organism) records.full.push({ name, accession });
    else records.empty.push(accession);
  }
  return records;
}

/** What the journal says was stored, by name. It must be readable to its last line. */
function storedBy(journal: string): Map<string, string> {
  const [header, ...lines] = readFileSync(journal, 'utf8').trimEnd().split('\n');
  expect(JSON.parse(header ?? '')).toMatchObject({ accession: 'journal', environment: 'test' });
  const stored = new Map<string, string>();
  for (const line of lines) {
    const { k, done } = JSON.parse(line) as { k: string; done?: string };
    if (done === undefined) continue;
    // Twice would mean that a second run did not know of the first.
    expect(stored.has(k)).toBe(false);
    stored.set(k, done);
  }
  return stored;
}

describe.concurrent(`a run of ${COUNT} samples`, () => {
  it.each(plans().map((plan, index) => [shown(plan), plan, index] as const))(
    'killed at %s ends with each sample once',
    { timeout: 400_000 },
    async (name, plan, index) => {
      const desk = await takeDesk();
      try {
        await killAndResume(name, plan, index, plan.lag ? desk.lagging : desk.quick);
      } finally {
        giveBack(desk);
      }
    },
  );
});

async function killAndResume(name: string, { lag, kills }: Plan, index: number, lab: Lab): Promise<void> {
  await lab.reset();
  const journal = join(folder, `${index}.ndjson`);
  const env = {
    ...lab.env,
    COUNT: String(COUNT),
    JOURNAL: journal,
    // Long enough for an index that does not lag, and too short for the other one.
    RECONCILE_MS: '600',
  };
  for (const kill of kills) {
    const { signal } = await runAndKill(lab, env, kill);
    expect(signal, 'the process was killed, and did not end by itself').toBe('SIGKILL');
  }
  const last = await endOf(many.run(env), name);
  expect(last).toMatchObject({ code: 0, signal: null, stderr: '' });

  const { full, empty } = recordsOf(lab);
  const names = new Set(full.map((record) => record.name));
  expect({ records: full.length, names: names.size }).toEqual({ records: COUNT, names: COUNT });
  expect(storedBy(journal)).toEqual(new Map(full.map((record) => [record.name, record.accession])));
  expect(existsSync(`${journal}.lock`)).toBe(false);

  const { counts, leftOver, failures } = JSON.parse(last.stdout.trim().split('\n').at(-1) ?? '') as {
    counts: { stored: number; found: number };
    leftOver: string[];
    failures: string[];
  };
  expect(failures).toEqual([]);
  expect(counts.stored + counts.found).toBe(COUNT);
  // What was in flight when a process died; and what the client names is really empty.
  expect(empty.length).toBeLessThanOrEqual(CONCURRENCY * kills.length);
  expect(empty).toEqual(expect.arrayContaining(leftOver));
  if (!lag) expect(empty).toEqual(leftOver);

  const texts = readFileSync(journal, 'utf8') + last.stdout + last.stderr;
  const { username, password } = lab.credentials.webin;
  expect(leaksIn(texts, formsOf(password, username))).toEqual([]);
  const left =
    empty.length === 0
      ? 'none left over'
      : `empty reservations left over: ${empty.length} (${empty.join(', ')})`;
  report.push(`${name}: ${full.length} records, ${counts.found} of them by earlier runs, ${left}`);
}
