import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { InputError, ResponseError, type Transport } from 'accession';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { formBody } from '../../../../src/core/http/body.ts';
import type { Runner, ServiceOptions } from '../../../../src/core/http/context.ts';
import type { Download } from '../../../../src/core/http/download.ts';
import { endpoint } from '../../../../src/core/http/endpoint.ts';
import { createRunner } from '../../../../src/core/http/runner.ts';
import { placeInside } from '../../../../src/core/http/safe-name.ts';
import { Upload } from '../../../../src/core/http/upload.ts';
import { path } from '../../../../src/core/http/url.ts';
import { serve, type TestServer } from '../../../support/http-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'accession-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let destination = '';
let files = 0;
let server: TestServer | undefined;
beforeEach(() => {
  files += 1;
  destination = join(folder, `case ${files}`, 'data.bin');
});
afterEach(() => server?.close());

/** A megabyte of no pattern, the same in every run. */
const content = Buffer.alloc(1_000_003);
for (let i = 0; i < content.length; i += 1) content[i] = (i * 2_654_435_761) >>> 24;
const hex = (algorithm: string) => createHash(algorithm).update(content).digest('hex');

const fetchFile = endpoint<string, Download>()({
  name: 'test.files.download',
  doc: 'https://example.org',
  method: 'GET',
  effect: 'read',
  auth: 'none',
  input: () => z.string(),
  path: (name) => path`/${name}`,
  answer: 'file',
  output: () => z.unknown(),
});

const sendFile = endpoint<{ body: Upload; form?: boolean }, string>()({
  name: 'test.files.upload',
  doc: 'https://example.org',
  method: 'PUT',
  effect: 'replace',
  auth: 'none',
  input: () => z.any(),
  path: () => path`/target`,
  body: ({ body, form }) =>
    form
      ? formBody([
          { name: 'note', value: 'é' },
          { name: 'file', file: body },
        ])
      : body,
  answer: 'text',
  output: () => z.string(),
});

async function runner(handler: http.RequestListener, options: ServiceOptions = {}): Promise<Runner> {
  server = await serve(handler);
  return createRunner(
    {
      service: 'test',
      bases: { api: server.url },
      accept: '*/*',
      environment: 'test',
      credentialSettings: [],
    },
    { random: () => 0, ...options },
  );
}

/** Serves `content`; each request gets at most as many bytes as `cuts` allows it, then the line breaks. */
function fileServer(
  cuts: number[] = [],
  { etag = '"v1"', ranges = true } = {},
): { handler: http.RequestListener; asked: (string | undefined)[] } {
  const asked: (string | undefined)[] = [];
  return {
    asked,
    handler(request, response) {
      asked.push(request.headers.range);
      const from = ranges ? Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0;
      const partial = from > 0 && request.headers['if-range'] === etag;
      const body = content.subarray(partial ? from : 0);
      const head: http.OutgoingHttpHeaders = { 'content-length': body.length, etag };
      if (partial) head['content-range'] = `bytes ${from}-${content.length - 1}/${content.length}`;
      response.writeHead(partial ? 206 : 200, head);
      const cut = cuts.shift();
      if (cut === undefined) return void response.end(body);
      response.write(body.subarray(0, cut), () => response.socket?.destroySoon());
    },
  };
}

it('a download that broke before anybody listened fails, and does not wait for ever', async () => {
  const broken = Readable.from([content]);
  broken.on('error', () => {});
  broken.destroy(new Error('cut'));
  await new Promise((resolve) => broken.once('close', resolve));
  const transport = { send: async () => ({ status: 200, headers: {}, stream: broken }), close: () => {} };
  const run = await runner(() => {}, { transport, retries: 0 });
  await expect(run.download(fetchFile, 'data', { destination })).rejects.toMatchObject({
    code: 'connection',
  });
  expect(existsSync(destination)).toBe(false);
});

