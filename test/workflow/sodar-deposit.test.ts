import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { createClient } from 'accession';
import { type Lab, type SandboxOptions, startSandbox } from 'accession/sandbox';
import { Sodar, type SodarDepositOptions, type SodarUploader } from 'accession/sodar';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HastyClock } from '../support/hasty-clock.ts';
import { filesOf, type Place, preparePlace } from '../support/sodar-project.ts';

const LIFE = 'sodar.landingZone';
const PATIENT_MS = 15_013;
const NEVER_THERE = { reconcileForMs: 0 };
let lab: Lab;
let sodar: Sodar;
let place: Place;
let folder: string;
const journal = () => join(mkdtempSync(join(folder, 'run-')), 'deposit.ndjson');

const clientOf = (one: Lab) =>
  createClient({
    ...one.config,
    timeoutMs: PATIENT_MS,
    random: () => 0,
    clock: new HastyClock(PATIENT_MS, one.clock),
  }).sodar;
const sum = (text: string, kind = 'md5') => createHash(kind).update(text).digest('hex');
const bytes = (text: string) => Buffer.from(text);
const zonesOf = () => sodar.landingZones.list(place.project, { finished: true }).all();
const puts = () =>
  lab.journal.requests({ operation: 'sodar.dav.put' }).filter(({ path }) => !path.endsWith('.md5')).length;

/** Files on the disk; gives the folder. */
function onDisk(files: Record<string, string>): string {
  const root = mkdtempSync(join(folder, 'files-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accession-deposit-'));
  lab = await startSandbox({ seed: 'demo' });
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await lab.reset();
  lab.lifecycle.set(LIFE, { after: { ms: 60 } });
  sodar = clientOf(lab);
  place = await preparePlace(sodar, lab);
});

const FILES = { 'goat-1/reads.fastq': 'ACGT', 'goat-1/µ & #1.txt': 'x', 'notes.txt': 'two\n' };
const SIZES = { 'goat-1/reads.fastq': 4, 'goat-1/µ & #1.txt': 1, 'notes.txt': 4 };

