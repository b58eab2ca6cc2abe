import { describe, expect, it } from 'vitest';
import { start } from '../support.ts';
import { sheetFiles, sheetZip } from './isatab.ts';
import { ACCEPT, basic, parts, sodar, uuidOf } from './support.ts';

const LIST = '/project/api/list';
const CURRENT = '/project/api/users/current';

describe('release and version', () => {
  it('are those that the Accept header names, each with its own shapes', async () => {
    const api = sodar(await start());
    await api.project();
    const shape = async (accept: keyof typeof ACCEPT) =>
      Object.keys((await api.call('GET', LIST, { accept })).body[0]);
    const common = ['title', 'type', 'parent', 'description', 'readme'];
    expect(await shape('oldCore')).toEqual([
      ...common,
      'public_guest_access',
      'archive',
      'roles',
      'sodar_uuid',
    ]);
    expect(await shape('core10')).not.toContain('children');
    expect(await shape('core11')).toContain('children');
    expect(await shape('core20')).toEqual([
      ...common,
      'public_access',
      'archive',
      'full_title',
      'roles',
      'children',
      'sodar_uuid',
    ]);
  });

  it.each([
    ['no Accept at all', '', 200],
    ['what axios sends', 'application/json, text/plain, */*', 200],
    ['both generations in one header', `${ACCEPT.oldCore}, ${ACCEPT.core11}`, 200],
    [
      'a version without a blank, quoted, weighed',
      ACCEPT.core11.replace('; version=1.1', ';version="1.1"; q=0.9'),
      200,
    ],
    ['the right type and no version', ACCEPT.core11.replace(/;.*/, ''), 200],
    ['JSON alone', 'application/json', 406],
    ['an unknown version', ACCEPT.core11.replace('1.1', '7.0'), 406],
    ['the right type with a stranger', `${ACCEPT.core11}, */*; q=0.1`, 200],
  ])('%s', async (_name, accept, status) => {
    const api = sodar(await start());
    expect((await api.call('GET', CURRENT, { headers: { accept } })).status).toBe(status);
  });

  it('is pinned by a setting; no route and no version are then told as that release tells them', async () => {
    const old = sodar(await start({ settings: { 'sodar.generation': '0.14.1' } }));
    const reply = await old.call('GET', CURRENT, { accept: 'core11' });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([
      406,
      'application/vnd.bihealth.sodar-core+json',
    ]);
    expect((await old.call('GET', `/timeline/api/list/site`)).status).toBe(404);
    const fresh = sodar(await start({ settings: { 'sodar.generation': '1.1' } }));
    expect((await fresh.call('GET', CURRENT, { accept: 'core20' })).body.detail).toMatch(/^Invalid version/);
    expect((await fresh.call('GET', '/nothing')).status).toBe(500);
  });

  it('are looked at before the account', async () => {
    const api = sodar(await start());
    const status = async (accept: string) =>
      (await api.call('GET', CURRENT, { as: null, headers: { accept } })).status;
    expect([await status('application/json'), await status(ACCEPT.core11)]).toEqual([406, 401]);
  });
});

