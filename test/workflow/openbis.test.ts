import {
  openbis as account,
  ConfigError,
  createClient,
  Forbidden,
  fromEnv,
  InputError,
  NotFound,
  type OpenBis,
  OpenBisToken,
  RejectedError,
  type Repositories,
  ServerFault,
  toTable,
  typedValues,
  Unauthenticated,
} from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let lab: Lab;
let repos: Repositories;
let openbis: OpenBis;
beforeAll(async () => {
  lab = await startSandbox({ services: ['openbis'] });
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.reset();
  repos = createClient({ ...lab.config, random: () => 0 });
  openbis = repos.openbis;
});

const operations = (): (string | null)[] => lab.journal.requests().map(({ operation }) => operation);
const as = (login: object): OpenBis => createClient({ openbis: { url: lab.url, ...login } }).openbis;
const codes = (items: readonly { code: string }[]): string[] => items.map(({ code }) => code);

describe('who is calling', () => {
  it('logs in by itself, once for all that wait, and tells about server and session', async () => {
    const [info, session] = await Promise.all([openbis.serverInformation(), openbis.sessionInformation()]);
    expect(info['api-version']).toBe('3.6');
    expect(session.userName).toBe(lab.credentials.openbis.username);
    expect(operations().filter((name) => name === 'openbis.login')).toHaveLength(1);
    // Whoever prints who they are must not print their key.
    expect(Object.keys(session)).not.toContain('sessionToken');
  });

  it('knows whether the session is active, and ends it', async () => {
    expect(await openbis.isSessionActive()).toBe(false);
    await openbis.login();
    expect(await openbis.isSessionActive()).toBe(true);
    await openbis.logout();
    expect(await openbis.isSessionActive()).toBe(false);
    await openbis.logout();
    expect(operations()).toEqual(['openbis.login', 'openbis.isSessionActive', 'openbis.logout']);
    expect((await openbis.spaces.list().all()).length).toBeGreaterThan(0);
  });

  it('says that a password is wrong, although the server says 200 and null', async () => {
    const wrong = as({ username: 'admin', password: 'not-the-password' });
    await expect(wrong.login()).rejects.toBeInstanceOf(Unauthenticated);
    await expect(wrong.spaces.list().all()).rejects.toThrow(/does not accept this name and password/);
  });

  it('opens one new session when the old one has ended, and never a second', async () => {
    await openbis.spaces.list().all();
    lab.faults.add({ operation: 'openbis.searchSpaces', times: 1, effect: { expireToken: true } });
    expect(codes(await openbis.spaces.list().all())).toEqual(['DEMO', 'PRIVATE']);
    expect(operations()).toEqual([
      'openbis.login',
      'openbis.searchSpaces',
      'openbis.searchSpaces',
      'openbis.login',
      'openbis.searchSpaces',
    ]);
    lab.faults.add({
      operation: 'openbis.searchSpaces',
      times: Number.POSITIVE_INFINITY,
      effect: { expireToken: true },
    });
    await expect(openbis.spaces.list().all()).rejects.toBeInstanceOf(Unauthenticated);
    expect(operations().filter((name) => name === 'openbis.login')).toHaveLength(3);
  });

  it('is somebody with a token alone, and nobody in particular without an account', async () => {
    const { token } = lab.credentials.openbis;
    const byToken = as({ token });
    expect(await byToken.isSessionActive()).toBe(true);
    expect((await byToken.sessionInformation()).personalAccessTokenSession).toBe(true);
    expect(codes(await as({ anonymous: true }).spaces.list().all())).toEqual(['DEMO']);
    expect((await as({}).serverPublicInformation())['authentication-service']).toBeTruthy();
    await expect(as({}).spaces.list().all()).rejects.toBeInstanceOf(ConfigError);
    await expect(as({ token: 'admin-240101000000000x0' }).spaces.list().all()).rejects.toBeInstanceOf(
      Unauthenticated,
    );
  });

  it('goes on with the password when a token has ended', async () => {
    const { username, password } = lab.credentials.openbis;
    const both = as({ username, password, token: 'admin-240101000000000x0123456789ABCDEF0123456789ABCDEF' });
    expect(codes(await both.spaces.list().all())).toEqual(['DEMO', 'PRIVATE']);
  });

  it('takes its settings from the environment, and names what is missing', async () => {
    const { openbis: byEnv } = createClient(fromEnv(lab.env));
    expect(codes(await byEnv.spaces.list().all())).toEqual(['DEMO', 'PRIVATE']);
    expect(() => createClient({}).openbis).toThrow(/OPENBIS_URL|address of openBIS/);
    expect(() => account({ username: 'ada' })).toThrow(ConfigError);
  });

  it.each(['/openbis', '/openbis/webapp/eln-lims/', '/openbis/webapp/eln-lims/#!/menu'])(
    'takes the address as the browser shows it: %s',
    async (path) => {
      const { openbis: other } = createClient({
        openbis: { ...lab.config.openbis, url: `${lab.url}${path}` },
      });
      expect(codes(await other.spaces.list().all())).toEqual(['DEMO', 'PRIVATE']);
    },
  );
});

