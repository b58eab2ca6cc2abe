import { describe, expect, it } from 'vitest';
import { start } from '../support.ts';
import { withFile } from './provoke-sheets.ts';
import { ACCEPT, type Api, basic, sodar } from './support.ts';

const MD5 = 'f1f8f4bf413b16ad135722aa4591043e';

/** Statuses as a reader meets them, until nothing changes any more. */
async function watch(api: Api, zone: string, looks: number): Promise<string[]> {
  const seen: string[] = [];
  for (let i = 0; i < looks; i += 1) seen.push((await api.look(zone)).status);
  return seen;
}

describe('landing zones', () => {
  it('go from CREATING to MOVED as time passes, and their files into the sample data', async () => {
    const lab = await start();
    const api = sodar(lab);
    const { project, assay, study, root } = await api.repository();
    const made = await api.zone(project, assay, { title: 'My Zone!' });
    expect(made).toMatchObject({
      status: 'CREATING',
      status_locked: false,
      title: '20260115_100000_my_zone',
    });
    expect(made.irods_path).toMatch(
      /\/landing_zones\/researcher\/goats_up_high\/alpine\/20260115_100000_my_zone$/,
    );
    expect((await api.dav('PUT', `${made.irods_path}/a.txt`, 'x')).status).toBe(403);
    lab.clock.advance('2s');
    const { irods_path: path, sodar_uuid: zone } = await api.look(made.sodar_uuid);
    expect((await api.dav('MKCOL', `${path}/run`)).status).toBe(201);
    expect((await api.dav('PUT', `${path}/run/reads.txt`, 'ACGT')).status).toBe(201);
    expect((await api.dav('PUT', `${path}/run/reads.txt`, 'ACGT')).status).toBe(204);
    await api.dav('PUT', `${path}/run/reads.txt.md5`, `\uFEFF${MD5.toUpperCase()}  reads.txt\n`);
    await api.submit('move', zone);
    const seen = [(await api.look(zone)).status];
    for (let i = 0; i < 10; i += 1) {
      lab.clock.advance('100ms');
      const { status, status_locked: locked } = await api.look(zone);
      expect(locked).toBe(['PREPARING', 'VALIDATING', 'MOVING'].includes(status));
      if (seen.at(-1) !== status) seen.push(status);
    }
    expect(seen).toEqual(['ACTIVE', 'PREPARING', 'VALIDATING', 'MOVING', 'MOVED']);
    expect((await api.look(zone)).status_info).toBe('Successfully moved 1 file, landing zone removed');
    const target = `${root}/study_${study}/assay_${assay}/run/reads.txt`;
    const files = await api.call('GET', `/samplesheets/api/file/list/${project}`, { accept: 'sheets11' });
    expect(files.body).toEqual([
      expect.objectContaining({ name: 'reads.txt', type: 'obj', path: target, size: 4, checksum: MD5 }),
    ]);
    expect((await api.dav('GET', target)).text).toBe('ACGT');
    expect(lab.state.sodar.files.collections().filter((one) => one.startsWith(path))).toEqual([]);
    const exists = await api.call('GET', `/samplesheets/api/file/exists?checksum=${MD5}`, {
      accept: 'sheets11',
    });
    expect(exists.body).toEqual({ detail: 'File exists', status: true });
  });

  it('count looks when the plan says so', async () => {
    const lab = await start();
    const api = sodar(lab);
    const { project, assay } = await api.repository();
    lab.lifecycle.set('sodar.landingZone', { reach: 'ACTIVE', after: { reads: 3 } });
    const { sodar_uuid: zone } = await api.zone(project, assay);
    lab.clock.advance('1h');
    expect(await watch(api, zone, 5)).toEqual(['CREATING', 'CREATING', 'CREATING', 'ACTIVE', 'ACTIVE']);
    await api.submit('move', zone);
    expect(await watch(api, zone, 1), 'another end, the usual time').toEqual(['ACTIVE']);
    lab.clock.advance('2s');
    expect(await watch(api, zone, 1)).toEqual(['MOVED']);
  });

  it.each([
    [{ after: 'immediate' }, 'ACTIVE'],
    [{ after: 'never' }, 'CREATING'],
    [{ fail: 'NOT CREATED' }, 'NOT CREATED'],
    [{ fail: 'FAILED' }, 'ACTIVE'],
  ] as const)('are created by the plan %j as %s', async (plan, status) => {
    const lab = await start();
    const api = sodar(lab);
    const { project, assay } = await api.repository();
    lab.lifecycle.set('sodar.landingZone', plan);
    const { sodar_uuid: zone } = await api.zone(project, assay);
    lab.clock.advance('1h');
    expect((await api.look(zone)).status).toBe(status);
  });

  it('fail when told to, and can be tried again', async () => {
    const lab = await start();
    const api = sodar(lab);
    const { project, assay } = await api.repository();
    const { sodar_uuid: zone } = await api.activeZone(project, assay);
    lab.lifecycle.set('sodar.landingZone', { fail: 'FAILED' });
    await api.submit('validate', zone);
    lab.clock.advance('2s');
    expect(await api.look(zone)).toMatchObject({
      status: 'FAILED',
      status_info: expect.stringMatching(/unknown problem/),
    });
    lab.lifecycle.set('sodar.landingZone', { after: 'immediate' });
    await api.submit('validate', zone);
    expect(await api.look(zone)).toMatchObject({
      status: 'ACTIVE',
      status_info: 'Successfully validated 0 files',
    });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a missing checksum file',
      { 'a.txt': 'x' },
      /: BatchCheckFileExistTask failed: Exception\n1 expected file missing:\na\.txt\.md5$/,
    ],
    [
      'a checksum file alone',
      { 'a.txt.md5': MD5, 'b.txt.md5': MD5 },
      /\n2 expected files missing:\na\.txt\nb\.txt$/,
    ],
    [
      'a wrong checksum',
      { 'a.txt': 'x', 'a.txt.md5': MD5 },
      /\nChecksums do not match for 1 file:\nPath: .*a\.txt\nResource: .*\nFile: f1f8.*\niRODS: 9dd4/,
    ],
    [
      'no checksum in the file',
      { 'a.txt': 'x', 'a.txt.md5': 'soon' },
      /\nUnable to read 1 checksum file:\na\.txt\.md5$/,
    ],
  ])('are refused by the validation for %s', async (_name, files, info) => {
    const lab = await start();
    const api = sodar(lab);
    const { project, assay } = await api.repository();
    const { sodar_uuid: zone, irods_path: path } = await api.activeZone(project, assay);
    for (const [name, text] of Object.entries(files)) await api.dav('PUT', `${path}/${name}`, text);
    await api.submit('validate', zone);
    expect((await api.dav('PUT', `${path}/late.txt`, 'x')).status, 'nobody writes now').toBe(403);
    lab.clock.advance('2s');
    const { status, status_info: said } = await api.look(zone);
    expect(status).toBe('FAILED');
    expect(said).toMatch(info);
    expect(said).toMatch(/^Failed to validate landing zone files: /);
    expect((await api.dav('PUT', `${path}/late.txt`, 'x')).status, 'and can be mended').toBe(201);
  });

  it('know prohibited file types, other checksums and files that are there already', async () => {
    const lab = await start({ settings: { 'sodar.hashScheme': 'SHA256' } });
    const api = sodar(lab);
    const { project, assay } = await api.repository();
    const json = { plugin_name: 'landingzones', setting_name: 'file_name_prohibit', value: 'exe,tmp' };
    await api.call('POST', `/project/api/settings/set/${project}`, { accept: 'core11', json });
    const run = async (files: Record<string, string>, title: string) => {
      const zone = await api.activeZone(project, assay, { title });
      for (const [name, text] of Object.entries(files))
        await api.dav('PUT', `${zone.irods_path}/${name}`, text);
      await api.submit('move', zone.sodar_uuid);
      lab.clock.advance('2s');
      return (await api.look(zone.sodar_uuid)).status_info as string;
    };
    expect(await run({ 'a.exe': 'x' }, 'one')).toMatch(
      /1 file found with prohibited file type \(exe, tmp\):\na\.exe$/,
    );
    const sum = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
    const good = { 'a.txt': 'x', 'a.txt.sha256': sum };
    expect(await run(good, 'two')).toBe('Successfully moved 1 file, landing zone removed');
    expect(await run(good, 'three')).toMatch(/already exists/);
  });

  it('lose to the lock of another move: 200, and then FAILED', async () => {
    const lab = await start();
    const api = sodar(lab);
    const { project, assay } = await api.repository();
    const [one, two] = [
      (await api.activeZone(project, assay, { title: 'one' })).sodar_uuid,
      (await api.activeZone(project, assay, { title: 'two' })).sodar_uuid,
    ];
    lab.lifecycle.set('sodar.landingZone', { reach: 'MOVING', after: 'immediate' });
    await api.submit('move', one);
    expect((await api.look(one)).status).toBe('MOVING');
    const lock = await api.call('GET', `/taskflowbackend/api/lock/status/${project}`, { accept: 'lock' });
    expect(lock.body).toEqual({ is_locked: true });
    expect((await api.submit('move', two)).status).toBe(200);
    lab.clock.advance('2s');
    expect(await api.look(two)).toMatchObject({
      status: 'FAILED',
      status_info:
        'Failed to move landing zone files: Unable to acquire project lock: Project is locked by another operation',
    });
  });

  it('are moved by a validation whose address has a question mark', async () => {
    const api = sodar(await start());
    const { project, assay } = await api.repository();
    const { sodar_uuid: zone } = await api.activeZone(project, assay);
    const reply = await api.call('POST', `/landingzones/api/submit/validate/${zone}?x=1`, {
      accept: 'zones10',
    });
    expect(reply.body.detail).toBe('Landing zone moving initiated');
  });

  it.each([
    ['faithful', '20260115_100102', 'admin'],
    ['repaired', '20260115_100000_mine', 'researcher'],
  ] as const)('get another title and owner by an update (%s)', async (mode, title, owner) => {
    const lab = await start({ settings: { 'sodar.zoneUpdate': mode } });
    const api = sodar(lab);
    const { project, assay } = await api.repository();
    const zone = await api.activeZone(project, assay, { title: 'mine' });
    lab.clock.advance('60s');
    const path = `/landingzones/api/update/${zone.sodar_uuid}`;
    const reply = await api.call('PATCH', path, {
      accept: 'zones10',
      as: 'admin',
      json: { description: 'd' },
    });
    expect(reply.body).toMatchObject({ title, description: 'd' });
    expect(lab.state.sodar.landingZones.get(zone.sodar_uuid)).toMatchObject({
      user: owner,
      collection: zone.irods_path,
    });
  });

  it('belong to their makers: contributors see their own, guests none', async () => {
    const lab = await start();
    const api = sodar(lab);
    const { project, assay } = await api.repository();
    const { sodar_uuid: mine } = await api.activeZone(project, assay);
    await api.role(project, 'colleague', 'project contributor');
    const list = (as: string) =>
      api.call('GET', `/landingzones/api/list/${project}`, { accept: 'zones10', as });
    expect((await list('colleague')).body).toEqual([]);
    expect((await list('researcher')).body).toHaveLength(1);
    const other = await api.call('GET', `/landingzones/api/retrieve/${mine}`, {
      accept: 'zones10',
      as: 'colleague',
    });
    expect(other.status).toBe(403);
    const theirs = await api.zone(project, assay, { title: 'theirs' }, { as: 'colleague' });
    expect((await list('colleague')).body.map((zone: { title: string }) => zone.title)).toEqual([
      theirs.title,
    ]);
    const tokens = basic('colleague', 'colleague-password');
    expect((await api.dav('PUT', `${(await api.look(mine)).irods_path}/x`, 'x', tokens)).status).toBe(403);
  });

  it('may begin with collections, and then be open only there', async () => {
    const api = sodar(await start());
    const { project, assay } = await api.repository();
    const { irods_path: path } = await api.activeZone(project, assay, {
      create_colls: true,
      restrict_colls: true,
    });
    const put = async (name: string) => (await api.dav('PUT', `${path}/${name}`, 'x')).status;
    expect([await put('x.txt'), await put('MiscFiles/x.txt'), await put('goat-1-N1-L1/x.txt')]).toEqual([
      403, 201, 201,
    ]);
  });

  it('come back with a snapshot, in the middle of a move, with their files', async () => {
    const lab = await start();
    const api = sodar(lab);
    const { project, assay } = await api.repository();
    const { sodar_uuid: zone, irods_path: path } = await api.activeZone(project, assay);
    await api.dav('PUT', `${path}/a.txt`, 'ACGT');
    await api.dav('PUT', `${path}/a.txt.md5`, MD5);
    await api.submit('move', zone);
    lab.clock.advance('300ms');
    const middle = await api.look(zone);
    const snapshot = JSON.parse(JSON.stringify(lab.snapshot()));
    lab.clock.advance('2s');
    expect((await api.look(zone)).status).toBe('MOVED');
    lab.restore(snapshot);
    expect(await api.look(zone)).toEqual(middle);
    expect((await api.dav('GET', `${path}/a.txt`)).text).toBe('ACGT');
    lab.clock.advance('2s');
    expect((await api.look(zone)).status).toBe('MOVED');
    await lab.reset();
    expect(lab.state.sodar.projects.list().map(({ title }) => title)).toEqual(['Sandbox']);
    expect(lab.state.sodar.files.list()).toEqual([]);
  });

  it('are stored once when the answer is lost', async () => {
    const lab = await start();
    const api = sodar(lab);
    const { project, assay } = await api.repository();
    lab.faults.add({ operation: 'sodar.landingZones.create', effect: { resetAfterCommit: true } });
    await expect(api.zone(project, assay)).rejects.toThrow();
    expect(lab.state.sodar.landingZones.list(project)).toHaveLength(1);
    expect(lab.journal.requests().at(-1)).toMatchObject({ committed: true, status: null });
  });
});

