import { ConfigError, InputError, Invalid } from 'accession';
import { describe, expect, it } from 'vitest';
import { client, OTHER, UUID, using } from './support.ts';

const VENDOR = { 'content-type': 'application/vnd.bihealth.sodar.samplesheets+json' };
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const project = { title: 'A', type: 'PROJECT', parent: OTHER, readme: '', sodar_uuid: UUID };

const refusal = async (
  status: number,
  body: string | object,
  headers: Record<string, string> = VENDOR,
): Promise<unknown> => {
  const { sodar } = client({ status, body, headers });
  return sodar.invites.resend(UUID).catch((error: unknown) => error);
};

describe('refusals', () => {
  it.each<[string, number, string | object, object]>([
    [
      'a detail',
      404,
      { detail: 'Not found.' },
      { code: 'not-found', message: expect.stringContaining('Not found.') },
    ],
    [
      'a list',
      400,
      ['Unable to move landing zone: status=MOVED'],
      { code: 'invalid', message: expect.stringContaining('status=MOVED') },
    ],
    [
      'texts by field',
      400,
      { assay: ['This field is required.'] },
      { code: 'invalid', issues: [{ path: 'assay', message: 'This field is required.' }] },
    ],
    [
      'texts about the whole',
      400,
      { non_field_errors: ['Assay not found'] },
      { code: 'invalid', issues: [{ path: '', message: 'Assay not found' }] },
    ],
    [
      'a bare text',
      401,
      '"Remote site not found"',
      { message: expect.stringContaining('Remote site not found') },
    ],
    [
      'a token that is not known',
      401,
      { detail: 'Invalid token.' },
      { code: 'unauthenticated', hint: expect.stringContaining('SODAR_API_TOKEN') },
    ],
  ])('%s', async (_, status, body, expected) => {
    expect(await refusal(status, body)).toMatchObject({ outcome: 'refused', ...expected });
  });

  it('by an HTML page: no such address', async () => {
    const page = '<html><title>404</title></html>';
    expect(await refusal(404, page, HTML)).toMatchObject({
      code: 'not-found',
      hint: expect.stringContaining('no such address'),
    });
  });

  it('by an HTML page with 500, which may be a wrong address as well: asked once more, not again and again', async () => {
    const { sodar, transport } = client({ status: 500, body: '<html></html>', headers: HTML });
    const error = await sodar
      .with({ retries: 3 })
      .projects.get(UUID)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'server-fault', hint: expect.stringContaining('no such address') });
    expect(transport.sent).toHaveLength(2);
    // What it did before it failed, nobody knows.
    expect(await refusal(500, '<html></html>', HTML)).toMatchObject({ outcome: 'unknown' });
  });

  it('with 503 by a view: nothing was done; by a gateway: who knows', async () => {
    const locked = { detail: 'Unable to acquire project lock: Project is locked by another operation' };
    expect(await refusal(503, locked)).toMatchObject({
      outcome: 'refused',
      hint: expect.stringContaining('again'),
    });
    expect(await refusal(503, locked, { 'content-type': 'application/json' })).toMatchObject({
      outcome: 'unknown',
    });
  });

  it('of sheets with 500: the sheets are wrong, and were not stored', async () => {
    const { sodar, transport } = client(
      { status: 404, body: { detail: 'Not found.' }, headers: VENDOR },
      { status: 500, body: { detail: 'Assay not found in import data: "a_x.txt"' }, headers: VENDOR },
    );
    const source = [
      { name: 'i_a.txt', content: 'x' },
      { name: 's_a.txt', content: 'y' },
    ];
    const error = await sodar.sampleSheets.import(UUID, source).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Invalid);
    expect(error).toMatchObject({
      status: 500,
      outcome: 'refused',
      message: expect.stringContaining('a_x.txt'),
    });
    expect(transport.sent).toHaveLength(2);
  });
});

it.each<[string, string]>([
  [
    'of a parser text that names a field',
    'Inconsistent entry lengths in section STUDY CONTACTS:\nStudy Person Email: 2',
  ],
  ['of a date', 'Invalid ISO8601 date "1.4.2026"'],
  ['of parameters', "Unequal parameter splits in protocol 'growth':\nParameter Names: 2"],
])(
  'an import with 500 is refused because %s, and one that may have been stored stays unknown',
  async (_, detail) => {
    const outcomeOf = async (text: string) => {
      const { sodar } = client(
        { status: 404, body: { detail: 'Not found.' }, headers: VENDOR },
        { status: 500, body: { detail: text }, headers: VENDOR },
      );
      const source = [
        { name: 'i_a.txt', content: 'x' },
        { name: 's_a.txt', content: 'y' },
      ];
      return sodar.sampleSheets.import(UUID, source, { reconcileForMs: 0 }).catch((e: unknown) => e);
    };
    expect(await outcomeOf(detail)).toMatchObject({ code: 'invalid', outcome: 'refused' });
    expect(await outcomeOf(`Synchronizing iRODS failed: ${detail}`)).toMatchObject({ outcome: 'unknown' });
  },
);

