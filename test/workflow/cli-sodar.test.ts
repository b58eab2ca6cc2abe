import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createClient, type Sodar } from 'accession';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linesOf, tableOf } from '../support/cli.ts';
import { CliLab, takeTime } from '../support/cli-lab.ts';
import { EVERYTHING } from '../support/scale.ts';
import { filesOf, type Place, preparePlace } from '../support/sodar-project.ts';
import { sheetFiles, sheetZip } from '../unit/sandbox/sodar/isatab.ts';

takeTime();

const LIFE = 'sodar.landingZone';
const SOON = { after: { ms: 60 } };

let desk: CliLab;
/** For what a test needs to be there, and for looking at what became of it. */
let sodar: Sodar;
beforeAll(async () => {
  desk = await CliLab.start('sodar', { services: ['sodar'] });
  mkdirSync(desk.path('sheets'));
  for (const [name, text] of Object.entries(sheetFiles())) desk.write(`sheets/${name}`, text);
  mkdirSync(desk.path('run/goat-1'), { recursive: true });
  desk.write('run/goat-1/reads.fastq', 'ACGT');
  desk.write('run/notes.txt', 'two\n');
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.lab.reset();
  desk.lab.lifecycle.set(LIFE, SOON);
  const repos = createClient(desk.lab.config);
  sodar = repos.sodar;
  return () => repos.close();
});

const bare = (title: string) => {
  const { categoryUuid, userUuid } = desk.lab.credentials.sodar;
  return sodar.projects.create({ title, type: 'PROJECT', parent: categoryUuid, owner: userUuid });
};
const written = () => desk.asked().filter((operation) => /import|create|move|validate|put/i.test(operation));

describe('sodar projects', () => {
  it('lists and searches projects', async () => {
    const { sodar_uuid: uuid } = await bare('High Valley');
    await bare('Low Land');
    const all = await desk.run(['sodar', 'projects']);
    expect(tableOf(all.out).map(({ title }) => title)).toEqual([
      'Sandbox / High Valley',
      'Sandbox / Low Land',
    ]);
    const { code, out } = await desk.run(['sodar', 'projects', 'valley', '--json']);
    expect([code, linesOf(out)]).toMatchObject([0, [{ sodar_uuid: uuid, title: 'High Valley' }]]);
    const none = await desk.run(['sodar', 'projects', 'goat', '--categories']);
    expect([none.code, tableOf(none.out), none.err]).toEqual([0, [], 'accession: nothing found\n']);
  });

  it.each([
    ['a token that is not good', { SODAR_API_TOKEN: 'no-such-token' }, 6, 'web interface'],
    ['no address', { SODAR_URL: undefined }, 2, 'the address of SODAR is missing'],
  ])('explains %s', async (_, env, exitCode, message) => {
    const { code, err } = await desk.run(['sodar', 'projects'], { env });
    expect([code, err]).toEqual([exitCode, expect.stringContaining(message)]);
  });
});

