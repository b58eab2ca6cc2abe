import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import {
  createClient,
  InputError,
  NotFound,
  OpenBis,
  RejectedError,
  type Repositories,
  ResponseError,
} from 'accession';
import type { OpenBisUpload } from 'accession/openbis';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changedAnswers } from '../support/changed-answers.ts';

let lab: Lab;
let repos: Repositories;
let openbis: OpenBis;
let folder: string;
beforeAll(async () => {
  lab = await startSandbox({ services: ['openbis'] });
});
beforeEach(async () => {
  await lab.reset();
  folder = mkdtempSync(join(tmpdir(), 'accession-openbis-'));
  repos = createClient({ ...lab.config, random: () => 0 });
  openbis = repos.openbis;
  return () => {
    repos.close();
    rmSync(folder, { recursive: true, force: true });
  };
});
afterAll(() => lab.close());

const OWNER = '/DEMO/BARLEY/EXP2';
/** The dataset that the demo comes with. */
const demo = async (): Promise<string> => (await openbis.objects.datasets(OWNER).first())?.permId ?? '';
const upload = (more: Partial<OpenBisUpload> = {}): OpenBisUpload => ({
  type: 'RAW_DATA',
  object: OWNER,
  files: { name: 'a.txt', source: Buffer.from('alpha') },
  ...more,
});
/** Instead of the object. */
const inCollection = {
  object: undefined,
  collection: '/DEMO/BARLEY/GREENHOUSE',
} as unknown as Partial<OpenBisUpload>;
const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** Paths and contents below a folder. */
function contentOf(root: string, below = ''): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) => {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return Object.entries(contentOf(root, path));
      return [[path, readFileSync(join(root, path)).toString('base64')]];
    }),
  );
}

describe('the files of a dataset', () => {
  it('are a list, and a tree', async () => {
    const files = await openbis.datasets.files(await demo());
    expect(
      files
        .filter(({ directory }) => !directory)
        .map(({ path }) => path)
        .sort(),
    ).toEqual([
      'original/images/empty.txt',
      'original/images/größe.txt',
      'original/images/leaf 1 #a 100%.csv',
      'original/images/readme.txt',
    ]);
    const tree = await openbis.datasets.fileTree(await demo());
    expect(tree).toMatchObject({ path: '', size: 54, folders: [{ name: 'original', size: 54 }] });
    expect(tree.folders[0]?.folders[0]?.files).toHaveLength(4);
  });

  it.each([true, false])('come down under their names, default folders: %s', async (defaultFolders) => {
    const permId = await demo();
    const moved: number[] = [];
    const got = await openbis.datasets.download(permId, {
      destination: folder,
      defaultFolders,
      onProgress: ({ transferred, total }) => moved.push(transferred / (total ?? 1)),
    });
    const root = defaultFolders ? `${permId}/original` : '';
    expect(Object.keys(contentOf(join(folder, root))).sort()).toEqual([
      'images/empty.txt',
      'images/größe.txt',
      'images/leaf 1 #a 100%.csv',
      'images/readme.txt',
    ]);
    expect(got.size).toBe(54);
    expect(moved.at(-1)).toBe(1);
    const readme = got.files.find(({ path }) => path.endsWith('readme.txt'));
    expect(readme?.crc32).toBe(crc32('Ten days without water.\n').toString(16).padStart(8, '0'));
  });

  it('are fetched in part, and again only where they are missing or differ', async () => {
    const permId = await demo();
    const some = { destination: folder, files: ['original/images/readme.txt', '/original/images/empty.txt'] };
    const first = await openbis.datasets.download(permId, some);
    expect(first.files.map(({ kept }) => kept)).toEqual([false, false]);
    const second = await openbis.datasets.download(permId, some);
    expect(second.files.map(({ kept }) => kept)).toEqual([true, true]);
    const place = first.files[0]?.file ?? '';
    const was = readFileSync(place);
    writeFileSync(place, 'mine');
    expect(await caught(openbis.datasets.download(permId, some))).toBeInstanceOf(InputError);
    expect(readFileSync(place, 'utf8')).toBe('mine');
    await openbis.datasets.download(permId, { ...some, overwrite: true });
    expect(readFileSync(place)).toEqual(was);
    const none = openbis.datasets.download(permId, { destination: folder, files: ['original/nothing.txt'] });
    expect(await caught(none)).toMatchObject({
      issues: [{ message: 'original/nothing.txt is not in the dataset' }],
    });
    const chosen = await openbis.datasets.download(permId, {
      destination: folder,
      files: ({ path }) => path.endsWith('.csv'),
    });
    expect(chosen.files).toHaveLength(1);
  });

  it('that are not there are told, though the data store says 200', async () => {
    const permId = await demo();
    expect(
      await caught(openbis.datasets.download('20200101000000000-9', { destination: folder })),
    ).toBeInstanceOf(NotFound);
    lab.faults.add({ operation: 'openbis.dataSetFiles.download', effect: { html: true }, times: 50 });
    const error = await caught(openbis.datasets.download(permId, { destination: folder, retries: 1 }));
    expect(error).toBeInstanceOf(ResponseError);
    expect(Object.keys(contentOf(folder)).filter((path) => !path.includes('.part'))).toEqual([]);
  });

  it('come down although the session ends before each of them', async () => {
    const permId = await demo();
    lab.faults.add({ operation: 'openbis.dataSetFiles.download', nth: 2, effect: { expireToken: true } });
    const got = await openbis.datasets.download(permId, { destination: folder, concurrency: 1 });
    expect(got.files).toHaveLength(4);
  });
});

