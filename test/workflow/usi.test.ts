import {
  type AapExpiry,
  Conflict,
  createClient,
  fromEnv,
  InputError,
  Invalid,
  type NewUsiSample,
  NotFound,
  RejectedError,
  type Repositories,
  type UsiSubmission,
  WaitFailed,
} from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const organism = { material: [{ value: 'organism', terms: [{ url: '' }] }] };
const sheep = { taxonId: 9940, taxon: 'Ovis aries', attributes: organism };
const animal: NewUsiSample = { alias: 'animal_1', title: 'A sheep', releaseDate: '2018-06-19', ...sheep };
const tissue: NewUsiSample = {
  alias: 'sample_1',
  title: 'Its liver',
  releaseDate: '2018-06-19',
  ...sheep,
  sampleRelationships: [{ alias: 'animal_1', relationshipNature: 'derived from' }],
};

let lab: Lab;
let repos: Repositories;
let draft: UsiSubmission;
beforeAll(async () => {
  lab = await startSandbox({ seed: 'demo' });
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.reset();
  repos = createClient({ ...lab.config, random: () => 0 });
  lab.lifecycle.set('usi.validation', { after: 'immediate' });
  lab.lifecycle.set('usi.submission', { reach: 'Completed', after: 'immediate' });
});

const TEAM = 'subs.test-team-1';
const begin = async (): Promise<UsiSubmission> => {
  draft = await repos.usi.submissions.create(TEAM);
  return draft;
};
const validated = () => repos.usi.submissions.waitUntil(draft, 'Validated', { pollMs: 20 });

describe('the main road, as the page of pyUSIrest goes it', () => {
  it('from a new account to accessions', async () => {
    const { aap } = repos.usi;
    const reference = await aap.users.create({
      username: 'new-user',
      password: 'first-password',
      confirmPwd: 'first-password',
      email: 'new@example.org',
      name: 'New User',
      organisation: 'An Institute',
    });
    expect(reference).toMatch(/^usr-[\w-]{36}$/);
    const account = { username: 'new-user', password: 'first-password', url: lab.urls.aap };
    const { usi } = createClient({ ...lab.config, aap: account, random: () => 0 });
    expect((await usi.aap.users.me()).userReference).toBe(reference);

    const team = await usi.teams.create({ description: 'Sheep', centreName: 'An Institute' });
    expect(team.name).toMatch(/^subs\./);
    // The new token knows the team, without a word from us.
    expect((await usi.aap.token()).domains).toContain(team.name);
    expect((await usi.teams.getByName(team.name)).description).toBe('Sheep');

    const submission = await usi.submissions.create(team);
    await usi.samples.create(submission, tissue);
    await usi.samples.create(submission, animal);
    await usi.submissions.waitUntil(submission, 'Validated', { pollMs: 20 });
    expect(await usi.submissions.status(submission)).toMatchObject({
      status: 'Draft',
      counts: { Complete: 2 },
      byAlias: { animal_1: 'Complete', sample_1: 'Complete' },
    });
    expect(await usi.submissions.errors(submission)).toMatchObject({ withErrors: 0, withoutErrors: 2 });
    expect((await usi.submissions.finalize(submission)).status).toBe('Submitted');
    const { status } = await usi.submissions.waitUntil(submission, 'Completed', { pollMs: 20 });
    expect(status).toBe('Completed');
    const { accessions, missing } = await usi.submissions.accessions(submission);
    expect(Object.keys(accessions).toSorted()).toEqual(['animal_1', 'sample_1']);
    expect(missing).toEqual([]);
    const archived = await usi.samples.getByAccession(accessions.animal_1 ?? '');
    expect(archived.alias).toBe('animal_1');
  });

  it('runs from the environment that a sandbox gives to a child process', async () => {
    const { usi } = createClient(fromEnv(lab.env));
    expect(await usi.teams.list().all()).toHaveLength(1);
  });
});