describe('a deposit', () => {
  it('takes a folder all the way', async () => {
    const steps = new Set<string>();
    let last: unknown;
    const done = await sodar.landingZones.deposit(
      place.project,
      { assay: place.assay, files: onDisk(FILES), title: 'Batch 2' },
      {
        onProgress(progress) {
          steps.add(progress.step);
          last = progress;
        },
      },
    );
    expect(done).toMatchObject({ uploaded: 3, bytes: 9, duplicates: [], zone: { status: 'MOVED' } });
    expect(done.files[0]).toEqual({ path: 'goat-1/reads.fastq', size: 4, checksum: sum('ACGT') });
    expect(done.zone?.title).toContain('_batch_2_');
    expect(await filesOf(sodar, place)).toEqual(SIZES);
    expect([...steps]).toEqual(['preparing', 'creating', 'uploading', 'validating', 'moving', 'moved']);
    expect(last).toMatchObject({ files: { done: 3, total: 3 }, bytes: { transferred: 9, total: 9 } });
  });

  it('takes paths, buffers and streams, and needs no assay where there is only one', async () => {
    const root = onDisk(FILES);
    const files = [
      join(root, 'notes.txt'),
      { path: 'MiscFiles/b.txt', source: bytes('bb') },
      { path: 'MiscFiles/c.txt', source: { open: () => Readable.from([bytes('cc'), bytes('c')]) } },
    ];
    const done = await sodar.landingZones.deposit(
      place.project,
      { files, create_colls: true, restrict_colls: false },
      { validate: false },
    );
    expect(done.files.map(({ size }) => size)).toEqual([4, 2, 3]);
    expect(await filesOf(sodar, place)).toEqual({
      'notes.txt': 4,
      'MiscFiles/b.txt': 2,
      'MiscFiles/c.txt': 3,
    });
    expect(lab.journal.requests({ operation: 'sodar.landingZones.validate' })).toEqual([]);
  });

  it('writes the checksum files that the site wants', async () => {
    const other = await startSandbox({ seed: 'demo', settings: { 'sodar.hashScheme': 'SHA256' } });
    try {
      other.lifecycle.set(LIFE, { after: 'immediate' });
      const there = clientOf(other);
      const { project } = await preparePlace(there, other);
      const done = await there.landingZones.deposit(project, { files: onDisk(FILES) });
      expect(done.files[0]?.checksum).toBe(sum('ACGT', 'sha256'));
      expect(await there.irods.files(project).first()).toMatchObject({
        checksum: `sha2:${createHash('sha256').update('ACGT').digest('base64')}`,
      });
      expect(
        await there.irods.fileExists(`sha2:${Buffer.from(sum('x', 'sha256'), 'hex').toString('base64')}`),
      ).toBe(true);
    } finally {
      await other.close();
    }
  });

  it.each<SandboxOptions['settings']>([{ 'sodar.generation': '0.14.1' }, { 'sodar.generation': '1.1' }])(
    'works with %o',
    async (settings) => {
      const other = await startSandbox({ seed: 'demo', settings });
      try {
        const there = clientOf(other);
        const home = await preparePlace(there, other);
        await there.landingZones.deposit(home.project, { files: onDisk(FILES) });
        expect(await filesOf(there, home)).toEqual(SIZES);
      } finally {
        await other.close();
      }
    },
  );

  it('compares the checksum files that lie beside the files', async () => {
    const good = {
      'a.txt': 'ACGT',
      'a.txt.md5': `\uFEFF${sum('ACGT').toUpperCase()}  a.txt\n`,
      'a.txt.sha256': sum('ACGT', 'sha256'),
    };
    await sodar.landingZones.deposit(place.project, { files: onDisk(good) });
    expect(await filesOf(sodar, place)).toEqual({ 'a.txt': 4 });
    const damaged = sodar.landingZones.deposit(place.project, {
      files: onDisk({ 'b.txt': 'ACGA', 'b.txt.sha256': sum('ACGT', 'sha256') }),
    });
    await expect(damaged).rejects.toThrow(/b.txt is not what b.txt.sha256 says.*Nothing was moved/);
    expect(await filesOf(sodar, place)).toEqual({ 'a.txt': 4 });
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', [], /holds no file: an empty landing zone would be moved/],
    ['a path that is not there', '/nowhere/at/all', /cannot be read \(ENOENT\)/],
    ['a place outside', [{ path: '../x', source: bytes('x') }], /must be a relative path/],
    [
      'two of a name',
      [
        { path: 'x', source: bytes('x') },
        { path: 'x', source: bytes('y') },
      ],
      /is there twice/,
    ],
    [
      'a file and a folder of one name',
      [
        { path: 'run/x', source: bytes('x') },
        { path: 'run/x/y/z', source: bytes('y') },
      ],
      /files: run\/x: is a file, and a folder of other files too/,
    ],
    ['a checksum file alone', [{ path: 'x.md5', source: bytes('x') }], /its file is not among the files/],
    [
      'no checksum',
      [
        { path: 'x', source: bytes('x') },
        { path: 'x.md5', source: bytes('?') },
      ],
      /is not a checksum file/,
    ],
    ['the trigger', [{ path: '.sodar_validate_and_move', source: bytes('') }], /makes SODAR move a zone/],
    ['a stream', [{ path: 'x', source: Readable.from(['x']) }], /a stream can be sent only once/],
  ])('refuses %s before anything is sent', async (_, files, message) => {
    const before = lab.requests.count;
    await expect(sodar.landingZones.deposit(place.project, { files: files as string })).rejects.toThrow(
      message,
    );
    expect(lab.requests.count).toBe(before);
  });

  it('says which assays there are, and what a project lacks', async () => {
    const files = [{ path: 'x', source: bytes('x') }];
    const bare = await preparePlace(sodar, lab, { title: 'Bare', collections: false });
    await expect(sodar.landingZones.deposit(bare.project, { files })).rejects.toThrow(
      /call irods.createCollections/,
    );
    const two = await preparePlace(sodar, lab, { title: 'Two', assays: ['alpine', 'marine'] });
    await expect(sodar.landingZones.deposit(two.project, { files })).rejects.toThrow(
      /which assay is meant.*a_alpine.txt.*a_marine.txt/,
    );
    await expect(sodar.landingZones.deposit(two.project, { files, assay: place.assay })).rejects.toThrow(
      /is not an assay of this project/,
    );
    const { url, token } = lab.config.sodar ?? {};
    const blind = new Sodar({ url, token, retries: 0 });
    await expect(blind.landingZones.deposit(place.project, { files })).rejects.toMatchObject({
      code: 'config',
    });
    expect(await zonesOf()).toEqual([]);
  });

  it('goes on with a zone that is named only where it belongs to what is meant', async () => {
    const two = await preparePlace(sodar, lab, { title: 'Two', assays: ['alpine', 'marine'] });
    const { studies } = await sodar.sampleSheets.investigation(two.project);
    const marine = Object.keys(Object.values(studies)[0]?.assays ?? {}).find((uuid) => uuid !== two.assay);
    const zone = await sodar.landingZones.waitUntil(
      await sodar.landingZones.create(two.project, { assay: marine ?? '' }),
      'ACTIVE',
      { pollMs: 5 },
    );
    const files = [{ path: 'x', source: bytes('x') }];
    const into = (project: Place['project'], input: object, options?: SodarDepositOptions) =>
      sodar.landingZones.deposit(project, { files, zone, ...input }, options);
    for (const options of [{}, { dryRun: true }]) {
      await expect(into(two.project, { assay: two.assay }, options)).rejects.toThrow(
        /zone.*is of another assay.*leave `assay` out/,
      );
      await expect(into(place.project, {}, options)).rejects.toThrow(/zone.*is in another project/);
    }
    expect((await sodar.landingZones.get(zone)).status).toBe('ACTIVE');
    expect(await into(two.project, {}, { dryRun: true })).toMatchObject({ files: [{ path: 'x' }] });
    expect((await into(two.project, {})).zone).toMatchObject({ status: 'MOVED', assay: marine });
  });

  it('does not overwrite, and can look for duplicates', async () => {
    const sums = onDisk({ r: '1', 'r.md5/y': '2' });
    await expect(sodar.landingZones.deposit(place.project, { files: sums })).rejects.toThrow(
      /files: r: gets the checksum file r.md5, and there is a folder of this name/,
    );
    expect(await zonesOf()).toEqual([]);
    await sodar.landingZones.deposit(place.project, { files: onDisk(FILES) });
    await expect(
      sodar.landingZones.deposit(place.project, { files: onDisk({ 'notes.txt/1': '?' }) }),
    ).rejects.toThrow(/files: notes.txt\/: there is a file in the assay where this folder would be/);
    await expect(
      sodar.landingZones.deposit(place.project, { files: [{ path: 'notes.txt', source: bytes('?') }] }),
    ).rejects.toThrow(/there is a file of this name in the assay already/);
    const files = [
      { path: 'copy.txt', source: bytes('ACGT') },
      { path: 'new.txt', source: bytes('new') },
    ];
    await expect(
      sodar.landingZones.deposit(place.project, { files }, { duplicates: 'refuse' }),
    ).rejects.toThrow(/copy.txt: is in SODAR already, byte for byte/);
    const done = await sodar.landingZones.deposit(place.project, { files }, { duplicates: 'skip' });
    expect(done).toMatchObject({ uploaded: 1, duplicates: ['copy.txt'] });
    expect(Object.keys(await filesOf(sodar, place))).toContain('new.txt');
    const again = await sodar.landingZones.deposit(
      place.project,
      { files: files.slice(0, 1) },
      { duplicates: 'skip' },
    );
    expect(again).toEqual({ files: [], uploaded: 0, bytes: 0, duplicates: ['copy.txt'] });
    expect(await zonesOf()).toHaveLength(2);
  });
});

