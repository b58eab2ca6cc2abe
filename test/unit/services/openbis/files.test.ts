import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import {
  ConfigError,
  InputError,
  NotFound,
  OpenBis,
  RejectedError,
  ResponseError,
  Unauthenticated,
} from 'accession';
import { crc32Of, treeOf } from 'accession/openbis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeAnswer, FakeTransport, type SentRequest } from '../../../support/fake-transport.ts';

const PERM_ID = '20240101120000123-4';
const URL_OF_ALL = 'https://openbis.test';

interface WireFile {
  path: string;
  content?: string;
  directory?: boolean;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accession-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A data store with these files, as the wire says it. */
function serving(
  files: readonly WireFile[],
  { downloadUrl = URL_OF_ALL, file }: { downloadUrl?: string; file?: FakeAnswer } = {},
) {
  const dataStore = { '@type': 'as.dto.datastore.DataStore', '@id': 2, code: 'DSS1', downloadUrl };
  const result = (request: SentRequest): unknown => {
    const { method } = JSON.parse(request.body ?? '{}') as { method: string };
    if (method === 'getDataSets') {
      return {
        [PERM_ID]: {
          '@type': 'as.dto.dataset.DataSet',
          '@id': 1,
          code: PERM_ID,
          permId: { '@type': 'as.dto.dataset.id.DataSetPermId', permId: PERM_ID },
          dataStore,
        },
      };
    }
    const objects = files.map(({ path, content = '', directory = false }, index) => ({
      '@type': 'dss.dto.datasetfile.DataSetFile',
      '@id': index + 10,
      path,
      directory,
      fileLength: content.length,
      // Java has signed numbers only.
      checksumCRC32: crc32(content) | 0,
    }));
    return { '@type': 'as.dto.common.search.SearchResult', '@id': 1, objects, totalCount: objects.length };
  };
  const transport = new FakeTransport((request) => {
    if (request.method === 'POST') return { body: { jsonrpc: '2.0', id: '1', result: result(request) } };
    if (file) return file;
    const path = decodeURIComponent(
      new URL(request.url).pathname.replace(`/datastore_server/${PERM_ID}/`, ''),
    );
    return {
      body: files.find((one) => one.path === path)?.content ?? '',
      headers: { 'content-type': 'text/plain' },
    };
  });
  const client = new OpenBis({ url: URL_OF_ALL, token: '$pat-ada-1x2', transport, retries: 0 });
  return { client, transport };
}

const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
const page = (text: string): FakeAnswer => ({
  body: text,
  headers: { 'content-type': 'text/html', 'content-length': String(text.length) },
});
const FILES = [{ path: 'original/a #1.txt', content: 'alpha' }];

describe('names that a server gives to files', () => {
  it.each([
    '../outside.txt',
    '/etc/passwd',
    'original/../../outside.txt',
    'C:\\outside.txt',
    'a\u0000b',
    'original//x',
  ])('%j never leave the folder, and nothing is fetched', async (path) => {
    const { client, transport } = serving([{ path, content: 'x' }, ...FILES]);
    const error = await caught(
      client.datasets.download(PERM_ID, { destination: folder, defaultFolders: false }),
    );
    expect(error).toBeInstanceOf(InputError);
    expect(transport.sent.filter(({ method }) => method === 'GET')).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are refused when two would be one', async () => {
    const { client } = serving([
      { path: 'original/a.txt', content: 'x' },
      { path: 'a.txt', content: 'y' },
    ]);
    const error = await caught(
      client.datasets.download(PERM_ID, { destination: folder, defaultFolders: false }),
    );
    expect(error).toMatchObject({ issues: [{ message: expect.stringMatching(/would both be a\.txt/) }] });
    await client.datasets.download(PERM_ID, { destination: folder });
    expect(readFileSync(join(folder, PERM_ID, 'original/a.txt'), 'utf8')).toBe('x');
  });

  it('do not get into the way of a file that is being written', async () => {
    const { client } = serving([
      { path: 'a.part', content: 'part' },
      { path: 'a', content: 'whole' },
    ]);
    await client.datasets.download(PERM_ID, { destination: folder, defaultFolders: false });
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('whole');
    expect(readFileSync(join(folder, 'a.part'), 'utf8')).toBe('part');
  });

  it('are sent part by part, with the token in the address only', async () => {
    const { client, transport } = serving(FILES);
    await client.datasets.download(PERM_ID, { destination: folder });
    const { url, headers } = transport.sent.at(-1) as SentRequest;
    expect(url).toBe(
      `${URL_OF_ALL}/datastore_server/${PERM_ID}/original/a%20%231.txt?sessionID=%24pat-ada-1x2`,
    );
    expect(JSON.stringify(headers)).not.toContain('pat-ada');
  });
});

describe('a page with status 200', () => {
  it.each([
    ['<html><body>Download session expired.</body></html>', Unauthenticated],
    ["<html><body>Data set '1' unknown.</body></html>", NotFound],
    ['<html><body>The store is being tidied.</body></html>', RejectedError],
    ['<!DOCTYPE html><html><title>Bad Gateway</title><body>…</body></html>', ResponseError],
    ['', ResponseError],
  ])('%j is an error, and no file', async (text, kind) => {
    const { client } = serving(FILES, { file: page(text) });
    const error = await caught(client.datasets.download(PERM_ID, { destination: folder }));
    expect(error).toBeInstanceOf(kind);
    expect(JSON.stringify(error)).not.toContain('pat-ada');
    expect(existsSync(join(folder, PERM_ID, 'original/a #1.txt'))).toBe(false);
  });

  it('is the file when the file is a page', async () => {
    const content = '<html><body>Download session expired.</body></html>';
    const files = [{ path: 'original/report.html', content }];
    const { client } = serving(files, { file: page(content) });
    const { files: got } = await client.datasets.download(PERM_ID, { destination: folder });
    expect(readFileSync(got[0]?.file ?? '', 'utf8')).toBe(content);
  });

  it('of the right length is noticed by its checksum', async () => {
    const { client } = serving(FILES, { file: page('<a/>.') });
    expect(await caught(client.datasets.download(PERM_ID, { destination: folder }))).toBeInstanceOf(
      ResponseError,
    );
  });
});

describe('the address of a data store', () => {
  it.each(['https://elsewhere.test', 'http://openbis.test:8889', 'nonsense'])(
    '%s gets no token unless it was given by the caller',
    async (downloadUrl) => {
      const { client, transport } = serving(FILES, { downloadUrl });
      const error = await caught(client.datasets.files(PERM_ID));
      expect(error).toBeInstanceOf(ConfigError);
      expect(error).toMatchObject({ hint: expect.stringContaining('dataStoreUrl') });
      expect(transport.sent.every(({ url }) => url.startsWith(`${URL_OF_ALL}/openbis/`))).toBe(true);
    },
  );

  it('may be of another port, or what the caller says', async () => {
    const near = serving(FILES, { downloadUrl: 'https://openbis.test:8889' });
    expect(await near.client.datasets.files(PERM_ID)).toHaveLength(1);
    expect(near.transport.sent.at(-1)?.url).toMatch(/^https:\/\/openbis\.test:8889\/datastore_server\/rmi-/);
    const far = serving(FILES, { downloadUrl: 'https://elsewhere.test' });
    const told = new OpenBis({
      url: URL_OF_ALL,
      token: '$pat-ada-1x2',
      transport: far.transport,
      dataStoreUrl: 'https://data.test/datastore_server/',
    });
    await told.datasets.files(PERM_ID);
    expect(far.transport.sent.at(-1)?.url).toMatch(/^https:\/\/data\.test\/datastore_server\/rmi-/);
  });
});

it('checksums are hex, and unknown where the server does not know', () => {
  const file = (checksumCRC32: number | null, fileLength: number) =>
    crc32Of({ path: 'a', directory: false, checksumCRC32, fileLength });
  expect([file(-1, 5), file(1, 5), file(0, 0)]).toEqual(['ffffffff', '00000001', '00000000']);
  expect([file(0, 5), file(null, 5)]).toEqual([undefined, undefined]);
});

it('a tree has the folders that a list leaves out', () => {
  const tree = treeOf([
    { path: '', directory: true },
    { path: 'original/a/b.txt', directory: false, fileLength: 3 },
    { path: 'original/empty', directory: true },
  ]);
  expect(tree.folders).toMatchObject([
    {
      name: 'original',
      size: 3,
      folders: [
        { name: 'a', path: 'original/a', files: [{}] },
        { name: 'empty', size: 0 },
      ],
    },
  ]);
});
