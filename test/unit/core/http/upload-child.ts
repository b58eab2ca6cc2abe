// Started by upload-memory.test.ts: sends a file as a form and prints the most memory it ever used.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { formBody } from '../../../../src/core/http/body.ts';
import { endpoint } from '../../../../src/core/http/endpoint.ts';
import { createRunner } from '../../../../src/core/http/runner.ts';
import { Upload } from '../../../../src/core/http/upload.ts';
import { path } from '../../../../src/core/http/url.ts';

const [url = '', file = ''] = process.argv.slice(2);

const send = endpoint<Upload, string>()({
  name: 'test.files.upload',
  doc: 'https://example.org',
  method: 'POST',
  effect: 'create',
  auth: 'none',
  input: () => z.any(),
  path: () => path`/target`,
  body: (upload) => formBody([{ name: 'file', file: upload }]),
  answer: 'text',
  output: () => z.string(),
});

const run = createRunner(
  { service: 'test', bases: { api: url }, accept: '*/*', environment: 'test', credentialSettings: [] },
  {},
);
const answer = await run(send, await Upload.from(file, { digests: ['md5'] }));
const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
console.log(JSON.stringify({ answer, peakMiB: Math.round(Number(peak) / 1024) }));
run.close();
