import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type Repositories } from 'accession';
import { type Lab, type SandboxOptions, startSandbox } from 'accession/sandbox';
import type { Sodar, SodarLandingZone } from 'accession/sodar';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { HastyClock } from '../support/hasty-clock.ts';
import { filesOf, type Place, preparePlace } from '../support/sodar-project.ts';

const LIFE = 'sodar.landingZone';
const PATIENT_MS = 15_013;
const labs: Record<string, Lab> = {};
const folder = mkdtempSync(join(tmpdir(), 'accession-zones-'));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  for (const lab of Object.values(labs)) await lab.close();
});

/** A sandbox of this release with a project; waiting takes no time. */
async function open(version = 'auto', more: SandboxOptions['settings'] = {}): Promise<Desk> {
  const settings = { 'sodar.generation': version, ...more } as SandboxOptions['settings'];
  const key = JSON.stringify(settings);
  labs[key] ??= await startSandbox({ seed: 'demo', settings });
  const lab = labs[key];
  await lab.reset();
  lab.lifecycle.set(LIFE, { after: { ms: 60 } });
  const warnings: string[] = [];
  const repos = createClient({
    ...lab.config,
    timeoutMs: PATIENT_MS,
    random: () => 0,
    clock: new HastyClock(PATIENT_MS, lab.clock),
    hooks: { onWarning: ({ message }) => warnings.push(message) },
  });
  return { lab, repos, sodar: repos.sodar, place: await preparePlace(repos.sodar, lab), warnings };
}

interface Desk {
  lab: Lab;
  repos: Repositories;
  sodar: Sodar;
  place: Place;
  warnings: string[];
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
/** Puts files into a zone, each with its checksum file. */
async function fill(sodar: Sodar, zone: SodarLandingZone, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await sodar.dav.put(`${zone.irods_path}/${name}`, Buffer.from(text));
    await sodar.dav.put(`${zone.irods_path}/${name}.md5`, Buffer.from(md5(text)));
  }
}
const active = async ({ sodar, place }: Desk, input = {}): Promise<SodarLandingZone> =>
  sodar.landingZones.waitUntil(
    await sodar.landingZones.create(place.project, { assay: place.assay, ...input }),
    'ACTIVE',
  );

