import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FaultDraw, type Lab, randomFaults, startSandbox } from 'accession/sandbox';
import type { Script } from '../support/child.ts';
import { type Audit, audit, leakFinder, writtenIn } from './audit.ts';
import { FAULTS, KIND_NAMES, type KindOfFault, kindOf, namingFor } from './faults.ts';
import { OPENBIS_SEED } from './openbis.ts';
import { SERVICES, type ServiceName } from './scenario.ts';
import { SCENARIOS, unitsFor } from './scenarios.ts';
import { AAP_SEED } from './usi.ts';
import { killAt, type Worked, Worker } from './workers.ts';

export interface SoakOptions {
  /** The same seed gives the same faults, and the same records in the end. */
  seed: number;
  /** Requests that the sandbox gets, about: how much work there is follows from it. */
  operations: number;
  /** Calls of one unit at a time. */
  concurrency: number;
  /** Units of one service at a time. */
  lanes: number;
  /** Of all requests, so many kill the process that made them. */
  killShare: number;
  /** How many times as fast as real time the time of sandbox and clients goes. */
  speed: number;
  /** Real milliseconds that an answer may take: long for a busy machine, short for one that never comes. */
  patienceMs: number;
  /** Told every ten seconds how many requests there were. */
  onProgress?(operations: number): void;
}

/** Logins are counted for themselves: two services share each. */
export const ROWS = [...SERVICES, 'webin', 'aap'] as const;

export interface Row {
  operations: number;
  faults: Record<KindOfFault, number>;
}

export interface SoakReport {
  options: SoakOptions;
  rows: Record<(typeof ROWS)[number], Row>;
  services: Record<ServiceName, Worked & Audit & { units: number }>;
  /** What struck which attempt at what, as one text for each. */
  table: ReadonlyMap<string, KindOfFault | 'nothing'>;
  /** What was wrong, in a line each; empty when all is well. */
  problems: string[];
  tookMs: number;
}

/** What runs in the processes. */
export const WORKER = 'test/soak/worker.ts';
/** After 03:00 in the United Kingdom ENA's test service forgets everything; a run never gets to the next night. */
const START_AT = Date.UTC(2026, 2, 2, 4);
/** So many lab milliseconds each step of something slow takes. */
const SLOW_MS = 400;
const PROGRESS_MS = 10_000;
const SLOW = ['ena.queue', 'usi.validation', 'usi.submission', 'sodar.landingZone'] as const;

/** All services at once, under fire. `work` is {@link WORKER}, built. */
export async function soak(options: SoakOptions, work: Script): Promise<SoakReport> {
  const startedAt = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'accession-soak-'));
  const lab = await startSandbox({
    seed: { openbis: OPENBIS_SEED, aap: AAP_SEED },
    speed: options.speed,
    startAt: START_AT,
    retainRequests: 0,
    settings: { 'ena.service': 'production' },
  });
  for (const kind of SLOW) lab.lifecycle.set(kind, { after: { ms: SLOW_MS } });
  try {
    return await run(lab, work, folder, options, startedAt);
  } finally {
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(
  lab: Lab,
  work: Script,
  folder: string,
  options: SoakOptions,
  startedAt: number,
): Promise<SoakReport> {
  const { seed, operations, killShare } = options;
  const leaksIn = leakFinder(lab);
  const env = { ...lab.env, ...settingsOf(lab, options) };
  const workers = new Map<string, Worker>();
  for (const service of SERVICES) {
    const own = {
      SOAK_SERVICE: service,
      SOAK_FOLDER: join(folder, service),
      SOAK_UNITS: String(unitsFor(service, operations)),
    };
    workers.set(service, new Worker(work, { ...env, ...own }, leaksIn));
  }

  const rows = Object.fromEntries(ROWS.map((name) => [name, newRow()])) as SoakReport['rows'];
  const table = new Map<string, KindOfFault | 'nothing'>();
  const onDraw = ({ operation, item, attempt, request, fault }: FaultDraw) => {
    const row = rows[request.service as ServiceName];
    const kind = kindOf(fault);
    row.operations += 1;
    if (kind) row.faults[kind] += 1;
    const hash = hashOf(String(seed), operation, item, String(attempt));
    table.set(hash.toString('base64url').slice(0, 16), kind ?? 'nothing');
    const worker = workers.get(request.service ?? '');
    if (worker && hash.readUInt32BE(0) / 2 ** 32 < killShare)
      killAt(lab, request.n, hash.readUInt32BE(4) / 2 ** 32, worker);
  };
  lab.faults.decide(randomFaults({ seed, faults: FAULTS, itemOf: namingFor(lab), onDraw }));

  const telling = setInterval(() => options.onProgress?.(table.size), PROGRESS_MS);
  const worked = await Promise.all(SERVICES.map((service) => workers.get(service)?.finish()));
  clearInterval(telling);
  lab.faults.clear();
  const services = {} as SoakReport['services'];
  for (const [at, service] of SERVICES.entries()) {
    const units = unitsFor(service, operations);
    const own = join(folder, service);
    const { secrets, ...rest } = worked[at] as Worked;
    const all = [...secrets, ...leaksIn(writtenIn(own))];
    services[service] = { ...rest, secrets: all, units, ...audit(SCENARIOS[service], lab, units, own) };
  }
  const tookMs = performance.now() - startedAt;
  return { options, rows, services, table, problems: problemsOf(services), tookMs };
}

const newRow = (): Row => ({
  operations: 0,
  faults: Object.fromEntries(KIND_NAMES.map((kind) => [kind, 0])) as Row['faults'],
});

const hashOf = (...parts: readonly string[]): Buffer =>
  createHash('sha256')
    .update(`soak ${JSON.stringify(parts)}`)
    .digest();

/** Both clocks show the same from one moment on. */
function settingsOf(
  lab: Lab,
  { concurrency, lanes, speed, patienceMs }: SoakOptions,
): Record<string, string> {
  return {
    SOAK_CONCURRENCY: String(concurrency),
    SOAK_LANES: String(lanes),
    SOAK_SPEED: String(speed),
    SOAK_PATIENCE_MS: String(patienceMs),
    SOAK_STARTED_AT: String(Date.now()),
    SOAK_LAB_STARTED_AT: String(lab.clock.now()),
    SOAK_CATEGORY: lab.credentials.sodar.categoryUuid,
  };
}

function problemsOf(services: SoakReport['services']): string[] {
  return SERVICES.flatMap((service) => {
    const { problem, duplicates, lost, strange, secrets } = services[service];
    return [
      ...(problem === undefined ? [] : [problem]),
      ...duplicates.map((line) => `twice: ${line}`),
      ...lost.map((line) => `lost: ${line}`),
      ...strange.map((line) => `not ordered: ${line}`),
      ...secrets.map((form) => `shows a secret: ${form.slice(0, 4)}…`),
    ].map((line) => `${service}: ${line}`);
  });
}
