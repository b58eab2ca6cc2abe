import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { createClient, type OpenBis } from 'accession';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linesOf, tableOf } from '../support/cli.ts';
import { CliLab, takeTime } from '../support/cli-lab.ts';

takeTime();

const OWNER = '/DEMO/BARLEY/EXP2';
const COLLECTION = '/DEMO/BARLEY/GREENHOUSE';
const CREATION = 'openbis.createUploadedDataSet';

let desk: CliLab;
/** For what a test needs to be there, and for looking at what became of it. */
let openbis: OpenBis;
beforeAll(async () => {
  desk = await CliLab.start('openbis', { services: ['openbis'] });
  mkdirSync(desk.path('run'));
  desk.write('run/a.txt', 'alpha\n');
  desk.write('b.txt', 'beta\n');
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.lab.reset();
  const repos = createClient(desk.lab.config);
  openbis = repos.openbis;
  return () => repos.close();
});

const demo = async (): Promise<string> => (await openbis.objects.datasets(OWNER).first())?.permId ?? '';
const ours = () => desk.lab.state.openbis.datasets.list().length - 1;
const UPLOAD = ['openbis', 'upload', 'run', 'b.txt', '--type', 'RAW_DATA', '--object', OWNER];

describe('openbis ls', () => {
  it('goes from the spaces to the files of a dataset', async () => {
    const dataset = await demo();
    const names = async (...path: string[]) => {
      const { code, out } = await desk.run(['openbis', 'ls', ...path]);
      expect(code).toBe(0);
      return tableOf(out).map(({ entity, identifier, path: file }) => `${entity} ${identifier ?? file}`);
    };
    expect(await names()).toContain('space /DEMO');
    expect(await names('demo')).toEqual(['project /DEMO/BARLEY']);
    expect(await names('/DEMO/BARLEY')).toEqual([`collection ${COLLECTION}`]);
    expect(await names('/DEMO/BARLEY', '--direct')).toContain('object /DEMO/BARLEY/LEAF-1');
    expect(await names(COLLECTION)).toEqual(['object /DEMO/BARLEY/EXP1', `object ${OWNER}`]);
    expect(await names(OWNER)).toEqual([`dataset ${dataset}`]);
    expect(await names(dataset)).toContain('file original/images/größe.txt');
    expect(await names(`${dataset}/original/nothing`)).toEqual([]);
  });

  it('gives whole records as JSON, at most as many as are wanted', async () => {
    const { out } = await desk.run(['openbis', 'ls', COLLECTION, '--json', '--limit', '1']);
    expect(linesOf(out)).toMatchObject([
      { entity: 'object', identifier: '/DEMO/BARLEY/EXP1', type: { code: 'EXPERIMENTAL_STEP' } },
    ]);
  });

  it('says what is not there, or cannot be seen', async () => {
    const { code, out, err } = await desk.run(['openbis', 'ls', '/DEMO/OATS']);
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain('there is no /DEMO/OATS, or this account may not see it');
  });

  it('ends the session that it has opened, and no other one', async () => {
    const password = { OPENBIS_TOKEN: undefined };
    desk.asked();
    expect((await desk.run(['openbis', 'ls'], { env: password })).code).toBe(0);
    expect(desk.asked()).toEqual(['openbis.login', 'openbis.searchSpaces', 'openbis.logout']);
    expect((await desk.run(['openbis', 'ls', '/NO/SUCH/THING'], { env: password })).code).toBe(3);
    expect(desk.asked().at(-1)).toBe('openbis.logout');
    await desk.run(['openbis', 'ls']);
    expect(desk.asked()).toEqual(['openbis.searchSpaces']);
  });

  it.each([
    ['a wrong password', { OPENBIS_TOKEN: undefined, OPENBIS_PASSWORD: 'not this one' }, 6],
    ['no address', { OPENBIS_URL: undefined }, 2],
  ])('explains %s', async (_, env, exitCode) => {
    const { code, err } = await desk.run(['openbis', 'ls', '--json'], { env });
    expect(code).toBe(exitCode);
    expect(err).toContain('what to do: ');
  });
});