describe('accounts and groups', () => {
  it('reads people, their groups and their profiles', async () => {
    const { aap } = repos.usi;
    const me = await aap.users.get('usi-tester');
    const mine = (await aap.domains.list().all()).map(({ domainName }) => domainName);
    expect(mine).toContain(TEAM);
    expect((await aap.users.domains(me).all()).map(({ domainName }) => domainName)).toEqual(mine);
    const domain = await aap.domains.getByName(TEAM);
    expect((await aap.domains.get(domain)).domainReference).toBe(domain.domainReference);
    expect((await aap.domains.users(domain).all()).map(({ userName }) => userName)).toContain('usi-tester');
    expect(await aap.domains.managers(domain).all()).not.toEqual([]);
    expect(await aap.domains.listManaged().all()).not.toEqual([]);
    expect((await aap.domains.profile(domain)).attributes).toMatchObject({
      'centre name': 'Sandbox Institute',
    });
    expect(await aap.domains.profileAttribute(domain, 'centre name')).toBe('Sandbox Institute');
    await expect(aap.domains.getByName('self.nothing')).rejects.toBeInstanceOf(NotFound);
  });

  it('makes a group with a profile, and changes who belongs to it; the token follows', async () => {
    const { aap } = repos.usi;
    const other = await aap.users.create({
      username: 'somebody',
      password: 'a-password',
      email: 's@example.org',
      name: 'Some Body',
    });
    const domain = await aap.domains.create({ domainName: 'self.flock', domainDesc: 'Sheep' });
    expect((await aap.domains.addUser(domain, other)).domainReference).toBe(domain.domainReference);
    await aap.domains.addManager(domain, other);
    expect((await aap.domains.managers(domain).all()).map(({ userName }) => userName)).toContain('somebody');
    await aap.domains.removeManager(domain, other);
    await aap.domains.removeUser(domain, other);
    expect((await aap.domains.users(domain).all()).map(({ userName }) => userName)).not.toContain('somebody');

    const profile = await aap.profiles.create(domain, { 'centre name': 'Here' });
    expect((await aap.profiles.patch(profile, { colour: 'green' })).attributes).toEqual({
      'centre name': 'Here',
      colour: 'green',
    });
    expect(await aap.profiles.getAttribute(profile, 'colour')).toBe('green');
    await aap.profiles.deleteAttribute(profile, 'colour');
    expect((await aap.profiles.get(profile)).attributes).toEqual({ 'centre name': 'Here' });
    expect((await aap.profiles.update(profile, { a: 'b' })).attributes).toEqual({ a: 'b' });
    await aap.domains.delete(domain);
  });

  it('people without a profile have none, which is not found, and nobody is found by it', async () => {
    const { aap } = repos.usi;
    const me = await aap.users.me();
    await expect(aap.profiles.mine()).rejects.toBeInstanceOf(NotFound);
    await expect(aap.users.profile(me)).rejects.toBeInstanceOf(NotFound);
    await expect(aap.users.profileAttribute(me, 'colour')).rejects.toBeInstanceOf(NotFound);
    expect(await aap.users.search({ key: 'colour', value: 'green' }).all()).toEqual([]);
  });

  it('changes a password', async () => {
    const { username, password } = lab.credentials.aap;
    await repos.usi.aap.users.changePassword({ username, password, newPassword: 'another-one' });
    const now = createClient({
      ...lab.config,
      aap: { username, password: 'another-one', url: lab.urls.aap },
    });
    await expect(now.usi.teams.list().all()).resolves.toHaveLength(1);
    await expect(createClient(lab.config).usi.teams.list().all()).rejects.toMatchObject({
      code: 'unauthenticated',
      operation: 'aap.token',
    });
  });

  it('a name that is taken is refused', async () => {
    const user = { username: 'usi-tester', password: 'p4ssword', email: 'a@b.c', name: 'A' };
    const error = await repos.usi.aap.users.create(user).catch((e: unknown) => e);
    expect(error).toMatchObject({ outcome: 'refused' });
    expect(JSON.stringify(error)).not.toContain('p4ssword');
  });
});