describe.each(['0.14.1', '1.1', '1.2'])('SODAR %s', (version) => {
  it('takes files from an empty zone to the sample data', async () => {
    const desk = await open(version);
    const { sodar, place } = desk;
    const zone = await sodar.landingZones.create(place.project, {
      assay: place.assay,
      title: 'My Zone!',
      description: 'first batch',
      user_message: 'done',
      create_colls: true,
    });
    expect(zone).toMatchObject({ status: 'CREATING', description: 'first batch' });
    expect(zone.title).toMatch(/^\d{8}_\d{6}_my_zone_[0-9a-z]{8}$/);
    const ready = await sodar.landingZones.waitUntil(zone, 'ACTIVE');
    await fill(sodar, ready, { 'MiscFiles/notes.txt': 'ACGT' });
    expect(
      (await sodar.dav.propfind(`${ready.irods_path}/MiscFiles`)).map(({ name, size }) => [name, size]),
    ).toEqual([
      ['notes.txt', 4],
      ['notes.txt.md5', 32],
    ]);
    const destination = join(folder, version, 'notes.txt');
    const file = await sodar.dav.get(`${ready.irods_path}/MiscFiles/notes.txt`, { destination });
    expect([file.size, readFileSync(destination, 'utf8')]).toEqual([4, 'ACGT']);
    expect(await sodar.landingZones.get(ready)).toMatchObject({ status: 'ACTIVE', title: ready.title });
    const checked = await sodar.landingZones.waitUntil(await sodar.landingZones.validate(ready), 'ACTIVE');
    expect(checked.status_info).toBe('Successfully validated 1 file');
    const moving = await sodar.landingZones.move(checked);
    expect(moving).toMatchObject({ action: 'move', before: { status: 'ACTIVE' } });
    // As plain data, as another process would have it.
    const moved = await sodar.landingZones.waitUntil(JSON.parse(JSON.stringify(moving)), 'MOVED');
    expect(moved.status).toBe('MOVED');
    expect(await filesOf(sodar, place)).toEqual({ 'MiscFiles/notes.txt': 4 });
    expect(await sodar.landingZones.list(place.project).all()).toEqual([]);
    expect(await sodar.landingZones.list(place.project, { finished: true }).all()).toHaveLength(1);
  });

  it('knows its iRODS', async () => {
    const desk = await open(version, { 'sodar.pageSize': '2' });
    const { sodar, place } = desk;
    const zone = await active(desk);
    await fill(sodar, zone, { a: '1', b: '2', c: '3', d: '4', e: '5' });
    if (version === '1.2') {
      const names = (await sodar.landingZones.files(zone, { include_checksum: true }).all()).map(
        ({ name }) => name,
      );
      expect(names).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(await sodar.landingZones.settings(place.project)).toMatchObject({ file_name_prohibit: [] });
    }
    await sodar.landingZones.waitUntil(await sodar.landingZones.move(zone), 'MOVED');
    expect(Object.keys(await filesOf(sodar, place))).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await sodar.irods.fileExists(md5('3'))).toBe(true);
    expect(await sodar.irods.fileExists(md5('nothing').toUpperCase())).toBe(false);
    await expect(sodar.irods.fileExists('xyz')).rejects.toThrow(/must be an MD5/);
    await expect(sodar.irods.fileExists('0'.repeat(64))).rejects.toMatchObject({
      hint: expect.stringContaining('irods.environment says which'),
    });
    expect(await sodar.irods.environment()).toMatchObject({ irods_default_hash_scheme: 'MD5' });
    if (version === '0.14.1')
      await expect(sodar.irods.lockStatus(place.project)).rejects.toMatchObject({
        hint: expect.stringContaining('SODAR 1.1'),
      });
    else expect(await sodar.irods.lockStatus(place.project)).toEqual({ is_locked: false });
    await expect(sodar.irods.createCollections(place.project)).rejects.toThrow(/already created/);
  });

  it('deletes data when it was asked to', async () => {
    const desk = await open(version);
    const { sodar, place } = desk;
    const zone = await active(desk);
    await fill(sodar, zone, { 'a.txt': '1', 'b.txt': '2' });
    await sodar.landingZones.waitUntil(await sodar.landingZones.move(zone), 'MOVED');
    const path = `${place.collection}/a.txt`;
    const request = await sodar.dataRequests.create(place.project, { path, description: 'wrong' });
    expect(request).toMatchObject({ status: 'ACTIVE', action: 'DELETE', path });
    expect((await sodar.dataRequests.update(request, { description: 'quite wrong' })).description).toBe(
      'quite wrong',
    );
    await expect(sodar.dataRequests.update(request, {})).rejects.toThrow(/nothing to change/);
    expect(await sodar.dataRequests.list(place.project).all()).toHaveLength(1);
    expect(await sodar.dataRequests.accept(request)).toEqual({ detail: 'iRODS data request accepted' });
    expect((await sodar.dataRequests.get(request)).status).toBe('ACCEPTED');
    expect(Object.keys(await filesOf(sodar, place))).toEqual(['b.txt']);
    const other = await sodar.dataRequests.create(place.project, { path: `${place.collection}/b.txt` });
    expect(await sodar.dataRequests.reject(other)).toEqual({ detail: 'iRODS data request rejected' });
    await sodar.dataRequests.delete(other);
    await expect(sodar.dataRequests.get(other)).rejects.toMatchObject({ code: 'not-found' });
    expect(Object.keys(await filesOf(sodar, place))).toEqual(['b.txt']);
  });

  it('lets others in by ticket', async () => {
    const desk = await open(version);
    const { sodar, place, repos } = desk;
    const zone = await active(desk);
    await sodar.dav.mkcol(`${zone.irods_path}/shared`);
    await fill(sodar, zone, { 'shared/a.txt': '1' });
    await sodar.landingZones.waitUntil(await sodar.landingZones.move(zone), 'MOVED');
    const path = `${place.collection}/shared/`;
    const hosts = { allowed_hosts: ['10.0.0.1'] };
    if (version === '0.14.1') {
      await expect(sodar.accessTickets.create(place.project, { path, ...hosts })).rejects.toThrow(
        /not known to this server/,
      );
      expect(await sodar.accessTickets.list(place.project).all(), 'it was deleted again').toEqual([]);
    }
    const ticket = await sodar.accessTickets.create(place.project, {
      path,
      label: 'browser',
      date_expires: new Date('2099-01-01T00:00:00Z'),
      ...(version !== '0.14.1' && hosts),
    });
    expect(ticket).toMatchObject({ label: 'browser', is_active: true, path: path.slice(0, -1) });
    const changed = await sodar.accessTickets.update(ticket, { label: 'genome browser', date_expires: null });
    expect(changed).toMatchObject({ label: 'genome browser', date_expires: null });
    if (version !== '0.14.1') {
      expect(changed.allowed_hosts, 'what was not changed stays').toEqual(['10.0.0.1']);
      expect((await sodar.accessTickets.update(ticket, { allowed_hosts: [] })).allowed_hosts).toEqual([]);
    }
    expect(await sodar.accessTickets.get(ticket)).toMatchObject({ ticket: ticket.ticket });
    expect(await sodar.accessTickets.list(place.project, { active: true }).all()).toHaveLength(1);
    const tried = await sodar.dav
      .propfind(`/${ticket.ticket}`, { retries: 0 })
      .catch((error: Error) => `${error.message} ${JSON.stringify(error)}`);
    expect(tried, 'a ticket is a secret').not.toContain(ticket.ticket);
    await sodar.accessTickets.delete(ticket);
    await expect(sodar.accessTickets.get(ticket)).rejects.toMatchObject({ code: 'not-found' });
    repos.close();
  });
});

