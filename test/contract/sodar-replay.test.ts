import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lab, startSandbox } from 'accession/sandbox';
import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { describeWhen } from '../support/skip-loudly.ts';

const root = process.env.RECORDED_PAYLOADS;
const folder = root ? join(root, 'sodar') : '';

interface Recorded {
  name: string;
  request: {
    method: string;
    path: string;
    as: string | null;
    accept: string;
    encoding: 'json' | 'form' | 'multipart' | null;
    body: unknown;
  };
  response: { status: number; content_type: string | null; headers: Record<string, string>; body: unknown };
}

const FILES = [
  ['sodar-0.14.1_projectroles.json', '0.14.1'],
  ['sodar-0.14.1_sheets_zones.json', '0.14.1'],
  ['sodar-1.1.4_projectroles.json', '1.1'],
  ['sodar-1.1.4_sheets_zones.json', '1.1'],
  ['sodar-1.2-dev_projectroles.json', '1.2'],
] as const;

/** Where the sandbox does not agree, and why. A line here that turns out to agree fails the test. */
const OFF = 'recorded on a site with iRODS switched off, which the sandbox has not';
const EXCEPTIONS: Readonly<Record<string, string>> = {
  '1.1 colls_create_noirods': OFF,
  '1.1 file_exists_noirods': OFF,
  '1.1 file_list_noirods': OFF,
  '1.1 file_list_v10_page': OFF,
  '1.1 irods_env_noirods': OFF,
  '1.1 lock_status_noirods': OFF,
  '1.1 inv3': 'the sandbox did create the collections that the site without iRODS could not',
  '1.1 zone_create_noirods_owner': OFF,
  '1.1 zone_create_noirods_super': OFF,
  '1.1 lock_status_true': 'the lock was taken by hand, outside of the records',
};

const ACCOUNTS = ['admin', 'owner', 'contrib', 'guest', 'nobody'];
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const password = (name: string) => `password-of-${name}`;
const tokenOf = (name: string) => Buffer.from(name.padEnd(32, '.')).toString('hex');

/** The headers of accounts that the records do not spell out, because they hold secrets. */
const AUTHORIZATION: Readonly<Record<string, string>> = {
  badtoken: `token ${'0'.repeat(64)}`,
  emptytoken: 'token',
  bearer_scheme: `Bearer ${tokenOf('owner')}`,
  basic_auth: basic('owner', password('owner')),
  basic_auth_bad: basic('owner', 'wrong'),
  knox_login: basic('owner', password('owner')),
  irods_auth: basic('owner', password('owner')),
};