describe('personal access tokens', () => {
  it('are made, found again, used and deleted', async () => {
    const { personalAccessTokens } = openbis;
    const made = await personalAccessTokens.getOrCreate('nightly');
    expect(made).toBeInstanceOf(OpenBisToken);
    expect((await personalAccessTokens.getOrCreate('nightly')).token).toBe(made.token);
    // A name that begins alike is another one.
    expect((await personalAccessTokens.getOrCreate('night')).token).not.toBe(made.token);
    expect(codes(await as({ token: made.token }).spaces.list().all())).toEqual(['DEMO', 'PRIVATE']);
    expect((await personalAccessTokens.get(made.token)).sessionName).toBe('nightly');
    await personalAccessTokens.delete(made);
    expect((await personalAccessTokens.list({ sessionName: 'nightly' })).length).toBe(0);
    await expect(as({ token: made.token }).spaces.list().all()).rejects.toBeInstanceOf(Unauthenticated);
  });

  it('are shortened by the server to what it allows', async () => {
    const from = lab.clock.now();
    const token = await openbis.personalAccessTokens.create({
      sessionName: 'long',
      validFrom: from,
      validTo: from + 400 * 86_400_000,
    });
    expect(token.validTo?.getTime()).toBe(from + 30 * 86_400_000);
  });

  it('cannot be made with a token, and show themselves without it', async () => {
    const { token } = lab.credentials.openbis;
    await expect(as({ token }).personalAccessTokens.create({ sessionName: 'x' })).rejects.toBeInstanceOf(
      Forbidden,
    );
    const [own] = await as({ token }).personalAccessTokens.list();
    expect(own?.token).toBe(token);
    expect(JSON.stringify(own) + String(own)).not.toContain(token);
  });

  it('need a name, and an end after their beginning', async () => {
    await expect(openbis.personalAccessTokens.create({ sessionName: ' ' })).rejects.toBeInstanceOf(
      InputError,
    );
    await expect(
      openbis.personalAccessTokens.create({ sessionName: 'x', validFrom: 5, validTo: 4 }),
    ).rejects.toThrow(/later than validFrom/);
  });
});

