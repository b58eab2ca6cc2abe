import type { Answer } from '../../answer.ts';
import { demand } from './access.ts';
import type { Fields } from './fields.ts';
import { cleanPath } from './irods.ts';
import type { Project, Ticket } from './model.ts';
import { ownerOf } from './render.ts';
import type { SodarRequest, SodarRoute } from './request.ts';
import { refuse } from './rules.ts';
import { iso } from './times.ts';

const API = 'samplesheets' as const;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const TICKET_LENGTH = 16;

/** Access tickets: whoever has one may read a part of an assay. */
export function ticketRoutes(): SodarRoute[] {
  const path = '/samplesheets/api/irods/ticket';
  const update = { operation: 'sodar.accessTickets.update', path: `${path}/update/:ticket`, api: API };
  return [
    {
      operation: 'sodar.accessTickets.list',
      method: 'GET',
      path: `${path}/list/:project`,
      api: API,
      handle: list,
    },
    {
      operation: 'sodar.accessTickets.get',
      method: 'GET',
      path: `${path}/retrieve/:ticket`,
      api: API,
      handle: (request) => request.json(render(request, mine(request).ticket)),
    },
    {
      operation: 'sodar.accessTickets.create',
      method: 'POST',
      path: `${path}/create/:project`,
      api: API,
      handle: create,
    },
    { ...update, method: 'PUT', handle: change },
    { ...update, method: 'PATCH', handle: change },
    {
      operation: 'sodar.accessTickets.delete',
      method: 'DELETE',
      path: `${path}/delete/:ticket`,
      api: API,
      handle: destroy,
    },
  ];
}

export function isActive(request: { site: SodarRequest['site'] }, ticket: Ticket): boolean {
  return ticket.expires === null || ticket.expires > request.site.context.clock.now() * 1000;
}

function render(request: SodarRequest, ticket: Ticket): object {
  return {
    study: ticket.study,
    assay: ticket.assay,
    ticket: ticket.ticket,
    path: ticket.path,
    user: ownerOf(request, ticket.user),
    date_created: iso(ticket.created),
    date_expires: ticket.expires === null ? null : iso(ticket.expires),
    label: ticket.label,
    ...(request.since('1.1') ? { allowed_hosts: ticket.allowedHosts } : {}),
    is_active: isActive(request, ticket),
    sodar_uuid: ticket.uuid,
  };
}

function list(request: SodarRequest): Answer {
  const { site } = request;
  const project = request.project();
  demand(site, project, request.user, 'project contributor');
  const active = request.call.query.get('active');
  // The server turns it into a number without looking.
  if (active !== null && !/^-?\d+$/.test(active)) throw refuse('http.crash');
  const tickets = site.store.tickets
    .where((ticket) => ticket.project === project.uuid && (!Number(active ?? 0) || isActive(request, ticket)))
    .sort((a, b) => b.created - a.created);
  return request.list(tickets, (ticket) => render(request, ticket));
}

async function create(request: SodarRequest): Promise<Answer> {
  const { site, user } = request;
  const project = request.project();
  demand(site, project, user, 'project contributor');
  const fields = await request.fields();
  const allowedHosts = hosts(request, fields, project);
  const given = fields.text('path', { required: true, blank: false });
  const label = fields.text('label', { nullable: true, max: 255 });
  const expires = fields.time('date_expires');
  fields.done();
  const path = cleanPath(given ?? '');
  const place = placeOf(request, project, path);
  checkExpiry(request, expires);
  if (site.store.tickets.all().some((ticket) => ticket.path === path)) throw refuse('ticket.taken');
  const letters = Array.from({ length: TICKET_LENGTH }, () =>
    LETTERS.charAt(site.context.ids.number('sodar.ticket', LETTERS.length)),
  );
  const ticket = site.store.tickets.put({
    uuid: site.uuid(),
    project: project.uuid,
    ...place,
    ticket: letters.join(''),
    path,
    user: user.uuid,
    created: site.now(),
    expires: expires ?? null,
    label: label ?? null,
    allowedHosts: allowedHosts ?? [],
  });
  site.context.scrubber.hide(ticket.ticket);
  request.call.commit();
  return request.json(render(request, ticket), 201);
}