function basic(username: string, secret: string): string {
  return `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
}

/** A recorded server's names for things, and what they are called here. */
class Names {
  readonly #here = new Map<string, string>();

  bind(theirs: string, ours: string): void {
    this.#here.set(theirs, ours);
  }

  has(theirs: string): boolean {
    return this.#here.has(theirs);
  }

  translate(text: string): string {
    return text
      .replace(UUID, (uuid) => this.#here.get(uuid) ?? uuid)
      .replace(/\/projects\/[0-9a-f]{2}\/([0-9a-f]{2})/g, '/projects/$1/$1');
  }

  /** Learns from two answers that mean the same: whatever stands at the same place is the same thing. */
  learn(theirs: unknown, ours: unknown): void {
    if (typeof theirs === 'string' && typeof ours === 'string') {
      const [a, b] = [theirs.match(UUID) ?? [], ours.match(UUID) ?? []];
      if (a.length === b.length) for (const [i, uuid] of a.entries()) this.bind(uuid, b[i] ?? uuid);
      return;
    }
    if (!isObject(theirs) || !isObject(ours)) return;
    const keyed = Object.keys(theirs).length > 0 && Object.keys(theirs).every((key) => key.match(UUID));
    if (keyed) {
      const rest = Object.entries(ours);
      for (const [key, value] of Object.entries(theirs)) {
        const at = rest.findIndex(([, other]) => alike(value, other));
        const [found] = rest.splice(Math.max(0, at), 1);
        if (!found) continue;
        this.bind(key, found[0]);
        this.learn(value, found[1]);
      }
      return;
    }
    for (const key of Object.keys(theirs)) this.learn(theirs[key], ours[key]);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Members of a map with UUIDs as keys are told apart by what they say. */
function alike(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return false;
  const user = (item: Record<string, unknown>) => (isObject(item.user) ? item.user.username : '');
  return (
    ['role', 'inherited', 'identifier', 'file_name'].every((key) => a[key] === b[key]) && user(a) === user(b)
  );
}

/** What has to agree: names and kinds of all fields, texts that the server wrote, the number of things in a list. */
function shapeOf(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return key === 'allowed_hosts' ? value : value.map((item) => shapeOf(item));
  if (isObject(value)) {
    const keyed = Object.keys(value).length > 0 && Object.keys(value).every((name) => name.match(UUID));
    if (keyed)
      return Object.values(value)
        .map((item) => shapeOf(item))
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shapeOf(item, name)]));
  }
  if (key === 'irods_port') return typeof value;
  if (typeof value !== 'string') return value;
  if (key === 'ticket') return value.length;
  if (key === 'parser_version' || key === 'irods_host') return 'text';
  // How often each warning is told, and in which words, is the parser's own affair; how many there are is not.
  const critical = /^\('\d+ critical warnings raised by altamISA, import failed'/.exec(value)?.[0];
  if (critical) return critical;
  return value
    .replace(UUID, '<uuid>')
    .replace(/\/projects\/[0-9a-f]{2}\//, '/projects/xx/')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+\d\d:\d\d/g, '<time>')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}\+00:00/g, '<time, spaced>')
    .replace(/\b\d{8}_\d{6}/g, '<title>')
    .replace(/\b[0-9a-f]{64}\b/, '<64 hex characters>');
}

/** Which of a run's accounts a record names, where no answer does. */
const USERS: Readonly<Record<string, readonly [field: string, account: string]>> = {
  create_category: ['owner', 'owner'],
  role_create: ['user', 'contrib'],
  role_create_guest: ['user', 'guest'],
  create_project_guest: ['owner', 'nobody'],
};
const CATEGORY = 'ca7e9012-0000-4000-8000-000000000001';
const MEMBERS = { contrib: 'project contributor', guest: 'project guest' };

/** A run: one server from its first record to its last. */
interface Run {
  title: string;
  generation: '0.14.1' | '1.1' | '1.2';
  records: Recorded[];
  projects: {
    title: string;
    type: 'PROJECT' | 'CATEGORY';
    uuid: string;
    owner: string;
    parent?: string;
    members?: Record<string, string>;
  }[];
}

function runs(): Run[] {
  return FILES.flatMap(([file, generation]): Run[] => {
    const records: Recorded[] = JSON.parse(readFileSync(join(folder, 'recorded', file), 'utf8'));
    if (!file.includes('sheets')) return [{ title: file, generation, records, projects: [] }];
    // One file holds two servers, the first of them without iRODS.
    const second = records.findIndex(({ name }) => name.startsWith('zone_create_no_inv'));
    return [records.slice(0, second), records.slice(second)]
      .filter((part) => part.length > 0)
      .map((part, i) => ({
        title: `${file}, part ${i + 1}`,
        generation,
        records: part,
        projects: placesOf(part),
      }));
  });
}

/** The projects that were there before the first record, by the title their imports tell. */
function placesOf(records: readonly Recorded[]): Run['projects'] {
  const category =
    records.find(({ name }) => name === 'lock_status_cat')?.request.path.match(UUID)?.[0] ?? CATEGORY;
  const titles = new Map<string, string>();
  for (const { name, request, response } of records) {
    const uuid = request.path.match(/\/api\/import\/([0-9a-f-]{36})/)?.[1];
    const title = isObject(response.body)
      ? /project "(.+?)"/.exec(String(response.body.detail))?.[1]
      : undefined;
    if (uuid && !titles.has(uuid)) titles.set(uuid, title ?? name);
    else if (uuid && title) titles.set(uuid, title);
  }
  return [
    { title: 'Top Category', type: 'CATEGORY', uuid: category, owner: 'owner' },
    ...[...titles].map(([uuid, title]) => ({
      title,
      type: 'PROJECT' as const,
      uuid,
      owner: 'owner',
      parent: category,
      members: MEMBERS,
    })),
  ];
}

async function startFor({ generation, records, projects }: Run): Promise<Lab> {
  const uuids = new Map<string, string>();
  const walk = (value: unknown): void => {
    if (!isObject(value)) return;
    const { username, sodar_uuid: uuid } = value;
    if (typeof username === 'string' && typeof uuid === 'string') uuids.set(username, uuid);
    for (const item of Object.values(value)) walk(item);
  };
  for (const { name, request, response } of records) {
    walk(response.body);
    const [field, account] = USERS[name] ?? [];
    if (field && account && isObject(request.body)) uuids.set(account, String(request.body[field]));
  }
  return startSandbox({
    clock: 'virtual',
    startAt: '2026-01-15T09:00:00Z',
    settings: { 'sodar.generation': generation },
    seed: {
      sodar: {
        users: ACCOUNTS.map((username) => ({
          username,
          password: password(username),
          token: tokenOf(username),
          name: `${username[0]?.toUpperCase()}${username.slice(1)} User`,
          email: `${username}@example.com`,
          uuid: uuids.get(username),
          superuser: username === 'admin',
        })),
        projects,
      },
    },
  });
}

function bodyOf(
  { name, request }: Recorded,
  names: Names,
): { body?: string | URLSearchParams | FormData; type?: string } {
  const { encoding, body } = request;
  if (encoding === null || body === null) return {};
  const text = names.translate(JSON.stringify(body));
  if (encoding === 'json') return { body: text, type: 'application/json' };
  if (encoding === 'form') {
    const pairs: [string, string][] = Object.entries(JSON.parse(text) as Record<string, unknown>).map(
      ([key, value]) => [key, typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)],
    );
    return { body: new URLSearchParams(pairs) };
  }
  const form = new FormData();
  for (const [field = '', file = '', type = ''] of (body as { multipart: string[][] }).multipart) {
    form.append(field, new Blob([new Uint8Array(content(name, file))], { type }), file);
  }
  return { body: form };
}

/** Files of a multipart record: only their names were kept. */
function content(record: string, file: string): Uint8Array {
  const text = (value: string) => Buffer.from(value);
  if (record === 'import_notzip') return text('this is no archive');
  if (record === 'import_zip_noinv') return zipSync({ 's_x.txt': text('Source Name') });
  if (record === 'import_zip_2inv') return zipSync({ 'i_a.txt': text('a'), 'i_b.txt': text('b') });
  const place = file.endsWith('.zip') ? file : join('i_small2', file);
  return readFileSync(join(folder, 'isatab', place));
}

class Replay {
  readonly names = new Names();
  /** Paths of zones as the recorded server told them, with ours. */
  zone = '';

  constructor(
    private readonly lab: Lab,
    private readonly records: readonly Recorded[],
  ) {}

  /** Sends what a record sent; undefined: the answer agrees, else what does not. */
  async play(record: Recorded): Promise<string | undefined> {
    await this.#before(record.name);
    const { name, request, response } = record;
    const { body, type } = bodyOf(record, this.names);
    const authorization = request.as === null ? AUTHORIZATION[name] : `token ${tokenOf(request.as)}`;
    const reply = await fetch(`${this.lab.urls.sodar}${this.names.translate(request.path)}`, {
      method: request.method,
      headers: {
        accept: request.accept,
        ...(authorization ? { authorization } : {}),
        ...(type ? { 'content-type': type } : {}),
      },
      ...(body === undefined ? {} : { body }),
    });
    const mime = reply.headers.get('content-type') ?? '';
    const raw = Buffer.from(await reply.arrayBuffer());
    const given: unknown = mime.startsWith('text/html')
      ? raw.toString() === 'Authenticated'
        ? 'Authenticated'
        : '<HTML page>'
      : mime === 'application/zip'
        ? '<zip>'
        : raw.length === 0
          ? ''
          : JSON.parse(raw.toString());
    const wanted = String(response.body).startsWith('<zip') ? '<zip>' : response.body;
    this.names.learn(wanted, given);
    if (name === 'zone_create_min' && isObject(given)) this.zone = String(given.irods_path);
    const allow = (value: string | null | undefined) => (value ?? '').split(', ').sort();
    const theirs = {
      status: response.status,
      type: response.content_type ?? '',
      body: shapeOf(wanted),
      allow: allow(response.headers.Allow),
      login: response.headers['WWW-Authenticate'],
      file: response.headers['Content-Disposition'],
    };
    const ours = {
      status: reply.status,
      type: mime,
      body: shapeOf(given),
      allow: allow(reply.headers.get('allow')),
      login: reply.headers.get('www-authenticate') ?? undefined,
      file: reply.headers.get('content-disposition') ?? undefined,
    };
    if (response.status >= 500 && String(response.body) === '<HTML page>') theirs.allow = ours.allow;
    const [a, b] = [JSON.stringify(sorted(theirs)), JSON.stringify(sorted(ours))];
    return a === b ? undefined : `theirs ${a}\n  ours ${b}`;
  }

  /** What happened between two records without being recorded: time, uploads, one more request. */
  async #before(name: string): Promise<void> {
    const steps: Record<string, () => unknown> = {
      zone_retrieve_active: () => this.lab.clock.advance('2s'),
      zone_validate_missing_md5: () => this.#put('0815-N1/test1.txt', 'hello'),
      zone_validate_query_trap: async () => {
        this.lab.clock.advance('2s');
        await this.#put('0815-N1/test1.txt.md5', '5d41402abc4b2a76b9719d911017c592  test1.txt');
      },
      zone_retrieve_moved: () => this.lab.clock.advance('2s'),
      zone_delete: () => this.lab.clock.advance('2s'),
      zone_retrieve_deleted: () => this.lab.clock.advance('2s'),
      request_delete_accepted: () => this.#anotherRequest(),
    };
    await steps[name]?.();
  }

  async #put(path: string, text: string): Promise<void> {
    const headers = { authorization: basic('contrib', password('contrib')) };
    const folder = `${this.lab.urls.sodarDav}${this.zone}/${path.split('/')[0]}`;
    await fetch(folder, { method: 'MKCOL', headers });
    const reply = await fetch(`${this.lab.urls.sodarDav}${this.zone}/${path}`, {
      method: 'PUT',
      headers,
      body: text,
    });
    expect(reply.status).toBe(201);
  }

  async #anotherRequest(): Promise<void> {
    const made = this.records.find(({ name }) => name === 'request_create');
    const gone = this.records.find(({ name }) => name === 'request_delete_accepted');
    if (!made || !gone) throw new Error('the records to go by are missing');
    const reply = await fetch(`${this.lab.urls.sodar}${this.names.translate(made.request.path)}`, {
      method: 'POST',
      headers: { authorization: `token ${tokenOf('contrib')}` },
      body: new URLSearchParams(JSON.parse(this.names.translate(JSON.stringify(made.request.body)))),
    });
    const { sodar_uuid: uuid } = (await reply.json()) as { sodar_uuid: string };
    this.names.bind(gone.request.path.match(UUID)?.[0] ?? '', uuid);
  }
}

/** The order of fields is not part of what has to agree. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

describeWhen(
  root !== undefined,
  'the replay of recorded SODAR servers',
  'RECORDED_PAYLOADS names no folder with them',
)('recorded SODAR servers', () => {
  it('are answered as they answered', { timeout: 120_000 }, async () => {
    const counts: string[] = [];
    const wrong: string[] = [];
    const needed = new Set<string>();
    for (const run of runs()) {
      const lab = await startFor(run);
      const replay = new Replay(lab, run.records);
      let agree = 0;
      for (const record of run.records) {
        const id = `${run.generation} ${record.name}`;
        const problem = await replay.play(record);
        if (problem === undefined) agree += 1;
        else if (id in EXCEPTIONS) needed.add(id);
        else
          wrong.push(
            `${run.title}: ${record.name} (${record.request.method} ${record.request.path})\n${problem}`,
          );
      }
      expect(lab.journal.requests().filter(({ crash }) => crash !== null)).toEqual([]);
      counts.push(`${run.title}: ${agree} of ${run.records.length}`);
      await lab.close();
    }
    process.stderr.write(`\nSODAR replay: ${counts.join('; ')}; ${needed.size} exceptions\n`);
    expect(wrong.join('\n')).toBe('');
    expect([...needed].sort()).toEqual(Object.keys(EXCEPTIONS).sort());
  });
});