it.each([1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => tenth * 10))(
  'a download that is cut at %i percent ends whole',
  async (percent) => {
    const content = randomBytes(300_000);
    const { permId } = await openbis.datasets.upload(upload({ files: { name: 'big.bin', source: content } }));
    lab.faults.add({
      operation: 'openbis.dataSetFiles.download',
      times: 1,
      effect: { stallAfterBytes: Math.floor((content.length * percent) / 100) },
    });
    const got = await openbis.datasets.download(permId, { destination: folder, timeoutMs: 300 });
    expect(readFileSync(got.files[0]?.file ?? '').equals(content)).toBe(true);
    expect(readdirSync(dirname(got.files[0]?.file ?? ''))).toEqual(['big.bin']);
  },
);

describe('an upload', () => {
  it('of a folder comes down again byte for byte', async () => {
    const big = randomBytes(21_000_000);
    write('run/a b#1.txt', 'alpha');
    write('run/sub/größe 100%.txt', 'beta');
    write('run/empty.txt', '');
    write('run/big.bin', big);
    mkdirSync(join(folder, 'run/nothing'));
    symlinkSync(join(folder, 'run/sub'), join(folder, 'run/link'));
    const parent = await demo();
    const moved: number[] = [];
    const made = await openbis.datasets.upload(
      upload({ files: join(folder, 'run'), properties: { $NAME: 'Run 1' }, parents: [parent] }),
      { onProgress: ({ transferred, total }) => moved.push(transferred / (total ?? 1)) },
    );
    expect(lab.state.openbis.datasets.get(made.permId)).toMatchObject({
      object: OWNER,
      properties: { $NAME: 'Run 1' },
    });
    const sum = crc32(big).toString(16).padStart(8, '0');
    expect(made.files).toContainEqual({ path: 'original/run/big.bin', size: big.length, crc32: sum });
    expect(moved.at(-1)).toBe(1);
    expect((await openbis.datasets.get(made.permId)).parents?.map(({ permId }) => permId)).toEqual([parent]);

    const there = join(folder, 'there');
    await openbis.datasets.download(made.permId, { destination: there, defaultFolders: false });
    expect(contentOf(join(there, 'run'))).toEqual({
      'a b#1.txt': Buffer.from('alpha').toString('base64'),
      'sub/größe 100%.txt': Buffer.from('beta').toString('base64'),
      'link/größe 100%.txt': Buffer.from('beta').toString('base64'),
      'empty.txt': '',
      'big.bin': big.toString('base64'),
    });
    expect(existsSync(join(there, 'run/nothing'))).toBe(true);
  });

  it('of several things puts a folder around them', async () => {
    write('run/a.txt', 'alpha');
    const { files } = await openbis.datasets.upload(
      upload({
        ...inCollection,
        folder: 'day 1',
        files: [join(folder, 'run'), { name: 'notes/b.txt', source: Buffer.from('beta') }],
      }),
    );
    expect(files.map(({ path }) => path)).toEqual(['original/day 1/run/a.txt', 'original/day 1/notes/b.txt']);
  });

  it('of what cannot be meant sends nothing', async () => {
    const before = lab.requests.count;
    const wrong = async (more: Partial<OpenBisUpload>) => {
      const error = await caught(openbis.datasets.upload(upload(more)));
      expect(error).toBeInstanceOf(InputError);
      return (error as InputError).issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
    };
    expect(await wrong({ files: join(folder, 'missing') })).toMatch(
      /^files: .*missing cannot be read \(ENOENT\)$/,
    );
    expect(await wrong({ files: [] })).toMatch(/is empty/);
    expect(await wrong({ files: { name: '../a', source: Buffer.from('') } })).toMatch(
      /must not hold .*"\.\."/,
    );
    expect(await wrong({ collection: '/DEMO/BARLEY/GREENHOUSE' })).toMatch(/give one of them/);
    const twice = { name: 'a.txt', source: Buffer.from('x') };
    expect(await wrong({ files: [twice, twice] })).toMatch(/default\/a\.txt is there twice/);
    write('loop/a.txt', '');
    symlinkSync(join(folder, 'loop'), join(folder, 'loop/again'));
    expect(await wrong({ files: join(folder, 'loop') })).toMatch(/is a link to a folder that it lies in/);
    expect(lab.requests.count).toBe(before);
    expect(await wrong({ properties: { colour: 'red' } })).toMatch(/RAW_DATA has no such property/);
    expect(await wrong({ type: 'NOPE' })).toBe('type: there is no dataset type NOPE');
  });

  it.each([1, 2, 3])('whose session ends at piece %i is made of all its files', async (nth) => {
    const files = [1, 2, 3].map((n) => ({ name: `${n}.txt`, source: Buffer.from(`number ${n}`) }));
    lab.faults.add({
      operation: 'openbis.sessionWorkspace.upload',
      nth,
      times: 1,
      effect: { expireToken: true },
    });
    const { permId } = await openbis.datasets.upload(upload({ files }), { concurrency: 1 });
    expect(lab.state.openbis.datasets.get(permId)?.files.map(({ path }) => path)).toEqual([
      'original/default/1.txt',
      'original/default/2.txt',
      'original/default/3.txt',
    ]);
    expect(lab.state.openbis.datasets.list()).toHaveLength(2);
  });

  it('whose session ends before the dataset is made goes up again', async () => {
    lab.faults.add({ operation: 'openbis.createUploadedDataSet', times: 1, effect: { expireToken: true } });
    const { permId } = await openbis.datasets.upload(upload());
    expect(lab.state.openbis.datasets.get(permId)?.files).toHaveLength(1);
    expect(lab.state.openbis.datasets.list()).toHaveLength(2);
  });

  it('whose answer was lost is found again by its files', async () => {
    lab.faults.add({
      operation: 'openbis.createUploadedDataSet',
      times: 1,
      effect: { resetAfterCommit: true },
    });
    const { permId } = await openbis.datasets.upload(upload());
    expect(lab.state.openbis.datasets.get(permId)?.files).toMatchObject([{ path: 'original/a.txt' }]);
    expect(lab.state.openbis.datasets.list()).toHaveLength(2);
  });

  it('is checked before, without a byte sent', async () => {
    write('run/a.txt', 'alpha');
    mkdirSync(join(folder, 'run/nothing'));
    expect(await openbis.datasets.checkUpload(upload({ files: join(folder, 'run') }))).toEqual({
      files: [{ path: 'original/run/a.txt', size: 5 }],
      size: 5,
    });
    await expect(openbis.datasets.checkUpload(upload({ properties: { TASTE: 'sour' } }))).rejects.toThrow(
      'TASTE',
    );
    expect(lab.journal.requests({ operation: 'openbis.sessionWorkspace.upload' })).toEqual([]);
  });

  it('finds the dataset that it made before a kill: by type, owner and every byte', async () => {
    const { permId } = await openbis.datasets.upload(upload());
    const again = { findExisting: true };
    expect(await openbis.datasets.upload(upload(), again)).toMatchObject({ permId, found: true, size: 5 });
    const others = [
      upload({ files: { name: 'a.txt', source: Buffer.from('alphb') } }),
      upload({ files: { name: 'b.txt', source: Buffer.from('alpha') } }),
      upload(inCollection),
    ];
    for (const other of others) {
      const made = await openbis.datasets.upload(other, again);
      expect(made.found).toBeUndefined();
      expect(made.permId).not.toBe(permId);
    }
    // Without being asked it makes another one.
    expect((await openbis.datasets.upload(upload())).permId).not.toBe(permId);
  });

  it('is neither found nor made anew where no checksum proves that it is the same', async () => {
    const transport = changedAnswers((text) => text.replace(/("checksumCRC32":)-?\d+/g, '$10'));
    const client = createClient({ ...lab.config, random: () => 0, transport });
    const { permId } = await client.openbis.datasets.upload(upload());
    // Of the same name and size, as an instrument writes them, and something else.
    const today = upload({ files: { name: 'a.txt', source: Buffer.from('gamma') } });
    const error = await caught(client.openbis.datasets.upload(today, { findExisting: true }));
    expect(error).toBeInstanceOf(RejectedError);
    expect(error).toMatchObject({
      message: expect.stringContaining(permId),
      outcome: 'refused',
      hint: expect.stringContaining('findExisting'),
    });
    expect((await client.openbis.datasets.upload(today)).permId).not.toBe(permId);
    client.close();
  });

  it('that nobody can tell from another one is unknown', async () => {
    await openbis.datasets.upload(upload());
    lab.faults.add({
      operation: 'openbis.createUploadedDataSet',
      times: 1,
      effect: { resetAfterCommit: true },
    });
    const error = await caught(openbis.datasets.upload(upload(), { reconcileForMs: 0 }));
    expect(error).toMatchObject({ code: 'connection', outcome: 'unknown' });
  });

  it('that is not whole is taken away again', async () => {
    const rpc = await fetch(`${lab.urls.openbis}/openbis/openbis/rmi-application-server-v3.json`, {
      method: 'POST',
      body: JSON.stringify({ id: '1', method: 'login', params: ['admin', lab.credentials.openbis.password] }),
    });
    const { result: token } = (await rpc.json()) as { result: string };
    const client = new OpenBis({ url: lab.urls.openbis, token });
    // Somebody with the same session writes into the same place before the dataset is made of it.
    const stop = lab.requests.watch(async ({ stage, request }) => {
      if (stage !== 'received' || request.operation !== 'openbis.createUploadedDataSet') return;
      const sent = lab.journal
        .requests()
        .find(({ operation }) => operation === 'openbis.sessionWorkspace.upload');
      const query = new URLSearchParams({
        filename: sent?.query.filename?.[0] ?? '',
        id: '1',
        startByte: '0',
        endByte: '5',
        sessionID: token,
      });
      await fetch(`${lab.urls.openbis}/datastore_server/session_workspace_file_upload?${query}`, {
        method: 'POST',
        body: 'other',
      });
    });
    const error = await caught(client.datasets.upload(upload()));
    stop();
    client.close();
    expect(error).toBeInstanceOf(RejectedError);
    expect(error).toMatchObject({
      outcome: 'refused',
      message: expect.stringMatching(/original\/a\.txt has the CRC-32/),
    });
    expect(lab.state.openbis.datasets.list()).toHaveLength(1);
    expect(lab.state.openbis.trash()).toHaveLength(1);
  });
});

