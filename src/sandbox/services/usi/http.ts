import { STATUS_CODES } from 'node:http';
import { type Answer, empty, json, type Refusal, type Rule } from '../../answer.ts';
import type { SandboxClock } from '../../clock.ts';
import type { Call, Route } from '../../routes.ts';
import { plainTimestamp, timestamp } from './dates.ts';
import { API, USI } from './links.ts';
import type { Json } from './model.ts';
import { HAL, hal } from './paging.ts';
import { refuse } from './rules.ts';

const TOKEN_CODES: Readonly<Record<string, string>> = {
  'usi.token-missing': 'NO_TOKEN',
  'usi.token-malformed': 'INVALID_JWT',
  'usi.token-foreign': 'INVALID_JWT',
  'usi.token-expired': 'TOKEN_EXPIRED',
};
/** Rules whose answer is the framework's error object and not the server's own. */
const FRAMEWORK = new Set(['usi.no-route', 'usi.not-member', 'usi.binding', 'usi.no-profile']);

/** The path as the real host sees it, which has the API at its root. */
const ownPath = (call: Call): string => call.path.slice(USI.length);

export function frameworkError(call: Call, clock: SandboxClock, status: number, message: string): Answer {
  const error = STATUS_CODES[status] ?? 'Unknown';
  return json(
    { timestamp: timestamp(clock.now()), status, error, message, path: ownPath(call) },
    { status, type: HAL },
  );
}

export function refused(call: Call, clock: SandboxClock, { rule, message, body, values }: Refusal): Answer {
  const { id, status }: Rule = rule;
  if (rule.shape === 'empty') return empty(status);
  const code = TOKEN_CODES[id];
  if (code !== undefined) {
    const now = plainTimestamp(clock.now());
    return json(
      { timestamp: now, status: 'UNAUTHORIZED', error: code, message, path: ownPath(call) },
      { status },
    );
  }
  if (id === 'usi.checklist-unknown') {
    return json({ timestamp: plainTimestamp(clock.now()).slice(0, 19), status, error: message }, { status });
  }
  if (FRAMEWORK.has(id)) return frameworkError(call, clock, status, message);
  const problem = {
    type: '/api/docs/submission_api.html#_errors',
    title: STATUS_CODES[status],
    status,
    instance: `uri=${ownPath(call)}`,
    errors: body ?? [message],
  };
  const headers: Record<string, string> = values.allow === undefined ? {} : { allow: values.allow };
  return json(problem, { status, type: HAL, headers });
}

/** The body of a request, which has to be an object. */
export function bodyObject(call: Call): Json {
  let value: unknown;
  try {
    value = JSON.parse(call.body);
  } catch {
    throw refuse('usi.json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse('usi.json');
  return value as Json;
}

/** A value as the error texts show it. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Refuses a write whose conditions do not hold. */
export function checkConditions(call: Call, version: number, modified: number): void {
  const match = call.headers.get('if-match');
  const since = Date.parse(call.headers.get('if-unmodified-since') ?? '');
  const stale = match !== null && !tags(match).includes(String(version)) && !tags(match).includes('*');
  if (stale || Math.floor(modified / 1000) * 1000 > since) throw refuse('usi.precondition');
}

/** A single resource with its version, or 304 when the caller has it already. */
export function versioned(call: Call, version: number, modified: number, render: () => unknown): Answer {
  const headers = { etag: `"${version}"`, 'last-modified': new Date(modified).toUTCString() };
  const known = call.headers.get('if-none-match');
  const since = Date.parse(call.headers.get('if-modified-since') ?? '');
  const reading = call.method === 'GET' || call.method === 'HEAD';
  const same =
    known === null
      ? Math.floor(modified / 1000) * 1000 <= since
      : tags(known).some((tag) => tag === String(version) || tag === '*');
  return reading && same ? empty(304, headers) : hal(render(), 200, headers);
}

/** The answer to PUT and PATCH: without an Accept header there is no body. */
export function changed(call: Call, version: number, modified: number, render: () => unknown): Answer {
  if (call.headers.get('accept') !== null) return versioned(call, version, modified, render);
  return empty(204, { etag: `"${version}"` });
}

/** The address of a new thing, and the thing itself if the caller said what it accepts. */
export function created(call: Call, location: string, etag: string, render: () => unknown): Answer {
  const headers = { location, etag };
  return call.headers.get('accept') === null ? empty(201, headers) : hal(render(), 201, headers);
}

function tags(header: string): string[] {
  return header.split(',').map((tag) => tag.trim().replace(/^W\//, '').replace(/^"|"$/g, ''));
}

/** A query parameter; searches without their parameters find nothing. */
export function parameter(call: Call, name: string): string {
  return call.query.get(name) ?? '';
}

/** One row of a route table. */
export type Row = readonly [operation: string, method: string, path: string, handle: (call: Call) => Answer];

/** The tops of their answers are dictionaries: counts by state, by type. */
const DICTIONARIES = ['usi.submissions.processingSummary', 'usi.submissions.processingSummaryByType'];

export function routesOf(rows: readonly Row[]): Route[] {
  return rows.map(([operation, method, path, handle]) => ({
    service: 'usi',
    operation,
    method,
    pattern: `${API}${path}`,
    ...(DICTIONARIES.includes(operation) ? { shape: 'map' as const } : {}),
    handle,
  }));
}

/** Without keys whose values are empty: null, "", [] and {} are never written. */
export function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(compact);
  if (typeof value !== 'object' || value === null) return value;
  const out: Json = {};
  for (const [name, item] of Object.entries(value)) {
    const small = compact(item);
    const empty =
      small === undefined ||
      small === null ||
      small === '' ||
      (typeof small === 'object' && Object.keys(small).length === 0);
    if (!empty) out[name] = small;
  }
  return out;
}