describe('download', () => {
  it('writes the file with its digests, under its name only when it is whole', async () => {
    const progress: number[] = [];
    const run = await runner((_, response) => {
      expect(existsSync(destination)).toBe(false);
      response.end(content);
    });
    const result = await run.download(
      fetchFile,
      'a',
      {
        destination,
        onProgress: ({ transferred, total }) => progress.push(transferred / (total ?? content.length)),
      },
      { size: content.length, digests: { md5: hex('md5') } },
      ['sha256', 'crc32'],
    );
    expect(result).toEqual({
      path: destination,
      size: content.length,
      digests: {
        md5: hex('md5'),
        sha256: hex('sha256'),
        crc32: crc32(content).toString(16).padStart(8, '0'),
      },
    });
    expect(readFileSync(destination).equals(content)).toBe(true);
    expect(progress.at(-1)).toBe(1);
    expect(readdirSync(join(destination, '..'))).toEqual(['data.bin']);
  });

  it('cut in the middle, goes on where it was', async () => {
    const { handler, asked } = fileServer([400_000, 300_000]);
    const run = await runner(handler);
    const { digests } = await run.download(fetchFile, 'a', { destination }, {}, ['sha256']);
    expect(digests.sha256).toBe(hex('sha256'));
    // What was on its way when the line broke may be lost; what had arrived is not asked for again.
    const [first, second, third] = asked.map((range) => Number(/\d+/.exec(range ?? '')?.[0] ?? 0));
    expect(asked).toHaveLength(3);
    expect(first).toBe(0);
    expect(second).toBeGreaterThan(200_000);
    expect(third).toBeGreaterThan(second ?? 0);
  });

  it('taken up by a later process, goes on where it was', async () => {
    const first = await runner(fileServer([500_000]).handler);
    await expect(first.download(fetchFile, 'a', { destination, retries: 0 })).rejects.toMatchObject({
      code: 'connection',
    });
    expect(existsSync(destination)).toBe(false);
    await server?.close();
    const { port } = server ?? { port: 0 };
    const { handler, asked } = fileServer();
    const again = http.createServer(handler);
    await new Promise<void>((resolve) => again.listen(port, '127.0.0.1', resolve));
    const run = createRunner(
      {
        service: 'test',
        bases: { api: `http://127.0.0.1:${port}` },
        accept: '*/*',
        environment: '',
        credentialSettings: [],
      },
      {},
    );
    await run.download(fetchFile, 'a', { destination }, { digests: { sha256: hex('sha256') } });
    run.close();
    again.closeAllConnections();
    again.close();
    expect(asked).toHaveLength(1);
    expect(Number(/\d+/.exec(asked[0] ?? '')?.[0])).toBeGreaterThan(200_000);
    expect(readFileSync(destination).equals(content)).toBe(true);
  });

  it.each([
    ['changed meanwhile', () => fileServer([400_000])],
    ['takes no ranges', () => fileServer([400_000], { ranges: false })],
    ['gives only a weak tag', () => fileServer([400_000], { etag: 'W/"v1"' })],
  ])('begins anew when the server %s', async (what, make) => {
    const { handler } = make();
    const other = fileServer([], { etag: '"v2"' });
    let first = true;
    const run = await runner((request, response) => {
      const answer = first || what !== 'changed meanwhile' ? handler : other.handler;
      first = false;
      answer(request, response);
    });
    await run.download(fetchFile, 'a', { destination });
    expect(readFileSync(destination).equals(content)).toBe(true);
  });

  it('begins anew when the part does not fit the file any more', async () => {
    const { handler } = fileServer();
    const run = await runner((request, response) => {
      if (request.headers.range) return void response.writeHead(416).end();
      handler(request, response);
    });
    const url = `${server?.url}/a`;
    await import('node:fs/promises').then(({ mkdir }) => mkdir(join(destination, '..'), { recursive: true }));
    writeFileSync(`${destination}.part`, 'longer than the file is now');
    writeFileSync(`${destination}.part.json`, JSON.stringify({ etag: '"old"', url }));
    await run.download(fetchFile, 'a', { destination });
    expect(readFileSync(destination).equals(content)).toBe(true);
  });

  it('of the wrong content is an error, and leaves nothing behind', async () => {
    const run = await runner((_, response) => response.end(content));
    const work = run.download(
      fetchFile,
      'a',
      { destination, retries: 0 },
      { digests: { md5: '0'.repeat(32) } },
    );
    await expect(work).rejects.toBeInstanceOf(ResponseError);
    await expect(run.download(fetchFile, 'a', { destination, retries: 0 }, { size: 5 })).rejects.toThrow(
      '1000003 bytes came, 5 were promised',
    );
    expect(readdirSync(join(destination, '..'))).toEqual([]);
  });

  it('does not replace a file unless told to, and says so before anything is asked', async () => {
    let asked = 0;
    const run = await runner((_, response) => {
      asked += 1;
      response.end(content);
    });
    await run.download(fetchFile, 'a', { destination });
    await expect(run.download(fetchFile, 'a', { destination })).rejects.toMatchObject({
      code: 'input',
      hint: 'Give `overwrite: true` to replace it.',
    });
    expect(asked).toBe(1);
    await expect(run.download(fetchFile, 'a', { destination, overwrite: true })).resolves.toBeDefined();
  });

  it('into a place that cannot be written says so', async () => {
    writeFileSync(join(folder, 'a file'), '');
    const run = await runner((_, response) => response.end(content));
    const work = run.download(fetchFile, 'a', { destination: join(folder, 'a file', 'x') });
    await expect(work).rejects.toBeInstanceOf(InputError);
  });

  it('goes on as long as bytes come, and is given up when none come', async () => {
    const slow = await runner((_, response) => {
      let sent = 0;
      const more = () => {
        response.write(content.subarray(sent, sent + 100_000));
        sent += 100_000;
        if (sent < content.length) setTimeout(more, 20);
        else response.end();
      };
      more();
    });
    await expect(slow.download(fetchFile, 'a', { destination, timeoutMs: 120 })).resolves.toMatchObject({
      size: content.length,
    });
    await server?.close();
    const stalled = await runner((_, response) => response.write(content.subarray(0, 1000)));
    const work = stalled.download(fetchFile, 'b', {
      destination: `${destination} 2`,
      timeoutMs: 60,
      retries: 0,
    });
    await expect(work).rejects.toMatchObject({ code: 'timeout' });
  });

  it('cut before anybody looked at its body, is asked for again', async () => {
    let asked = 0;
    const transport: Transport = {
      async send() {
        asked += 1;
        const stream = asked === 1 ? new Readable({ read() {} }) : Readable.from([content]);
        if (asked === 1) {
          stream.on('error', () => {});
          stream.destroy(new Error('socket hang up'));
          await new Promise((resolve) => stream.once('close', resolve));
        }
        return { status: 200, headers: { 'content-length': String(content.length) }, stream };
      },
      close() {},
    };
    const run = await runner(() => {}, { transport });
    await expect(run.download(fetchFile, 'a', { destination })).resolves.toMatchObject({
      size: content.length,
    });
    expect(asked).toBe(2);
  });

  it('ends at once when aborted', async () => {
    const stop = new AbortController();
    const run = await runner((_, response) => {
      response.write(content.subarray(0, 1000), () => stop.abort());
    });
    await expect(run.download(fetchFile, 'a', { destination, signal: stop.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(existsSync(destination)).toBe(false);
  });
});

describe('upload', () => {
  const receive: http.RequestListener = (request, response) => {
    const hash = createHash('sha256');
    request.on('data', (chunk) => hash.update(chunk));
    request.on('end', () => response.end(`${request.headers['content-length']} ${hash.digest('hex')}`));
  };

  it.each(['path', 'buffer', 'function'])(
    'of a %s is streamed with its length and measured on the way',
    async (kind) => {
      const file = join(folder, `up ${kind}`);
      writeFileSync(file, content);
      const source =
        kind === 'path'
          ? file
          : kind === 'buffer'
            ? content
            : { open: () => Readable.from([content]), length: content.length };
      const seen: number[] = [];
      const upload = await Upload.from(source, {
        digests: ['md5'],
        onProgress: ({ transferred }) => seen.push(transferred),
      });
      const run = await runner(receive);
      await expect(run(sendFile, { body: upload })).resolves.toBe(`${content.length} ${hex('sha256')}`);
      expect(upload.digests()).toEqual({ md5: hex('md5') });
      expect(seen.at(-1)).toBe(content.length);
    },
  );

  it('is opened anew for each attempt: never half a file, never an empty one', async () => {
    let requests = 0;
    const run = await runner((request, response) => {
      requests += 1;
      if (requests < 3) return void request.once('data', () => request.socket.destroy());
      receive(request, response);
    });
    const upload = await Upload.from(
      { open: () => Readable.from([content]), length: content.length },
      { digests: ['md5'] },
    );
    await expect(run(sendFile, { body: upload })).resolves.toContain(hex('sha256'));
    expect(upload.digests().md5).toBe(hex('md5'));
  });

  it('in a form has its name, and the length of the form is known', async () => {
    const file = join(folder, 'reads.fastq');
    writeFileSync(file, 'ACGT');
    let body = '';
    let length = '';
    const run = await runner((request, response) => {
      length = request.headers['content-length'] ?? '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => response.end('ok'));
    });
    await run(sendFile, { body: await Upload.from(file, { contentType: 'text/plain' }), form: true });
    expect(body).toContain('name="note"\r\n\r\né');
    expect(body).toContain('name="file"; filename="reads.fastq"');
    expect(body).toContain('ACGT');
    expect(Number(length)).toBe(Buffer.byteLength(body));
  });

  it('of something that cannot be read is an error before anything is sent', async () => {
    await expect(Upload.from('/does/not/exist')).rejects.toMatchObject({
      issues: [{ message: expect.stringContaining('ENOENT') }],
    });
    await expect(Upload.from(folder)).rejects.toMatchObject({
      issues: [{ message: expect.stringContaining('not a file') }],
    });
    await expect(Upload.from(Readable.from(['x']) as never)).rejects.toMatchObject({
      issues: [{ message: expect.stringContaining('a stream can be sent only once') }],
    });
  });
});

describe('names that servers give to files', () => {
  it.each([
    '../x',
    'a/../../x',
    '/etc/passwd',
    'a/./b',
    '',
    'a//b',
    'C:\\x',
    'c:x',
    'a\\..\\b',
    'a\0b',
    'a\nb',
    '..',
  ])('%j is refused', async (name) => {
    await expect(placeInside(folder, name)).rejects.toBeInstanceOf(RangeError);
  });

  it('a link inside the folder that leads out of it is not followed', async () => {
    symlinkSync(tmpdir(), join(folder, 'way out'));
    await expect(placeInside(folder, 'way out/x')).rejects.toBeInstanceOf(RangeError);
  });

  it('ordinary names stay below the folder', async () => {
    await expect(placeInside(folder, 'raw data/run 1/reads_1.fastq.gz')).resolves.toBe(
      join(folder, 'raw data/run 1/reads_1.fastq.gz'),
    );
  });
});