describe('tokens', () => {
  it('are renewed by the clock and when the server refuses them', async () => {
    await repos.usi.teams.list().all();
    lab.faults.add({ operation: 'usi.teams.list', effect: { expireToken: true } });
    await repos.usi.teams.list().all();
    expect(lab.journal.requests({ operation: 'aap.token' })).toHaveLength(2);
    await repos.usi.aap.renew();
    expect(lab.journal.requests({ operation: 'aap.token' })).toHaveLength(3);
  });

  it('a stored token works without a password, says when it ends, and cannot be renewed', async () => {
    const { value } = await repos.usi.aap.token();
    const told: AapExpiry[] = [];
    const aap = {
      token: value,
      url: lab.urls.aap,
      warnBeforeMs: 7_200_000,
      onExpiring: (e: AapExpiry) => told.push(e),
    };
    const { usi } = createClient({ ...lab.config, aap });
    await usi.teams.list().all();
    await usi.teams.list().all();
    expect(told).toEqual([expect.objectContaining({ account: 'usi-tester', leftMs: expect.any(Number) })]);
    await expect(usi.aap.renew()).rejects.toMatchObject({
      code: 'config',
      missing: ['AAP_USERNAME', 'AAP_PASSWORD'],
    });
    lab.clock.advance('2h');
    await expect(usi.teams.list().all()).rejects.toMatchObject({
      code: 'unauthenticated',
      hint: expect.stringContaining('has ended'),
    });
  });

  it('of somebody who was just made a member is renewed when a team is forbidden', async () => {
    const { aap } = repos.usi;
    await aap.users.create({
      username: 'joiner',
      password: 'a-password',
      email: 'j@example.org',
      name: 'Joiner',
    });
    const account = { username: 'joiner', password: 'a-password', url: lab.urls.aap };
    const { usi } = createClient({ ...lab.config, aap: account, random: () => 0 });
    expect((await usi.aap.token()).domains).not.toContain(TEAM);
    await aap.domains.addUser(await aap.domains.getByName(TEAM), await usi.aap.users.me());
    await expect(usi.submissions.create(TEAM)).resolves.toBeDefined();
  });
});