describe('sodar sheets', () => {
  it('are imported, replaced only with --yes, and exported again', async () => {
    const { sodar_uuid: uuid } = await bare('High Valley');
    desk.asked();
    const dry = await desk.run(['sodar', 'sheets', 'import', 'high valley', 'sheets', '--dry-run', '--json']);
    expect([dry.code, linesOf(dry.out)]).toMatchObject([0, [{ project: uuid, replaces: false }]]);
    expect(written()).toEqual([]);
    const first = await desk.run(['sodar', 'sheets', 'import', 'high valley', 'sheets', '--json']);
    expect([first.code, linesOf(first.out)]).toMatchObject([
      0,
      [{ project: uuid, files: ['a_alpine.txt', 'i_valley.txt', 's_altitude.txt'], sodar_warnings: [] }],
    ]);

    const odd = sheetFiles({ measurement: 'the taste of stones', title: 'Higher Valley' });
    writeFileSync(desk.path('odd.zip'), sheetZip(odd));
    const again = ['sodar', 'sheets', 'import', uuid, 'odd.zip'];
    const refused = await desk.run(again);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('has sheets already ("High Valley": 1 study, 1 assay)');
    expect(refused.err).toContain('add --yes');
    const replaced = await desk.run([...again, '--yes']);
    expect(replaced.code).toBe(0);
    expect(replaced.err).toMatch(/SODAR warns: .+/);
    expect(await sodar.sampleSheets.investigation(uuid)).toMatchObject({ title: 'Higher Valley' });

    const save = (...more: string[]) =>
      desk.run(['sodar', 'sheets', 'export', 'Sandbox / High Valley', ...more]);
    expect((await save('-o', 'saved')).code).toBe(0);
    expect(readdirSync(desk.path('saved')).sort()).toEqual([
      'a_alpine.txt',
      'i_valley.txt',
      's_altitude.txt',
    ]);
    const there = await save('-o', 'saved');
    expect([there.code, there.err]).toEqual([2, expect.stringContaining('--overwrite')]);
    expect((await save('-o', 'saved.zip')).code).toBe(0);
    expect(readFileSync(desk.path('saved.zip')).subarray(0, 2).toString()).toBe('PK');
    expect((await save('-o', 'saved.json')).code).toBe(0);
    const json = await save('--json');
    expect(linesOf(json.out)[0]).toEqual(JSON.parse(desk.read('saved.json')));
    const nothing = await save();
    expect([nothing.code, nothing.err]).toEqual([2, expect.stringContaining('--output is missing')]);
  });

  it('tell what is wrong before anything is sent', async () => {
    await bare('High Valley');
    const { categoryUuid: parent } = desk.lab.credentials.sodar;
    const goats = await sodar.projects.create({ title: 'Goats', type: 'CATEGORY', parent });
    await sodar.projects.create({ title: 'High Valley', type: 'PROJECT', parent: goats });
    mkdirSync(desk.path('half'));
    desk.write('half/s_a.txt', 'Source Name\n');
    desk.asked();
    for (const [args, message] of [
      [['import', 'High Valley', 'half'], 'i_'],
      [['import', 'No Such Project', 'sheets'], 'there is no project "No Such Project"'],
      [['import', '5c1e3f60-8b7a-4d29-9e14-2f6b0a7c8d31', 'sheets'], 'there is no project'],
      [['import', 'High Valley', 'sheets'], '2 projects are called "High Valley"'],
    ] as const) {
      const { code, err } = await desk.run(['sodar', 'sheets', ...args]);
      expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    }
    expect(written()).toEqual([]);
  });

  it("give the words of SODAR's parser", async () => {
    await bare('High Valley');
    mkdirSync(desk.path('broken'), { recursive: true });
    for (const [name, text] of Object.entries(sheetFiles()))
      desk.write(`broken/${name}`, name.startsWith('s_') ? 'Nonsense\tMore\nx\ty\n' : text);
    const { code, err } = await desk.run(['sodar', 'sheets', 'import', 'High Valley', 'broken']);
    expect([code, err]).toEqual([3, expect.stringContaining('altamISA')]);
  });
});

