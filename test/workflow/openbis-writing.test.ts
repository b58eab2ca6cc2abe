import {
  createClient,
  InputError,
  isRepositoryError,
  NotFound,
  type OpenBis,
  type Repositories,
  systemClock,
} from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let lab: Lab;
let repos: Repositories;
let openbis: OpenBis;
beforeAll(async () => {
  lab = await startSandbox({ services: ['openbis'] });
});
beforeEach(async () => {
  await lab.reset();
  repos?.close();
  repos = createClient({ ...lab.config, random: () => 0 });
  openbis = repos.openbis;
});
afterAll(async () => {
  repos.close();
  await lab.close();
});

/** A folder of our own: `/LAB/P1/RUNS`. */
async function folders(): Promise<void> {
  await openbis.spaces.create({ code: 'lab', description: 'ours' });
  await openbis.projects.create({ space: 'LAB', code: 'P1' });
  await openbis.collections.create({
    type: 'COLLECTION',
    project: '/LAB/P1',
    code: 'RUNS',
    properties: { $name: 'Runs' },
  });
}

const specimen = (code: string, more: object = {}) => ({
  type: 'SPECIMEN',
  code,
  project: '/LAB/P1',
  properties: { $NAME: code, species: 'MUS_MUSCULUS' },
  ...more,
});

const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
const issuesOf = async (work: Promise<unknown>) => {
  const error = await caught(work);
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).issues.map(({ path, message }) => `${path}: ${message}`);
};

describe('folders', () => {
  it('are made, found again, changed and deleted', async () => {
    await folders();
    expect(lab.state.openbis.spaces()).toContain('LAB');
    expect(lab.state.openbis.collections.get('/LAB/P1/RUNS')).toMatchObject({
      properties: { $NAME: 'Runs' },
    });

    const again = await openbis.spaces.getOrCreate({ code: 'LAB', description: 'another' });
    expect(again.description).toBe('ours');
    expect((await openbis.projects.getOrCreate({ space: 'LAB', code: 'P2' })).identifier).toBe('/LAB/P2');
    const other = await openbis.collections.getOrCreate({
      type: 'COLLECTION',
      project: '/LAB/P2',
      code: 'C',
    });
    expect(other.identifier).toBe('/LAB/P2/C');

    await openbis.spaces.update('LAB', { description: null });
    await openbis.projects.update('/LAB/P1', { description: 'first' });
    await openbis.collections.update('/LAB/P2/C', {
      properties: { $NAME: 'moved' },
      project: '/LAB/P1',
      tags: { add: ['DONE'] },
    });
    expect((await openbis.spaces.get('LAB')).description).toBeNull();
    expect((await openbis.projects.get('/LAB/P1')).description).toBe('first');
    const moved = await openbis.collections.get('/LAB/P1/C');
    expect(moved.properties).toMatchObject({ $NAME: 'moved' });
    expect(moved.tags?.map(({ code }) => code)).toEqual(['DONE']);

    expect(await caught(openbis.spaces.delete('LAB', 'not empty'))).toMatchObject({ code: 'rejected' });
    await openbis.projects.delete('/LAB/P2', 'no longer needed');
    expect(lab.state.openbis.projects()).not.toContain('/LAB/P2');
    await openbis.collections.delete('/LAB/P1/C', 'no longer needed', { permanently: true });
    expect(lab.state.openbis.trash()).toEqual([]);
  });

  it('of a code that is taken are a conflict', async () => {
    await folders();
    expect(await caught(openbis.spaces.create({ code: 'LAB' }))).toMatchObject({
      code: 'conflict',
      outcome: 'refused',
    });
    expect(await caught(openbis.projects.create({ space: 'NOWHERE', code: 'P' }))).toBeInstanceOf(NotFound);
  });
});

