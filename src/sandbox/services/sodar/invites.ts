import type { Answer } from '../../answer.ts';
import { demand } from './access.ts';
import type { Invite, Project } from './model.ts';
import { renderInvite } from './render.ts';
import type { SodarRequest, SodarRoute } from './request.ts';
import { checkRole, roleField } from './roles.ts';
import { refuse } from './rules.ts';

const API = 'projectroles' as const;
const LIFE_DAYS = 14;
const DAY_US = 86_400e6;

/** Invitations by e-mail; none is ever sent. */
export function inviteRoutes(): SodarRoute[] {
  const at = (operation: string, method: string, path: string, handle: SodarRoute['handle']): SodarRoute => ({
    operation: `sodar.invites.${operation}`,
    method,
    path: `/project/api/invites/${path}`,
    api: API,
    handle,
  });
  return [
    at('list', 'GET', 'list/:project', list),
    { ...at('get', 'GET', 'retrieve/:invite', retrieve), since: '1.2', version: '2.0' },
    at('create', 'POST', 'create/:project', create),
    at('revoke', 'POST', 'revoke/:invite', revoke),
    at('resend', 'POST', 'resend/:invite', resend),
  ];
}

function list(request: SodarRequest): Answer {
  const { site } = request;
  const project = request.project();
  demand(site, project, request.user, 'project delegate');
  const open = site.store.invites.where((invite) => invite.project === project.uuid && invite.active);
  return request.list(open, (invite) => renderInvite(request, invite));
}

function retrieve(request: SodarRequest): Answer {
  return request.json(renderInvite(request, mine(request).invite));
}

async function create(request: SodarRequest): Promise<Answer> {
  const { site, user } = request;
  const project = request.project();
  demand(site, project, user, 'project delegate');
  const fields = await request.fields();
  const email = fields.text('email', { required: true, blank: false, max: 254 });
  if (typeof email === 'string' && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)) {
    fields.wrong('email', 'field.email');
  }
  const role = roleField(request, fields, true);
  const message = fields.text('message');
  fields.done();
  if (typeof email !== 'string' || !role) throw refuse('access.denied');
  checkRole(request, project, role);
  const known = site.store.users.all().find((one) => one.email === email);
  if (known) throw refuse('invite.user', { email, user: known.username, uuid: known.uuid });
  const open = site.store.invites.where(
    (one) => one.project === project.uuid && one.email === email && one.active,
  );
  if (open.length > 0 && !request.legacy) {
    throw refuse('invite.active', { email, title: project.title, uuid: project.uuid });
  }
  const created = site.now();
  const invite = site.store.invites.put({
    uuid: site.uuid(),
    project: project.uuid,
    email,
    role,
    issuer: user.uuid,
    created,
    expires: created + LIFE_DAYS * DAY_US,
    message: message ?? '',
    active: true,
  });
  request.call.commit();
  site.record({
    project,
    app: 'projectroles',
    user,
    name: 'invite_create',
    description: `create ${role} invite for ${email}`,
    classified: true,
  });
  return request.json(renderInvite(request, invite), 201);
}

function revoke(request: SodarRequest): Answer {
  const { invite, project } = mine(request);
  if (!invite.active) throw refuse('invite.inactive');
  request.site.store.invites.put({ ...invite, active: false });
  request.call.commit();
  return request.detail(`Invite revoked from email ${invite.email} in project "${project.title}"`);
}

function resend(request: SodarRequest): Answer {
  const { site } = request;
  const { invite, project } = mine(request);
  if (!invite.active) throw refuse('invite.inactive');
  site.store.invites.put({ ...invite, expires: site.now() + LIFE_DAYS * DAY_US });
  request.call.commit();
  return request.detail(`Invite resent from email ${invite.email} in project "${project.title}"`);
}

function mine(request: SodarRequest): { invite: Invite; project: Project } {
  const { site } = request;
  const invite = request.found(site.store.invites.get(request.param('invite')));
  const project = request.found(site.store.projects.get(invite.project));
  demand(site, project, request.user, 'project delegate');
  return { invite, project };
}
