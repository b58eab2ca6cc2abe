import { type Answer, text } from '../../answer.ts';
import { demand } from './access.ts';
import type { Accounts } from './accounts.ts';
import type { SodarRequest, SodarRoute } from './request.ts';
import { refuse } from './rules.ts';
import { isLocked } from './zone-flow.ts';

/** How to reach iRODS, whether a project is locked, and the check of passwords that iRODS makes. */
export function irodsInfoRoutes(accounts: Accounts): SodarRoute[] {
  const check = {
    operation: 'sodar.irods.auth',
    path: '/irodsbackend/api/auth',
    api: 'any' as const,
    open: true,
    handle: (request: SodarRequest) => auth(request, accounts),
  };
  return [
    {
      operation: 'sodar.irods.environment',
      method: 'GET',
      path: '/irods/api/environment',
      api: 'irodsinfo',
      handle: environment,
    },
    {
      operation: 'sodar.irods.lockStatus',
      method: 'GET',
      path: '/taskflowbackend/api/lock/status/:project',
      api: 'taskflow',
      since: '1.1',
      alone: true,
      handle: lockStatus,
    },
    { ...check, method: 'GET', since: '1.1' },
    { ...check, method: 'POST' },
  ];
}

/** A user of a directory service is written with its domain in capitals. */
function environment(request: SodarRequest): Answer {
  const { site, user } = request;
  const [name = '', domain] = user.username.split('@');
  const account = domain === undefined ? name : `${name}@${domain.toUpperCase()}`;
  return request.json({
    irods_environment: {
      irods_default_hash_scheme: site.scheme,
      irods_cwd: `/sodarZone/home/${account}`,
      irods_home: `/sodarZone/home/${account}`,
      irods_host: new URL(request.call.origin).hostname,
      irods_port: 1247,
      irods_user_name: account,
      irods_zone_name: 'sodarZone',
      irods_client_server_negotiation: 'off',
      irods_ssl_verify_server: 'none',
      irods_authentication_scheme: request.legacy ? 'PAM' : 'pam_password',
    },
  });
}

function lockStatus(request: SodarRequest): Answer {
  const { site } = request;
  const project = request.project();
  demand(site, project, request.user, 'project guest');
  if (project.type === 'CATEGORY') throw refuse('lock.category');
  return request.json({ is_locked: isLocked(site, project.uuid) });
}

function auth(request: SodarRequest, accounts: Accounts): Answer {
  if (!accounts.password(request.call.headers.get('authorization'))) throw refuse('auth.irods');
  return text('Authenticated', { type: 'text/html; charset=utf-8' });
}