describe('objects', () => {
  beforeEach(folders);

  it('are made with properties by name, parents and tags', async () => {
    const donor = await openbis.objects.create(specimen('DONOR', { tags: ['FRESH'] }));
    expect(donor).toMatchObject({ identifier: '/LAB/P1/DONOR', code: 'DONOR' });
    const step = await openbis.objects.create({
      type: 'EXPERIMENTAL_STEP',
      collection: '/LAB/P1/RUNS',
      properties: { $NAME: 'Cut', START_DATE: new Date(0), FINISHED_FLAG: false },
      parents: [donor],
    });
    expect(step.identifier).toMatch(/^\/LAB\/P1\/EXP\d+$/);
    expect(lab.state.openbis.objects.get(step.permId)).toMatchObject({
      identifier: step.identifier,
      collection: '/LAB/P1/RUNS',
      parents: ['/LAB/P1/DONOR'],
      properties: { $NAME: 'Cut', START_DATE: '1970-01-01 00:00:00 +0000', FINISHED_FLAG: 'false' },
    });
    expect((await openbis.objects.get(donor)).tags?.map(({ code }) => code)).toEqual(['FRESH']);
  });

  it('take a free code when somebody used the next one by hand', async () => {
    const [code = ''] = await openbis.codes.create({ prefix: 'EXP' });
    const next = `EXP${Number(code.replace('EXP', '')) + 1}`;
    await openbis.objects.create({ type: 'EXPERIMENTAL_STEP', code: next, project: '/LAB/P1' });
    const made = await openbis.objects.create({ type: 'EXPERIMENTAL_STEP', project: '/LAB/P1' });
    expect(made.code).not.toBe(next);
    expect(lab.state.openbis.objects.get(made.permId)?.code).toBe(made.code);
  });

  it('are held against their type before anything is sent', async () => {
    const before = lab.journal
      .requests()
      .filter(({ operation }) => operation === 'openbis.createSamples').length;
    const wrong = openbis.objects.create({
      type: 'SPECIMEN',
      code: 'X',
      project: '/LAB/P1',
      properties: {
        species: 'Mouse',
        weight: 'heavy',
        replicates: 1.5,
        collected: '2026-02-30',
        colour: 'red',
      },
    });
    expect(await issuesOf(wrong)).toEqual([
      expect.stringMatching(/^properties\.species: must be the code of a term: MUS_MUSCULUS/),
      'properties.weight: must be a number',
      'properties.replicates: must be a whole number',
      expect.stringMatching(/^properties\.collected: must be a day/),
      expect.stringMatching(/^properties\.colour: SPECIMEN has no such property; there are \$NAME/),
      'properties.$NAME: SPECIMEN needs a value for it ("Name")'.replace(
        'properties.$NAME',
        'properties["$NAME"]',
      ),
    ]);
    expect(await issuesOf(openbis.objects.create({ type: 'NOPE', project: '/LAB/P1' }))).toEqual([
      'type: there is no object type NOPE',
    ]);
    expect(
      await issuesOf(
        openbis.objects.create({ ...specimen('X'), code: undefined as never, project: '/LAB/P1' }),
      ),
    ).toEqual(['code: is required: SPECIMEN does not make codes by itself']);
    expect(await issuesOf(openbis.objects.create({ ...specimen('X'), parants: [] } as never))).toEqual([
      'parants: is not known here; check the spelling',
    ]);
    const after = lab.journal
      .requests()
      .filter(({ operation }) => operation === 'openbis.createSamples').length;
    expect(after).toBe(before);
  });

  it('change only in what is named', async () => {
    for (const code of ['A', 'B', 'C']) await openbis.objects.create(specimen(code));
    await openbis.objects.create(specimen('CHILD', { parents: ['/LAB/P1/A', '/LAB/P1/B'], tags: ['T1'] }));
    await openbis.objects.update('/LAB/P1/CHILD', {
      properties: { weight: 2.5 },
      parents: { add: ['/LAB/P1/C'], remove: ['/LAB/P1/A'] },
      tags: { add: ['T2'] },
    });
    const child = await openbis.objects.get('/LAB/P1/CHILD');
    expect(child.properties).toMatchObject({ $NAME: 'CHILD', WEIGHT: '2.5' });
    expect(child.parents?.map(({ code }) => code).sort()).toEqual(['B', 'C']);
    expect(child.tags?.map(({ code }) => code).sort()).toEqual(['T1', 'T2']);
    expect(await issuesOf(openbis.objects.update('/LAB/P1/CHILD', { properties: { $NAME: null } }))).toEqual([
      'change.properties["$NAME"]: is mandatory for SPECIMEN',
    ]);
    await openbis.objects.update('/LAB/P1/CHILD', { properties: { WEIGHT: null }, parents: { set: [] } });
    expect(lab.state.openbis.objects.get('/LAB/P1/CHILD')).toMatchObject({
      parents: [],
      properties: { $NAME: 'CHILD', SPECIES: 'MUS_MUSCULUS' },
    });
  });

  it('move into a collection, out of it, and into a container', async () => {
    await openbis.projects.create({ space: 'LAB', code: 'P2' });
    await openbis.objects.create(specimen('BOX'));
    const thing = await openbis.objects.create(specimen('THING'));
    await openbis.objects.update(thing, { collection: '/LAB/P1/RUNS' });
    expect(lab.state.openbis.objects.get(thing.permId)?.collection).toBe('/LAB/P1/RUNS');
    await openbis.objects.update({ permId: thing.permId }, { project: '/LAB/P2' });
    expect(lab.state.openbis.objects.get(thing.permId)).toMatchObject({
      collection: null,
      identifier: '/LAB/P2/THING',
    });
    await openbis.objects.update({ permId: thing.permId }, { project: '/LAB/P1', container: '/LAB/P1/BOX' });
    expect(lab.state.openbis.objects.get(thing.permId)?.identifier).toBe('/LAB/P1/BOX:THING');
    const part = await openbis.objects.create(specimen('PART', { container: '/LAB/P1/BOX' }));
    expect((await openbis.objects.get({ permId: part.permId })).identifier).toBe('/LAB/P1/BOX:PART');
  });

  it('are found by a property and linked, got or created', async () => {
    await openbis.objects.create(
      specimen('A', { properties: { $NAME: 'Mouse 7', species: 'MUS_MUSCULUS' } }),
    );
    const parent = await openbis.objects.list({ type: 'SPECIMEN', where: { $NAME: 'Mouse 7' } }).first();
    const made = await openbis.objects.getOrCreate(specimen('LIVER', { parents: [parent] }) as never);
    const again = await openbis.objects.getOrCreate(specimen('LIVER') as never);
    expect(again.permId).toBe(made.permId);
    expect(again.parents?.map(({ code }) => code)).toEqual(['A']);
  });

  it('go to the trash, come back, or go for good', async () => {
    const { permId } = await openbis.objects.create(specimen('A'));
    const { deletion } = await openbis.objects.delete('/LAB/P1/A', 'made by mistake');
    expect(await openbis.objects.exists('/LAB/P1/A')).toBe(false);
    const [listed] = await openbis.deletions.list().all();
    expect(listed).toMatchObject({ id: deletion, reason: 'made by mistake' });
    expect(listed?.deletedObjects).toMatchObject([{ identifier: '/LAB/P1/A', entityKind: 'SAMPLE' }]);
    await openbis.deletions.revert(deletion ?? '');
    expect((await openbis.objects.get('/LAB/P1/A')).permId).toBe(permId);
    const second = await openbis.objects.delete([{ permId }], 'now really');
    await openbis.deletions.confirm({ id: second.deletion ?? '' });
    expect(lab.state.openbis.trash()).toEqual([]);
    expect(await caught(openbis.objects.delete('/LAB/P1/A', 'once more'))).toBeInstanceOf(NotFound);
    expect(await issuesOf(openbis.objects.delete('/LAB/P1/A', ' '))).toEqual([
      'reason: must say why: it is kept with the deletion',
    ]);
  });

  it('stay as they are once they are frozen', async () => {
    await openbis.objects.create(specimen('A'));
    await openbis.objects.update('/LAB/P1/A', { freeze: true });
    const error = await caught(openbis.objects.update('/LAB/P1/A', { properties: { WEIGHT: 1 } }));
    expect(isRepositoryError(error) && error.message).toMatch(/frozen/);
  });
});