describe('sodar zone', () => {
  it('has its place made once, is created, and shows how it is', async () => {
    const { project } = await preparePlace(sodar, desk.lab, { collections: false });
    const { sodar_uuid: uuid } = project;
    const early = await desk.run(['sodar', 'zone', 'deposit', uuid, 'run']);
    expect([early.code, early.err]).toEqual([
      2,
      expect.stringContaining('run `accession sodar collections PROJECT` first'),
    ]);
    for (const status of ['stored', 'found']) {
      const { code, out } = await desk.run(['sodar', 'collections', uuid, '--json']);
      expect([code, linesOf(out)]).toEqual([0, [{ project: uuid, status }]]);
    }
    const made = await desk.run(['sodar', 'zone', 'create', uuid, '--title', 'Batch 2', '--json']);
    const [zone = {}] = linesOf(made.out);
    expect([made.code, zone]).toMatchObject([
      0,
      { status: 'ACTIVE', title: expect.stringContaining('batch_2') },
    ]);
    const list = await desk.run(['sodar', 'zone', 'list', uuid]);
    expect(tableOf(list.out)).toMatchObject([{ uuid: zone.sodar_uuid, status: 'ACTIVE' }]);

    desk.lab.lifecycle.set(LIFE, { after: 'never' });
    const later = await desk.run([
      'sodar',
      'zone',
      'create',
      uuid,
      '--assay',
      'a_alpine.txt',
      '--no-wait',
      '--json',
    ]);
    const { sodar_uuid: busy } = linesOf(later.out)[0] as { sodar_uuid: string };
    const status = await desk.run(['sodar', 'zone', 'status', busy]);
    expect([status.code, status.out]).toEqual([7, expect.stringMatching(/^status\tCREATING$/m)]);
    const patient = await desk.run(['sodar', 'zone', 'status', busy, '--wait', '--timeout', '1']);
    expect(patient.code).toBe(7);
    desk.lab.lifecycle.set(LIFE, { fail: 'NOT CREATED' });
    const failed = await desk.run(['sodar', 'zone', 'create', uuid]);
    expect([failed.code, failed.err]).toEqual([3, expect.stringContaining('could not be created')]);
  });

  it.each([
    ['a zone that is no UUID', ['status', 'my zone'], '"my zone" is not a UUID'],
    [
      'an assay that is not there',
      ['create', 'High Valley', '--assay', 'a_b.txt'],
      'no assay a_b.txt; it has a_alpine.txt',
    ],
    ['files that are not there', ['deposit', 'High Valley', 'nowhere'], 'cannot be read'],
  ])('explains %s', async (_, args, message) => {
    await preparePlace(sodar, desk.lab);
    const { code, err } = await desk.run(['sodar', 'zone', ...args]);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('sodar zone deposit', () => {
  let place: Place;
  beforeEach(async () => {
    place = await preparePlace(sodar, desk.lab);
    desk.asked();
  });
  const SIZES = { 'goat-1/reads.fastq': 4, 'notes.txt': 4 };
  const DEPOSIT = ['sodar', 'zone', 'deposit', 'High Valley', 'run'];
  const zones = () => sodar.landingZones.list(place.project, { finished: true }).all();

  it('takes a folder all the way', async () => {
    const dry = await desk.run([...DEPOSIT, '--dry-run', '--journal', 'dry.ndjson', '--json']);
    expect([dry.code, linesOf(dry.out)]).toMatchObject([0, [{ dryRun: true, uploaded: 0 }]]);
    expect([written(), await zones(), existsSync(desk.path('dry.ndjson'))]).toEqual([[], [], false]);

    const { code, out, err } = await desk.run([...DEPOSIT, '--journal', 'run.ndjson', '--message', 'Run 7']);
    expect(code).toBe(0);
    expect(tableOf(out)).toEqual([
      { path: 'goat-1/reads.fastq', bytes: '4', checksum: 'f1f8f4bf413b16ad135722aa4591043e' },
      { path: 'notes.txt', bytes: '4', checksum: expect.stringMatching(/^[0-9a-f]{32}$/) },
    ]);
    expect(err).toMatch(
      /creating ….*uploading ….*moving ….*moved 2 files into "High Valley" \(2 sent now, 8 B\)/s,
    );
    expect(await filesOf(sodar, place)).toEqual(SIZES);
    expect(await zones()).toMatchObject([{ status: 'MOVED', user_message: 'Run 7' }]);

    const again = await desk.run([...DEPOSIT, '--journal', 'run.ndjson', '--json']);
    expect([again.code, linesOf(again.out)]).toMatchObject([0, [{ uploaded: 0, zone: { status: 'MOVED' } }]]);
    const taken = await desk.run(DEPOSIT);
    expect(taken.code).toBe(2);
    expect(taken.err).toContain(
      'there is a file of this name in the assay already, and SODAR never overwrites',
    );
    expect(await zones()).toHaveLength(1);
  });

  it('goes on with a zone that is named, into the assay of that zone', async () => {
    const { project } = await preparePlace(sodar, desk.lab, { title: 'Two', assays: ['alpine', 'marine'] });
    const uuid = project.sodar_uuid;
    const made = await desk.run(['sodar', 'zone', 'create', uuid, '--assay', 'a_marine.txt', '--json']);
    const [zone = {}] = linesOf(made.out);
    const goOn = ['sodar', 'zone', 'deposit', uuid, 'run', '--zone', String(zone.sodar_uuid), '--json'];
    const other = await desk.run([...goOn, '--assay', 'a_alpine.txt']);
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('is of another assay')]);
    const { code, out } = await desk.run(goOn);
    expect([code, linesOf(out)]).toMatchObject([0, [{ uploaded: 2, zone: { assay: zone.assay } }]]);
  });

  const KILLS = [
    [3, 'sodar.dav.put', 'committed'],
    [1, 'sodar.landingZones.create', 'committed'],
    [1, 'sodar.landingZones.move', 'answered'],
  ] as const;
  it.each(EVERYTHING ? KILLS : KILLS.slice(0, 2))(
    'killed at %i of %s (%s), the same command goes on',
    async (nth, operation, moment) => {
      const args = [
        ...DEPOSIT,
        '--journal',
        `kill-${operation}.ndjson`,
        '--look-for',
        '1',
        '--concurrency',
        '1',
      ];
      const run = desk.begin(args);
      let seen = 0;
      const stop = desk.lab.requests.watch(async ({ stage, request }) => {
        if (stage !== moment || request.operation !== operation) return;
        seen += 1;
        if (seen !== nth) return;
        run.process.kill('SIGKILL');
        await run.ended;
      });
      expect((await run.ended).signal).toBe('SIGKILL');
      stop();
      const { code, out } = await desk.run(args);
      expect(code).toBe(0);
      expect(tableOf(out).map(({ path }) => path)).toEqual(Object.keys(SIZES));
      expect(await filesOf(sodar, place)).toEqual(SIZES);
      expect(await zones()).toMatchObject([{ status: 'MOVED' }]);
    },
  );

  it('asked to stop, says how to go on', async () => {
    desk.lab.faults.add({ operation: 'sodar.dav.put', times: 100, effect: { delayMs: 600_000 } });
    const args = [...DEPOSIT, '--journal', 'stop.ndjson'];
    const run = desk.begin(args);
    // More than one would cut off what the first one asks to end.
    let asked = false;
    const stop = desk.lab.requests.watch(({ stage, request }) => {
      if (asked || stage !== 'received' || request.operation !== 'sodar.dav.put') return;
      asked = true;
      run.process.kill('SIGTERM');
    });
    const { code, err } = await run.ended;
    stop();
    desk.lab.faults.clear();
    // The file that was under way was cut off: it may be there.
    expect(code).toBe(5);
    expect(err).toContain('to go on run the same command again: stop.ndjson knows the landing zone');
    expect((await desk.run(args)).code).toBe(0);
    expect(await filesOf(sodar, place)).toEqual(SIZES);
    expect(await zones()).toHaveLength(1);
  });

  it("gives SODAR's reason when it refuses the files; mended, goes on in the same zone", async () => {
    const setting = { plugin_name: 'landingzones', setting_name: 'file_name_prohibit' };
    const { project } = place;
    await sodar.settings.update({ ...setting, project, value: 'fastq' });
    const { code, err } = await desk.run(DEPOSIT);
    expect(code).toBe(3);
    expect(err).toContain('prohibited file type (fastq)');
    expect(err).toContain('to go on add --zone UUID');
    await sodar.settings.update({ ...setting, project, value: '' });
    const list = await desk.run(['sodar', 'zone', 'list', project.sodar_uuid, '--json']);
    const { sodar_uuid: zone } = linesOf(list.out)[0] as { sodar_uuid: string };
    const status = await desk.run(['sodar', 'zone', 'status', zone, '--wait']);
    expect([status.code, status.out]).toEqual([3, expect.stringContaining('prohibited file type')]);
    const done = await desk.run([...DEPOSIT, '--zone', zone, '--json']);
    expect([done.code, linesOf(done.out)]).toMatchObject([0, [{ uploaded: 0, zone: { sodar_uuid: zone } }]]);
  });

  it('needs the address of the files, and is asked twice for what is called production', async () => {
    const nowhere = await desk.run(DEPOSIT, { env: { SODAR_WEBDAV_URL: undefined } });
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('SODAR_WEBDAV_URL')]);
    const env = { ACCESSION_ENVIRONMENT: 'production' };
    for (const args of [
      DEPOSIT,
      ['sodar', 'zone', 'create', 'High Valley'],
      ['sodar', 'collections', 'High Valley'],
    ]) {
      const { code, err } = await desk.run(args, { env });
      expect([code, err]).toEqual([2, expect.stringContaining('this would write to production')]);
    }
    expect(await zones()).toEqual([]);
  });
});
