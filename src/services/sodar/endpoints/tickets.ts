import { jsonBody } from '../../../core/http/body.ts';
import { type Dialect, isSince } from '../../../core/http/dialects.ts';
import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { lazy } from '../../../core/schema.ts';
import type { SodarAccessTicket, SodarAccessTicketInput, SodarAccessTicketUpdate } from '../irods-types.ts';
import { nothing, pageSchema } from '../schemas/common.ts';
import * as schema from '../schemas/irods.ts';
import type { SodarRef } from '../types.ts';
import { byPage, DOCS, pageOf, pastTheEnd, type SodarPage, type SodarPageQuery, since } from './shared.ts';

const ticketPage = lazy(() => pageSchema(schema.accessTicket()));
const common = { doc: DOCS.samplesheets, auth: 'required', speaks: 'samplesheets' } as const;

export interface SodarAccessTicketQuery extends SodarPageQuery {
  /** Only those that have not ended. Default false. */
  active?: boolean;
}

export const listAccessTickets = pagedEndpoint<
  { project: SodarRef } & SodarAccessTicketQuery,
  SodarAccessTicket,
  SodarPage<SodarAccessTicket>
>()({
  ...common,
  name: 'sodar.accessTickets.list',
  method: 'GET',
  path: ({ project }) => path`/samplesheets/api/irods/ticket/list/${project}`,
  effect: 'read',
  input: schema.ticketsIn,
  // Any other word than a digit, `true` included, is more than the server can take.
  query: ({ active, ...query }, dialect) => ({ ...(active && { active: 1 }), ...pageOf(query, dialect) }),
  output: ticketPage,
  otherwise: pastTheEnd,
  hint: since('0.14'),
  paging: byPage(({ sodar_uuid }) => sodar_uuid),
});

export const getAccessTicket = endpoint<{ ticket: SodarRef }, SodarAccessTicket>()({
  ...common,
  name: 'sodar.accessTickets.get',
  method: 'GET',
  path: ({ ticket }) => path`/samplesheets/api/irods/ticket/retrieve/${ticket}`,
  effect: 'read',
  input: schema.ticketIn,
  output: schema.accessTicket,
});

/** From 1.1 on a list of hosts is required, and one that is left out of a change is emptied; before, there are none. */
function withHosts<T extends { allowed_hosts?: string[] | undefined }>(fields: T, dialect: Dialect): object {
  const { allowed_hosts = [], ...others } = fields;
  return isSince(dialect, '1.1') || allowed_hosts.length > 0 ? { ...others, allowed_hosts } : others;
}

export const createAccessTicket = endpoint<
  { project: SodarRef } & SodarAccessTicketInput,
  SodarAccessTicket
>()({
  ...common,
  name: 'sodar.accessTickets.create',
  method: 'POST',
  path: ({ project }) => path`/samplesheets/api/irods/ticket/create/${project}`,
  effect: 'create',
  input: schema.ticketCreateIn,
  body: ({ project: _, ...fields }, dialect) => jsonBody(withHosts(fields, dialect)),
  output: schema.accessTicket,
  answerIsSecret: true,
  hint: since('0.14'),
});

export const updateAccessTicket = endpoint<
  { ticket: SodarRef } & SodarAccessTicketUpdate,
  SodarAccessTicket
>()({
  ...common,
  name: 'sodar.accessTickets.update',
  method: 'PATCH',
  path: ({ ticket }) => path`/samplesheets/api/irods/ticket/update/${ticket}`,
  effect: 'replace',
  input: schema.ticketUpdateIn,
  body: ({ ticket: _, ...fields }, dialect) => jsonBody(withHosts(fields, dialect)),
  output: schema.accessTicket,
  answerIsSecret: true,
});

export const deleteAccessTicket = endpoint<{ ticket: SodarRef }, void>()({
  ...common,
  name: 'sodar.accessTickets.delete',
  method: 'DELETE',
  path: ({ ticket }) => path`/samplesheets/api/irods/ticket/delete/${ticket}`,
  effect: 'delete',
  answer: 'nothing',
  input: schema.ticketIn,
  output: nothing,
});
