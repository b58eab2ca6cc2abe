import { InputError, type NewUsiSample, type NoticeEvent } from 'accession';
import { describe, expect, it } from 'vitest';
import { FakeTransport } from '../../../support/fake-transport.ts';
import { API, client, using } from './support.ts';

const issues = async (work: (usi: ReturnType<typeof client>['usi']) => Promise<unknown>) => {
  const { usi, transport } = client();
  const error = await work(usi).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InputError);
  expect(transport.sent).toEqual([]);
  return (error as InputError).issues.map(({ path, message }) => `${path}: ${message}`);
};
const create = (sample: unknown) =>
  issues((usi) => usi.samples.create({ id: 'S', team: 'subs.a' } as never, sample as NewUsiSample));

describe('a sample that cannot be meant is refused before anything is sent', () => {
  it.each<[object, string[]]>([
    [{}, ['sample.alias: is required: the name you know the sample by']],
    [{ alias: ' ' }, ['sample.alias: is required: the name you know the sample by']],
    [{ alias: 'a', taxonId: '9940' }, ['sample.taxonId: must be an NCBI taxon number, without quotes']],
    [{ alias: 'a', releaseDate: 'soon' }, ['sample.releaseDate: is not a day; write "2026-01-31"']],
    [
      { alias: 'a', attributes: { age: '3' } },
      ['sample.attributes.age: must be a list of values: [{ value: "…" }]'],
    ],
    [
      { alias: 'a', attributes: { age: [{ value: 3 }] } },
      ['sample.attributes.age[0].value: must be a text: write numbers in quotes'],
    ],
    [
      { alias: 'a', sampleRelationships: [{ relationshipNature: 'child of' }] },
      [
        'sample.sampleRelationships[0].alias: is required, unless there is an accession: which sample is meant?',
      ],
    ],
    [
      { alias: 'a', sampleRelationships: [{ accession: 'SAMEA1' }] },
      [
        'sample.sampleRelationships[0].relationshipNature: is required: "derived from", "child of", "same as" or "recurated from"',
      ],
    ],
  ])('%j', async (sample, expected) => {
    expect(await create(sample)).toEqual(expected);
  });

  it('and so are a team without a centre, unknown states, and passwords that differ', async () => {
    expect(await issues((usi) => usi.teams.create({ description: 'as the old page says' } as never))).toEqual(
      ['centreName: is required: the institution that the archives will show, such as "Roslin Institute"'],
    );
    expect(await issues((usi) => usi.submissionStatuses.update('S', 'Complete'))).toEqual([
      'status: must be one of Draft, Submitted, Processing, Completed, Failed',
    ]);
    expect(await issues(async (usi) => usi.submissions.list({ status: 'Complete' }).all())).toEqual([
      'status: must be among Draft, Submitted, Processing, Completed, Failed',
    ]);
    expect(await issues((usi) => usi.submissions.get({} as never))).toEqual([
      'submission: must be a submission: its id, or the object that the repository gave',
    ]);
    expect(await issues((usi) => usi.samples.patch('X', {}))).toEqual(['change: must change something']);
    const user = { username: 'ada99', password: 'one', confirmPwd: 'two', email: 'a@b.c', name: 'Ada' };
    expect(await issues((usi) => usi.aap.users.create(user))).toEqual([
      'confirmPwd: is not the same as the password',
    ]);
    expect(await issues((usi) => usi.aap.domains.addUser('dom-1', 'ada'))).toEqual([
      'user: must be a usr-… reference; aap.users.get(name) tells it',
    ]);
    expect(await issues(async (usi) => usi.submissions.waitUntil('S', 'Complete' as never))).toHaveLength(1);
  });
});

