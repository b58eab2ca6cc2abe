import { jsonBody } from '../../../core/http/body.ts';
import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import * as schemas from '../schemas/curations.ts';
import { samplePage } from '../schemas/samples.ts';
import type { Curation, CurationLink, NewCurationLink, Sample } from '../types.ts';
import { API, byPageNumber } from './shared.ts';

const SUBMIT = `${API}/submit#submit-curation-object`;
const READ = `${API}/get`;

/** How a list of curations or links is read. */
export interface PageQuery {
  /** Items per page. Default 100. */
  size?: number;
  /** Begins at a page that `pages()` gave. */
  cursor?: string;
}

export const listCurationLinks = pagedEndpoint<
  { sample: string } & PageQuery,
  CurationLink,
  ReturnType<ReturnType<typeof schemas.curationLinkPage>['parse']>
>()({
  name: 'biosamples.curationLinks.list',
  doc: READ,
  method: 'GET',
  effect: 'read',
  auth: 'optional',
  input: schemas.curationLinkQuery,
  path: ({ sample }) => path`/samples/${sample}/curationlinks`,
  query: ({ size = 100, page }) => ({ size, page }),
  output: schemas.curationLinkPage,
  paging: byPageNumber(({ _embedded }) => _embedded?.curationLinks),
});

export const getCurationLink = endpoint<{ sample: string; hash: string }, CurationLink>()({
  name: 'biosamples.curationLinks.get',
  doc: READ,
  method: 'GET',
  effect: 'read',
  auth: 'optional',
  input: schemas.linkRef,
  path: ({ sample, hash }) => path`/samples/${sample}/curationlinks/${hash}`,
  output: schemas.curationLink,
});

export const createCurationLink = endpoint<NewCurationLink, CurationLink>()({
  name: 'biosamples.curationLinks.create',
  doc: SUBMIT,
  method: 'POST',
  // Its hash is its identity: the same link sent again is the same link, so nothing is made twice.
  effect: 'replace',
  auth: 'required',
  input: schemas.newCurationLink,
  path: ({ sample }) => path`/samples/${sample}/curationlinks`,
  body: (link) => jsonBody(link),
  output: schemas.curationLink,
});

export const deleteCurationLink = endpoint<{ sample: string; hash: string }, void>()({
  name: 'biosamples.curationLinks.delete',
  doc: SUBMIT,
  method: 'DELETE',
  effect: 'delete',
  auth: 'required',
  input: schemas.linkRef,
  path: ({ sample, hash }) => path`/samples/${sample}/curationlinks/${hash}`,
  answer: 'nothing',
  output: schemas.nothing,
});

export const listCurations = pagedEndpoint<
  PageQuery,
  Curation,
  ReturnType<ReturnType<typeof schemas.curationPage>['parse']>
>()({
  name: 'biosamples.curations.list',
  doc: READ,
  method: 'GET',
  effect: 'read',
  auth: 'optional',
  input: schemas.pagedQuery,
  path: () => path`/curations`,
  query: ({ size = 100, page }) => ({ size, page }),
  output: schemas.curationPage,
  paging: byPageNumber(({ _embedded }) => _embedded?.curations),
});

export const getCuration = endpoint<string, Curation>()({
  name: 'biosamples.curations.get',
  doc: READ,
  method: 'GET',
  effect: 'read',
  auth: 'optional',
  input: schemas.hashOnly,
  path: (hash) => path`/curations/${hash}`,
  output: schemas.curation,
});

export const samplesOfCuration = pagedEndpoint<
  { hash: string } & PageQuery,
  Sample,
  ReturnType<ReturnType<typeof samplePage>['parse']>
>()({
  name: 'biosamples.curations.samples',
  doc: READ,
  method: 'GET',
  effect: 'read',
  auth: 'optional',
  input: schemas.curationSamplesQuery,
  path: ({ hash }) => path`/curations/${hash}/samples`,
  query: ({ size = 100, page }) => ({ size, page }),
  output: samplePage,
  paging: byPageNumber(({ _embedded }) => _embedded?.samples),
});
