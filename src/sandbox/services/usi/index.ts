import { type Answer, empty } from '../../answer.ts';
import type { Call, Mismatch } from '../../routes.ts';
import type { Context, Service } from '../../service.ts';
import type { Desk, DeskState } from './desk.ts';
import { documentRoutes } from './documents.ts';
import { frameworkError, refused } from './http.ts';
import { API, USI } from './links.ts';
import { isOpen, referenceRoutes } from './reference.ts';
import { resultRoutes } from './results.ts';
import { refuse, usiRules } from './rules.ts';
import { searchRoutes } from './searches.ts';
import { statusRoutes } from './statuses.ts';
import { submissionRoutes } from './submissions.ts';
import { teamRoutes } from './teams.ts';

/** USI, the submission service that checked documents, sent them to the archives and brought accessions back. */
export function usiService(context: Context, desk: Desk): Service {
  const { clock } = context;
  return {
    name: 'usi',
    prefixes: [USI],
    rules: Object.values(usiRules),
    enumFields: ['status', 'submissionStatus', 'validationStatus', 'statusName', 'relationshipNature'],
    headers: { 'access-control-allow-origin': '*' },
    routes: [
      ...referenceRoutes(desk),
      ...teamRoutes(desk),
      ...submissionRoutes(desk),
      ...statusRoutes(desk),
      ...documentRoutes(desk),
      ...searchRoutes(desk),
      ...resultRoutes(desk),
    ],
    guard: (call) => guard(call, desk),
    unrouted: (call, mismatch) => unrouted(call, mismatch),
    refused: (call, refusal) => refused(call, clock, refusal),
    error: (call, status) => frameworkError(call, clock, status, 'No message available'),
    snapshot: () => desk.state(),
    restore: (state) => desk.restore(state as DeskState),
  };
}

/** The token is looked at before anything else, paths that do not exist included. */
function guard(call: Call, desk: Desk): Answer | undefined {
  desk.tick();
  const anonymous = call.headers.get('authorization') === null;
  if (call.method === 'OPTIONS' || (call.method === 'GET' && isOpen(call.path))) return undefined;
  if (call.method === 'HEAD' && anonymous) return empty(200);
  desk.claims(call);
  return undefined;
}

function unrouted(call: Call, mismatch: Mismatch | null): Answer {
  const supported = call.path === `${API}/submissions` ? [] : mismatch?.reason === 'method' && mismatch.allow;
  if (!supported) {
    if (/^\/usi\/api\/submissions\/[^/]+\/contents\/[^/]+$/.test(call.path))
      throw refuse('usi.unknown-below');
    throw refuse('usi.no-route');
  }
  if (call.method === 'OPTIONS') return preflight(call, supported);
  throw refuse('usi.method', { method: call.method, allow: supported.join(', ') });
}

function preflight(call: Call, allow: readonly string[]): Answer {
  const methods = [...new Set([...allow, 'HEAD', 'OPTIONS'])].join(',');
  const asked = call.headers.get('access-control-request-method');
  if (asked === null) return empty(200, { allow: methods });
  return empty(200, {
    allow: methods,
    'access-control-allow-methods': asked,
    'access-control-allow-headers': call.headers.get('access-control-request-headers') ?? '*',
  });
}
