import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';
import type { Download } from '../../../../src/core/http/download.ts';
import { endpoint } from '../../../../src/core/http/endpoint.ts';
import { createRunner } from '../../../../src/core/http/runner.ts';
import type { Transport } from '../../../../src/core/http/transport.ts';
import { path } from '../../../../src/core/http/url.ts';
import { serve } from '../../../support/http-server.ts';

const content = randomBytes(300_000);
const known = { size: content.length, digests: { crc32: crc32(content).toString(16).padStart(8, '0') } };
const fetchFile = endpoint<string, Download>()({
  name: 'test.files.get',
  doc: 'https://example.org',
  method: 'GET',
  effect: 'read',
  auth: 'none',
  input: () => z.string(),
  path: (name) => path`/${name}`,
  answer: 'file',
  output: () => z.undefined(),
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accession-resume-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plan = (api: string) => ({
  service: 'test',
  bases: { api },
  accept: '*/*',
  environment: '',
  credentialSettings: [],
});

/** Knows no tags; the first answer is cut. `wrong`: what comes after the cut belongs to another file. */
async function serving({ ranges, wrong = false }: { ranges: boolean; wrong?: boolean }) {
  const asked: (string | undefined)[] = [];
  const handler: http.RequestListener = (request, response) => {
    asked.push(request.headers.range);
    const from = ranges ? Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0;
    const rest = wrong && from > 0 ? randomBytes(content.length - from) : content.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': rest.length,
      ...(from > 0 && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
    });
    if (asked.length > 1) response.end(rest);
    else response.write(rest.subarray(0, 200_000), () => response.socket?.destroySoon());
  };
  const server = await serve(handler);
  const run = createRunner(plan(`http://127.0.0.1:${server.port}`), { random: () => 0 });
  return { asked, run, close: () => server.close() };
}

it.each([
  ['goes on where it was when the server takes ranges', { ranges: true }, 2],
  ['begins anew when it takes none', { ranges: false }, 2],
  ['begins anew when the halves do not belong together', { ranges: true, wrong: true }, 3],
])('a file without a tag whose digest is known %s', async (_, how, requests) => {
  const { asked, run, close } = await serving(how);
  const destination = join(folder, 'a');
  await run.download(fetchFile, 'a', { destination }, known);
  run.close();
  await close();
  expect(readFileSync(destination).equals(content)).toBe(true);
  expect(asked).toHaveLength(requests);
  expect(asked[1]).toMatch(/^bytes=[1-9]\d+-$/);
  expect(readdirSync(folder)).toEqual(['a']);
});

it('an answer that is cut before anybody listens is a broken connection, not a hang', async () => {
  const transport: Transport = {
    async send() {
      const stream = Readable.from([Buffer.from('al')]);
      stream.destroy();
      return { status: 200, headers: { 'content-length': '5' }, stream };
    },
    close() {},
  };
  const run = createRunner(plan('http://repository.test'), { transport, retries: 0 });
  const work = run.download(fetchFile, 'a', { destination: join(folder, 'a') });
  await expect(work).rejects.toMatchObject({ code: 'connection' });
});