/** A PATCH under 1.1 that does not name the hosts clears them. */
async function change(request: SodarRequest): Promise<Answer> {
  const { site } = request;
  const { ticket, project } = mine(request);
  const fields = await request.fields();
  const names = ['label', 'date_expires', ...(request.since('1.1') ? ['allowed_hosts'] : [])];
  if (fields.data.kind === 'form' && isV10(request)) throw refuse('http.crash');
  if (isV10(request) && fields.has('allowed_hosts')) throw refuse('ticket.hosts-version');
  if (!names.some((name) => fields.has(name))) throw refuse('ticket.nothing');
  const label = fields.text('label', { nullable: true, max: 255 });
  const expires = fields.time('date_expires');
  const allowedHosts = request.since('1.1') ? (fields.texts('allowed_hosts') ?? []) : ticket.allowedHosts;
  fields.done();
  checkExpiry(request, expires);
  const saved = site.store.tickets.put({
    ...ticket,
    label: label === undefined ? ticket.label : label,
    expires: expires === undefined ? ticket.expires : expires,
    allowedHosts,
  });
  request.call.commit();
  site.record({
    project,
    app: 'samplesheets',
    user: request.user,
    name: 'irods_ticket_update',
    description: 'update iRODS access ticket {ticket}',
    classified: true,
    objects: [
      { label: 'ticket', name: saved.label ?? saved.uuid, model: 'IrodsAccessTicket', uuid: saved.uuid },
    ],
  });
  return request.json(render(request, saved));
}

function destroy(request: SodarRequest): Answer {
  request.site.store.tickets.delete(mine(request).ticket.uuid);
  request.call.commit();
  return request.gone();
}

function isV10(request: SodarRequest): boolean {
  return !request.legacy && !request.since('1.1');
}

/** Required from 1.1, refused in 1.0, where the default of the project counts and a form crashes the server. */
function hosts(request: SodarRequest, fields: Fields, project: Project): string[] | undefined {
  if (request.legacy) return [];
  if (request.since('1.1')) {
    return fields.has('allowed_hosts')
      ? fields.texts('allowed_hosts')
      : fields.wrong('allowed_hosts', 'field.required');
  }
  if (fields.has('allowed_hosts')) throw refuse('ticket.hosts-version');
  if (fields.data.kind === 'form') throw refuse('http.crash');
  const preset = request.site.setting('samplesheets', 'irods_ticket_hosts', project.uuid, null);
  const text = typeof preset === 'string' ? preset : '';
  return text
    .split(',')
    .map((host) => host.trim())
    .filter((host) => host !== '');
}

function placeOf(request: SodarRequest, project: Project, path: string): { study: string; assay: string } {
  const { site } = request;
  const uuid = /\/assay_([0-9a-f-]{36})(?=\/|$)/.exec(path)?.[1];
  const place = uuid === undefined ? undefined : site.assay(uuid);
  if (!place) throw refuse('ticket.assay');
  const root = site.assayPath(place.sheet.project, place.study.uuid, place.assay.uuid);
  if (place.sheet.project !== project.uuid || !`${path}/`.startsWith(`${root}/`))
    throw refuse('ticket.project');
  if (path === root) throw refuse('ticket.assay-root');
  if (request.legacy && !site.irods.isCollection(path)) throw refuse('ticket.no-collection');
  if (!site.irods.exists(path)) throw refuse('ticket.no-path');
  return { study: place.study.uuid, assay: place.assay.uuid };
}

function checkExpiry(request: SodarRequest, expires: number | null | undefined): void {
  if (typeof expires === 'number' && expires <= request.site.context.clock.now() * 1000)
    throw refuse('ticket.past');
}

function mine(request: SodarRequest): { ticket: Ticket; project: Project } {
  const { site } = request;
  const ticket = request.found(site.store.tickets.get(request.param('ticket')));
  const project = request.found(site.store.projects.get(ticket.project));
  demand(site, project, request.user, 'project contributor');
  return { ticket, project };
}
