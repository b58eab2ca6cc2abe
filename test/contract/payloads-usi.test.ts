import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CredentialSource, createClient, Usi } from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { dateOf, hasErrors, idOf } from 'accession/usi';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FakeTransport } from '../support/fake-transport.ts';
import { describeWhen } from '../support/skip-loudly.ts';

const root = process.env.RECORDED_PAYLOADS;
const folder = root ? join(root, 'usi') : '';
const recorded = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Recorded on the test servers; a link of theirs must be one of the client's own origin. */
const SERVER = 'https://submission-test.ebi.ac.uk';
const auth: CredentialSource = {
  kind: 'test',
  attach: () => ({
    account: 'foo',
    headers: async () => ({ authorization: 'Bearer test' }),
    renew: () => false,
    expiresAt: () => undefined,
  }),
};
const told = new Set<string>();
const client = (text: string): Usi =>
  new Usi({
    url: SERVER,
    aapUrl: 'https://explore.api.aai.ebi.ac.uk',
    auth,
    retries: 0,
    transport: new FakeTransport({ body: text }),
    hooks: { onDrift: ({ path }) => told.add(path) },
  });

/** How each file is read, and where in it lies what the method gives. A file that is not named here fails the test. */
const FILES: Readonly<
  Record<string, { read: (usi: Usi) => Promise<unknown>; of: (wire: never) => unknown }>
> = {
  'availableSubmissionStatuses.json': {
    read: (usi) => usi.submissions.availableStatuses('S'),
    of: (wire: { _embedded: { statusDescriptions: unknown } }) => wire._embedded.statusDescriptions,
  },
  'contents.json': { read: (usi) => usi.submissions.contents('S'), of: (wire) => wire },
  'domainUsers.json': { read: (usi) => usi.aap.domains.users('dom-1').all(), of: (wire) => wire },
  'myDomain.json': { read: (usi) => usi.aap.domains.list().all(), of: (wire) => wire },
  'newSubmission.json': { read: (usi) => usi.submissions.get('S'), of: (wire) => wire },
  'root.json': { read: (usi) => usi.root.get(), of: (wire) => wire },
  'sample1.json': { read: (usi) => usi.samples.get('S'), of: (wire) => wire },
  'submissionStatus1.json': { read: (usi) => usi.submissionStatuses.get('S'), of: (wire) => wire },
  'team.json': { read: (usi) => usi.teams.get('T'), of: (wire) => wire },
  'userSubmissionsPage1.json': {
    read: (usi) => usi.submissions.list().all({ limit: 1 }),
    of: (wire: { _embedded: { submissions: unknown } }) => wire._embedded.submissions,
  },
  'userTeams.json': {
    read: (usi) => usi.teams.list().all(),
    of: (wire: { _embedded: { teams: unknown } }) => wire._embedded.teams,
  },
  'validation1.json': { read: (usi) => usi.samples.validationResult('S'), of: (wire) => wire },
  'validationResults.json': {
    read: (usi) => usi.validationResults.list('S').all(),
    of: (wire: { _embedded: { validationResults: unknown } }) => wire._embedded.validationResults,
  },
};

describeWhen(
  root !== undefined,
  'contract tests over recorded USI and AAP answers',
  'RECORDED_PAYLOADS names no folder with them',
)('recorded answers', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startSandbox({ seed: 'demo' });
  });
  afterAll(() => lab.close());

  it('are all met', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(files.toSorted()).toEqual(Object.keys(FILES).toSorted());
  });

  it.each(Object.keys(FILES))('%s is read without loss, and holds nothing that is unknown', async (name) => {
    const file = FILES[name];
    const text = recorded(name);
    told.clear();
    expect(await file?.read(client(text))).toStrictEqual(file?.of(JSON.parse(text) as never));
    expect([...told]).toEqual([]);
  });

  it('a next page is asked for by its number, within what the server counts', async () => {
    const transport = new FakeTransport({ body: recorded('userSubmissionsPage1.json') }, { body: '{}' });
    const usi = new Usi({ url: SERVER, auth, transport, retries: 0 });
    expect(await usi.submissions.list({ size: 1 }).all()).toHaveLength(1);
    expect(transport.sent.map(({ url }) => url)).toEqual([
      `${SERVER}/api/user/submissions?size=1`,
      `${SERVER}/api/user/submissions?size=1&page=1`,
    ]);
  });

  it('a submission in either shape is a handle', async () => {
    const detail = JSON.parse(recorded('newSubmission.json'));
    const [element] = JSON.parse(recorded('userSubmissionsPage1.json'))._embedded.submissions;
    expect(idOf(detail)).toBe('c8c86558-8d3a-4ac5-8638-7aa354291d61');
    expect(idOf(element)).toBe('87e7abda-81a8-4b5e-a1c0-323f7f0a4e43');
    expect(dateOf(detail.createdDate)?.toISOString()).toBe('2018-07-10T14:25:22.546Z');
    for (const handle of [detail, element]) {
      const transport = new FakeTransport({ body: recorded('sample1.json') });
      await new Usi({ url: SERVER, auth, transport }).samples.create(handle, {
        alias: 'animal_1',
        sampleRelationships: [{ alias: 'b', relationshipNature: 'child of' }],
      });
      expect(transport.sent).toHaveLength(1);
      expect(transport.sent[0]?.url).toBe(`${SERVER}/api/submissions/${idOf(handle)}/contents/samples`);
    }
  });

  it('links with templates are followed', async () => {
    const links = JSON.parse(recorded('root.json'));
    const transport = new FakeTransport({ body: recorded('team.json') });
    const usi = new Usi({ url: SERVER, auth, transport });
    await usi.follow(links, 'team', { teamName: 'subs.test-team-1' });
    expect(transport.sent[0]?.url).toBe(`${SERVER}/api/teams/subs.test-team-1`);
    // The token goes to the API, not to what lies beside it.
    await expect(async () => usi.follow(links, 'tus-upload')).rejects.toMatchObject({
      code: 'foreign-origin',
    });
  });

  it('a sample that was read goes back as it came, less what the server sets', async () => {
    const read = JSON.parse(recorded('sample1.json'));
    const transport = new FakeTransport({ body: recorded('sample1.json') });
    await new Usi({ url: SERVER, auth, transport }).samples.update(read, read);
    const { alias, title, attributes, sampleRelationships, taxonId, taxon, releaseDate } = read;
    expect(JSON.parse(transport.sent[0]?.body ?? '')).toStrictEqual({
      alias,
      title,
      attributes,
      sampleRelationships,
      taxonId,
      taxon,
      releaseDate,
    });
  });

  it('a complete result without messages has no errors', () => {
    expect(hasErrors(JSON.parse(recorded('validation1.json')))).toBe(false);
  });

  it('the sandbox gives a sample and a submission the fields that the real server gave', async () => {
    const { usi } = createClient(lab.config);
    const submission = await usi.submissions.create('subs.test-team-1');
    const made = await usi.samples.create(submission, {
      ...JSON.parse(recorded('sample1.json')),
      alias: 'animal_1',
    });
    const real = JSON.parse(recorded('sample1.json'));
    // What is empty was written in 2018, and is left out since.
    const missing = Object.keys(real).filter((key) => !(key in made));
    expect(missing).toEqual(['sampleRelationships']);
    expect(Object.keys(made._links ?? {})).toEqual(expect.arrayContaining(Object.keys(real._links)));
    const detail = JSON.parse(recorded('newSubmission.json'));
    expect(Object.keys(submission)).toEqual(expect.arrayContaining(Object.keys(detail)));
  });
});