it('a ticket that was there before is not taken for the one whose answer was lost', async () => {
  const desk = await open();
  const { lab, sodar, place, repos } = desk;
  const zone = await active(desk);
  await sodar.dav.mkcol(`${zone.irods_path}/shared`);
  await fill(sodar, zone, { 'shared/a.txt': '1' });
  await sodar.landingZones.waitUntil(await sodar.landingZones.move(zone), 'MOVED');
  const wanted = { path: `${place.collection}/shared/`, label: 'tracks' };
  const old = await sodar.accessTickets.create(place.project, wanted);
  const lost = (effect: { status: 502 } | { resetAfterCommit: true }, more: object = {}) => {
    lab.faults.add({ operation: 'sodar.accessTickets.create', effect });
    return sodar.accessTickets.create(place.project, { ...wanted, ...more });
  };
  const narrow = { allowed_hosts: ['10.0.0.2', '10.0.0.1'], date_expires: '2099-01-31T12:00:00Z' };
  await expect(lost({ status: 502 }, narrow)).rejects.toMatchObject({ outcome: 'unknown' });
  await expect(lost({ status: 502 }, { date_expires: narrow.date_expires })).rejects.toMatchObject({
    outcome: 'unknown',
  });
  lab.clock.advance(200_000);
  await expect(lost({ status: 502 }), 'the same, but older').rejects.toMatchObject({ outcome: 'unknown' });
  await sodar.accessTickets.delete(old);
  const made = await lost({ resetAfterCommit: true }, narrow);
  expect([made.sodar_uuid === old.sodar_uuid, made.allowed_hosts]).toEqual([false, narrow.allowed_hosts]);
  repos.close();
});

