import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createClient } from 'accession';
import { type Lab, type RequestStage, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Child, type Ended, type Script, script } from '../support/child.ts';
import { EVERYTHING, SEED, seeded, within } from '../support/scale.ts';
import { formsOf, leaksIn } from '../support/shown.ts';
import { describeWhen } from '../support/skip-loudly.ts';
import { type Place, preparePlace } from '../support/sodar-project.ts';

const FILES = 200;
const PLACES = EVERYTHING ? 20 : 4;
/** Requests of a deposit before and after its uploads, about. */
const AROUND = 40;
const CONCURRENCY = 4;
const HANGS_AFTER_MS = 120_000;
const MIB = 1024 * 1024;

/** Where exactly a request is when its sender dies. */
const MOMENTS: Readonly<Record<string, RequestStage>> = {
  'before it is handled': 'received',
  'and handled after the death': 'received',
  'after commit': 'committed',
  'after the answer': 'answered',
};
const NAMES = Object.keys(MOMENTS);

interface Kill {
  /** Which request, counted from the start of this process's run; or which one of an operation. */
  n: number;
  operation?: string;
  moment: string;
}

/** Drawn from a seed: the same places in every run. The delicate ones, and any; some are killed twice. */
function plans(): Kill[][] {
  const chance = seeded(SEED);
  const delicate = ['create', 'validate', 'move'].flatMap((verb) =>
    NAMES.map((moment) => [{ n: 1, operation: `sodar.landingZones.${verb}`, moment }]),
  );
  const anywhere = Array.from({ length: PLACES }, (_, index) => {
    const kills: Kill[] = [
      { n: 1 + chance.below(2 * FILES + AROUND), moment: NAMES[index % NAMES.length] as string },
    ];
    if (index % 3 === 1) kills.push({ n: 1 + chance.below(60), moment: chance.pick(NAMES) });
    return kills;
  });
  return EVERYTHING
    ? [...anywhere, ...delicate]
    : [...anywhere.slice(0, 2), ...chance.shuffled(delicate).slice(0, 2)];
}

let lab: Lab;
let depositing: Script;
let folder: string;
let place: Place;
const digests = new Map<string, string>();
const report: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accession-deposit-kill-'));
  const chance = seeded(SEED);
  for (let n = 0; n < FILES; n += 1) {
    const [name, content] = [`run-${n % 7}/reads-${n}.bin`, chance.bytes(chance.below(4_000))];
    mkdirSync(dirname(join(folder, 'files', name)), { recursive: true });
    writeFileSync(join(folder, 'files', name), content);
    digests.set(name, createHash('md5').update(content).digest('hex'));
  }
  depositing = await script('test/chaos/deposit-child.ts');
  lab = await startSandbox({ seed: 'demo', retainRequests: 0 });
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  depositing.remove();
  await lab.close();
  console.log([`deposits of ${FILES} files, killed; seed ${SEED}`, ...report].join('\n  '));
});

async function prepare(): Promise<void> {
  await lab.reset();
  lab.lifecycle.set('sodar.landingZone', { after: { ms: 120 } });
  const repos = createClient(lab.config);
  place = await preparePlace(repos.sodar, lab);
  repos.close();
}

const endOf = async (child: Child, what: string): Promise<Ended> => {
  try {
    return await within(HANGS_AFTER_MS, what, child.ended);
  } catch (error) {
    await child.kill();
    throw error;
  }
};

