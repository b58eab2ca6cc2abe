import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StatusError } from 'accession';
import { expect, it } from 'vitest';
import * as z from 'zod';
import type { Download } from '../../src/core/http/download.ts';
import type { Endpoint } from '../../src/core/http/endpoint.ts';
import { createRunner } from '../../src/core/http/runner.ts';
import { path } from '../../src/core/http/url.ts';
import { explain, explainHtml } from '../../src/services/sodar/explain.ts';
import { endpoints, patternOf } from '../docs/render.ts';
import { FakeTransport } from '../support/fake-transport.ts';
import { describeWhen } from '../support/skip-loudly.ts';

const root = process.env.RECORDED_PAYLOADS;
const folder = root ? join(root, 'sodar', 'recorded') : '';

interface Recorded {
  name: string;
  request: { method: string; path: string };
  response: { status: number; content_type: string | null; body: unknown };
}

/** What the client never asks, and why. A line here that turns out to be asked fails the test. */
const NEVER_ASKED: readonly [RegExp, string][] = [
  [
    /^\/project\/api\/(remote|retrieve\/not-a-uuid)/,
    'between sites, or with an id that is none: an InputError',
  ],
  [/^\/project\/api\/list\/$/, 'with a slash at the end'],
  [/^\/(samplesheets\/api\/remote|irodsbackend)\//, 'between sites, or by other programs'],
];

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const own = endpoints
  .filter(({ name, base }) => name.startsWith('sodar.') && base !== 'dav')
  .map((endpoint) => {
    const pattern = patternOf(endpoint)
      .replace(/^\/sodar/, '')
      .replace(/:\w+/g, endpoint.name.startsWith('sodar.settings') ? `(?:${UUID}|user)` : UUID);
    return { endpoint, pattern: new RegExp(`^${pattern}$`) };
  });

/** A change is asked for by PUT or by PATCH, and answered alike. */
const verbs = (method: string): string[] => (/^(PUT|PATCH)$/.test(method) ? ['PUT', 'PATCH'] : [method]);

function endpointFor({ request }: Recorded): Endpoint<unknown, unknown> | undefined {
  const address = request.path.split('?')[0] ?? '';
  return own.find(
    ({ endpoint, pattern }) => pattern.test(address) && verbs(request.method).includes(endpoint.method),
  )?.endpoint;
}

/** The endpoint as it is, but asked with what the record was asked with. */
const asAsked = (endpoint: Endpoint<unknown, unknown>): Endpoint<unknown, unknown> => {
  const { query: _q, body: _b, headers: _h, speaks: _s, warn: _w, ...rest } = endpoint;
  return { ...rest, auth: 'none', input: () => z.any(), path: () => path`/recorded` };
};

/** What the recorded server said, in all its shapes. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const one of Object.values(value)) yield* textsIn(one);
}

const CODES: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'status',
  406: 'status',
  500: 'server-fault',
  503: 'server-fault',
};

const temporary = mkdtempSync(join(tmpdir(), 'accession-replay-'));
let files = 0;

/** Undefined: understood. Else what is wrong. */
async function replay(
  record: Recorded,
  endpoint: Endpoint<unknown, unknown>,
  drift: Set<string>,
): Promise<string | undefined> {
  const { status, content_type: type, body } = record.response;
  const html = body === '<HTML page>';
  const text = html
    ? '<html><title>Error</title></html>'
    : endpoint.answer === 'file' && status === 200
      ? 'PK'
      : body;
  const transport = new FakeTransport({
    status,
    headers: { 'content-type': type ?? '' },
    body: typeof text === 'string' && (html || text === 'PK' || text === '') ? text : JSON.stringify(text),
  });
  const run = createRunner(
    {
      service: 'sodar',
      bases: { api: 'http://sodar.test' },
      accept: '',
      environment: '',
      credentialSettings: [],
      explain,
      explainHtml,
    },
    {
      transport,
      retries: 0,
      hooks: { onDrift: ({ operation, path: at, message }) => drift.add(`${operation} ${at} ${message}`) },
    },
  );
  const asked = asAsked(endpoint);
  let value: unknown;
  try {
    files += 1;
    value =
      endpoint.answer === 'file'
        ? await run.download(
            asked as Endpoint<unknown, Download>,
            {},
            {
              destination: join(temporary, `${files}`),
            },
          )
        : await run({ ...asked, result: undefined } as Endpoint<unknown, unknown>, {});
  } catch (error) {
    if (!(error instanceof StatusError)) return `fails with ${String(error)}`;
    const said = `${error.message}\n${JSON.stringify(error.issues)}`;
    const unsaid = html
      ? []
      : [...textsIn(body)].filter(
          (one) =>
            !said.includes(one.slice(0, 200)) &&
            !said.includes(JSON.stringify(one.slice(0, 200)).slice(1, -1)),
        );
    if (unsaid.length > 0) return `does not say ${unsaid.join(' / ')}`;
    const code =
      status === 500 && error.code === 'invalid' && endpoint.name.startsWith('sodar.sampleSheets.')
        ? 'server-fault'
        : error.code;
    if (error.status !== status || code !== CODES[status]) return `is ${error.code} for ${status}`;
    return status < 500 && error.outcome !== 'refused' ? `leaves a doubt: ${error.outcome}` : undefined;
  }
  if (status >= 400) return `takes ${status} for an answer`;
  if (endpoint.answer === 'file' || endpoint.answer === 'nothing') return undefined;
  return JSON.stringify(value) === JSON.stringify(body) ? undefined : 'loses something';
}

describeWhen(
  root !== undefined,
  'answers of recorded SODAR servers',
  'RECORDED_PAYLOADS names no folder with them',
)('answers of recorded SODAR servers', () => {
  it('are understood, each by the operation that asks for it', async () => {
    const drift = new Set<string>();
    const wrong: string[] = [];
    const never = new Map<string, string[]>();
    const counts: string[] = [];
    for (const file of readdirSync(folder).sort()) {
      const records: Recorded[] = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      let understood = 0;
      for (const record of records) {
        const { method, path: address } = record.request;
        const endpoint = endpointFor(record);
        if (!endpoint) {
          const reason =
            record.response.status === 405
              ? 'with a verb that the server refuses'
              : NEVER_ASKED.find(([pattern]) => pattern.test(address))?.[1];
          if (reason) never.set(reason, [...(never.get(reason) ?? []), record.name]);
          else wrong.push(`${file}: ${record.name} (${method} ${address}) is asked by no operation`);
          continue;
        }
        const problem = await replay(record, endpoint, drift);
        if (problem === undefined) understood += 1;
        else wrong.push(`${file}: ${record.name} (${endpoint.name}, ${record.response.status}) ${problem}`);
      }
      counts.push(`${file}: ${understood} of ${records.length}`);
    }
    rmSync(temporary, { recursive: true });
    const left = [...never].map(
      ([reason, names]) => `\n  ${names.length} not asked, ${reason}: ${names.join(', ')}`,
    );
    process.stderr.write(`\nSODAR answers understood: ${counts.join('; ')}${left.join('')}\n`);
    expect(wrong).toEqual([]);
    // Sites add settings of their own for iRODS clients.
    expect([...drift].filter((one) => !one.includes(' irods_environment.'))).toEqual([]);
    expect([...never.keys()].length).toBe(NEVER_ASKED.length + 1);
  });
});
