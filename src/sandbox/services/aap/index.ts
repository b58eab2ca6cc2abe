import { STATUS_CODES } from 'node:http';
import { type Answer, empty } from '../../answer.ts';
import type { Call, Mismatch } from '../../routes.ts';
import type { Context, Service } from '../../service.ts';
import { accountRoutes } from './accounts.ts';
import type { Directory, DirectoryState } from './directory.ts';
import { domainRoutes } from './domains.ts';
import { AAP, answer, errorBody, refused } from './http.ts';
import { profileRoutes } from './profiles.ts';
import { aapRules, refuse } from './rules.ts';
import type { AapTokens } from './tokens.ts';

/** AAP: who people are and which domains they belong to. It issues the tokens that USI takes. */
export function aapService(context: Context, directory: Directory, tokens: AapTokens): Service {
  const { clock } = context;
  return {
    name: 'aap',
    prefixes: [AAP],
    rules: Object.values(aapRules),
    enumFields: ['isActive'],
    headers: { 'access-control-allow-origin': '*' },
    routes: [
      ...accountRoutes(directory, tokens),
      ...domainRoutes(directory, tokens),
      ...profileRoutes(directory, tokens),
    ],
    unrouted: (call, mismatch) => unrouted(call, mismatch),
    refused: (call, refusal) => refused(call, clock, refusal),
    error: (call, status) => ({
      ...answer(
        errorBody(call, clock, status, STATUS_CODES[status] ?? 'Unknown', 'No message available'),
        status,
      ),
    }),
    snapshot: () => directory.state(),
    restore: (state) => directory.restore(state as DirectoryState),
  };
}

function unrouted(call: Call, mismatch: Mismatch | null): Answer {
  if (mismatch?.reason !== 'method') throw refuse('aap.no-route');
  if (call.method === 'OPTIONS') return empty(200, { allow: [...mismatch.allow, 'OPTIONS'].join(',') });
  throw refuse('aap.method', { method: call.method });
}