describe('submissions', () => {
  it('are listed by team, status, name and date, found by name, changed and deleted', async () => {
    const { submissions, teams } = repos.usi;
    const one = await submissions.create(TEAM, { name: 'one' });
    await submissions.create(TEAM, { name: 'two' });
    expect(await submissions.list().all()).toHaveLength(2);
    expect(await submissions.list({ team: TEAM, size: 1 }).all()).toHaveLength(2);
    expect((await submissions.list({ name: 'two', size: 1 }).all()).map(({ name }) => name)).toEqual(['two']);
    expect(await submissions.list({ status: 'Completed' }).all()).toEqual([]);
    expect(await submissions.list({ modifiedSince: '2000-01-01' }).all()).toHaveLength(2);
    expect((await submissions.getByName('one')).id).toBe(one.id);
    await expect(submissions.getByName('three')).rejects.toBeInstanceOf(NotFound);
    expect((await submissions.patch(one, { name: 'uno' })).name).toBe('uno');
    expect((await submissions.get(one)).name).toBe('uno');
    expect((await submissions.reload(one)).submissionStatus).toBe('Draft');
    expect((await submissions.team(one)).name).toBe(TEAM);
    expect((await teams.get(TEAM)).name).toBe(TEAM);
    expect((await teams.items(TEAM))._links).toBeDefined();
    expect((await submissions.contents(one))._links).toHaveProperty('samples:create');
    expect(await submissions.statusSummary()).toEqual({ Draft: 2 });
    expect(await submissions.availableStatuses(one)).toEqual([]);
    await submissions.delete(one);
    await expect(submissions.get(one)).rejects.toBeInstanceOf(NotFound);
  });

  it('say why they cannot be handed in', async () => {
    const { submissions, samples } = repos.usi;
    await begin();
    await expect(submissions.finalize(draft)).rejects.toThrow('there are no samples');
    lab.lifecycle.set('usi.validation', { after: 'never' });
    await samples.create(draft, animal);
    await expect(submissions.finalize(draft)).rejects.toThrow('1 of 1 samples are not validated yet');
    lab.lifecycle.set('usi.validation', { after: 'immediate' });
    await samples.create(draft, {
      ...tissue,
      sampleRelationships: [{ alias: 'nobody', relationshipNature: 'child of' }],
    });
    await samples.patch(await samples.getByAlias(draft, 'animal_1'), { title: 'x' });
    await validated();
    const error = await submissions.finalize(draft).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RejectedError);
    expect(error).toMatchObject({
      issues: [{ path: 'sample_1', message: expect.stringContaining('Core: Could not find reference') }],
    });
    expect(await submissions.isReady(draft)).toBe(false);
    expect(await submissions.blockers(draft)).toMatchObject({ totalMetadataBlockers: 1 });
    await expect(submissions.waitUntil(draft)).rejects.toBeInstanceOf(WaitFailed);
  });

  it('with errors that only strict minds are handed in under the rule of the server', async () => {
    const { submissions, samples } = repos.usi;
    await begin();
    await samples.create(draft, { ...animal, taxon: 'Ovis' });
    await validated();
    expect(await submissions.errors(draft)).toMatchObject({ byAuthor: { Taxonomy: 1 }, withErrors: 1 });
    expect(await submissions.errors(draft, { ignore: ['Taxonomy'] })).toMatchObject({ withErrors: 0 });
    await expect(submissions.finalize(draft)).rejects.toThrow('1 of 1 samples have errors');
    expect((await submissions.finalize(draft, { rule: 'server' })).status).toBe('Submitted');
    await expect(submissions.finalize(draft)).rejects.toThrow(/is (Submitted|Processing|Completed) already/);
    await begin();
    await samples.create(draft, { ...animal, taxon: 'Ovis' });
    await validated();
    expect((await submissions.finalize(draft, { ignore: ['Taxonomy'] })).status).toBe('Submitted');
  });

  it('that were handed in are locked, and say so', async () => {
    const { submissions, samples } = repos.usi;
    await begin();
    const sample = await samples.create(draft, animal);
    await validated();
    await submissions.finalize(draft);
    await submissions.waitUntil(draft, 'Completed', { pollMs: 20 });
    for (const work of [
      () => samples.create(draft, tissue),
      () => samples.patch(sample, { title: 'y' }),
      () => samples.delete(sample),
      () => submissions.delete(draft),
    ]) {
      const error = await work().catch((e: unknown) => e);
      expect(error).toBeInstanceOf(Invalid);
      expect(error).toMatchObject({ outcome: 'refused', hint: expect.stringContaining('Only a Draft') });
    }
    await expect(submissions.resume(draft, [animal])).rejects.toBeInstanceOf(Conflict);
    expect(await submissions.processingSummary(draft)).toEqual({ Completed: 1 });
    expect(await submissions.processingSummaryByType(draft)).toEqual({ Sample: { Completed: 1 } });
    expect((await samples.processingStatus(sample)).accession).toMatch(/^SAMEA/);
  });

  it('that fail tell what the archive said', async () => {
    const { submissions, samples } = repos.usi;
    lab.lifecycle.set('usi.submission', { fail: 'Failed' });
    await begin();
    await samples.create(draft, animal);
    await validated();
    await submissions.finalize(draft);
    await expect(submissions.waitUntil(draft, 'Completed', { pollMs: 20 })).rejects.toMatchObject({
      code: 'wait-failed',
      lastState: 'Failed',
      resumable: { id: draft.id },
    });
    expect((await submissions.accessions(draft)).missing).toHaveLength(1);
  });

  it('statuses can be read and set without questions', async () => {
    const { submissionStatuses, statusDescriptions } = repos.usi;
    await begin();
    expect((await submissionStatuses.get(draft)).status).toBe('Draft');
    await expect(submissionStatuses.update(draft, 'Submitted')).rejects.toBeInstanceOf(Invalid);
    expect(
      (await statusDescriptions.list('submissionStatuses').all()).map(({ statusName }) => statusName),
    ).toContain('Completed');
    expect((await statusDescriptions.get('submissionStatuses', 'Draft')).userTransitions).toEqual([
      'Submitted',
    ]);
  });
});