/** Starts the deposit in a process of its own, and kills that process at the exact moment. True when it came so far. */
async function runAndKill(env: Record<string, string>, kill: Kill): Promise<boolean> {
  const { n, operation, moment } = kill;
  const base = lab.requests.count;
  const cut =
    moment === 'before it is handled' &&
    lab.faults.add({ nth: n, ...(operation !== undefined && { operation }), effect: 'reset' });
  const child = depositing.run(env);
  let met = 0;
  let killed = false;
  const stop = lab.requests.watch(async ({ stage, n: number, request }) => {
    const ours = operation === undefined ? number === base + n : request.operation === operation;
    if (stage === 'received' && operation !== undefined && ours) met += 1;
    // A request that stores nothing has no commit: its answer is the next moment.
    const due = stage === MOMENTS[moment] || (stage === 'answered' && !request.committed);
    if (killed || !ours || !due || (operation !== undefined && met !== n)) return;
    killed = true;
    await child.kill();
  });
  await endOf(child, `the deposit to be killed at ${n}`);
  stop();
  if (cut) cut.remove();
  return killed;
}

describe(`a deposit of ${FILES} files`, () => {
  it.each(plans().map((kills) => [shown(kills), kills] as const))(
    'killed at %s arrives whole and once',
    { timeout: 240_000 },
    async (name, kills) => {
      await prepare();
      const journal = join(mkdtempSync(join(folder, 'run-')), 'deposit.ndjson');
      const env = {
        ...lab.env,
        PROJECT: place.project.sodar_uuid,
        FOLDER: join(folder, 'files'),
        JOURNAL: journal,
        RECONCILE_MS: '400',
      };
      const died: boolean[] = [];
      for (const kill of kills) died.push(await runAndKill(env, kill));
      expect(died[0], 'the process was killed, and did not end by itself').toBe(true);
      const last = await endOf(depositing.run(env), name);
      expect(last).toMatchObject({ code: 0, signal: null, stderr: '' });
      const { files, uploaded, status } = JSON.parse(last.stdout.trim().split('\n').at(-1) ?? '');
      expect({ files, status }).toEqual({ files: FILES, status: 'MOVED' });

      const { sodar, close } = createClient(lab.config);
      const stored = await sodar.irods.files(place.project).all();
      const found = stored.map(({ path, checksum }) => [path.slice(place.collection.length + 1), checksum]);
      expect(new Map(found as [string, string][])).toEqual(digests);
      expect(found).toHaveLength(FILES);
      const zones = await sodar.landingZones.list(place.project, { finished: true }).all();
      expect(zones.map(({ status_info }) => status_info)).toEqual([
        `Successfully moved ${FILES} files, landing zone removed`,
      ]);
      close();
      expect(existsSync(`${journal}.lock`)).toBe(false);
      const { password, username, token } = lab.credentials.sodar;
      const texts = readFileSync(journal, 'utf8') + last.stdout;
      expect(leaksIn(texts, [...formsOf(password, username), ...formsOf(token, username)])).toEqual([]);
      report.push(`${name}: whole, once; ${uploaded} files sent by the last run`);
    },
  );
});

function shown(kills: readonly Kill[]): string {
  return kills.map(({ n, operation, moment }) => `${operation ?? `request ${n}`} ${moment}`).join(', then ');
}

describeWhen(
  existsSync('/proc/self/status'),
  'the memory of a deposit',
  'this system does not tell the peak memory of a process in /proc',
)('the memory of a deposit', () => {
  it(`of ${FILES} files of a MiB each stays under 160 MiB`, { timeout: 240_000 }, async () => {
    await prepare();
    const files = join(folder, 'large');
    mkdirSync(files);
    for (let n = 0; n < FILES; n += 1) {
      const file = join(files, `${n}.bin`);
      writeFileSync(file, String(n));
      // Files with holes: as long as they say, and nothing on the disk.
      truncateSync(file, MIB);
    }
    const { stdout } = await endOf(
      depositing.run({ ...lab.env, PROJECT: place.project.sodar_uuid, FOLDER: files }),
      'the deposit to be weighed',
    );
    const { status, peakKiB } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
    expect(status).toBe('MOVED');
    console.log(
      `peak memory of a deposit of ${FILES} MiB, ${CONCURRENCY} files at a time: ${Math.round(peakKiB / 1024)} MiB`,
    );
    expect(peakKiB / 1024).toBeLessThan(160);
  });
});
