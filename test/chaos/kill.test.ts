import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Script, script } from '../support/child.ts';
import { EVERYTHING, SEED, seeded } from '../support/scale.ts';
import { formsOf, leaksIn } from '../support/shown.ts';
import { Desks, endOf, type Kill, MOMENTS, type Moment, runAndKill } from './killing.ts';

const COUNT = EVERYTHING ? 2_000 : 100;
const PLACES = EVERYTHING ? 30 : 4;
/** The default of `createMany`: so many items may be in doubt at once. */
const CONCURRENCY = 8;
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
const desks = new Desks<{ quick: Lab; lagging: Lab }>();

let many: Script;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accession-kill-'));
  many = await script('test/chaos/many-child.ts');
  for (let place = 0; place < BESIDE; place += 1) {
    desks.add({
      quick: await startSandbox({ seed: 'empty', retainRequests: 0 }),
      lagging: await startSandbox({ seed: 'empty', retainRequests: 0, indexLagMs: 600_000 }),
    });
  }
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  many.remove();
  for (const { quick, lagging } of desks.all) await Promise.all([quick.close(), lagging.close()]);
  console.log([`kill: ${COUNT} samples at ${PLACES} places, seed ${SEED}`, ...report].join('\n  '));
});

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
      await desks.with((desk) => killAndResume(name, plan, index, plan.lag ? desk.lagging : desk.quick));
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
    const { signal } = await runAndKill(many, lab, env, kill);
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