describe('many objects', () => {
  beforeEach(folders);
  const count = (operation: string) =>
    lab.journal.requests().filter((request) => request.operation === `openbis.${operation}`).length;

  it('are made by the hundred, their codes taken first', async () => {
    const items = Array.from({ length: 250 }, (_, n) => ({
      type: 'EXPERIMENTAL_STEP',
      collection: '/LAB/P1/RUNS',
      properties: { $NAME: `step ${n}` },
    }));
    const { counts } = await openbis.objects.createMany(items).done();
    expect(counts).toMatchObject({ stored: 250, refused: 0 });
    expect(count('createSamples')).toBeLessThanOrEqual(5);
    expect(count('createCodes')).toBeLessThanOrEqual(5);
    expect(
      lab.state.openbis.objects.list().filter(({ collection }) => collection === '/LAB/P1/RUNS'),
    ).toHaveLength(250);
  });

  it('tell which one was refused, and make all others', async () => {
    await openbis.objects.create(specimen('S3'));
    const items = Array.from({ length: 8 }, (_, n) =>
      specimen(`S${n}`, n === 5 ? { parents: ['/LAB/P1/NOBODY'] } : {}),
    );
    const states: string[] = [];
    for await (const { key, status } of openbis.objects.createMany(items)) states.push(`${key} ${status}`);
    expect(states).toEqual([
      'S0 stored',
      'S1 stored',
      'S2 stored',
      'S3 found',
      'S4 stored',
      'S5 refused',
      'S6 stored',
      'S7 stored',
    ]);
  });
});