describe('openbis get', () => {
  it('reads by path, code and permId; JSON, or one row for each', async () => {
    const dataset = await demo();
    const { code, out } = await desk.run(['openbis', 'get', 'EXP2', dataset, COLLECTION, '--json']);
    expect(code).toBe(0);
    expect(linesOf(out)).toMatchObject([
      { entity: 'object', identifier: OWNER, parents: [{ code: 'EXP1' }] },
      { entity: 'dataset', permId: dataset },
      { entity: 'collection', identifier: COLLECTION },
    ]);
    const table = await desk.run(['openbis', 'get', OWNER, dataset, '--table']);
    expect(tableOf(table.out)).toMatchObject([
      { entity: 'object', identifier: OWNER, type: 'EXPERIMENTAL_STEP', $NAME: 'Drought stress' },
      { entity: 'dataset', permId: dataset, type: 'RAW_DATA', $NAME: 'Leaf images' },
    ]);
  });

  it('asks what is meant when two have one path', async () => {
    await openbis.objects.create({ type: 'EXPERIMENTAL_STEP', code: 'GREENHOUSE', project: '/DEMO/BARLEY' });
    const { code, err } = await desk.run(['openbis', 'get', COLLECTION]);
    expect([code, err]).toEqual([2, expect.stringContaining('a collection and of an object')]);
    expect(err).toContain('--entity collection or --entity object');
    const { out } = await desk.run(['openbis', 'get', COLLECTION, '--entity', 'object', '--json']);
    expect(linesOf(out)).toMatchObject([{ entity: 'object', type: { code: 'EXPERIMENTAL_STEP' } }]);
  });

  it('gives the others when one is not there', async () => {
    const { code, out, err } = await desk.run(['openbis', 'get', '/DEMO/OATS', OWNER, '--json']);
    expect(code).toBe(3);
    expect(linesOf(out)).toMatchObject([
      { identifier: '/DEMO/OATS', error: { code: 'usage' } },
      { entity: 'object', identifier: OWNER },
    ]);
    expect(err).toContain('there is no /DEMO/OATS');
  });
});

describe('openbis download', () => {
  it('fetches files once, keeps what is there, and refuses to overwrite', async () => {
    const dataset = await demo();
    const args = ['openbis', 'download', dataset, '--output', 'got', '--flat'];
    const first = await desk.run([...args, '--only', '*.csv', '--only', 'images/readme.txt']);
    expect(first.code).toBe(0);
    expect(tableOf(first.out).map(({ file = '' }) => file.split('/got/')[1])).toEqual([
      'images/readme.txt',
      'images/leaf 1 #a 100%.csv',
    ]);
    const all = await desk.run([...args, '--json']);
    expect(linesOf(all.out)).toMatchObject([{ dataset, size: 54 }]);
    expect(all.err).toContain('2 fetched, 2 kept that were there');
    desk.write('got/images/readme.txt', 'mine');
    const refused = await desk.run(args);
    expect([refused.code, desk.read('got/images/readme.txt')]).toEqual([2, 'mine']);
    expect(refused.err).toContain('--overwrite');
    expect((await desk.run([...args, '--overwrite'])).code).toBe(0);
    expect(desk.read('got/images/readme.txt')).toHaveLength(24);
  });

  it('says when no file is meant, and when there is no dataset', async () => {
    const none = await desk.run(['openbis', 'download', await demo(), '--only', '*.bam']);
    expect([none.code, none.err]).toEqual([3, expect.stringContaining('no file of')]);
    const unknown = await desk.run(['openbis', 'download', '20200101000000000-1']);
    expect(unknown.code).toBe(3);
  });

  it('cut off on the way, goes on where it was', async () => {
    const content = randomBytes(4_000_000);
    const { permId } = await openbis.datasets.upload({
      type: 'RAW_DATA',
      object: OWNER,
      files: { name: 'big.bin', source: content },
    });
    desk.lab.faults.add({
      operation: 'openbis.dataSetFiles.download',
      effect: { stallAfterBytes: 3_000_000 },
    });
    const args = ['openbis', 'download', permId, '--flat'];
    const run = desk.begin(args);
    const part = desk.path('big.bin.part');
    await expect
      .poll(() => (existsSync(part) ? statSync(part).size : 0), { timeout: 60_000 })
      .toBeGreaterThan(1_000_000);
    run.process.kill('SIGKILL');
    await run.ended;
    desk.lab.journal.clear();
    expect((await desk.run(args)).code).toBe(0);
    expect(readFileSync(desk.path('big.bin')).equals(content)).toBe(true);
    expect(existsSync(desk.path('big.bin.part'))).toBe(false);
    const [fetched] = desk.lab.journal.requests({ operation: 'openbis.dataSetFiles.download' });
    expect(fetched?.headers.range).toMatch(/^bytes=[1-9]\d*-$/);
  });
});

