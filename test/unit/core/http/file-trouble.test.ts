import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Sodar } from 'accession';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { formBody } from '../../../../src/core/http/body.ts';
import { endpoint } from '../../../../src/core/http/endpoint.ts';
import { createRunner } from '../../../../src/core/http/runner.ts';
import type { WireBody } from '../../../../src/core/http/transport.ts';
import { Upload } from '../../../../src/core/http/upload.ts';
import { path } from '../../../../src/core/http/url.ts';
import { serve, type TestServer } from '../../../support/http-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'accession-trouble-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let place = '';
let cases = 0;
let server: TestServer;
let client: Sodar;
beforeEach(() => {
  cases += 1;
  place = join(folder, `case ${cases}`);
  mkdirSync(place);
});
afterEach(async () => {
  client.close();
  await server.close();
});

const content = Buffer.alloc(3_000_000, 7);

/** Gives `content` to GET, keeps what PUT brings. */
async function sodar(stored: Buffer[] = []): Promise<Sodar> {
  const answer: http.RequestListener = (request, response) => {
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-length': content.length, etag: '"v1"' }).end(content);
      return;
    }
    const pieces: Buffer[] = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('error', () => {});
    request.on('end', () => {
      stored.push(Buffer.concat(pieces));
      response.writeHead(201).end();
    });
  };
  server = await serve(answer);
  client = new Sodar({
    url: server.url,
    webdavUrl: server.url,
    token: 'abcdefgh',
    username: 'ada',
    password: 'pass-word-1',
    random: () => 0,
  });
  return client;
}

/** The warnings of this process meanwhile. */
async function warned(work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  const onWarning = ({ message }: Error) => seen.push(message);
  process.on('warning', onWarning);
  try {
    await work();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off('warning', onWarning);
  }
  return seen;
}

const sendForm = endpoint<{ body: WireBody }, string>()({
  name: 'test.files.send',
  doc: 'https://example.org',
  method: 'POST',
  effect: 'create',
  auth: 'none',
  input: () => z.any(),
  path: () => path`/target`,
  body: ({ body }) => body,
  answer: 'text',
  output: () => z.string(),
});

describe('a progress bar that breaks', () => {
  const fails = () => {
    throw new RangeError('secret of the bar');
  };
  const failsLater = async () => fails();

  it.each([
    ['at once', fails],
    ['later', failsLater],
  ])('%s, does not end a download, and is told of once', async (_, onProgress) => {
    const { dav } = await sodar();
    const destination = join(place, 'reads.bin');
    const warnings = await warned(() => dav.get('/z/reads.bin', { destination, onProgress }));
    expect(warnings).toEqual(['onProgress failed: RangeError']);
    expect(readFileSync(destination).equals(content)).toBe(true);
  });

  it.each([
    ['at once', fails],
    ['later', failsLater],
  ])('%s, does not end an upload, and is told of once', async (_, onProgress) => {
    const stored: Buffer[] = [];
    const { dav } = await sodar(stored);
    const warnings = await warned(() => dav.put('/z/reads.bin', content, { onProgress }));
    expect(warnings).toEqual(['onProgress failed: RangeError']);
    expect(stored.map(({ length }) => length)).toEqual([content.length]);
  });
});

it('a download does not take the place of a device, pipe or socket', async () => {
  const { dav } = await sodar();
  const destination = join(place, 'device');
  const socket = createServer();
  await new Promise<void>((ready) => socket.listen(destination, ready));
  await expect(dav.get('/z/reads.bin', { destination, overwrite: true })).rejects.toMatchObject({
    issues: [{ path: 'options.destination', message: expect.stringContaining('(it is no file)') }],
  });
  expect(statSync(destination).isSocket()).toBe(true);
  await new Promise((closed) => socket.close(closed));
});

it.each(['', '{"etag":"\\"v', 'null'])('a note that was cut to %j does not stop a download', async (note) => {
  const { dav } = await sodar();
  const destination = join(place, 'reads.bin');
  writeFileSync(`${destination}.part`, 'the beginning');
  writeFileSync(`${destination}.part.json`, note);
  await dav.get('/z/reads.bin', { destination });
  expect(readFileSync(destination).equals(content)).toBe(true);
});

describe('a file that is being uploaded', () => {
  const bytes = 2_000_000;

  it.each([
    ['grows', (file: string) => appendFileSync(file, 'more'), 'changed while it was being uploaded'],
    ['shrinks', (file: string) => truncateSync(file, 1_100_000), 'changed while it was being uploaded'],
    ['is overwritten', (file: string) => writeFileSync(file, Buffer.alloc(bytes, 2)), 'changed while'],
    ['is removed', (file: string) => rmSync(file), 'cannot be read (ENOENT)'],
  ])('and %s meanwhile is never taken for stored', async (_, change, words) => {
    const stored: Buffer[] = [];
    const { dav } = await sodar(stored);
    const file = join(place, 'reads.bam');
    writeFileSync(file, Buffer.alloc(bytes, 1));
    utimesSync(file, 1, 1);
    let told = 0;
    const onProgress = () => {
      told += 1;
      if (told === 1) change(file);
    };
    await expect(dav.put('/z/reads.bam', file, { onProgress })).rejects.toMatchObject({
      code: 'input',
      operation: 'sodar.dav.put',
      message: expect.stringContaining(`${file} ${words}`),
    });
    expect(stored).toEqual([]);
  });

  it.each([
    ['longer', 5],
    ['shorter', 3],
  ])('as a stream %s than it says is an error', async (_, given) => {
    const stored: Buffer[] = [];
    const { dav } = await sodar(stored);
    const source = { open: () => Readable.from([Buffer.alloc(given)]), length: 4, name: 'a.txt' };
    await expect(dav.put('/z/a.txt', source)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining('the 4 bytes that were announced'),
    });
    expect(stored).toEqual([]);
  });

  it('is sent when it is empty, and stays so', async () => {
    const stored: Buffer[] = [];
    const { dav } = await sodar(stored);
    const file = join(place, 'empty');
    writeFileSync(file, '');
    await dav.put('/z/empty', file);
    expect(stored.map(({ length }) => length)).toEqual([0]);
  });

  it('and is gone before a call of its own is made names the file', async () => {
    const file = join(place, 'sheet.zip');
    writeFileSync(file, 'PK');
    const upload = await Upload.from(file);
    rmSync(file);
    await sodar();
    const body = formBody([{ name: 'file', file: upload }]);
    const run = createRunner(
      {
        service: 'test',
        bases: { api: server.url },
        accept: '*/*',
        environment: '',
        credentialSettings: [],
      },
      {},
    );
    await expect(run(sendForm, { body })).rejects.toMatchObject({
      code: 'input',
      issues: [{ path: 'source', message: `${file} cannot be read (ENOENT)` }],
    });
    run.close();
  });
});