describe('data in iRODS', () => {
  it('is read with a ticket as long as that is good, from the hosts it names', async () => {
    const lab = await start();
    const api = sodar(lab);
    const { project, file, folder } = await withFile(api, lab);
    const path = `/samplesheets/api/irods/ticket/create/${project}`;
    const json = { path: folder, date_expires: '2026-01-16T09:00:00Z', allowed_hosts: ['127.0.0.1'] };
    const { body: ticket } = await api.call('POST', path, { accept: 'sheets11', json });
    expect(ticket).toMatchObject({
      is_active: true,
      date_expires: '2026-01-16T10:00:00+01:00',
      allowed_hosts: ['127.0.0.1'],
    });
    const read = async (what: string) =>
      (await api.dav('GET', what, undefined, basic('ticket', ticket.ticket))).status;
    expect([await read(file), await read(folder.slice(0, folder.lastIndexOf('/')))]).toEqual([200, 403]);
    const update = `/samplesheets/api/irods/ticket/update/${ticket.sodar_uuid}`;
    const cleared = await api.call('PATCH', update, { accept: 'sheets11', json: { label: 'L' } });
    expect(cleared.body).toMatchObject({ label: 'L', allowed_hosts: [] });
    lab.clock.advance('2d');
    expect(await read(file)).toBe(401);
  });

  it('goes away when a request to delete it is accepted, and stays when it is rejected', async () => {
    const lab = await start();
    const api = sodar(lab);
    const { project, file } = await withFile(api, lab);
    await api.role(project, 'colleague', 'project contributor');
    const irods = '/samplesheets/api/irods';
    const create = `${irods}/request/create/${project}`;
    const made = await api.call('POST', create, {
      accept: 'sheets11',
      as: 'colleague',
      json: { path: file },
    });
    const uuid = made.body.sodar_uuid;
    const decide = (action: string, as = 'researcher') =>
      api.call('POST', `${irods}/request/${action}/${uuid}`, { accept: 'sheets11', as });
    expect((await decide('accept', 'colleague')).status).toBe(403);
    expect([(await decide('reject')).status, (await decide('reject')).status]).toEqual([200, 200]);
    expect(lab.state.sodar.files.get(file)).toBeDefined();
    expect((await decide('accept')).body).toEqual({ detail: 'iRODS data request accepted' });
    expect(lab.state.sodar.files.get(file)).toBeUndefined();
    const list = async (as: string) =>
      (await api.call('GET', `${irods}/requests/${project}`, { accept: 'sheets11', as })).body.length;
    expect([await list('colleague'), await list('researcher')]).toEqual([1, 0]);
  });

  it('is listed by WebDAV, in ranges if need be', async () => {
    const lab = await start();
    const api = sodar(lab);
    const { file, folder } = await withFile(api, lab);
    const listed = await api.dav('PROPFIND', folder);
    expect(listed.status).toBe(207);
    expect(listed.text.match(/<D:href>[^<]*<\/D:href>/g)).toEqual([
      `<D:href>/davrods${folder}/</D:href>`,
      `<D:href>/davrods${file}</D:href>`,
      `<D:href>/davrods${file}.md5</D:href>`,
    ]);
    const login = { ...basic('researcher', lab.credentials.sodar.token), range: 'bytes=1-2' };
    const part = await api.dav('GET', file, undefined, login);
    expect([part.status, part.text, part.headers.get('content-range')]).toEqual([206, 'CG', 'bytes 1-2/4']);
    const stranger = basic('colleague', 'colleague-password');
    expect((await api.dav('GET', file, undefined, stranger)).status).toBe(403);
  });

  it('is paged by path, and crashes on a page that is no number', async () => {
    const lab = await start({ settings: { 'sodar.pageSize': '2' } });
    const api = sodar(lab);
    const { project, assay } = await api.repository();
    const zone = await api.activeZone(project, assay);
    for (const name of ['a', 'b', 'c']) {
      await api.dav('PUT', `${zone.irods_path}/${name}.txt`, 'ACGT');
      await api.dav('PUT', `${zone.irods_path}/${name}.txt.md5`, MD5);
    }
    const inZone = `/landingzones/api/file/list/${zone.sodar_uuid}?include_checksum=1`;
    const before = await api.call('GET', inZone, { accept: 'zones11' });
    expect(before.body.map((item: { checksum: unknown }) => item.checksum)).toEqual([null, null, null]);
    await api.submit('move', zone.sodar_uuid);
    lab.clock.advance('2s');
    const path = `/samplesheets/api/file/list/${project}`;
    const { body } = await api.call('GET', `${path}?page=1`, { accept: 'sheets11' });
    expect([body.count, body.next, body.previous]).toEqual([3, `/sodar${path}?page=2`, null]);
    expect((await api.call('GET', `${path}?page=x`, { accept: 'sheets11' })).status).toBe(500);
    const old = await api.call('GET', path, { accept: 'oldSodar' });
    expect(old.body.irods_data[0].modify_time).toMatch(/^2026-01-15 10:00$/);
  });

  it('is told of in the timeline, newest first, and less to guests', async () => {
    const lab = await start();
    const api = sodar(lab);
    const { project } = await withFile(api, lab);
    await api.role(project, 'colleague', 'project guest');
    const events = async (as: string) =>
      (await api.call('GET', `/timeline/api/list/${project}`, { accept: 'timeline', as })).body;
    const [role, move] = await events('researcher');
    expect([role.event_name, move.event_name, move.app]).toEqual([
      'role_create',
      'zone_move',
      'landingzones',
    ]);
    expect(move.status_changes.map((change: { status_type: string }) => change.status_type)).toEqual([
      'INIT',
      'SUBMIT',
      'OK',
    ]);
    expect('extra_data' in (await events('colleague'))[0]).toBe(false);
  });

  it('has an environment of its own, under another media type before 1.0', async () => {
    const api = sodar(await start());
    const path = '/irods/api/environment';
    const { body } = await api.call('GET', path, { accept: 'irods' });
    expect(body.irods_environment).toMatchObject({
      irods_default_hash_scheme: 'MD5',
      irods_user_name: 'researcher',
    });
    const old = await api.call('GET', path, { headers: { accept: ACCEPT.oldSodar } });
    expect(old.status).toBe(406);
    expect((await api.call('GET', path, { headers: { accept: 'application/json' } })).status).toBe(200);
  });
});