describe('finding one', () => {
  it('finds spaces, projects, collections, objects and datasets by every form of their names', async () => {
    const { spaces, projects, collections, objects, datasets } = openbis;
    expect((await spaces.get('demo')).permId).toBe('DEMO');
    const project = await projects.get('/DEMO/BARLEY');
    for (const name of ['demo/barley', 'BARLEY', project.permId, project]) {
      expect((await projects.get(name)).permId).toBe(project.permId);
    }
    const collection = await collections.get('/DEMO/BARLEY/GREENHOUSE');
    for (const name of ['demo/barley/greenhouse', 'GREENHOUSE', collection.permId, collection]) {
      expect((await collections.get(name)).permId).toBe(collection.permId);
    }
    const object = await objects.get('/DEMO/BARLEY/GREENHOUSE/EXP2');
    for (const name of ['/DEMO/BARLEY/EXP2', 'demo/barley/exp2', 'EXP2', object.permId, object]) {
      expect((await objects.get(name)).permId).toBe(object.permId);
    }
    const [dataset] = await objects.datasets(object).all();
    expect(await datasets.get(dataset ?? '')).toMatchObject({ code: dataset?.permId, kind: 'PHYSICAL' });
  });

  it('says what is not there, and leaves it out of many', async () => {
    const { spaces, projects, collections, objects, datasets } = openbis;
    await expect(objects.get('/DEMO/BARLEY/NOPE')).rejects.toBeInstanceOf(NotFound);
    await expect(projects.get('NOPE')).rejects.toThrow(/there is no project "NOPE", or you may not see it/);
    expect(await objects.exists('/DEMO/BARLEY/NOPE')).toBe(false);
    expect(await objects.exists('/DEMO/BARLEY/EXP1')).toBe(true);
    const several = await objects.getMany(['/DEMO/BARLEY/EXP2', '/DEMO/BARLEY/NOPE', '/demo/barley/exp1']);
    expect(several.map((one) => one?.code)).toEqual(['EXP2', undefined, 'EXP1']);
    expect(await spaces.exists('NOPE')).toBe(false);
    expect(await projects.exists('/DEMO/BARLEY')).toBe(true);
    expect(await collections.exists('/DEMO/BARLEY/GREENHOUSE')).toBe(true);
    expect(await datasets.exists('20000101000000000-1')).toBe(false);
    expect(await spaces.getMany(['DEMO', 'NOPE'])).toMatchObject([{ code: 'DEMO' }, undefined]);
    expect(await projects.getMany([])).toEqual([]);
    expect(await collections.getMany(['/DEMO/BARLEY/NOPE'])).toEqual([undefined]);
    expect(await datasets.getMany(['20000101000000000-1'])).toEqual([undefined]);
  });

  it('does not choose when a code is that of several', async () => {
    const seed = {
      projects: [{ identifier: '/A/P' }, { identifier: '/B/P' }],
      spaces: [{ code: 'A' }, { code: 'B' }],
    };
    const other = await startSandbox({ services: ['openbis'], seed: { openbis: seed } });
    const client = createClient(other.config).openbis;
    await expect(client.projects.get('P')).rejects.toThrow(/"P" is the code of several: \/A\/P, \/B\/P/);
    await other.close();
  });

  it('shows only what somebody may see', async () => {
    const observer = as({ username: 'observer', password: 'observer-password' });
    expect(codes(await observer.spaces.list().all())).toEqual(['DEMO']);
    await expect(observer.projects.get('/PRIVATE/SECRETS')).rejects.toBeInstanceOf(NotFound);
  });

  it('gives plain objects: shared where they are the same, no tags of the wire', async () => {
    const object = await openbis.objects.get('EXP2', { fetch: { type: true, dataSets: true } });
    expect(object).toMatchObject({
      identifier: '/DEMO/BARLEY/EXP2',
      type: { code: 'EXPERIMENTAL_STEP' },
      project: { identifier: '/DEMO/BARLEY' },
      experiment: { code: 'GREENHOUSE' },
      registrator: { userId: 'admin' },
      properties: { $NAME: 'Drought stress' },
      parents: [{ code: 'EXP1' }],
      children: [{ code: 'LEAF-1' }],
    });
    expect(object.modifier).toBe(object.registrator);
    expect(object.dataSets).toHaveLength(1);
    expect(JSON.stringify(object)).not.toMatch(/"@|fetchOptions/);
  });
});

describe('searching', () => {
  const found = async (query: Parameters<OpenBis['objects']['list']>[0]): Promise<string[]> =>
    codes(await openbis.objects.list(query).all());

  it.each<[string, Parameters<OpenBis['objects']['list']>[0], string[]]>([
    ['everything', {}, ['EXP1', 'EXP2', 'LEAF-1']],
    ['a space', { space: 'demo' }, ['EXP1', 'EXP2', 'LEAF-1']],
    ['a project', { project: '/DEMO/BARLEY' }, ['EXP1', 'EXP2', 'LEAF-1']],
    ['a collection', { collection: '/DEMO/BARLEY/GREENHOUSE' }, ['EXP1', 'EXP2']],
    ['a type', { type: 'specimen' }, ['LEAF-1']],
    ['a code in lower case', { code: 'exp1' }, ['EXP1']],
    ['a code with a wildcard', { code: 'EXP*' }, ['EXP1', 'EXP2']],
    ['several codes', { code: ['EXP1', 'LEAF-1'] }, ['EXP1', 'LEAF-1']],
    ['no code at all', { code: [] }, []],
    ['a path with its collection', { identifier: '/DEMO/BARLEY/GREENHOUSE/EXP2' }, ['EXP2']],
    ['a value', { where: { $NAME: 'Sowing' } }, ['EXP1']],
    ['a value with a wildcard', { where: { $name: '*stress' } }, ['EXP2']],
    ['a part of a value', { where: { NOTES: { contains: 'water' } } }, ['EXP2']],
    ['its beginning and end', { where: { $NAME: { startsWith: 'Dr', endsWith: 'ss' } } }, ['EXP2']],
    ['any of some values', { where: { $NAME: { in: ['Sowing', 'Leaf 1'] } } }, ['EXP1', 'LEAF-1']],
    ['none of no values', { where: { $NAME: { in: [] } } }, []],
    ['true', { where: { FINISHED_FLAG: true } }, ['EXP1']],
    ['a number', { where: { WEIGHT: 2.5 } }, ['LEAF-1']],
    ['a number within', { where: { WEIGHT: { greaterThan: 2, atMost: 2.5 } } }, ['LEAF-1']],
    ['a number without', { where: { WEIGHT: { greaterThan: 2.5 } } }, []],
    ['a number below', { where: { REPLICATES: { lessThan: 4, atLeast: 3 } } }, ['LEAF-1']],
    ['a day', { where: { COLLECTED: { from: '2024-04-20', until: '2024-04-20' } } }, ['LEAF-1']],
    ['after that day', { where: { COLLECTED: { after: '2024-04-20' } } }, []],
    ['a moment', { where: { START_DATE: new Date('2024-04-10T09:00:00Z') } }, ['EXP2']],
    ['up to a moment', { where: { START_DATE: { until: '2024-03-01T09:00:00Z' } } }, ['EXP1']],
    ['before a moment', { where: { START_DATE: { before: '2024-03-01T09:00:00Z' } } }, []],
    ['a value at all', { where: { NOTES: { exists: true } } }, ['EXP2']],
    ['no value', { where: { NOTES: { exists: false } } }, ['EXP1', 'LEAF-1']],
    ['a term', { where: { SPECIES: 'HORDEUM_VULGARE' } }, ['LEAF-1']],
    ['any field', { text: 'drought' }, ['EXP2']],
    ['a parent', { parents: '/DEMO/BARLEY/EXP1' }, ['EXP2']],
    ['a parent of some kind', { parents: { where: { $NAME: 'Drought stress' } } }, ['LEAF-1']],
    ['a grandparent', { parents: { parents: { code: 'EXP1' } } }, ['LEAF-1']],
    ['any parent', { parents: true }, ['EXP2', 'LEAF-1']],
    ['no parent', { parents: false }, ['EXP1']],
    ['a child', { children: { type: 'SPECIMEN' } }, ['EXP2']],
    ['no container', { container: false }, ['EXP1', 'EXP2', 'LEAF-1']],
    ['one or the other', { or: [{ code: 'EXP1' }, { type: 'SPECIMEN' }] }, ['EXP1', 'LEAF-1']],
    ['both', { and: [{ code: 'EXP*' }, { where: { FINISHED_FLAG: true } }] }, ['EXP1']],
    ['not', { not: { or: [{ code: 'EXP1' }, { type: 'SPECIMEN' }] } }, ['EXP2']],
    ['who made it', { registrator: 'admin', modifier: 'admin' }, ['EXP1', 'EXP2', 'LEAF-1']],
    ['somebody else', { registrator: 'observer' }, []],
    ['a tag that is none', { tags: 'SEEN' }, []],
    ['sorted by code', { sort: '-code' }, ['LEAF-1', 'EXP2', 'EXP1']],
    ['sorted by a property', { sort: 'property:$name' }, ['EXP2', 'LEAF-1', 'EXP1']],
  ])('by %s', async (_, query, wanted) => {
    expect(await found(query)).toEqual(wanted);
  });

  it('by when it was made', async () => {
    const [first] = await openbis.objects.list({ code: 'EXP1' }).all();
    const at = new Date(first?.registrationDate ?? 0);
    const later = new Date(at.getTime() + 3_600_000);
    expect(await found({ registered: { until: at } })).toContain('EXP1');
    expect(await found({ registered: { after: at } })).not.toContain('EXP1');
    expect(await found({ registered: { from: at, before: later } })).toContain('EXP1');
    expect(await found({ registered: { before: at } })).toEqual([]);
    expect(await found({ modified: { from: at.toISOString().slice(0, 10) } })).toContain('EXP1');
  });

  it('reads page after page in an order that stays, and begins again where it was', async () => {
    const pages = [];
    for await (const page of openbis.objects.list({ pageSize: 2 }).pages()) pages.push(page);
    expect(pages.map(({ items, total }) => [codes(items), total])).toEqual([
      [['EXP1', 'EXP2'], 3],
      [['LEAF-1'], 3],
    ]);
    expect(await found({ pageSize: 2, cursor: pages[0]?.nextCursor })).toEqual(['LEAF-1']);
    expect(await found({ start: 1 })).toEqual(['EXP2', 'LEAF-1']);
  });

  it('finds the rest of what there is the same way', async () => {
    const { spaces, projects, collections, datasets } = openbis;
    expect(codes(await spaces.list({ code: 'D*' }).all())).toEqual(['DEMO']);
    expect(codes(await projects.list({ space: 'DEMO' }).all())).toEqual(['BARLEY']);
    expect(codes(await projects.list({ identifier: ['/DEMO/BARLEY', '/PRIVATE/SECRETS'] }).all())).toEqual([
      'BARLEY',
      'SECRETS',
    ]);
    const greenhouse = { space: 'DEMO', project: 'BARLEY', type: 'COLLECTION', where: { $NAME: 'Green*' } };
    expect(codes(await collections.list(greenhouse).all())).toEqual(['GREENHOUSE']);
    const all = await datasets.list({ space: 'DEMO', project: '/DEMO/BARLEY', type: 'RAW_DATA' }).all();
    expect(all).toHaveLength(1);
    expect(await datasets.list({ object: '/DEMO/BARLEY/GREENHOUSE/EXP2' }).all()).toEqual(all);
    expect(await datasets.list({ collection: '/DEMO/BARLEY/GREENHOUSE' }).all()).toEqual(all);
    expect(await datasets.list({ space: 'PRIVATE' }).all()).toEqual([]);
    const [one] = all;
    for (const relatives of [datasets.parents, datasets.children, datasets.components]) {
      expect(await relatives.call(datasets, one ?? '').all()).toEqual([]);
    }
  });

  it.each<[string, unknown, RegExp]>([
    ['a field that there is not', { tpye: 'X' }, /tpye: is not known here/],
    [
      'a date that is none',
      { registered: { from: '2024-02-31' } },
      /registered\.from: cannot be read as a date/,
    ],
    ['a condition that there is not', { where: { WEIGHT: { above: 2 } } }, /where\.WEIGHT/],
    ['a part that there is not', { fetch: { parent: true } }, /fetch\.parent: there is no such part/],
    ['a bracket of nothing', { or: [] }, /or: must not be empty/],
    ['a sort that there is not', { sort: 'size' }, /sort: must be one of code/],
    ['a mistake further in', { parents: { and: [{ cod: 'X' }] } }, /cod: is not known here/],
    ['an empty code', { code: ' ' }, /code: must be a code/],
  ])('sends nothing for %s', async (_, query, message) => {
    const wrong = openbis.objects.list(query as never).all();
    await expect(wrong).rejects.toBeInstanceOf(InputError);
    await expect(openbis.objects.list(query as never).all()).rejects.toThrow(message);
    expect(operations()).toEqual([]);
  });
});

describe('relatives', () => {
  it('are one step away, or all of them', async () => {
    const { objects } = openbis;
    expect(codes(await objects.parents('/DEMO/BARLEY/EXP2').all())).toEqual(['EXP1']);
    expect(codes(await objects.children('/DEMO/BARLEY/EXP1').all())).toEqual(['EXP2']);
    expect(codes(await objects.components('/DEMO/BARLEY/EXP1').all())).toEqual([]);
    expect(codes(await objects.ancestors('LEAF-1'))).toEqual(['EXP2', 'EXP1']);
    expect(codes(await objects.descendants('/DEMO/BARLEY/EXP1'))).toEqual(['EXP2', 'LEAF-1']);
  });
});

describe('what kinds of things there are', () => {
  it('tells types with their properties', async () => {
    const { objectTypes, collectionTypes, datasetTypes, propertyTypes } = openbis;
    expect(codes(await objectTypes.list().all())).toEqual(['EXPERIMENTAL_STEP', 'SPECIMEN', 'UNKNOWN']);
    expect(codes(await objectTypes.list({ code: 'SPEC*' }).all())).toEqual(['SPECIMEN']);
    expect((await objectTypes.get('experimental_step')).generatedCodePrefix).toBe('EXP');
    const assignments = await objectTypes.propertyAssignments('SPECIMEN');
    expect(assignments.find(({ propertyType }) => propertyType?.code === 'SPECIES')).toMatchObject({
      mandatory: true,
      propertyType: { dataType: 'CONTROLLEDVOCABULARY', vocabulary: { code: 'SPECIES' } },
    });
    expect(await collectionTypes.exists('COLLECTION')).toBe(true);
    expect(codes(await collectionTypes.list().all())).toContain('COLLECTION');
    expect((await collectionTypes.get('COLLECTION')).propertyAssignments).toHaveLength(2);
    expect(codes(await datasetTypes.list().all())).toContain('RAW_DATA');
    expect((await datasetTypes.get('RAW_DATA')).code).toBe('RAW_DATA');
    expect(codes(await propertyTypes.list({ code: 'W*' }).all())).toEqual(['WEIGHT']);
    expect((await propertyTypes.get('$name')).dataType).toBe('VARCHAR');
    await expect(objectTypes.get('NOPE')).rejects.toThrow(/no object type "NOPE"/);
  });

  it('tells vocabularies, people and the rest', async () => {
    const { vocabularies, tags, persons, groups, roleAssignments, plugins } = openbis;
    expect(codes(await vocabularies.list({ code: 'SPECIES' }).all())).toEqual(['SPECIES']);
    expect(codes((await vocabularies.get('SPECIES')).terms ?? [])).toContain('HORDEUM_VULGARE');
    expect(codes(await vocabularies.terms('SPECIES').all())).toEqual([
      'HOMO_SAPIENS',
      'MUS_MUSCULUS',
      'HORDEUM_VULGARE',
    ]);
    expect(await tags.list().all()).toEqual([]);
    await expect(tags.get('SEEN')).rejects.toBeInstanceOf(NotFound);
    expect((await persons.list().all()).map(({ userId }) => userId)).toContain('observer');
    expect(await persons.get('observer')).toMatchObject({
      email: 'observer@example.org',
      roleAssignments: [{ role: 'OBSERVER', space: { code: 'DEMO' } }],
    });
    expect(await groups.list().all()).toEqual([]);
    await expect(groups.get('NOPE')).rejects.toBeInstanceOf(NotFound);
    expect(await roleAssignments.list({ user: 'observer' }).all()).toMatchObject([
      { role: 'OBSERVER', roleLevel: 'SPACE', user: { userId: 'observer' } },
    ]);
    expect(await roleAssignments.list({ space: 'PRIVATE' }).all()).toEqual([]);
    expect(await plugins.list().all()).toEqual([]);
    expect(await openbis.semanticAnnotations.list().all()).toEqual([]);
    expect(await openbis.dataStores.list().all()).toMatchObject([{ downloadUrl: lab.url }]);
  });

  it('makes values of what openBIS gives as text', async () => {
    const leaf = await openbis.objects.get('LEAF-1');
    expect(leaf.properties).toMatchObject({ WEIGHT: '2.5', REPLICATES: '3' });
    expect(await openbis.objects.values(leaf)).toMatchObject({
      WEIGHT: 2.5,
      REPLICATES: 3,
      COLLECTED: '2024-04-20',
      REFERENCE: null,
    });
    const step = await openbis.objects.get('EXP1', { fetch: { type: true } });
    const before = operations().length;
    expect(await openbis.objects.values(step)).toMatchObject({
      START_DATE: new Date('2024-03-01T09:00:00Z'),
      FINISHED_FLAG: true,
    });
    expect(operations()).toHaveLength(before);
    expect(typedValues(step.properties ?? {}, step.type ?? { code: '' })).toMatchObject({ END_DATE: null });
    const [dataset] = await openbis.datasets.list().all();
    expect(await openbis.datasets.values(dataset as never)).toMatchObject({ $NAME: 'Leaf images' });
  });
});

describe('a table', () => {
  it('shows records in a terminal and in a notebook', async () => {
    const table = toTable(await openbis.objects.list({ sort: 'code' }).all());
    expect(table.columns.slice(0, 3)).toEqual(['identifier', 'permId', 'type']);
    expect([...table][2]).toMatchObject({
      identifier: '/DEMO/BARLEY/LEAF-1',
      type: 'SPECIMEN',
      WEIGHT: '2.5',
    });
    expect(String(table).split('\n')).toHaveLength(4);
    expect(table.toHtml()).toMatch(/<table><thead><tr><th [^>]*>identifier<\/th>.*Drought stress<\/td>/);
    expect(toTable(await openbis.spaces.list().all(), ['code']).toJSON()).toEqual([
      { code: 'DEMO' },
      { code: 'PRIVATE' },
    ]);
  });

  it('lets no value become a part of the page', () => {
    expect(toTable([{ code: '<img src=x>' }]).toHtml()).toContain('&lt;img src=x&gt;');
  });
});

describe('refusals, which openBIS gives with status 200', () => {
  it('of the envelope itself', async () => {
    await openbis.login();
    // A name that the server tries to read as a number.
    const wrong = openbis.objects.list({ where: { WEIGHT: 'heavy' } }).all();
    await expect(wrong).rejects.toBeInstanceOf(RejectedError);
    await expect(wrong).rejects.toThrow(/String does not represent a number: \[heavy\]/);
    await expect(wrong).rejects.not.toThrow(/Context/);
  });

  it('of a gateway', async () => {
    await openbis.login();
    lab.faults.add({ operation: 'openbis.searchSpaces', effect: { status: 503 } });
    const impatient = repos.with({ retries: 0 }).openbis;
    await expect(impatient.spaces.list().all()).rejects.toBeInstanceOf(ServerFault);
  });
});