describe('samples', () => {
  it('are made, read, changed in part, replaced and deleted', async () => {
    const { samples } = repos.usi;
    await begin();
    const before = structuredClone(tissue);
    const made = await samples.create(draft, tissue);
    expect(tissue).toEqual(before);
    expect(made.sampleRelationships).toEqual([
      { alias: 'animal_1', team: TEAM, relationshipNature: 'derived from' },
    ]);
    const patched = await samples.patch(made, { title: 'Its spleen' });
    expect(patched).toMatchObject({ title: 'Its spleen', releaseDate: '2018-06-19', taxon: 'Ovis aries' });
    const read = await samples.get(made);
    const replaced = await samples.update(read, { ...read, alias: 'sample_1', description: 'all of it' });
    expect(replaced).toMatchObject({ title: 'Its spleen', description: 'all of it' });
    expect((await samples.getByAlias(draft, 'sample_1')).description).toBe('all of it');
    expect((await samples.submission(made)).name).toBe(draft.name);
    expect((await samples.currentVersion({ team: TEAM, alias: 'sample_1' })).title).toBe('Its spleen');
    expect(await samples.history({ team: TEAM, alias: 'sample_1' }).all()).toHaveLength(1);
    expect(await samples.listByTeam(TEAM).all()).toHaveLength(1);
    await samples.delete(made);
    await expect(samples.get(made)).rejects.toBeInstanceOf(NotFound);
    await expect(samples.getByAlias(draft, 'sample_1')).rejects.toBeInstanceOf(NotFound);
  });

  it('without a release date are released today, and only when they are made', async () => {
    await begin();
    const { releaseDate: _, ...open } = animal;
    const made = await repos.usi.samples.create(draft, open as NewUsiSample);
    expect(made.releaseDate).toBe(new Date().toISOString().slice(0, 10));
  });

  it('are listed with their validation at no extra request', async () => {
    const { samples, validationResults } = repos.usi;
    await begin();
    await samples.create(draft, animal);
    await samples.create(draft, {
      ...tissue,
      sampleRelationships: [{ alias: 'nobody', relationshipNature: 'eats' }],
    });
    await validated();
    const before = lab.requests.count;
    expect((await samples.list(draft, { hasErrors: true }).all()).map(({ alias }) => alias)).toEqual([
      'sample_1',
    ]);
    expect((await samples.list(draft, { hasErrors: false }).all()).map(({ alias }) => alias)).toEqual([
      'animal_1',
    ]);
    expect(await samples.list(draft, { validationResult: 'Pending' }).all()).toEqual([]);
    expect(await samples.list(draft, { status: 'Complete', size: 1 }).all()).toHaveLength(2);
    expect(lab.requests.count - before).toBe(5);
    expect((await samples.listWithErrors(draft).all()).map(({ alias }) => alias)).toEqual(['sample_1']);
    expect(await samples.listWithWarnings(draft).all()).toHaveLength(1);
    expect(await samples.summary(draft)).toMatchObject({ totalNumber: 2, hasError: 1, hasWarning: 1 });
    const [sample] = await samples.list(draft, { hasErrors: true }).all();
    const result = await samples.validationResult(sample ?? '');
    expect(result.overallValidationOutcomeByAuthor).toMatchObject({ Core: 'Error', Biosamples: 'Warning' });
    expect((await validationResults.get(result)).version).toBeGreaterThan(0);
    expect((await validationResults.getByEntity(sample ?? '')).validationStatus).toBe('Complete');
    expect(await validationResults.list(draft).all()).toHaveLength(2);
    const [processing] = await repos.usi.processingStatuses.list(draft).all();
    expect((await repos.usi.processingStatuses.get(processing ?? '')).status).toBe('Draft');
  });

  it('an empty submission has no status, no errors and no samples, and that is no mistake', async () => {
    const { submissions, samples } = repos.usi;
    await begin();
    expect(await submissions.status(draft)).toMatchObject({ samples: 0, counts: {} });
    expect(await submissions.errors(draft)).toMatchObject({ samples: 0, byAlias: {} });
    expect(await samples.list(draft).all()).toEqual([]);
    expect(await samples.list(draft).first()).toBeUndefined();
  });

  it('an alias that is taken is refused with the field and what to do', async () => {
    await begin();
    await repos.usi.samples.create(draft, animal);
    await expect(repos.usi.samples.create(draft, animal)).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ path: 'alias', message: expect.stringContaining('already_exists') }],
      hint: expect.stringContaining('samples.patch'),
    });
  });
});