describe('transactions', () => {
  it('make folders, parents and children in one call', async () => {
    const [spaces, , , objects] = await openbis.operations.execute([
      { createSpaces: [{ code: 'LAB', creationId: 'space' }] },
      { createProjects: [{ space: { creationId: 'space' }, code: 'P1', creationId: 'project' }] },
      {
        createCollections: [
          { type: 'COLLECTION', project: { creationId: 'project' }, code: 'RUNS', creationId: 'runs' },
        ],
      },
      {
        createObjects: [
          {
            type: 'EXPERIMENTAL_STEP',
            code: 'CHILD',
            collection: { creationId: 'runs' },
            parents: [{ creationId: 'mother' }],
          },
          {
            type: 'EXPERIMENTAL_STEP',
            code: 'MOTHER',
            collection: { creationId: 'runs' },
            creationId: 'mother',
          },
        ],
      },
    ]);
    expect(spaces?.objectIds).toEqual(['LAB']);
    expect(objects?.objectIds).toHaveLength(2);
    expect(lab.state.openbis.objects.get('/LAB/P1/CHILD')).toMatchObject({
      collection: '/LAB/P1/RUNS',
      parents: ['/LAB/P1/MOTHER'],
    });
  });

  it('do all of it or nothing', async () => {
    await folders();
    await openbis.objects.create(specimen('A'));
    const error = await caught(
      openbis.operations.execute([
        { createObjects: [specimen('B')] },
        { updateObjects: [{ object: '/LAB/P1/A', change: { properties: { WEIGHT: 7 } } }] },
        { deleteObjects: ['/LAB/P1/NOBODY'], reason: 'not there' },
      ]),
    );
    expect(error).toBeInstanceOf(NotFound);
    expect(lab.state.openbis.objects.get('/LAB/P1/B')).toBeUndefined();
    expect(lab.state.openbis.objects.get('/LAB/P1/A')?.properties).not.toHaveProperty('WEIGHT');
    const [, deleted] = await openbis.operations.execute(
      [
        { updateObjects: [{ object: '/LAB/P1/A', change: { properties: { WEIGHT: 7 } } }] },
        { deleteObjects: ['/LAB/P1/A'], reason: 'all done' },
      ],
      { inOrder: true },
    );
    expect(deleted?.deletionId).toBe(lab.state.openbis.trash()[0]?.id);
    expect(
      await issuesOf(
        openbis.operations.execute([
          { createObjects: [{ type: 'SPECIMEN', code: 'C', project: '/LAB/P1' }] },
        ]),
      ),
    ).toEqual([
      expect.stringMatching(/^operations\[0\]\.createObjects\[0\]\.properties\["\$NAME"\]: /),
      expect.stringMatching(/^operations\[0\]\.createObjects\[0\]\.properties\.SPECIES: /),
    ]);
  });
});