const issueOf = async (work: () => Promise<unknown>): Promise<unknown> => {
  const error = await work().catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).issues[0];
};

describe('what cannot be meant is not sent', () => {
  const { sodar, transport } = client({ body: project });
  const whole = { sodar_uuid: UUID, title: 'A', type: 'PROJECT', parent: OTHER } as const;
  const make = (more: object) =>
    sodar.projects.create({ title: 'A', type: 'PROJECT', parent: OTHER, ...more } as never);
  it.each<[string, () => Promise<unknown>, object]>([
    ['an id that is none', () => sodar.projects.get('x'), { path: 'project' }],
    ['an address as an id', () => sodar.projects.get('../users/current'), { path: 'project' }],
    ['a title that reads like two', () => make({ title: 'a / b' }), { path: 'title' }],
    ['a project at the root', () => make({ parent: null }), { path: 'parent' }],
    ['a field that is misspelt', () => make({ titel: 'A' }), { path: 'titel' }],
    [
      'two answers to one question',
      () => make({ public_access: null, public_guest_access: true }),
      { path: 'public_access' },
    ],
    [
      'an update that would close a project by accident',
      () => sodar.projects.update(whole),
      { path: 'public_access', message: expect.stringContaining('projects.get') },
    ],
    [
      'an owner by UUID, which this one call does not take',
      () => sodar.roles.transferOwnership(UUID, { new_owner: OTHER, old_owner_role: 'project guest' }),
      { path: 'new_owner' },
    ],
    [
      'an owner who gets no other role, which crashes servers',
      () => sodar.roles.transferOwnership(UUID, { new_owner: 'ada' } as never),
      { path: 'old_owner_role' },
    ],
    [
      'a setting without a value',
      () => sodar.settings.update({ plugin_name: 'a', setting_name: 'b', value: undefined }),
      { path: 'value' },
    ],
    [
      'a sheet of one file',
      () => sodar.sampleSheets.import(UUID, [{ name: 'i_a.txt', content: '' }]),
      { path: 'source' },
    ],
    [
      'a sheet without an investigation',
      () =>
        sodar.sampleSheets.import(
          UUID,
          ['s_a.txt', 'a_a.txt'].map((name) => ({ name, content: '' })),
        ),
      { path: 'source', message: expect.stringContaining('no investigation') },
    ],
    [
      'a sheet with two investigations',
      () =>
        sodar.sampleSheets.import(
          UUID,
          ['i_a.txt', 'i_b.txt'].map((name) => ({ name, content: '' })),
        ),
      { path: 'source', message: expect.stringContaining('several') },
    ],
    [
      'a file that SODAR would ignore',
      () =>
        sodar.sampleSheets.import(
          UUID,
          ['i_a.txt', 'notes.txt'].map((name) => ({ name, content: '' })),
        ),
      { path: 'source', message: expect.stringContaining('notes.txt') },
    ],
    [
      'bytes that are no archive',
      () => sodar.sampleSheets.import(UUID, Buffer.from('no archive')),
      { path: 'source', message: expect.stringContaining('no ZIP archive') },
    ],
    [
      'a path where nothing is',
      () => sodar.sampleSheets.import(UUID, '/does/not/exist.zip'),
      { path: 'source', message: expect.stringContaining('ENOENT') },
    ],
  ])('%s', async (_, work, expected) => {
    expect(await issueOf(work)).toMatchObject(expected);
    expect(transport.sent).toHaveLength(0);
  });

  it('a role of all that this server would have to widen', async () => {
    const { sodar: old, transport: network } = client({ body: project });
    const viewer = { ...whole, public_access: 'project viewer' };
    const issue = await issueOf(() => using({ transport: network, version: '1.1' }).projects.update(viewer));
    expect(issue).toMatchObject({ path: 'public_access', message: expect.stringContaining('open more') });
    expect(network.sent).toHaveLength(0);
    await old.projects.update(viewer);
    expect(JSON.parse(network.sent[0]?.body ?? '')).toMatchObject({ public_access: 'project viewer' });
  });

  it('an address is needed, and the error says which', () => {
    expect(() => using({ url: undefined })).toThrow(ConfigError);
  });
});

it('ids are sent in lower case: others match no address', async () => {
  const { sodar, transport } = client({ body: project });
  await sodar.projects.get(UUID.toUpperCase());
  expect(transport.sent[0]?.url).toBe(`https://sodar.test/project/api/retrieve/${UUID}`);
});

it('the two addresses that are told apart by their query never get one', async () => {
  const { sodar, transport } = client({
    body: { investigation: { path: 'i', tsv: '' }, studies: {}, assays: {} },
  });
  await sodar.sampleSheets.exportJson(UUID);
  expect(transport.sent[0]?.url).toBe(`https://sodar.test/samplesheets/api/export/json/${UUID}`);
});
