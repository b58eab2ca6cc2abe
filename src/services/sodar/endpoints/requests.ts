import { jsonBody } from '../../../core/http/body.ts';
import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { lazy } from '../../../core/schema.ts';
import type { SodarDataRequest, SodarDataRequestInput } from '../irods-types.ts';
import { detail, nothing, pageSchema } from '../schemas/common.ts';
import * as schema from '../schemas/irods.ts';
import type { SodarRef } from '../types.ts';
import { byPage, DOCS, pageOf, pastTheEnd, type SodarPage, type SodarPageQuery, since } from './shared.ts';

const requestPage = lazy(() => pageSchema(schema.dataRequest()));
const common = { doc: DOCS.samplesheets, auth: 'required', speaks: 'samplesheets' } as const;

export const listDataRequests = pagedEndpoint<
  { project: SodarRef } & SodarPageQuery,
  SodarDataRequest,
  SodarPage<SodarDataRequest>
>()({
  ...common,
  name: 'sodar.dataRequests.list',
  method: 'GET',
  path: ({ project }) => path`/samplesheets/api/irods/requests/${project}`,
  effect: 'read',
  input: schema.projectPagesIn,
  query: (query, dialect) => pageOf(query, dialect),
  output: requestPage,
  otherwise: pastTheEnd,
  hint: since('0.14'),
  paging: byPage(({ sodar_uuid }) => sodar_uuid),
});

export const getDataRequest = endpoint<{ request: SodarRef }, SodarDataRequest>()({
  ...common,
  name: 'sodar.dataRequests.get',
  method: 'GET',
  path: ({ request }) => path`/samplesheets/api/irods/request/retrieve/${request}`,
  effect: 'read',
  input: schema.requestIn,
  output: schema.dataRequest,
});

export const createDataRequest = endpoint<{ project: SodarRef } & SodarDataRequestInput, SodarDataRequest>()({
  ...common,
  name: 'sodar.dataRequests.create',
  method: 'POST',
  path: ({ project }) => path`/samplesheets/api/irods/request/create/${project}`,
  effect: 'create',
  input: schema.requestCreateIn,
  body: ({ project: _, ...fields }) => jsonBody(fields),
  output: schema.dataRequest,
  hint: since('0.14'),
});

export const updateDataRequest = endpoint<
  { request: SodarRef } & Partial<SodarDataRequestInput>,
  SodarDataRequest
>()({
  ...common,
  name: 'sodar.dataRequests.update',
  method: 'PATCH',
  path: ({ request }) => path`/samplesheets/api/irods/request/update/${request}`,
  effect: 'replace',
  input: schema.requestUpdateIn,
  body: ({ request: _, ...fields }) => jsonBody(fields),
  output: schema.dataRequest,
});

export const deleteDataRequest = endpoint<{ request: SodarRef }, void>()({
  ...common,
  name: 'sodar.dataRequests.delete',
  method: 'DELETE',
  path: ({ request }) => path`/samplesheets/api/irods/request/delete/${request}`,
  effect: 'delete',
  answer: 'nothing',
  input: schema.requestIn,
  output: nothing,
});

export const acceptDataRequest = endpoint<{ request: SodarRef }, { detail: string }>()({
  ...common,
  name: 'sodar.dataRequests.accept',
  method: 'POST',
  path: ({ request }) => path`/samplesheets/api/irods/request/accept/${request}`,
  effect: 'transition',
  input: schema.requestIn,
  output: detail,
});

export const rejectDataRequest = endpoint<{ request: SodarRef }, { detail: string }>()({
  ...common,
  name: 'sodar.dataRequests.reject',
  method: 'POST',
  path: ({ request }) => path`/samplesheets/api/irods/request/reject/${request}`,
  // The server takes a second rejection for a first one.
  effect: 'replace',
  input: schema.requestIn,
  output: detail,
});
