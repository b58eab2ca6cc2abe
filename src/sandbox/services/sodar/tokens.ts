import type { Answer } from '../../answer.ts';
import type { Accounts } from './accounts.ts';
import type { SodarRequest, SodarRoute } from './request.ts';
import { refuse } from './rules.ts';
import { iso } from './times.ts';

const HOUR_US = 3600e6;
const LOGIN_LIFE_H = 10;

/** API tokens. Three calls come from the library that makes the tokens, one (after 1.2) from SODAR itself. */
export function tokenRoutes(accounts: Accounts): SodarRoute[] {
  const plain = { method: 'POST', api: 'plain' as const };
  return [
    {
      ...plain,
      operation: 'sodar.tokens.login',
      path: '/api/auth/login/',
      handle: (request) => login(request, accounts),
    },
    { ...plain, operation: 'sodar.tokens.logout', path: '/api/auth/logout/', handle: logout },
    { ...plain, operation: 'sodar.tokens.logoutAll', path: '/api/auth/logoutall/', handle: logoutAll },
    {
      operation: 'sodar.tokens.create',
      method: 'POST',
      path: '/tokens/api/login',
      api: 'tokens',
      since: '1.3',
      handle: (request) => create(request, accounts),
    },
  ];
}

function login(request: SodarRequest, accounts: Accounts): Answer {
  const expires = request.site.now() + LOGIN_LIFE_H * HOUR_US;
  const { token } = accounts.issue(request.user, expires);
  request.call.commit();
  return request.json({ expiry: iso(expires), token });
}

function logout(request: SodarRequest): Answer {
  if (request.token === undefined) throw refuse('auth.missing');
  request.site.store.tokens.delete(request.token);
  request.call.commit();
  return request.gone();
}

function logoutAll(request: SodarRequest): Answer {
  dropTokens(request);
  request.call.commit();
  return request.gone();
}

/** Deletes all earlier tokens of the user, the one of the call too. */
async function create(request: SodarRequest, accounts: Accounts): Promise<Answer> {
  const fields = await request.fields();
  const label = fields.text('sodar_label', { max: 256 }) ?? '';
  fields.done();
  const hours = Number(fields.data.values.expiry ?? 0);
  const dropped = dropTokens(request);
  const expires = hours > 0 ? request.site.now() + hours * HOUR_US : null;
  const { token } = accounts.issue(request.user, expires);
  request.call.commit();
  return request.json(
    {
      delete_count: dropped,
      expiry: expires === null ? null : iso(expires),
      sodar_label: label,
      token,
      user_uuid: request.user.uuid,
    },
    201,
  );
}

function dropTokens(request: SodarRequest): number {
  const { tokens } = request.site.store;
  const mine = tokens.where(({ user }) => user === request.user.uuid);
  for (const { token } of mine) tokens.delete(token);
  return mine.length;
}
