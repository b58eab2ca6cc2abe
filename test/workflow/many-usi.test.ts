import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BulkResult,
  ConfigError,
  createClient,
  type NewUsiSample,
  type Repositories,
  splitSamples,
  type UsiSample,
  type UsiSubmission,
} from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const TEAM = 'subs.test-team-1';
const sample = (n: number, more: object = {}): NewUsiSample => ({
  alias: `s${n}`,
  title: `Sheep ${n}`,
  releaseDate: '2018-06-19',
  taxonId: 9940,
  taxon: 'Ovis aries',
  attributes: { material: [{ value: 'organism' }] },
  ...(n > 0 && { sampleRelationships: [{ alias: 's0', relationshipNature: 'child of' }] }),
  ...more,
});
const many = (count: number): NewUsiSample[] => Array.from({ length: count }, (_, i) => sample(i));

let lab: Lab;
let repos: Repositories;
let draft: UsiSubmission;
let folder: string;
let journal: string;
let runs = 0;
beforeAll(async () => {
  lab = await startSandbox({ seed: 'demo' });
  folder = mkdtempSync(join(tmpdir(), 'accession-usi-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await lab.close();
});
beforeEach(async () => {
  await lab.reset();
  repos = createClient({ ...lab.config, random: () => 0 });
  lab.lifecycle.set('usi.validation', { after: 'immediate' });
  draft = await repos.usi.submissions.create(TEAM);
  runs += 1;
  journal = join(folder, `run-${runs}.ndjson`);
});

it('a submission whose answer was lost has its id, even if it can only be seen in a list', async () => {
  const { usi } = createClient({ ...lab.config, random: () => 0, retries: 0 });
  lab.faults.add({ operation: 'usi.submissions.create', effect: { resetAfterCommit: true } });
  lab.faults.add({ operation: 'usi.submissions.get', effect: { status: 500 } });
  const { id } = await usi.submissions.create(TEAM, { name: 'lost' });
  expect(lab.state.usi.submissions.list().find(({ name }) => name === 'lost')?.id).toBe(id);
});

const aliases = async () => (await repos.usi.samples.list(draft).all()).map(({ alias }) => alias).toSorted();
const each = async (run: AsyncIterable<BulkResult<UsiSample>>) => {
  const found: string[] = [];
  for await (const result of run) {
    found.push(`${result.key} ${result.status}${'changed' in result && result.changed ? ' changed' : ''}`);
  }
  return found;
};

describe('createMany', () => {
  it('stores all, in order, asking once for the team', async () => {
    const list = many(30);
    const before = structuredClone(list);
    const run = repos.usi.samples.createMany(draft.id ?? '', list, { concurrency: 4 });
    expect(await each(run)).toEqual(list.map(({ alias }) => `${alias} stored`));
    expect(list).toEqual(before);
    expect(lab.journal.requests({ operation: 'usi.submissions.get' })).toHaveLength(1);
    const [child] = (await repos.usi.samples.list(draft).all()).filter(({ alias }) => alias === 's7');
    expect(child?.sampleRelationships).toEqual([{ alias: 's0', team: TEAM, relationshipNature: 'child of' }]);
  });

  it('an alias that is there already is found, and told when it says something else', async () => {
    await repos.usi.samples.create(draft, sample(0));
    await repos.usi.samples.create(draft, sample(1));
    const run = repos.usi.samples.createMany(draft, [sample(0), sample(1, { title: 'Goat' }), sample(2)]);
    expect(await each(run)).toEqual(['s0 found', 's1 found changed', 's2 stored']);
    expect(await aliases()).toEqual(['s0', 's1', 's2']);
  });

  it('answers that are lost are looked up by alias: none twice, none lost', async () => {
    lab.faults.add({ operation: 'usi.samples.create', nth: 2, times: 3, effect: { resetAfterCommit: true } });
    const { counts } = await repos.usi.samples.createMany(draft, many(8), { concurrency: 1 }).done();
    expect(counts).toMatchObject({ stored: 5, found: 3, unknown: 0 });
    expect(await aliases()).toHaveLength(8);
  });

  it('an alias that is there with another content is told as changed when the answer was lost, and once more by the journal', async () => {
    await repos.usi.samples.create(draft, sample(0));
    const list = [sample(0, { title: 'Goat' })];
    lab.faults.add({ operation: 'usi.samples.create', times: 9, effect: 'reset' });
    expect(await each(repos.usi.samples.createMany(draft, list, { journal }))).toEqual(['s0 found changed']);
    expect(await each(repos.usi.samples.createMany(draft, list, { journal }))).toEqual(['s0 found changed']);
    expect(await repos.usi.samples.getByAlias(draft, 's0')).toMatchObject({ title: 'Sheep 0' });
  });

  it('a request that was lost on its way is in doubt, and the journal lets the next run settle it', async () => {
    lab.faults.add({ operation: 'usi.samples.create', nth: 3, effect: 'reset' });
    const first = await repos.usi.samples.createMany(draft, many(6), { journal, concurrency: 1 }).done();
    expect(first.counts).toMatchObject({ stored: 5, unknown: 1 });
    const second = await repos.usi.samples.createMany(draft, many(6), { journal }).done();
    expect(second.counts).toMatchObject({ stored: 1, found: 5 });
    expect(await aliases()).toHaveLength(6);
    const text = readFileSync(journal, 'utf8');
    expect(text).not.toContain(lab.credentials.aap.password);
    expect(text).not.toContain('eyJ');
  });

  it('goes on after bad samples, which are not sent', async () => {
    const list = [sample(0), { title: 'no alias' } as never, sample(1, { taxonId: '9940' })];
    const run = repos.usi.samples.createMany(draft, list);
    const { counts, failures } = await run.done();
    expect(counts).toMatchObject({ stored: 1, refused: 2 });
    expect(failures.map(({ error }) => error.message)).toEqual([
      expect.stringContaining('alias: is required'),
      expect.stringContaining('taxonId: must be an NCBI taxon number, without quotes'),
    ]);
  });

  it('the journal of one submission does not do for another', async () => {
    await repos.usi.samples.createMany(draft, many(2), { journal }).done();
    const other = await repos.usi.submissions.create(TEAM);
    await expect(repos.usi.samples.createMany(other, many(2), { journal }).done()).rejects.toBeInstanceOf(
      ConfigError,
    );
  });
});

describe('resume', () => {
  it('creates what is missing, replaces what differs, leaves the rest', async () => {
    await repos.usi.samples.create(draft, sample(0, { description: 'keep me' }));
    await repos.usi.samples.create(draft, sample(1));
    await repos.usi.samples.create(draft, sample(9));
    const before = await repos.usi.samples.getByAlias(draft, 's1');
    const run = await repos.usi.submissions.resume(draft, [
      sample(0, { title: 'New' }),
      sample(1),
      sample(2),
    ]);
    expect(await each(run)).toEqual(['s0 stored', 's1 found', 's2 stored']);
    expect(await aliases()).toEqual(['s0', 's1', 's2', 's9']);
    expect(await repos.usi.samples.getByAlias(draft, 's0')).toMatchObject({
      title: 'New',
      description: 'keep me',
    });
    expect((await repos.usi.samples.getByAlias(draft, 's1')).lastModifiedDate).toBe(before.lastModifiedDate);
  });
});

describe('resume, when the answer to a replacement is lost', () => {
  it.each([
    ['reset', { stored: 0, found: 0, unknown: 1 }, 'Sheep 0'],
    [{ status: 500 }, { stored: 0, found: 0, unknown: 1 }, 'Sheep 0'],
    [{ resetAfterCommit: true }, { stored: 0, found: 1, unknown: 0 }, 'New'],
  ] as const)('looks whether it was replaced (%j)', async (effect, counts, title) => {
    await repos.usi.samples.create(draft, sample(0));
    lab.faults.add({ operation: 'usi.samples.update', times: 99, effect });
    const run = await repos.usi.submissions.resume(draft, [sample(0, { title: 'New' })], { retries: 0 });
    expect((await run.done()).counts).toMatchObject(counts);
    expect(await repos.usi.samples.getByAlias(draft, 's0')).toMatchObject({ title });
  });

  it('does not pass for done with orThrow', async () => {
    await repos.usi.samples.create(draft, sample(0));
    lab.faults.add({ operation: 'usi.samples.update', times: 99, effect: { status: 500 } });
    const run = await repos.usi.submissions.resume(draft, [sample(0, { title: 'New' })], { retries: 0 });
    await expect(run.done({ orThrow: true })).rejects.toThrow('1 of 1 were not stored');
  });
});

describe('answers that are lost', () => {
  it('of a new submission: it is found by its name, and there is one', async () => {
    lab.faults.add({ operation: 'usi.submissions.create', effect: { resetAfterCommit: true } });
    const made = await repos.usi.submissions.create(TEAM);
    expect(made.name).toMatch(/^accession-/);
    expect(await repos.usi.submissions.list({ name: made.name ?? '' }).all()).toHaveLength(1);
    // Found, and not readable at this moment: that it is there must not get lost over that.
    lab.faults.add({ operation: 'usi.submissions.create', effect: { resetAfterCommit: true } });
    const unread = lab.faults.add({ operation: 'usi.submissions.get', times: 9, effect: 'reset' });
    const found = await repos.usi.submissions.create(TEAM, { name: 'found' });
    expect(found.name).toBe('found');
    unread.remove();
    await repos.usi.samples.create(found, sample(0));
    lab.faults.add({ operation: 'usi.submissions.create', effect: 'reset' });
    await expect(repos.usi.submissions.create(TEAM)).rejects.toMatchObject({ outcome: 'unknown' });
  });

  it('of a submission whose name another one has: that one is not taken for it', async () => {
    const { submissions } = createClient({ ...lab.config, random: () => 0, retries: 0 }).usi;
    const create = 'usi.submissions.create';
    const first = await submissions.create(TEAM, { name: 'flock' });
    lab.faults.add({ operation: create, effect: 'reset' });
    await expect(submissions.create(TEAM, { name: 'flock' })).rejects.toMatchObject({ outcome: 'unknown' });
    lab.faults.add({ operation: create, effect: { resetAfterCommit: true } });
    const second = await submissions.create(TEAM, { name: 'flock' });
    const all = await submissions.list({ name: 'flock' }).all();
    expect(all).toHaveLength(2);
    expect(second.id).not.toBe(first.id);
    // Which were there before could not be found out.
    lab.faults.add({ operation: 'usi.submissions.listByTeam', effect: 'reset' });
    lab.faults.add({ operation: create, effect: { resetAfterCommit: true } });
    await expect(submissions.create(TEAM, { name: 'flock' })).rejects.toMatchObject({ outcome: 'unknown' });
  });

  it('of a single sample: it is found by its alias', async () => {
    lab.faults.add({ operation: 'usi.samples.create', effect: { resetAfterCommit: true } });
    await expect(repos.usi.samples.create(draft, sample(0))).resolves.toMatchObject({ alias: 's0' });
    expect(await aliases()).toEqual(['s0']);
  });

  it('of handing in: the status tells that it was done', async () => {
    await repos.usi.samples.create(draft, sample(0));
    await repos.usi.submissions.waitUntil(draft, 'Validated', { pollMs: 20 });
    lab.faults.add({ operation: 'usi.submissionStatuses.update', effect: { resetAfterCommit: true } });
    await expect(repos.usi.submissions.finalize(draft)).resolves.toMatchObject({
      status: expect.stringMatching(/Submitted|Processing|Completed/),
    });
  });

  it('of a new team: nobody can tell, and the error says so', async () => {
    lab.faults.add({ operation: 'usi.teams.create', effect: { resetAfterCommit: true } });
    await expect(repos.usi.teams.create({ centreName: 'X' })).rejects.toMatchObject({ outcome: 'unknown' });
    expect(await repos.usi.teams.list().all()).toHaveLength(2);
  });
});

describe('many submissions', () => {
  it('split by families, each submission is complete in itself', async () => {
    const families = Array.from({ length: 6 }, (_, f) =>
      Array.from({ length: 4 }, (_, i) => ({
        ...sample(0),
        alias: `f${f}-${i}`,
        sampleRelationships: i === 0 ? [] : [{ alias: `f${f}-0`, relationshipNature: 'child of' }],
      })),
    ).flat();
    const lists = splitSamples(families.toReversed(), { size: 10 });
    expect(lists.map((list) => list.length)).toEqual([8, 8, 8]);
    for (const list of lists) {
      const submission = await repos.usi.submissions.create(TEAM);
      await repos.usi.samples.createMany(submission, list, { concurrency: 2 }).done({ orThrow: true });
      await repos.usi.submissions.waitUntil(submission, 'Validated', { pollMs: 20 });
      expect((await repos.usi.submissions.finalize(submission)).status).toBe('Submitted');
    }
  });
});