describe('a landing zone', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await open();
  });

  it('is not taken for what it was before it was handed in', async () => {
    const { sodar, lab } = desk;
    const zone = await active(desk);
    await sodar.dav.put(`${zone.irods_path}/lonely.txt`, Buffer.from('x'));
    const failing = await sodar.landingZones.move(zone);
    const failed = await sodar.landingZones.waitUntil(failing, 'MOVED').catch((error: Error) => error);
    expect(failed).toMatchObject({ code: 'wait-failed', lastState: 'FAILED' });
    expect((failed as Error).message).toContain('1 expected file missing:\nlonely.txt.md5');
    await fill(sodar, zone, { 'lonely.txt': 'x' });
    // For a while it still says FAILED, with the same text as before.
    lab.lifecycle.set(LIFE, { after: { reads: 6 } });
    const states: string[] = [];
    const moved = await sodar.landingZones.waitUntil(await sodar.landingZones.move(zone), 'MOVED', {
      onProgress: ({ state }) => states.push(state),
    });
    expect(moved.status).toBe('MOVED');
    expect(states[0]).toBe('SUBMITTED');
    expect(states).not.toContain('FAILED');
  });

  it('an old ACTIVE is no result of a validation', async () => {
    const { sodar, lab } = desk;
    const zone = await active(desk);
    lab.lifecycle.set(LIFE, { after: { reads: 6 } });
    await sodar.dav.put(`${zone.irods_path}/lonely.txt`, Buffer.from('x'));
    const submitted = await sodar.landingZones.validate(zone);
    await expect(sodar.landingZones.waitUntil(submitted, 'ACTIVE')).rejects.toMatchObject({
      code: 'wait-failed',
      lastState: 'FAILED',
    });
    // Known by its UUID only, FAILED is believed when it stays so.
    await expect(sodar.landingZones.waitUntil(zone.sodar_uuid, 'MOVED')).rejects.toMatchObject({
      code: 'wait-failed',
    });
  });

  it('that could not be created ends the waiting at once', async () => {
    const { sodar, lab, place } = desk;
    lab.lifecycle.set(LIFE, { fail: 'NOT CREATED' });
    const zone = await sodar.landingZones.create(place.project, { assay: place.assay });
    await expect(sodar.landingZones.waitUntil(zone)).rejects.toThrow(
      /could not be created: Creating landing zone in iRODS failed \(unknown problem\)/,
    );
  });

  it('nobody waits for what does not come', async () => {
    const { sodar } = desk;
    const zone = await active(desk);
    expect((await sodar.landingZones.waitUntil(zone)).status).toBe('ACTIVE');
    await expect(sodar.landingZones.waitUntil(zone, 'MOVED')).rejects.toThrow(
      /hand it in with landingZones.move/,
    );
    const gone = await sodar.landingZones.waitUntil(await sodar.landingZones.delete(zone), 'DELETED');
    expect(gone.irods_path).toBeNull();
    await expect(sodar.landingZones.waitUntil(zone, 'MOVED')).rejects.toThrow(/will not become MOVED/);
    await expect(
      sodar.landingZones.waitUntil('00000000-0000-4000-8000-000000000000', 'MOVED'),
    ).rejects.toThrow(/knows no such landing zone/);
    await expect(sodar.landingZones.waitUntil(zone, 'Moved' as never)).rejects.toThrow(
      /ACTIVE, MOVED, DELETED/,
    );
  });

  it('is found when the answer to its creation is lost, and is there once', async () => {
    const { sodar, lab, place } = desk;
    lab.faults.add({ operation: 'sodar.landingZones.create', effect: { resetAfterCommit: true } });
    const zone = await sodar.landingZones.create(place.project, { assay: place.assay, title: 'batch 2' });
    expect(zone.title).toContain('_batch_2_');
    expect(await sodar.landingZones.list(place.project, { finished: true }).all()).toHaveLength(1);
  });

  it('is handed in once when the answer is lost', async () => {
    const { sodar, lab } = desk;
    const zone = await active(desk);
    await fill(sodar, zone, { 'a.txt': '1' });
    lab.faults.add({ operation: 'sodar.landingZones.move', effect: { resetAfterCommit: true } });
    const moving = await sodar.landingZones.move(zone);
    expect((await sodar.landingZones.waitUntil(moving)).status).toBe('MOVED');
    expect(lab.journal.requests({ operation: 'sodar.landingZones.move' })).toHaveLength(1);
  });

  it('an update warns of what SODAR does', async () => {
    const { sodar, warnings } = desk;
    const zone = await active(desk);
    const updated = await sodar.landingZones.update(zone, { description: 'new' });
    expect(updated.description).toBe('new');
    expect(warnings).toEqual([expect.stringContaining('gives a zone a new title')]);
  });

  it('restricted, takes files into its collections only', async () => {
    const { sodar, place } = desk;
    await expect(
      sodar.landingZones.create(place.project, { assay: place.assay, restrict_colls: true }),
    ).rejects.toThrow(/needs create_colls/);
    const zone = await active(desk, { create_colls: true, restrict_colls: true });
    await expect(sodar.dav.put(`${zone.irods_path}/a.txt`, Buffer.from('1'))).rejects.toMatchObject({
      code: 'forbidden',
      hint: expect.stringContaining('below a landing zone of your own'),
    });
    expect(await sodar.dav.put(`${zone.irods_path}/MiscFiles/a.txt`, Buffer.from('1'))).toBe(true);
    expect(await sodar.dav.put(`${zone.irods_path}/MiscFiles/a.txt`, Buffer.from('22'))).toBe(false);
    expect(await sodar.dav.mkcol(`${zone.irods_path}/MiscFiles/more`)).toBe(true);
    expect(await sodar.dav.mkcol(`${zone.irods_path}/MiscFiles/more`)).toBe(false);
    await sodar.dav.delete(`${zone.irods_path}/MiscFiles/more`);
    await sodar.dav.delete(`${zone.irods_path}/MiscFiles/a.txt`);
    expect(await sodar.dav.propfind(`${zone.irods_path}/MiscFiles`)).toEqual([]);
    await expect(
      sodar.dav.put(`${zone.irods_path}/MiscFiles/x/a.txt`, Buffer.from('1')),
    ).rejects.toMatchObject({
      hint: expect.stringContaining('make it with dav.mkcol'),
    });
  });
});

