import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, type RequestStage, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Script, script } from '../support/child.ts';
import { EVERYTHING, SEED, seeded, within } from '../support/scale.ts';
import { formsOf, leaksIn } from '../support/shown.ts';

const COUNT = EVERYTHING ? 400 : 60;
const HANGS_AFTER_MS = 60_000;
const STAGES: readonly RequestStage[] = ['received', 'committed', 'answered'];
/** The operations at which the process dies: codes, look-ups, the objects themselves. */
const OPERATIONS = ['openbis.createCodes', 'openbis.getSamples', 'openbis.createSamples'] as const;

const seed = {
  openbis: {
    spaces: [{ code: 'LAB' }],
    projects: [{ identifier: '/LAB/P' }],
    collections: [{ identifier: '/LAB/P/C', type: 'UNKNOWN' }],
  },
};

let lab: Lab;
let many: Script;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accession-openbis-kill-'));
  many = await script('test/chaos/openbis-many-child.ts');
  lab = await startSandbox({ seed, services: ['openbis'] });
});
afterAll(async () => {
  many.remove();
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
});

const chance = seeded(SEED);
/** Each operation at each moment, at a call of it that is drawn from the seed. */
const PLACES = OPERATIONS.flatMap((operation) =>
  STAGES.filter((stage) => stage !== 'committed' || operation === 'openbis.createSamples').map(
    (stage) => [operation, stage, 1 + chance.below(COUNT / 20)] as const,
  ),
);

const namesOf = (): string[] =>
  lab.state.openbis.objects.list().map(({ properties }) => String(properties.$NAME));

describe(`a run of ${COUNT} objects, seed ${SEED}`, () => {
  it.each(PLACES)(
    'killed at %s, %s, call %i ends with each object once',
    { timeout: 180_000 },
    async (operation, moment, nth) => {
      await lab.reset();
      const journal = join(folder, `${operation}-${moment}.ndjson`);
      const env = { ...lab.env, COUNT: String(COUNT), JOURNAL: journal };
      const child = many.run(env);
      let seen = 0;
      let killed = false;
      const stop = lab.requests.watch(async ({ stage, request }) => {
        if (killed || request.operation !== operation || stage !== moment) return;
        seen += 1;
        if (seen !== nth) return;
        killed = true;
        await child.kill();
      });
      const first = await within(HANGS_AFTER_MS, 'the run to be killed', child.ended);
      stop();
      expect(first.signal, 'the process was killed, and did not end by itself').toBe('SIGKILL');

      const last = await within(HANGS_AFTER_MS, 'the run after it', many.run(env).ended);
      expect(last).toMatchObject({ code: 0, stderr: '' });
      const { counts, failures } = JSON.parse(last.stdout.trim().split('\n').at(-1) ?? '') as {
        counts: { stored: number; found: number };
        failures: string[];
      };
      expect(failures).toEqual([]);
      expect(counts.stored + counts.found).toBe(COUNT);
      const names = namesOf();
      expect(names).toHaveLength(COUNT);
      expect(new Set(names).size).toBe(COUNT);
      // What the journal says is what is there, line for line.
      const done = new Map<string, string>();
      for (const line of readFileSync(journal, 'utf8').trimEnd().split('\n')) {
        const { k, done: identifier } = JSON.parse(line) as { k?: string; done?: string };
        if (k !== undefined && identifier !== undefined) done.set(k, identifier);
      }
      expect(done).toEqual(
        new Map(
          lab.state.openbis.objects
            .list()
            .map(({ properties, identifier }) => [String(properties.$NAME), identifier]),
        ),
      );
      const { username, password } = lab.credentials.openbis;
      expect(leaksIn(readFileSync(journal, 'utf8') + last.stdout, formsOf(password, username))).toEqual([]);
    },
  );
});