describe('lost answers', () => {
  beforeEach(folders);
  const sent = (operation: string) =>
    lab.journal.requests().filter((request) => request.operation === `openbis.${operation}`).length;
  const lose = (operation: string, effect: 'reset' | 'resetAfterCommit') =>
    lab.faults.add({ operation: `openbis.${operation}`, times: 1, effect: { [effect]: true } });

  it('of a creation are cleared up by the code, and nothing is sent twice that arrived', async () => {
    lose('createSpaces', 'resetAfterCommit');
    expect(await openbis.spaces.create({ code: 'S' })).toEqual({ permId: 'S', code: 'S' });
    lose('createSamples', 'resetAfterCommit');
    const before = sent('createSamples');
    const made = await openbis.objects.create({ type: 'EXPERIMENTAL_STEP', project: '/LAB/P1' });
    expect(sent('createSamples')).toBe(before + 1);
    expect(lab.state.openbis.objects.get(made.permId)?.identifier).toBe(made.identifier);
    lose('createSamples', 'reset');
    const second = await openbis.objects.create(specimen('A'));
    expect(sent('createSamples')).toBe(before + 3);
    expect(lab.state.openbis.objects.get(second.permId)?.code).toBe('A');
  });

  it('of one that somebody else had made stay in doubt', async () => {
    await openbis.objects.create(specimen('A'));
    const late = createClient({
      ...lab.config,
      random: () => 0,
      clock: { now: () => Date.now() + 3_600_000, timer: systemClock.timer },
    });
    lose('createSamples', 'reset');
    const error = await caught(late.openbis.objects.create(specimen('A')));
    expect(error).toMatchObject({ outcome: 'unknown' });
    late.close();
    // Made just now, but it says something else.
    lose('createSamples', 'reset');
    const other = specimen('A', { properties: { $NAME: 'another', species: 'HOMO_SAPIENS' } });
    expect(await caught(openbis.objects.create(other))).toMatchObject({ outcome: 'unknown' });
  });

  it('of many are cleared up all at once, with a journal or without', async () => {
    const items = Array.from({ length: 6 }, (_, n) => ({
      type: 'EXPERIMENTAL_STEP',
      project: '/LAB/P1',
      properties: { $NAME: `n${n}` },
    }));
    lose('createSamples', 'resetAfterCommit');
    const before = sent('createSamples');
    const found = await openbis.objects.createMany(items).done();
    expect(found.counts).toMatchObject({ found: 6, stored: 0 });
    expect(sent('createSamples')).toBe(before + 1);
    lose('createSamples', 'reset');
    const stored = await openbis.objects
      .createMany(items.map((item, n) => ({ ...item, code: `M${n}` })))
      .done();
    expect(stored.counts).toMatchObject({ stored: 6 });
  });

  it('of a deletion are cleared up by its reason', async () => {
    await openbis.objects.create(specimen('A'));
    lose('deleteSamples', 'resetAfterCommit');
    const { deletion } = await openbis.objects.delete('/LAB/P1/A', 'lost on the way');
    expect(lab.state.openbis.trash()).toMatchObject([{ id: deletion, reason: 'lost on the way' }]);
    await openbis.objects.create(specimen('B'));
    lose('deleteSamples', 'reset');
    // The first try did nothing, and the second one is refused for the one that is not there.
    const error = await caught(openbis.objects.delete(['/LAB/P1/B', '/LAB/P1/NOBODY'], 'both'));
    expect(error).toBeInstanceOf(NotFound);
    expect(lab.state.openbis.objects.get('/LAB/P1/B')).toBeDefined();
  });
});

it('gives codes and permIds, and calls custom services', async () => {
  expect(await openbis.codes.create({ prefix: 'X', count: 3 })).toEqual([
    expect.stringMatching(/^X\d+$/),
    expect.stringMatching(/^X\d+$/),
    expect.stringMatching(/^X\d+$/),
  ]);
  const permIds = await openbis.codes.createPermIds(2);
  expect(new Set(permIds).size).toBe(2);
  const next = await openbis.customServices.execute('as-eln-lims-api', {
    method: 'getNextSequenceForType',
    sampleTypeCode: 'EXPERIMENTAL_STEP',
  });
  expect(next).toBe(3);
  expect(await caught(openbis.customServices.execute('nobody'))).toBeInstanceOf(NotFound);
});
