import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { createClient, type ErrorCode, type Repositories } from 'accession';
import { type Lab, type RequestRecord, type SandboxOptions, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Effect } from '../../src/core/http/endpoint.ts';
import { endpoints } from '../docs/render.ts';
import { HastyClock } from '../support/hasty-clock.ts';
import { EVERYTHING, SEED, seeded, shareOut, within } from '../support/scale.ts';
import { everythingShown, formsOf, leaksIn } from '../support/shown.ts';
import { type ChaosFault, FAULTS, IMPATIENT_MS, PATIENT_MS } from './faults.ts';
import { Ledger } from './ledger.ts';

/** Where a scenario is prepared: a sandbox as it was seeded, and a client that meets no fault. */
export interface Stage {
  lab: Lab;
  repos: Repositories;
  /** A file that is not there yet. */
  journal: string;
}

/** A scenario, ready to be carried out. */
export interface Play {
  /** The work, through a client that meets the fault. What it stores and reads goes through the ledger. */
  run(repos: Repositories, ledger: Ledger): Promise<void>;
  /** Reads, once the fault is over, what the views of the sandbox do not show. */
  look?(): Promise<void>;
  /** The records that are there, by the keys of the ledger; one that is there twice is named twice. */
  stored(): Iterable<string>;
  /** Of a run with a journal: carried out once more without faults, and then these must be there. */
  complete?: readonly string[];
  /** What is there without being a record, such as reservations that were never filled in. */
  leftOver?(): number;
}

/** What people do, in a few calls. */
export interface Scenario {
  name: string;
  /** Failures that are right for this scenario only, by the name of the fault. */
  alsoFails?: Readonly<Record<string, readonly ErrorCode[]>>;
  /** Failures that are right when a fault stays for good, such as the end of a wait. */
  lastingFails?: readonly ErrorCode[];
  /** Of operations that do what their content says: what they do here. */
  effects?: Readonly<Record<string, Effect>>;
  prepare(stage: Stage): Promise<Play>;
}

interface Case {
  scenario: Scenario;
  fault: ChaosFault;
  /** Which request it meets, from 1. */
  index: number;
  /** Struck once, or from then on for good. */
  lasting: boolean;
}

/** No case takes this long, however busy the machine is. */
const HANGS_AFTER_MS = 45_000;
/** In a sample each fault meets at least so many scenarios of a service. */
const WITNESSES = 2;
/** Cases that wait do so beside each other. */
const LABS = 4;

const EFFECTS = new Map<string, Effect>(endpoints.map(({ name, effect }) => [name, effect]));
const effectOf = ({ effects = {} }: Scenario, { operation }: RequestRecord): Effect =>
  effects[operation ?? ''] ?? EFFECTS.get(operation ?? '') ?? 'read';

/** Problems that a late answer explains, which no fault of the case has delayed. */
const LATE = /^(fails although|says unknown of)/;

/** Of one file: several of them are run by one process. */
const totals = { cases: 0, duplicates: 0, lost: 0, secrets: 0, leftOver: 0 };

/**
 * Every scenario with every fault at every request, once and lasting: nothing twice, nothing lost, no secret shown,
 * never a hang, and every error says what is true. `npm test` takes a seeded sample in which each fault still meets
 * several scenarios of each service.
 */
