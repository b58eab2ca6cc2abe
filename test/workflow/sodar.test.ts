import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Conflict,
  createClient,
  Forbidden,
  fromEnv,
  Invalid,
  NotFound,
  type Repositories,
  type SodarProject,
  Unauthenticated,
} from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sheetFiles, sheetZip } from '../unit/sandbox/sodar/isatab.ts';

const folder = mkdtempSync(join(tmpdir(), 'accession-sodar-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What of a request a test looks at. */
const named = (lab: Lab) => lab.journal.requests().map(({ operation, status }) => `${operation} ${status}`);

describe.each(['auto', '0.14.1', '1.1', '1.2'] as const)('a server of generation %s', (generation) => {
  const legacy = generation === '0.14.1';
  let lab: Lab;
  let sodar: Repositories['sodar'];
  let parent: string;
  let colleague: string;
  beforeAll(async () => {
    lab = await startSandbox({ settings: { 'sodar.generation': generation, 'sodar.pageSize': '2' } });
  });
  afterAll(() => lab.close());
  beforeEach(async () => {
    await lab.reset();
    sodar = createClient({ ...lab.config, random: () => 0 }).sodar;
    parent = lab.credentials.sodar.categoryUuid;
    colleague = lab.credentials.sodar.otherUserUuid;
  });
  const make = (title = 'A', more: object = {}): Promise<SodarProject> =>
    sodar.projects.create({ title, type: 'PROJECT', parent, ...more });
  const as = (token: string) => createClient({ ...lab.config, sodar: { ...lab.config.sodar, token } }).sodar;

  it('makes, reads, changes and lists projects', async () => {
    const made = await make('A', { description: 'first', readme: '# A' });
    expect(made).toMatchObject({ title: 'A', parent, description: 'first', archive: false });
    expect(Object.values(made.roles ?? {})).toEqual([expect.objectContaining({ role: 'project owner' })]);
    const read = await sodar.projects.get(made);
    const renamed = await sodar.projects.update({ ...read, title: 'B' });
    expect(renamed).toMatchObject({ title: 'B', description: 'first', readme: '# A' });
    const category = await sodar.projects.create({ title: 'Inner', type: 'CATEGORY', parent });
    await sodar.projects.patch(made, { parent: category });
    for (const title of ['C', 'D', 'E']) await make(title);
    const all = await sodar.projects.list().all();
    expect(all.map(({ title }) => title)).toEqual(['Sandbox', 'C', 'D', 'E', 'Inner', 'B']);
    expect(await sodar.projects.tree()).toMatchObject([
      {
        project: { title: 'Sandbox' },
        children: [
          { project: { title: 'C' } },
          { project: { title: 'D' } },
          { project: { title: 'E' } },
          { project: { title: 'Inner' }, children: [{ project: { title: 'B' }, children: [] }] },
        ],
      },
    ]);
    await expect(make('C')).rejects.toMatchObject({ code: 'invalid', outcome: 'refused' });
  });

  it('keeps public access through every change, which the server alone would take away', async () => {
    const open = await make('Open', { public_access: 'project guest' });
    const isOpen = ({ public_access, public_guest_access }: SodarProject) =>
      public_access === 'project guest' || public_guest_access === true;
    expect(isOpen(open)).toBe(true);
    expect(isOpen(await sodar.projects.patch(open, { description: 'x' }))).toBe(true);
    const again = await sodar.projects.get(open);
    expect(isOpen(await sodar.projects.update({ ...again, readme: 'y' }))).toBe(true);
    expect(lab.state.sodar.projects.get(open.sodar_uuid)?.publicAccess).toBe('project guest');
    expect(isOpen(await sodar.projects.patch(open, { public_guest_access: false }))).toBe(false);
    expect(lab.state.sodar.projects.get(open.sodar_uuid)?.publicAccess).toBeNull();
  });

  it('deletes projects, where the server can', async () => {
    const made = await make();
    if (legacy) {
      await expect(sodar.projects.delete(made)).rejects.toMatchObject({
        code: 'not-found',
        hint: expect.stringContaining('SODAR 1.1'),
      });
      return;
    }
    await sodar.projects.delete(made);
    await expect(sodar.projects.get(made)).rejects.toBeInstanceOf(NotFound);
    await expect(sodar.projects.delete(parent).then(() => make())).rejects.toBeDefined();
  });

  it('gives roles, changes and takes them, and hands a project over', async () => {
    const project = await make();
    const role = await sodar.roles.create(project, { role: 'project guest', user: colleague });
    expect(role).toMatchObject({ user: colleague, project: project.sodar_uuid });
    await expect(sodar.roles.create(project, { role: 'project guest', user: colleague })).rejects.toThrow(
      'already has the role',
    );
    expect(await sodar.roles.update(role, 'project contributor')).toMatchObject({
      role: 'project contributor',
    });
    const { detail } = await sodar.roles.transferOwnership(project, {
      new_owner: 'colleague',
      old_owner_role: 'project owner',
    });
    expect(detail).toContain('to colleague');
    expect(lab.state.sodar.projects.get(project.sodar_uuid)?.members.colleague).toBe('project owner');
    const other = await make('Other');
    const given = await sodar.roles
      .create(other, { role: 'project viewer', user: colleague })
      .catch(() => undefined);
    expect(given !== undefined).toBe(generation === 'auto' || generation === '1.2');
    const guest = given ?? (await sodar.roles.create(other, { role: 'project guest', user: colleague }));
    await sodar.roles.delete(guest);
    await expect(sodar.roles.delete(guest)).rejects.toBeInstanceOf(NotFound);
    expect(lab.state.sodar.projects.get(other.sodar_uuid)?.members.colleague).toBeUndefined();
  });

  it('invites people', async () => {
    const project = await make();
    const invite = await sodar.invites.create(project, { email: 'new@example.org', role: 'project guest' });
    expect(await sodar.invites.list(project).all()).toEqual([invite]);
    if (generation === '1.2') expect(await sodar.invites.get(invite)).toEqual(invite);
    expect((await sodar.invites.resend(invite)).detail).toContain('new@example.org');
    await sodar.invites.revoke(invite);
    expect(await sodar.invites.list(project).all()).toEqual([]);
    await expect(sodar.invites.revoke(invite)).rejects.toThrow('Invite is not active');
  });

  it('reads and sets settings', async () => {
    const project = await make();
    const editing = { project, plugin_name: 'samplesheets', setting_name: 'allow_editing' };
    expect(await sodar.settings.get(editing)).toMatchObject({ type: 'BOOLEAN', value: true });
    await sodar.settings.update({ ...editing, value: false });
    expect(await sodar.settings.get(editing)).toMatchObject({ value: false });
    const height = { plugin_name: 'samplesheets', setting_name: 'sheet_table_height' };
    await sodar.settings.update({ ...height, value: 600 });
    expect(await sodar.settings.get(height)).toMatchObject({ value: 600, project: null });
    await expect(sodar.settings.update({ ...height, value: 601 })).rejects.toThrow('not found in options');
  });

  it('knows accounts', async () => {
    const me = await sodar.users.current();
    expect(me).toMatchObject({ username: lab.credentials.sodar.username });
    expect(await sodar.releases()).toContain(
      generation === 'auto' ? '1.2' : generation.slice(0, legacy ? 4 : 3),
    );
    if (legacy) return;
    expect(await sodar.users.get(me)).toEqual(me);
    const all = await sodar.users.list({ include_system_users: true }).all();
    expect(all.map(({ username }) => username)).toContain('colleague');
  });

  it('tells what happened, where the server can', async () => {
    const project = await make();
    if (legacy) {
      await expect(sodar.timeline.list(project).all()).rejects.toMatchObject({
        hint: expect.stringContaining('SODAR 1.0'),
      });
      return;
    }
    await sodar.projects.patch(project, { description: 'x' });
    const events = await sodar.timeline.list(project).all();
    expect(events.map(({ event_name }) => event_name)).toEqual(['project_update', 'project_create']);
    const [event] = events;
    expect(event && (await sodar.timeline.get(event))).toEqual(event);
    expect(await sodar.timeline.listSite().all()).toEqual([]);
  });

  it('makes and ends tokens', async () => {
    const { username, password } = lab.credentials.sodar;
    const { token } = await sodar.tokens.login({ username, password });
    expect((await as(token).users.current()).username).toBe(username);
    await as(token).tokens.logout();
    await expect(as(token).users.current()).rejects.toBeInstanceOf(Unauthenticated);
    await expect(sodar.tokens.login({ username, password: 'wrong' })).rejects.toBeInstanceOf(Unauthenticated);
    if (generation === 'auto') {
      const made = await sodar.tokens.create({ username, password, sodar_label: 'for a test' });
      // All that there were have ended: the one of this client too.
      await expect(sodar.users.current()).rejects.toBeInstanceOf(Unauthenticated);
      await as(made.token).tokens.logoutAll();
      await expect(as(made.token).users.current()).rejects.toBeInstanceOf(Unauthenticated);
    }
  });

  describe('sample sheets', () => {
    const files = Object.entries(sheetFiles()).map(([name, content]) => ({ name, content }));
    const zip = join(folder, 'valley.zip');
    writeFileSync(zip, sheetZip());
    const loose = mkdtempSync(join(folder, 'loose-'));
    for (const { name, content } of files) writeFileSync(join(loose, name), content);

    it.each<[string, () => Parameters<Repositories['sodar']['sampleSheets']['import']>[1], string | null]>([
      ['a ZIP by its path', () => zip, 'valley.zip'],
      ['the bytes of a ZIP', () => sheetZip(), 'sheet.zip'],
      ['a stream of a ZIP', () => createReadStream(zip), 'sheet.zip'],
      ['a folder', () => loose, null],
      ['paths', () => readdirSync(loose).map((name) => join(loose, name)), null],
      ['names with texts', () => files, null],
      [
        'names with streams',
        () => files.map(({ name }) => ({ name, content: createReadStream(join(loose, name)) })),
        null,
      ],
    ])('are imported from %s', async (_, source, archive) => {
      const project = await make();
      expect((await sodar.sampleSheets.import(project, source())).detail).toContain('created');
      const found = await sodar.sampleSheets.investigation(project);
      expect(found).toMatchObject({ identifier: 'valley', irods_status: false, archive_name: archive });
      const [study] = Object.values(found.studies);
      expect(Object.values(study?.assays ?? {})).toMatchObject([
        { file_name: 'a_alpine.txt', irods_path: null },
      ]);
    });

    it('are exported as JSON, as a ZIP and into a folder, all the same', async () => {
      const project = await make();
      await expect(sodar.sampleSheets.exportJson(project)).rejects.toMatchObject({
        code: 'not-found',
        hint: expect.stringContaining('no sample sheets'),
      });
      await sodar.sampleSheets.import(project, files);
      const json = await sodar.sampleSheets.exportJson(project);
      const place = mkdtempSync(join(folder, 'out-'));
      const { path, size } = await sodar.sampleSheets.exportZip(project, {
        destination: join(place, 'x.zip'),
      });
      expect(size).toBe(readFileSync(path).length);
      const entries = unzipSync(readFileSync(path));
      const written = await sodar.sampleSheets.exportFolder(project, { destination: join(place, 'x') });
      expect(written.date_modified).toBe(json.date_modified);
      expect(readdirSync(join(place, 'x')).sort()).toEqual(files.map(({ name }) => name).sort());
      for (const { name } of files) {
        const text = readFileSync(join(place, 'x', name), 'utf8');
        expect(Buffer.from(entries[name] ?? entries[`/${name}`] ?? []).toString()).toBe(text);
        const tsv = name.startsWith('i_')
          ? json.investigation.tsv
          : { ...json.studies, ...json.assays }[name]?.tsv;
        expect(tsv).toBe(text);
      }
      await expect(
        sodar.sampleSheets.exportFolder(project, { destination: join(place, 'x') }),
      ).rejects.toMatchObject({ code: 'input', message: expect.stringContaining('overwrite') });
      await sodar.sampleSheets.exportFolder(project, { destination: join(place, 'x'), overwrite: true });
    });

    it('are edited: what is not touched stays, the archive keeps its name and folder', async () => {
      const project = await make();
      await sodar.sampleSheets.import(project, zip);
      const before = await sodar.sampleSheets.exportJson(project);
      const { studies } = await sodar.sampleSheets.investigation(project);
      const done = await sodar.sampleSheets.edit(project, (tables) => {
        tables.study().set(0, 'Source Name', 'goat-2');
      });
      expect(done).toMatchObject({
        changed: ['s_altitude.txt'],
        import: { detail: expect.stringContaining('replaced') },
      });
      const after = await sodar.sampleSheets.exportJson(project);
      expect(after.studies['s_altitude.txt']?.tsv).toBe(
        before.studies['s_altitude.txt']?.tsv.replace(/^goat-1\t/m, 'goat-2\t'),
      );
      expect(after.investigation).toEqual(before.investigation);
      expect(after.assays).toEqual(before.assays);
      const found = await sodar.sampleSheets.investigation(project);
      expect(found).toMatchObject({ archive_name: 'valley.zip', file_name: before.investigation.path });
      expect(Object.keys(found.studies)).toEqual(Object.keys(studies));
    });

    it('are edited: what is added to the investigation is what SODAR takes', async () => {
      const project = await make();
      await sodar.sampleSheets.import(project, zip);
      await sodar.sampleSheets.edit(project, ({ investigation }) => {
        const [study] = investigation.studies;
        const contacts = study?.section('STUDY CONTACTS');
        contacts?.add({ 'Study Person Last Name': 'River', 'Study Person Email': 'river@example.org' });
        contacts?.add({ 'Study Person First Name': 'Casey' });
        contacts?.addField('Comment[Desk]', ['4']);
        study?.section('STUDY FACTORS').set('Study Factor Name', 'height', 1);
      });
      const { investigation } = await sodar.sampleSheets.exportJson(project);
      expect(investigation.tsv).toMatch(/^Study Person Email\triver@example.org\t$/m);
      expect(investigation.tsv).toMatch(/^Study Person Fax\t\t$/m);
      expect(investigation.tsv).toMatch(/^Study Factor Type\t\t$/m);
    });

    it('are not sent when nothing was changed', async () => {
      const project = await make();
      await sodar.sampleSheets.import(project, files);
      expect(await sodar.sampleSheets.edit(project, () => {})).toEqual({ changed: [] });
      expect(named(lab).filter((one) => one === 'sodar.sampleSheets.import 200')).toHaveLength(1);
    });

    it('are not overwritten when somebody else changed them meanwhile', async () => {
      const project = await make();
      await sodar.sampleSheets.import(project, files);
      const edit = (name: string, meanwhile?: () => Promise<unknown>) =>
        sodar.sampleSheets.edit(project, async (tables) => {
          tables.study().set(0, 'Source Name', name);
          await meanwhile?.();
        });
      const mine = await edit('mine', () => edit('theirs')).catch((error: unknown) => error);
      expect(mine).toBeInstanceOf(Conflict);
      expect(mine).toMatchObject({ outcome: 'not-sent', hint: expect.stringContaining('again') });
      expect(lab.state.sodar.sheets.get(project.sodar_uuid)?.isa.studies['s_altitude.txt']?.tsv).toContain(
        'theirs',
      );
      await edit('mine');
      expect(lab.state.sodar.sheets.get(project.sodar_uuid)?.isa.studies['s_altitude.txt']?.tsv).toContain(
        'mine',
      );
    });

    it('that SODAR cannot use are refused in its words, and those that were there stay', async () => {
      const project = await make();
      await sodar.sampleSheets.import(project, files);
      const broken = files.filter(({ name }) => !name.startsWith('a_'));
      const error = await sodar.sampleSheets.import(project, broken).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(Invalid);
      expect(error).toMatchObject({ outcome: 'refused', message: expect.stringContaining('a_alpine.txt') });
      const text = sheetFiles()['i_valley.txt'] ?? '';
      for (const [wrong, message] of [
        [text.replace('Study Identifier\taltitude', 'Study Identifier\t'), 'Empty study identifier'],
        [text.replace('Study Person Email\n', ''), 'Missing entries in section STUDY CONTACTS'],
        [text.replace(/^Study Person Email\n/m, '$&$&'), 'Key Study Person Email repeated'],
        [
          text.replace('Study Title\t', 'Study Title\tGoats\t'),
          'Line Study Title contains more than one value',
        ],
        [text.replace('Study Person Email\n', 'Study Person Email\tx\n'), 'Inconsistent entry lengths'],
        [text.replace('STUDY FACTORS\n', ''), 'Expected STUDY FACTORS but got'],
        [text.replace('Study Person Email\n', 'Study Person E-Mail\n'), 'Line must start with one of'],
        [text + text.slice(text.indexOf('STUDY\n')), 'Study identifiers are not unique'],
      ] as const) {
        const sent = files.map((file) => (file.name.startsWith('i_') ? { ...file, content: wrong } : file));
        await expect(sodar.sampleSheets.import(project, sent)).rejects.toMatchObject({
          code: 'invalid',
          outcome: 'refused',
          message: expect.stringContaining(message),
        });
      }
      expect((await sodar.sampleSheets.exportJson(project)).assays['a_alpine.txt']).toBeDefined();
    });
  });

  it('says what the account may not do', async () => {
    const error = await sodar.projects
      .create({ title: 'Root', type: 'CATEGORY', parent: null })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Forbidden);
    expect(error).toMatchObject({ outcome: 'refused', hint: expect.stringContaining('role') });
  });
});

describe('trouble', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startSandbox({ settings: { 'sodar.pageSize': '2' } });
  });
  afterAll(() => lab.close());
  beforeEach(() => lab.reset());
  const open = () => createClient({ ...lab.config, random: () => 0 }).sodar;
  const parentOf = () => lab.credentials.sodar.categoryUuid;
  const titles = () => lab.state.sodar.projects.list().map(({ title }) => title);

  it('a lost answer to a create is cleared up by title and category', async () => {
    lab.faults.add({ operation: 'sodar.projects.create', effect: { resetAfterCommit: true } });
    const made = await open().projects.create({ title: 'A', type: 'PROJECT', parent: parentOf() });
    expect(lab.state.sodar.projects.get(made.sodar_uuid)?.title).toBe('A');
    expect(titles().filter((title) => title === 'A')).toHaveLength(1);
  });

  it('a project of that title which was there before is not taken for ours', async () => {
    const sodar = open();
    await sodar.projects.create({
      title: 'A',
      type: 'PROJECT',
      parent: parentOf(),
      description: 'of others',
    });
    lab.faults.add({ operation: 'sodar.projects.create', effect: 'reset' });
    await expect(
      sodar.projects.create({ title: 'A', type: 'PROJECT', parent: parentOf(), description: 'mine' }),
    ).rejects.toMatchObject({ outcome: 'unknown' });
  });

  it('a lost answer to an import is cleared up by the date of the sheets', async () => {
    const sodar = open();
    const project = await sodar.projects.create({ title: 'A', type: 'PROJECT', parent: parentOf() });
    lab.faults.add({ operation: 'sodar.sampleSheets.import', effect: { resetAfterCommit: true } });
    const { detail } = await sodar.sampleSheets.import(project, sheetZip());
    expect(detail).toContain('answer was lost');
    lab.faults.add({ operation: 'sodar.sampleSheets.import', effect: { resetAfterCommit: true } });
    await sodar.sampleSheets.edit(project, (tables) => {
      tables.study().set(0, 'Source Name', 'goat-3');
    });
    expect(named(lab).filter((one) => one.startsWith('sodar.sampleSheets.import'))).toHaveLength(2);
  });

  it('an import that never arrived stays unknown, and nothing is sent twice', async () => {
    const sodar = open();
    const project = await sodar.projects.create({ title: 'A', type: 'PROJECT', parent: parentOf() });
    lab.faults.add({ operation: 'sodar.sampleSheets.import', effect: 'reset' });
    await expect(sodar.sampleSheets.import(project, sheetZip(), { reconcileForMs: 0 })).rejects.toMatchObject(
      { code: 'connection', outcome: 'unknown' },
    );
    expect(lab.state.sodar.sheets.get(project.sodar_uuid)).toBeUndefined();
  });

  it('a list that becomes shorter while it is read ends there', async () => {
    const sodar = open();
    // Enough that not all pages have been fetched ahead when they go.
    for (const title of [...'ABCDEFGHI']) {
      await sodar.projects.create({ title, type: 'PROJECT', parent: parentOf() });
    }
    const seen: string[] = [];
    for await (const page of sodar.projects.list().pages()) {
      seen.push(...page.items.map(({ title }) => title));
      if (seen.length > 2) continue;
      for (const { uuid, title } of lab.state.sodar.projects.list()) {
        if (title !== 'Sandbox') await sodar.projects.delete(uuid);
      }
    }
    expect(seen.slice(0, 2)).toEqual(['Sandbox', 'A']);
  });

  it('fromEnv opens the same door', async () => {
    const { sodar } = createClient(fromEnv(lab.env));
    expect((await sodar.users.current()).username).toBe(lab.credentials.sodar.username);
  });
});