describe('a locked project', () => {
  it.each([
    ['0.14.1', 'worker'],
    ['1.1', 'worker'],
    ['1.1', 'in-process'],
  ])('is waited for (%s, %s)', async (version, locking) => {
    const desk = await open(version, { 'sodar.locking': locking as 'worker' });
    const { sodar, lab } = desk;
    const [first, second] = [await active(desk), await active(desk)];
    await fill(sodar, first, { 'a.txt': '1' });
    await fill(sodar, second, { 'b.txt': '2' });
    lab.lifecycle.set(LIFE, { after: { ms: 90_000 } });
    const one = await sodar.landingZones.move(first);
    const two = await sodar.landingZones.move(second, { deadlineMs: 600_000 });
    expect((await sodar.landingZones.waitUntil(two)).status).toBe('MOVED');
    const moves = lab.journal.requests({ operation: 'sodar.landingZones.move' });
    expect(moves.length, 'it was handed in again').toBeGreaterThan(2);
    expect((await sodar.landingZones.waitUntil(one)).status).toBe('MOVED');
    expect(Object.keys(await filesOf(sodar, desk.place))).toEqual(['a.txt', 'b.txt']);
  });

  it('is not waited for longer than the deadline', async () => {
    const desk = await open('1.1', { 'sodar.locking': 'in-process' });
    const { sodar, lab } = desk;
    const [first, second] = [await active(desk), await active(desk)];
    lab.lifecycle.set(LIFE, { after: 'never' });
    await sodar.landingZones.move(first);
    await expect(sodar.landingZones.move(second, { deadlineMs: 30_000 })).rejects.toMatchObject({
      status: 503,
      outcome: 'refused',
    });
  });
});