describe('openbis upload', () => {
  it('makes a dataset of files and folders, and prints its permId', async () => {
    const more = ['--property', '$NAME=Run 7', '--parent', await demo(), '--folder', 'run-7'];
    desk.asked();
    const dry = await desk.run([...UPLOAD, ...more, '--dry-run', '--json']);
    expect(dry.code).toBe(0);
    expect(linesOf(dry.out)).toEqual([
      {
        dryRun: true,
        files: [
          { path: 'original/run-7/run/a.txt', size: 6 },
          { path: 'original/run-7/b.txt', size: 5 },
        ],
        size: 11,
      },
    ]);
    const made = /workspace|create/i;
    expect(desk.asked().filter((operation) => made.test(operation))).toEqual([]);

    const { code, out, err } = await desk.run([...UPLOAD, ...more]);
    expect(code).toBe(0);
    const permId = out.trim();
    expect(err).toContain(`made ${permId} of 2 files, 11 B for ${OWNER}`);
    expect(await openbis.datasets.get(permId)).toMatchObject({
      sample: { identifier: OWNER },
      properties: { $NAME: 'Run 7' },
      parents: [{ permId: await demo() }],
    });

    // Run again, as after a kill: what is there is found.
    const again = await desk.run([...UPLOAD, ...more, '--json']);
    expect(linesOf(again.out)).toMatchObject([{ status: 'found', permId }]);
    expect(ours()).toBe(1);
    const another = await desk.run([...UPLOAD, ...more, '--again', '--json']);
    expect(linesOf(another.out)).toMatchObject([{ status: 'stored' }]);
    expect(ours()).toBe(2);
  });

  it('looks for a dataset whose answer was lost, and never sends it twice', async () => {
    desk.lab.faults.add({ operation: CREATION, effect: { resetAfterCommit: true } });
    const args = ['openbis', 'upload', 'b.txt', '--type', 'RAW_DATA', '--experiment', COLLECTION];
    const { code, out } = await desk.run(args);
    expect([code, ours()]).toEqual([0, 1]);
    expect(await openbis.datasets.get(out.trim())).toMatchObject({ experiment: { identifier: COLLECTION } });
  });

  it('says so when nobody can tell whether it was made', async () => {
    desk.lab.faults.add({ operation: CREATION, effect: { resetAfterCommit: true } });
    const stop = desk.lab.requests.watch(({ stage, request }) => {
      if (stage === 'committed' && request.operation === CREATION)
        desk.lab.faults.add({ operation: 'openbis.searchDataSets', times: 100, effect: { status: 500 } });
    });
    const { code, out, err } = await desk.run([...UPLOAD, '--look-for', '1']);
    stop();
    expect([code, out]).toEqual([5, '']);
    expect(err).toContain('It may be stored all the same');
    desk.lab.faults.clear();
    expect((await desk.run(UPLOAD)).code).toBe(0);
    expect(ours()).toBe(1);
  });

  it.each(['received', 'committed'] as const)(
    'killed when its creation is %s, and run again: one dataset',
    async (moment) => {
      const run = desk.begin(UPLOAD);
      let killed = false;
      const stop = desk.lab.requests.watch(async ({ stage, request }) => {
        if (killed || stage !== moment || request.operation !== CREATION) return;
        killed = true;
        run.process.kill('SIGKILL');
        await run.ended;
      });
      expect((await run.ended).signal).toBe('SIGKILL');
      await expect.poll(ours).toBe(1);
      stop();
      expect((await desk.run(UPLOAD)).err).toContain('these files are there already');
      expect(ours()).toBe(1);
    },
  );

  const TYPE = ['--type', 'RAW_DATA'];
  it.each([
    ['no type', ['b.txt', '--object', OWNER], '--type is missing'],
    ['no owner', ['b.txt', ...TYPE], 'Give --object or --experiment, one of them.'],
    [
      'an unknown owner',
      ['b.txt', ...TYPE, '--object', '/DEMO/BARLEY/NOBODY'],
      'there is no /DEMO/BARLEY/NOBODY',
    ],
    ['an unknown property', ['b.txt', ...TYPE, '--object', OWNER, '--property', 'TASTE=sour'], 'TASTE'],
    [
      'a property given twice',
      ['b.txt', ...TYPE, '--object', OWNER, '--property', '$NAME=one', '--property', '$NAME=two'],
      '--property $NAME is given twice',
    ],
    ['a file that is not there', ['c.txt', ...TYPE, '--object', OWNER], 'c.txt cannot be read'],
  ])('refuses %s before anything is sent', async (_, args, message) => {
    desk.asked();
    const { code, out, err } = await desk.run(['openbis', 'upload', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(desk.asked().filter((operation) => /workspace|create/i.test(operation))).toEqual([]);
  });

  it('writes to what is called production only when asked for twice; addresses of others do not matter', async () => {
    const env = { ACCESSION_ENVIRONMENT: 'production' };
    const { code, err } = await desk.run(UPLOAD, { env });
    expect([code, err]).toEqual([2, expect.stringContaining('this would write to production')]);
    expect(ours()).toBe(0);
    const both = await desk.run([...UPLOAD, '--environment', 'production', '--yes'], { env });
    expect(both.code).toBe(0);
    const other = { BIOSAMPLES_URL: 'https://www.ebi.ac.uk/biosamples' };
    expect((await desk.run(UPLOAD, { env: other })).code).toBe(0);
  });
});