export function chaos(service: string, scenarios: readonly Scenario[], options: SandboxOptions = {}): void {
  const chance = seeded(SEED);
  let labs: Lab[];
  let folder: string;
  const warnings: unknown[] = [];
  const onWarning = (warning: unknown) => warnings.push(warning);
  beforeAll(async () => {
    Object.assign(totals, { cases: 0, duplicates: 0, lost: 0, secrets: 0, leftOver: 0 });
    folder = mkdtempSync(join(tmpdir(), 'accession-chaos-'));
    labs = await Promise.all(Array.from({ length: LABS }, () => startSandbox({ seed: 'empty', ...options })));
    process.on('warning', onWarning);
  });
  afterAll(async () => {
    process.off('warning', onWarning);
    await Promise.all(labs.map((lab) => lab.close()));
    rmSync(folder, { recursive: true, force: true });
    const { cases, duplicates, lost, secrets, leftOver } = totals;
    console.log(
      `chaos: ${cases} cases, ${duplicates} duplicates, ${lost} lost, ${secrets} secrets ` +
        `(${service}, seed ${SEED}${EVERYTHING ? '' : ', a sample'}; ${leftOver} empty reservations left over)`,
    );
  });

  let runs = 0;
  const stageOn = async (lab: Lab): Promise<Stage> => {
    // What the case before left on the wire is through before the records go back.
    await breathe();
    await lab.reset();
    runs += 1;
    return {
      lab,
      repos: createClient({ ...lab.config, random: () => 0 }),
      journal: join(folder, `${runs}.ndjson`),
    };
  };

  const stride = Math.max(1, Math.floor(scenarios.length / WITNESSES));
  describe.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_, scenario) => {
    it('goes well without faults', { timeout: 60_000 }, async () => {
      const stage = await stageOn(labs[0] as Lab);
      const play = await scenario.prepare(stage);
      const ledger = new Ledger();
      await play.run(stage.repos, ledger);
      await play.look?.();
      ledger.compare(play.stored());
      expect(ledger.errors).toEqual([]);
      expect([...ledger.wrong, ...ledger.duplicates, ...ledger.lost]).toEqual([]);
    });

    it('meets every fault at every request', { timeout: 400_000 }, async () => {
      const requests = await countRequests(scenario, await stageOn(labs[0] as Lab));
      const cases: Case[] = [];
      for (const [place, fault] of FAULTS.entries()) {
        if (!EVERYTHING && (place + scenarios.indexOf(scenario)) % stride > 0) continue;
        const of = (index: number, lasting: boolean): Case => ({ scenario, fault, index, lasting });
        const all = Array.from({ length: requests }, (_, i) => [of(i + 1, false), of(i + 1, true)]).flat();
        cases.push(...(EVERYTHING ? all : [chance.pick(all)]));
      }
      const problems: string[] = [];
      await shareOut(chance.shuffled(cases), labs, async (one, lab) => {
        let found = await playCase(one, await stageOn(lab));
        // On a busy machine other answers come too late as well; what is wrong is wrong again.
        if (one.fault.silent && found.length > 0 && found.every((problem) => LATE.test(problem)))
          found = await playCase(one, await stageOn(lab));
        problems.push(...found.map((problem) => `${nameOf(one)}: ${problem}`));
      });
      if (leaksIn(everythingShown(...warnings), secretsOf(labs[0] as Lab)).length > 0)
        problems.push('a process warning shows a secret');
      expect(problems).toEqual([]);
    });
  });
}

const nameOf = ({ scenario, fault, index, lasting }: Case): string =>
  `${scenario.name} × ${fault.name} at request ${index}${lasting ? ' and all later ones' : ''}`;

const secretsOf = ({ credentials }: Lab): string[] =>
  Object.values(credentials).flatMap(({ username, password }) => formsOf(password, username));

/** How many requests the scenario makes when all goes well. */
async function countRequests(scenario: Scenario, stage: Stage): Promise<number> {
  const { run } = await scenario.prepare(stage);
  const before = stage.lab.requests.count;
  const client = createClient({ ...stage.lab.config, random: () => 0 });
  await run(client, new Ledger());
  client.close();
  return stage.lab.requests.count - before;
}