describe('projects', () => {
  it('are told in part when they are made, and in whole when they are read', async () => {
    const api = sodar(await start());
    const made = await api.call('POST', '/project/api/create', {
      accept: 'core11',
      json: {
        title: 'P',
        type: 'PROJECT',
        parent: '2f4d6b80-1a3c-4e5f-8071-92b3c4d5e6f7',
        owner: uuidOf('researcher'),
      },
    });
    expect(Object.keys(made.body)).toEqual([
      'title',
      'type',
      'parent',
      'description',
      'full_title',
      'readme',
      'sodar_uuid',
    ]);
    const read = await api.call('GET', `/project/api/retrieve/${made.body.sodar_uuid}`, { accept: 'core11' });
    expect(read.body).toMatchObject({
      full_title: 'Sandbox / P',
      archive: false,
      public_guest_access: false,
    });
    const roles = Object.values<{ inherited: boolean }>(read.body.roles);
    expect(roles.map(({ inherited }) => inherited)).toEqual([false]);
  });

  it.each([
    ['core11', 'public_guest_access', true, false],
    ['core20', 'public_access', 'project guest', null],
  ] as const)(
    'lose public access by an update that does not name it (%s)',
    async (accept, field, on, off) => {
      const api = sodar(await start());
      const uuid = await api.project('Open', { public_guest_access: true });
      const path = `/project/api/update/${uuid}`;
      const patched = await api.call('PATCH', path, { accept, json: { description: 'd', [field]: on } });
      expect(patched.body).toMatchObject({ description: 'd', [field]: on });
      expect((await api.call('PATCH', path, { accept, json: { description: 'e' } })).body[field]).toBe(off);
    },
  );

  it('crash an old PATCH on 1.2', async () => {
    const api = sodar(await start({ settings: { 'sodar.generation': '1.2' } }));
    const uuid = await api.project('P', { public_guest_access: false });
    const reply = await api.call('PATCH', `/project/api/update/${uuid}`, {
      accept: 'core11',
      json: { description: 'z' },
    });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8']);
  });

  it('show finders their titles, and strangers nothing', async () => {
    const lab = await start();
    const api = sodar(lab);
    const uuid = await api.project();
    const path = `/project/api/retrieve/${uuid}`;
    expect((await api.call('GET', path, { accept: 'core11', as: 'colleague' })).status).toBe(403);
    await api.role(lab.credentials.sodar.categoryUuid, 'colleague', 'project finder');
    const found = await api.call('GET', path, { accept: 'core11', as: 'colleague' });
    expect(found.body).toEqual({ title: 'Valley', full_title: 'Sandbox / Valley', sodar_uuid: uuid });
  });

  it('change hands: the old owner keeps the role that was named, inherited rights stay', async () => {
    const api = sodar(await start());
    const uuid = await api.project('Own', { owner: uuidOf('colleague') });
    await api.role(uuid, 'visitor@EXAMPLE', 'project guest');
    const json = { new_owner: 'visitor@EXAMPLE', old_owner_role: 'project guest' };
    const path = `/project/api/roles/owner-transfer/${uuid}`;
    const reply = await api.call('POST', path, { accept: 'core11', as: 'colleague', json });
    expect(reply.body.detail).toBe(
      'Ownership transferred from colleague to visitor@EXAMPLE in project "Own"',
    );
    const { roles } = (await api.call('GET', `/project/api/retrieve/${uuid}`, { accept: 'core20' })).body;
    const held = Object.values<{ role: string; inherited: boolean }>(roles).map((one) => [
      one.role,
      one.inherited,
    ]);
    expect(held).toContainEqual(['project owner', true]);
    expect(held).toHaveLength(3);
  });

  it('are paged when a page is asked for, and only then', async () => {
    const lab = await start({ settings: { 'sodar.pageSize': '2' } });
    const api = sodar(lab);
    for (const title of ['A', 'B', 'C']) await api.project(title);
    expect((await api.call('GET', LIST, { accept: 'core11' })).body).toHaveLength(4);
    const { body } = await api.call('GET', `${LIST}?page=2`, { accept: 'core11' });
    expect([body.count, body.results.length, body.next]).toEqual([4, 2, null]);
    expect(body.previous).toBe(`${lab.urls.sodar}${LIST}`);
    expect((await api.call('GET', `${LIST}?page=2`, { accept: 'oldCore' })).body).toHaveLength(4);
  });
});

describe('accounts', () => {
  it('give tokens that end after ten hours, and on logout', async () => {
    const lab = await start();
    const api = sodar(lab);
    const login = () =>
      api.call('POST', '/api/auth/login/', { as: null, headers: basic('researcher', 'sandbox-password') });
    const headers = async () => ({ authorization: `token ${(await login()).body.token}` });
    const mine = await headers();
    const status = async () => (await api.call('GET', CURRENT, { as: null, headers: mine })).status;
    expect(await status()).toBe(200);
    lab.clock.advance('11h');
    expect(await status()).toBe(401);
    const other = await headers();
    expect((await api.call('POST', '/api/auth/logout/', { as: null, headers: other })).status).toBe(204);
    expect((await api.call('GET', CURRENT, { as: null, headers: other })).status).toBe(401);
  });

  it('have their tokens replaced by the API that came after 1.2', async () => {
    const api = sodar(await start());
    const path = '/tokens/api/login';
    const headers = basic('researcher', 'sandbox-password');
    const made = await api.call('POST', path, { accept: 'tokens', as: null, headers, json: { expiry: 0 } });
    expect([made.status, made.body.delete_count, made.body.expiry]).toEqual([201, 1, null]);
    expect((await api.call('GET', CURRENT)).status).toBe(401);
  });

  it('are logged out by a fault, and leave no secret in the journal', async () => {
    const lab = await start();
    const api = sodar(lab);
    const { token, password } = lab.credentials.sodar;
    lab.faults.add({ operation: 'sodar.projects.list', effect: { expireToken: true } });
    expect((await api.call('GET', LIST)).body.detail).toBe('Invalid token.');
    await api.call('POST', '/project/api/create', { as: 'admin', json: { title: password, readme: token } });
    const kept = JSON.stringify(lab.journal.requests());
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(password);
  });

  it('are hidden from user lists when they are local', async () => {
    const api = sodar(await start());
    const names = async (as: string, query = '') =>
      (await api.call('GET', `/project/api/users/list${query}`, { accept: 'core11', as })).body.map(
        (user: { username: string }) => user.username,
      );
    expect(await names('researcher')).toEqual(['visitor@EXAMPLE']);
    expect(await names('researcher', '?include_system_users=1')).toHaveLength(4);
    expect(await names('admin')).toHaveLength(4);
  });
});

