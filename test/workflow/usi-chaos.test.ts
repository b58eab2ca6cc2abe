import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createClient, isRepositoryError, type NewUsiSample, NotFound, type Usi } from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, expect, it } from 'vitest';

const TEAM = 'subs.test-team-1';
const NAME = 'chaos';
const ALIASES = ['a', 'b', 'c', 'd'];
const samples = ALIASES.map(
  (alias): NewUsiSample => ({
    alias,
    releaseDate: '2018-06-19',
    taxonId: 9940,
    taxon: 'Ovis aries',
    attributes: { material: [{ value: 'organism' }] },
    ...(alias !== 'a' && { sampleRelationships: [{ alias: 'a', relationshipNature: 'child of' }] }),
  }),
);

const EFFECTS = {
  reset: 'reset',
  'stored, answer lost': { resetAfterCommit: true },
  'a page of the proxy': { html: true },
  'half an answer': { truncateBody: true },
  'broken JSON': { malformedJson: true },
  'status 500': { status: 500 },
  'status 503': { status: 503, retryAfter: 0 },
  'status 429': { status: 429, retryAfter: 0 },
  'a token that ended': { expireToken: true },
  'words of tomorrow': { extraFields: true },
} as const;

let lab: Lab;
let folder: string;
beforeAll(async () => {
  lab = await startSandbox({ seed: 'demo' });
  folder = mkdtempSync(join(tmpdir(), 'accession-usi-chaos-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await lab.close();
});

async function reset(): Promise<void> {
  lab.faults.clear();
  await lab.reset();
  lab.lifecycle.set('usi.validation', { after: 'immediate' });
  lab.lifecycle.set('usi.submission', { reach: 'Completed', after: 'immediate' });
}

/** What somebody does who runs a script until it is through: begin or go on, fill, hand in, read the accessions. */
async function scenario(usi: Usi, journal: string): Promise<void> {
  const submission = await usi.submissions.getByName(NAME).catch((error: unknown) => {
    if (error instanceof NotFound) return usi.submissions.create(TEAM, { name: NAME });
    throw error;
  });
  const { status } = await usi.submissionStatuses.get(submission);
  if (status === 'Draft') {
    await usi.samples.createMany(submission, samples, { journal, concurrency: 2 }).done({ orThrow: true });
    await usi.submissions.waitUntil(submission, 'Validated', { pollMs: 5 });
    await usi.submissions.finalize(submission);
  }
  await usi.submissions.waitUntil(submission, 'Completed', { pollMs: 5 });
  const { accessions } = await usi.submissions.accessions(submission);
  expect(Object.keys(accessions).toSorted()).toEqual(ALIASES);
}

const client = (): Usi => createClient({ ...lab.config, random: () => 0 }).usi;

it('whatever goes wrong at whichever request: run again until it is through, nothing is twice or lost', async () => {
  await reset();
  await scenario(client(), join(folder, 'clean.ndjson'));
  const requests = lab.journal.requests({}).length;
  expect(requests).toBeGreaterThan(10);
  const all = process.env.ACCESSION_TEST_SCALE === 'all';
  const cases = Object.entries(EFFECTS).flatMap(([name, effect], e) =>
    Array.from({ length: requests }, (_, i) => ({ name, effect, nth: i + 1 })).filter(
      // Without "all", every request and every effect is met, though not every pair.
      ({ nth }) => all || (nth + e) % 5 === 0,
    ),
  );
  for (const { name, effect, nth } of cases) {
    await reset();
    lab.faults.add({ nth, effect });
    const at = `${name}, request ${nth}`;
    const journal = join(folder, `${name}-${nth}.ndjson`.replaceAll(/[ ,]/g, '-'));
    const errors: unknown[] = [];
    for (let tries = 0; tries < 4; tries += 1) {
      try {
        await scenario(client(), journal);
        break;
      } catch (error) {
        errors.push(error);
        expect(isRepositoryError(error), `${at}: ${inspect(error)}`).toBe(true);
        expect(inspect(error, { depth: 9 }), at).not.toContain(lab.credentials.aap.password);
        expect(inspect(error, { depth: 9 }), at).not.toMatch(/eyJ\w+\./);
      }
    }
    expect(errors.length, `${at}: ${inspect(errors.at(-1))}`).toBeLessThan(4);
    lab.faults.clear();
    const usi = client();
    const found = await usi.submissions.list({ name: NAME }).all();
    expect(found, at).toHaveLength(1);
    const stored = await usi.samples.list(found[0] ?? '').all();
    expect(stored.map(({ alias }) => alias).toSorted(), at).toEqual(ALIASES);
    expect(existsSync(`${journal}.lock`), at).toBe(false);
  }
}, 120_000);