it('container datasets hold others', async () => {
  const inside = await openbis.datasets.upload(upload());
  const box = await openbis.datasets.create({
    type: 'ANALYZED_DATA',
    collection: '/DEMO/BARLEY/GREENHOUSE',
    components: [inside],
    properties: { $NAME: 'Box' },
  });
  expect(lab.state.openbis.datasets.get(box.permId)).toMatchObject({
    kind: 'CONTAINER',
    properties: { $NAME: 'Box' },
  });
  expect((await openbis.datasets.components(box.permId).all()).map(({ permId }) => permId)).toEqual([
    inside.permId,
  ]);
  await openbis.datasets.update(box, {
    components: { remove: [inside.permId] },
    properties: { NOTES: 'empty' },
    tags: { add: ['X'] },
  });
  expect(await openbis.datasets.components(box.permId).all()).toEqual([]);
  const { deletion } = await openbis.datasets.delete([box, inside], 'made by mistake');
  expect(lab.state.openbis.trash()).toMatchObject([{ id: deletion }]);
});

it('files of a server of API 3.5 come down; uploads need a newer one, and say so', async () => {
  const old = await startSandbox({ services: ['openbis'], settings: { 'openbis.api': '3.5' } });
  const client = createClient(old.config);
  const [dataset] = await client.openbis.objects.datasets(OWNER).all();
  const got = await client.openbis.datasets.download(dataset?.permId ?? '', { destination: folder });
  expect(got.files).toHaveLength(4);
  const error = await caught(client.openbis.datasets.upload(upload()));
  expect(error).toMatchObject({ code: 'not-found', hint: expect.stringContaining('20.10.6') });
  client.close();
  await old.close();
});
