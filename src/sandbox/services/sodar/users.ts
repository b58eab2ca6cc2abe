import type { Answer } from '../../answer.ts';
import { userObject } from './render.ts';
import type { SodarRequest, SodarRoute } from './request.ts';
import { refuse } from './rules.ts';
import { compareText } from './site.ts';

const API = 'projectroles' as const;

/** Accounts of the site. */
export function userRoutes(): SodarRoute[] {
  return [
    { operation: 'sodar.users.list', method: 'GET', path: '/project/api/users/list', api: API, handle: list },
    {
      operation: 'sodar.users.current',
      method: 'GET',
      path: '/project/api/users/current',
      api: API,
      handle: (request) => request.json(userObject(request, request.user)),
    },
    {
      operation: 'sodar.users.get',
      method: 'GET',
      path: '/project/api/users/:user',
      api: API,
      since: '1.1',
      version: '1.1',
      handle: (request) =>
        request.json(userObject(request, request.found(request.site.store.users.get(request.param('user'))))),
    },
  ];
}

/** Accounts that belong to the site itself are in the group `system`, which is hidden. */
function list(request: SodarRequest): Answer {
  const wanted = request.call.query.get('include_system_users');
  if (wanted !== null && !request.legacy && !request.since('1.1')) throw refuse('users.system');
  const all =
    request.user.superuser || (request.since('1.1') && ['1', 'true', 'True'].includes(wanted ?? ''));
  const users = request.site.store.users
    .where(({ username }) => all || username.includes('@'))
    .sort((a, b) => compareText(a.username, b.username));
  return request.list(users, (user) => userObject(request, user));
}