describe('the project of a submission', () => {
  it('is made, read, changed in part, replaced and deleted; there is one at most', async () => {
    const { usi } = repos;
    await begin();
    const publications = [{ pubMedId: 25035323 }];
    const made = await usi.projects.create(draft, { alias: 'p1', title: 'Sheep of the hills', publications });
    expect(made).toMatchObject({ alias: 'p1', publications, team: { name: TEAM } });
    await expect(usi.projects.create(draft, { alias: 'p2' })).rejects.toBeInstanceOf(Invalid);
    await expect(usi.projects.create(draft, { alias: ' ' })).rejects.toThrow(
      'the name you know the project by',
    );
    expect((await usi.projects.list(draft).all()).map(({ alias }) => alias)).toEqual(['p1']);
    expect((await usi.projects.listMine().all()).map(({ alias }) => alias)).toEqual(['p1']);
    await usi.projects.patch(made, { description: 'Of many kinds' });
    const patched = await usi.projects.get(made);
    expect(patched).toMatchObject({ title: 'Sheep of the hills', description: 'Of many kinds' });
    const { title, ...rest } = patched;
    await usi.projects.update(made, { ...rest, alias: 'p1' });
    expect(await usi.projects.get(made)).not.toHaveProperty('title');
    await usi.projects.delete(made);
    expect(await usi.projects.list(draft).all()).toEqual([]);
  });

  it('whose answer was lost is found in the submission', async () => {
    await begin();
    lab.faults.add({ operation: 'usi.projects.create', effect: { resetAfterCommit: true } });
    await expect(repos.usi.projects.create(draft, { alias: 'p1', title: 'Sheep' })).resolves.toMatchObject({
      alias: 'p1',
    });
    expect(lab.journal.requests({ operation: 'usi.projects.create' })).toHaveLength(1);
  });
});

describe('links and reference data', () => {
  it('are followed, templates and all, on this server only', async () => {
    const { usi } = repos;
    await begin();
    const root = await usi.root.get();
    expect(await usi.follow(root, 'team', { teamName: TEAM })).toMatchObject({ name: TEAM });
    expect((await usi.follow(draft, 'self')).name).toBe(draft.name);
    await expect(async () => usi.follow(draft, 'nowhere')).rejects.toBeInstanceOf(InputError);
    const away = { _links: { self: { href: 'https://elsewhere.example/api/x' } } };
    await expect(async () => usi.follow(away, 'self')).rejects.toMatchObject({ code: 'foreign-origin' });
  });

  it('say what kinds of documents and checklists there are', async () => {
    const { dataTypes, checklists, submissionPlans } = repos.usi;
    const types = await dataTypes.list().all();
    expect(types.length).toBeGreaterThan(0);
    expect(await dataTypes.get('samples')).toBeDefined();
    const [checklist] = await checklists.list().all();
    if (checklist) expect(await checklists.get(String(checklist.id))).toBeDefined();
    expect(Array.isArray(await checklists.listByDataType('samples').all())).toBe(true);
    expect(Array.isArray(await submissionPlans.list().all())).toBe(true);
  });
});