describe('sheets', () => {
  it('come as an archive or as files, and go out in the same words', async () => {
    const api = sodar(await start());
    const [zip, loose] = [await api.project('Zip'), await api.project('Loose')];
    expect((await api.importSheet(zip)).body.detail).toBe(`Sample sheets created for project "Zip" (${zip})`);
    await api.importSheet(loose, undefined, { body: parts(sheetFiles()) });
    const read = async (uuid: string) =>
      (await api.call('GET', `/samplesheets/api/export/json/${uuid}`, { accept: 'sheets11' })).body;
    const [first, second] = [await read(zip), await read(loose)];
    expect(Object.keys(first)).toEqual(['investigation', 'studies', 'assays', 'date_modified']);
    expect(first.investigation.path).toBe('Valley/i_valley.txt');
    expect(second.investigation.path).toBe('i_valley.txt');
    expect(first.investigation.tsv).toBe(second.investigation.tsv);
    expect(first.assays['a_alpine.txt'].tsv).toBe(sheetFiles()['a_alpine.txt']);
    expect(first.investigation.tsv).toContain('Study Description\t"a ""tall"" tale"\n');
    expect(first.date_modified).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}\+00:00$/);
    const sheet = await api.investigation(loose);
    expect(sheet).toMatchObject({
      archive_name: null,
      comments: { 'Field Season': 'spring' },
      irods_status: false,
    });
  });

  it('keep their UUIDs when they are replaced, and lose what is gone', async () => {
    const api = sodar(await start());
    const uuid = await api.project();
    const assays = async () => {
      const { sodar_uuid: own, studies } = await api.investigation(uuid);
      const [study] = Object.values<{ sodar_uuid: string; assays: Record<string, { file_name: string }> }>(
        studies,
      );
      const named = Object.entries(study?.assays ?? {}).map(([key, { file_name: file }]) => [file, key]);
      return { own, study: study?.sodar_uuid, named: Object.fromEntries(named) };
    };
    await api.importSheet(uuid, sheetZip(sheetFiles({ assays: ['alpine', 'boreal'] })));
    const before = await assays();
    const reply = await api.importSheet(uuid, sheetZip(sheetFiles({ assays: ['alpine', 'coastal'] })));
    expect(reply.body.detail).toMatch(/^Sample sheets replaced/);
    const after = await assays();
    expect([after.own, after.study]).toEqual([before.own, before.study]);
    expect(after.named['a_alpine.txt']).toBe(before.named['a_alpine.txt']);
    expect(Object.keys(after.named).sort()).toEqual(['a_alpine.txt', 'a_coastal.txt']);
  });

  it('warn of assays that no plugin knows', async () => {
    const api = sodar(await start());
    const reply = await api.importSheet(
      await api.project(),
      sheetZip(sheetFiles({ measurement: 'tea leaves' })),
    );
    expect(reply.body.sodar_warnings).toEqual([
      'No plugin found for assay "Alpine": measurement_type="tea leaves", technology_type="nucleotide sequencing".',
    ]);
  });

  it('are exported as JSON when the address of the archive has a question mark', async () => {
    const api = sodar(await start());
    const uuid = await api.project();
    await api.importSheet(uuid);
    const path = `/samplesheets/api/export/zip/${uuid}`;
    const type = async (query: string) =>
      (await api.call('GET', `${path}${query}`, { accept: 'sheets11' })).headers.get('content-type');
    expect([await type(''), await type('?x=1')]).toEqual([
      'application/zip',
      'application/vnd.bihealth.sodar.samplesheets+json',
    ]);
  });
});