describe('a deposit with a journal', () => {
  const input = () => ({ assay: place.assay, files: onDisk(FILES) });
  const run = (files: { assay: string; files: string }, options: SodarDepositOptions) =>
    sodar.landingZones.deposit(place.project, files, { ...NEVER_THERE, ...options });

  it('goes on where it was', async () => {
    const [files, path] = [input(), journal()];
    lab.faults.add({ operation: 'sodar.dav.put', nth: 3, effect: { status: 403 } });
    await expect(run(files, { journal: path, concurrency: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    expect(existsSync(`${path}.lock`)).toBe(false);
    const before = puts();
    const done = await run(files, { journal: path, concurrency: 1 });
    expect(done).toMatchObject({ uploaded: 2, zone: { status: 'MOVED' } });
    expect(done.files).toHaveLength(3);
    expect(puts() - before).toBe(2);
    expect(await filesOf(sodar, place)).toEqual(SIZES);
    expect(await zonesOf()).toHaveLength(1);

    const requests = lab.requests.count;
    expect(await run(files, { journal: path })).toMatchObject({ uploaded: 0, zone: { status: 'MOVED' } });
    expect(lab.requests.count - requests, 'one look at the zone').toBe(1);
  });

  it('says so when files are not what was deposited', async () => {
    const [files, path] = [input(), journal()];
    await run(files, { journal: path });
    writeFileSync(join(files.files, 'notes.txt'), 'owt\n');
    const changed = await run(files, { journal: path }).catch((error: unknown) => error);
    expect(changed).toMatchObject({
      code: 'input',
      issues: [{ path: 'files: notes.txt', message: expect.stringContaining('is not what was deposited') }],
    });
    writeFileSync(join(files.files, 'notes.txt'), FILES['notes.txt']);
    expect(await run(files, { journal: path })).toMatchObject({ uploaded: 0, zone: { status: 'MOVED' } });
  });

  it('sends a file again that changed meanwhile', async () => {
    const [files, path] = [input(), journal()];
    lab.faults.add({ operation: 'sodar.landingZones.validate', effect: { status: 403 } });
    await expect(run(files, { journal: path })).rejects.toMatchObject({ code: 'forbidden' });
    writeFileSync(join(files.files, 'notes.txt'), 'owt\n');
    const done = await run(files, { journal: path });
    expect(done.uploaded).toBe(1);
    expect(done.files.at(-1)).toEqual({ path: 'notes.txt', size: 4, checksum: sum('owt\n') });
    expect(await sodar.irods.fileExists(sum('owt\n'))).toBe(true);
  });

  it('goes on after SODAR has refused the files, when the reason is gone', async () => {
    const [files, path] = [input(), journal()];
    const setting = { plugin_name: 'landingzones', setting_name: 'file_name_prohibit' };
    await sodar.settings.update({ ...setting, project: place.project.sodar_uuid, value: 'fastq' });
    const failure = run(files, { journal: path });
    await expect(failure).rejects.toThrow(
      /1 file found with prohibited file type \(fastq\):\ngoat-1\/reads.fastq/,
    );
    await sodar.settings.update({ ...setting, project: place.project.sodar_uuid, value: '' });
    expect(await run(files, { journal: path })).toMatchObject({ uploaded: 0, zone: { status: 'MOVED' } });
    expect(await filesOf(sodar, place)).toEqual(SIZES);
    expect(await zonesOf()).toHaveLength(1);
  });

  it('makes a new zone when there is none any more', async () => {
    const [files, path] = [input(), journal()];
    lab.lifecycle.set(LIFE, { fail: 'NOT CREATED' });
    await expect(run(files, { journal: path })).rejects.toThrow(/could not be created/);
    lab.lifecycle.set(LIFE, { after: { ms: 60 } });
    expect(await run(files, { journal: path })).toMatchObject({ uploaded: 3 });
    expect((await zonesOf()).map(({ status }) => status).sort()).toEqual(['MOVED', 'NOT CREATED']);
  });

  it('does not take a zone that somebody else moved for its own', async () => {
    const [files, path] = [input(), journal()];
    lab.faults.add({ operation: 'sodar.dav.put', nth: 5, effect: { status: 403 } });
    await expect(run(files, { journal: path, concurrency: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    const [zone] = await zonesOf();
    await sodar.landingZones.waitUntil(await sodar.landingZones.move(zone ?? ''), 'MOVED');
    await expect(run(files, { journal: path })).rejects.toThrow(/is MOVED, and not by this deposit/);
  });

  it('belongs to its files', async () => {
    const [files, path] = [input(), journal()];
    await run(files, { journal: path });
    writeFileSync(join(files.files, 'more.txt'), 'more');
    await expect(run(files, { journal: path })).rejects.toThrow(/is of a deposit of other files/);
  });
});

it('a dry run of a deposit tells what is wrong, and makes nothing', async () => {
  const path = journal();
  const input = { files: onDisk(FILES) };
  const dry = { dryRun: true, journal: path };
  const told = await sodar.landingZones.deposit(place.project, input, dry);
  expect(told).toMatchObject({ uploaded: 0, files: Object.keys(FILES).map((name) => ({ path: name })) });
  expect(told.zone).toBeUndefined();
  expect([await zonesOf(), existsSync(path)]).toEqual([[], false]);
  await sodar.landingZones.deposit(place.project, input);
  await expect(sodar.landingZones.deposit(place.project, input, dry)).rejects.toThrow(
    /SODAR never overwrites/,
  );
});

it('a deposit takes another uploader', async () => {
  const seen: string[] = [];
  const uploader: SodarUploader = {
    async list(collection, options) {
      return sodar.dav.propfind(collection, options);
    },
    async makeCollection(collection, options) {
      await sodar.dav.mkcol(collection, options);
    },
    async upload(path, source, { digests: _, onProgress: _told, ...options }) {
      seen.push(path.slice(path.lastIndexOf('/') + 1));
      await sodar.dav.put(path, source, options);
      return { md5: sum(FILES['notes.txt']) };
    },
    readText: async () => '',
  };
  const files = onDisk({ 'notes.txt': FILES['notes.txt'] });
  await sodar.landingZones.deposit(place.project, { files }, { uploader });
  expect(seen).toEqual(['notes.txt', 'notes.txt.md5']);
  expect(await filesOf(sodar, place)).toEqual({ 'notes.txt': 4 });
});