/** Carries one case out; what is wrong with it. */
async function playCase(one: Case, stage: Stage): Promise<string[]> {
  const { scenario, fault, index, lasting } = one;
  const { lab, journal } = stage;
  const play = await scenario.prepare(stage);
  const before = lab.requests.count;
  const events: unknown[] = [];
  const push = (event: unknown) => events.push(event);
  const timeoutMs = fault.silent ? IMPATIENT_MS : PATIENT_MS;
  const connect = () =>
    createClient({
      ...lab.config,
      random: () => 0,
      retries: 2,
      timeoutMs,
      // The clock jumps over every pause, those of other calls included.
      deadlineMs: 1e12,
      clock: new HastyClock(timeoutMs, lab.clock),
      hooks: { onRequest: push, onResponse: push, onRetry: push, onWarning: push, onDrift: push },
    });
  const client = connect();
  const handle = lab.faults.add({
    nth: index,
    times: lasting ? Number.POSITIVE_INFINITY : 1,
    effect: fault.effect,
  });
  const ledger = new Ledger();
  const problems: string[] = [];
  try {
    await within(HANGS_AFTER_MS, nameOf(one), play.run(client, ledger));
  } catch (error) {
    problems.push(`${error instanceof Error ? error.message : error}`);
  }
  const requests = lab.journal.requests().slice(before);
  handle.remove();
  await play.look?.();
  ledger.compare(play.stored());
  problems.push(...wrongErrors(one, ledger, requests));
  // With a journal doubt is no claim: the next run finds out.
  if (!play.complete) problems.push(...idleDoubts(scenario, ledger, requests));
  if (play.complete) {
    // The next day: the same journal, and a repository that is well again.
    const again = new Ledger();
    const nextDay = connect();
    await within(HANGS_AFTER_MS, `${nameOf(one)}, again`, play.run(nextDay, again));
    nextDay.close();
    for (const key of play.complete) again.claim(key, 'stored');
    await play.look?.();
    again.compare(play.stored());
    ledger.duplicates.push(...again.duplicates.map((problem) => `${problem} after the second run`));
    ledger.lost.push(...again.lost.map((problem) => `${problem} by the second run`));
    problems.push(...again.wrong);
    ledger.results.push(...again.results, ...again.errors);
  }
  client.close();
  stage.repos.close();
  const shown = everythingShown(...ledger.errors, ...ledger.results, events, lab.journal.requests());
  const file = existsSync(journal) ? readFileSync(journal, 'utf8') : '';
  const secrets = leaksIn(shown + file, secretsOf(lab));
  totals.cases += 1;
  totals.duplicates += ledger.duplicates.length;
  totals.lost += ledger.lost.length;
  totals.secrets += secrets.length;
  totals.leftOver += play.leftOver?.() ?? 0;
  return [
    ...problems,
    ...ledger.wrong,
    ...ledger.duplicates,
    ...ledger.lost,
    ...secrets.map((form) => `shows a secret: ${form.slice(0, 4)}…`),
  ];
}

/** A record that nobody tried to store cannot be in doubt: people look up by hand what is. */
function idleDoubts(scenario: Scenario, ledger: Ledger, requests: readonly RequestRecord[]): string[] {
  const sent = requests.some((request) => effectOf(scenario, request) !== 'read');
  const doubts = [...ledger.claims].filter(([, says]) => says === 'unknown').map(([key]) => key);
  if (sent || doubts.length === 0) return [];
  return [`says unknown of ${doubts.join(', ')}, and nothing that stores was ever sent`];
}

/** Errors of the wrong family, and failures where there should be none. */
function wrongErrors(
  { scenario, fault, lasting }: Case,
  ledger: Ledger,
  requests: readonly RequestRecord[],
): string[] {
  const problems: string[] = [];
  const codes = [
    ...fault.codes,
    ...(scenario.alsoFails?.[fault.name] ?? []),
    ...(lasting ? (scenario.lastingFails ?? []) : []),
  ];
  for (const error of ledger.errors) {
    // A run over many fails as a whole; the errors of its items are looked at one by one.
    if (error.code === 'bulk' || codes.includes(error.code)) continue;
    const wanted = codes.join(' or ') || 'at all';
    problems.push(`fails with ${error.name} (${error.code}), not ${wanted}: ${error.message}`);
  }
  const struck = requests.filter(({ faults }) => faults.length > 0);
  const isSafe = (request: RequestRecord) => !['create', 'transition'].includes(effectOf(scenario, request));
  const harmless = fault.harmless || struck.every(isSafe);
  const [error] = ledger.errors;
  if (!lasting && harmless && error && !scenario.alsoFails?.[fault.name]?.includes(error.code))
    problems.push(`fails although one more try is safe: ${error.message}`);
  return problems;
}