describe('what goes out', () => {
  const sent = async (
    work: (usi: ReturnType<typeof client>['usi']) => Promise<unknown>,
    ...answers: object[]
  ) => {
    const { usi, transport } = client(...answers.map((body) => ({ body })), {
      body: { alias: 'a', name: 't', status: 'Draft' },
    });
    await work(usi);
    return transport.sent.map(({ method, url, body }) => [method, url, body && JSON.parse(body)]);
  };
  const submission = { _links: { self: { href: `${API}/submissions/S{?projection}` } }, team: 'subs.a' };

  it('names the team in relationships by alias, and in no others; what was given is not changed', async () => {
    const given: NewUsiSample = {
      alias: 'a',
      releaseDate: '2026-01-31',
      sampleRelationships: [
        { alias: 'b', relationshipNature: 'child of' },
        { alias: 'c', team: 'subs.other', relationshipNature: 'child of' },
        { alias: 'd', accession: 'SAMEA1', relationshipNature: 'same as' },
      ],
    };
    const before = structuredClone(given);
    const [[method, url, body] = []] = await sent((usi) => usi.samples.create(submission, given));
    expect([method, url]).toEqual(['POST', `${API}/submissions/S/contents/samples`]);
    expect(body.sampleRelationships).toEqual([
      { alias: 'b', team: 'subs.a', relationshipNature: 'child of' },
      { alias: 'c', team: 'subs.other', relationshipNature: 'child of' },
      { alias: 'd', accession: 'SAMEA1', relationshipNature: 'same as' },
    ]);
    expect(given).toEqual(before);
  });

  it('a change holds what was named and nothing else', async () => {
    expect(await sent((usi) => usi.samples.patch('X', { title: 'new', description: null }))).toEqual([
      ['PATCH', `${API}/samples/X`, { title: 'new', description: null }],
    ]);
  });

  it('a sample that was read goes back without what the repository sets; unknown fields stay', async () => {
    const read = {
      id: 'X',
      alias: 'a',
      team: { name: 'subs.a' },
      createdDate: '2018',
      createdBy: 'usr-1',
      _links: {},
      _embedded: {},
      attributes: { x: [{ value: '1', terms: [{ url: '' }, { url: 'u' }] }] },
      persons: [{ lastName: 'L' }],
      future: 1,
    };
    const [[, , body] = []] = await sent((usi) => usi.samples.update(read, read));
    expect(body).toEqual({
      alias: 'a',
      attributes: { x: [{ value: '1', terms: [{ url: 'u' }] }] },
      persons: [{ lastName: 'L' }],
      future: 1,
    });
  });

  it('a new submission has a name of its own; an account has the old spellings put right', async () => {
    const [[, url, body] = []] = await sent((usi) => usi.submissions.create({ name: 'subs.a' }));
    expect(url).toBe(`${API}/teams/subs.a/submissions`);
    expect(body.name).toMatch(/^accession-[\w-]{36}$/);
    const { usi, transport } = client({ body: 'usr-1234', headers: { 'content-type': 'text/plain' } });
    const old = { user: 'ada99', password: 'secret99', email: 'a@b.c', full_name: 'Ada', organization: 'O' };
    expect(await usi.aap.users.create(old as never)).toBe('usr-1234');
    expect(JSON.parse(transport.sent[0]?.body ?? '')).toEqual({
      username: 'ada99',
      password: 'secret99',
      confirmPwd: 'secret99',
      email: 'a@b.c',
      name: 'Ada',
      organisation: 'O',
    });
    expect(transport.sent[0]?.headers.authorization).toBeUndefined();
  });

  it('references get the prefix that they lack', async () => {
    const uuid = 'ab349b73-e2c7-41f8-b029-44c8aeabc97a';
    const [[method, url] = []] = await sent((usi) =>
      usi.aap.domains.addUser(uuid, { userReference: `usr-${uuid}` }),
    );
    expect([method, url]).toEqual(['PUT', `https://aap.test/domains/dom-${uuid}/usr-${uuid}/user`]);
  });

  it('what will not do what was meant is sent, with a word', async () => {
    const told: NoticeEvent[] = [];
    const transport = new FakeTransport({ body: { alias: 'a' } });
    const usi = using({ transport, hooks: { onWarning: (event) => told.push(event) } });
    await usi.samples.create(submission, {
      alias: 'a',
      attributes: { age: [{ value: '1' }, { value: '2' }], release: [{ value: 'x' }] },
      sampleRelationships: [{ accession: 'SAMEA1', relationshipNature: 'eats' }],
    });
    expect(told.map(({ path }) => path)).toEqual([
      'attributes["age"]',
      'attributes["release"]',
      'sampleRelationships[0].relationshipNature',
    ]);
  });

  it('each client uses its own token', async () => {
    const transport = new FakeTransport({ body: { name: 't' } });
    const as = (who: string) =>
      using({
        transport,
        auth: {
          kind: 'x',
          attach: () => ({
            account: who,
            headers: async () => ({ authorization: `Bearer ${who}` }),
            renew: () => false,
            expiresAt: () => undefined,
          }),
        },
      });
    const [ada, bob] = [as('ada'), as('bob')];
    await ada.teams.get('a');
    await bob.teams.get('a');
    await ada.teams.get('a');
    expect(transport.sent.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer ada',
      'Bearer bob',
      'Bearer ada',
    ]);
  });
});
