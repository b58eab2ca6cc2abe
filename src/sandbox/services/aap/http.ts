import { STATUS_CODES } from 'node:http';
import { type Answer, json, type Refusal } from '../../answer.ts';
import type { SandboxClock } from '../../clock.ts';
import type { Call, Route } from '../../routes.ts';
import { type AapRule, refuse } from './rules.ts';
import type { AapTokens, Claims } from './tokens.ts';

export const AAP = '/aap';
const JSON_TYPE = 'application/json;charset=UTF-8';

/** The path as the real host, which has no prefix, sees it. */
const ownPath = (call: Call): string => call.path.slice(AAP.length) || '/';

export function errorBody(call: Call, clock: SandboxClock, status: number, code: string, message: string) {
  return { timestamp: clock.now(), status, error: code, message, path: ownPath(call) };
}

export function refused(call: Call, clock: SandboxClock, { rule, message }: Refusal): Answer {
  const code = (rule as AapRule).code ?? STATUS_CODES[rule.status] ?? 'Unknown';
  const headers: Record<string, string> =
    rule.id === 'aap.login-missing' ? { 'www-authenticate': 'Basic realm="Realm"' } : {};
  return json(errorBody(call, clock, rule.status, code, message), {
    status: rule.status,
    type: JSON_TYPE,
    headers,
  });
}

export function answer(value: unknown, status = 200): Answer {
  return json(value, { status, type: JSON_TYPE });
}

/** Refuses a request without a good token. */
export function holder(call: Call, tokens: AapTokens): Claims {
  const read = tokens.read(call.headers.get('authorization'));
  if (typeof read === 'string') throw refuse(`aap.token-${read}`);
  return read;
}

export function bodyObject(call: Call): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(call.body);
  } catch {
    throw refuse('aap.json');
  }
  return objectOf(value);
}

export function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw refuse('aap.json');
}

/** Absent and null are the empty text. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  throw refuse('aap.json');
}

/** A dictionary of texts. */
export function attributesOf(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(objectOf(value ?? {})).map(([key, item]) => [key, textOf(item)]));
}

/** One row of a route table. */
export type Row = readonly [operation: string, method: string, path: string, handle: (call: Call) => Answer];

export function routesOf(rows: readonly Row[]): Route[] {
  return rows.map(([operation, method, path, handle]) => ({
    service: 'aap',
    operation,
    method,
    pattern: `${AAP}${path}`,
    handle,
  }));
}
