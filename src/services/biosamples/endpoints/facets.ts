import { jsonBody } from '../../../core/http/body.ts';
import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { accessionPage, accessionQuery } from '../schemas/curations.ts';
import * as schemas from '../schemas/facets.ts';
import { sampleReservation } from '../schemas/samples.ts';
import type { AccessionQuery, Facet, FacetQuery, Recommendation, SampleContent } from '../types.ts';
import { API, byPageNumber, searchTerms } from './shared.ts';

export const getFacets = endpoint<
  FacetQuery,
  Facet[],
  ReturnType<ReturnType<typeof schemas.facets>['parse']>
>()({
  name: 'biosamples.samples.facets',
  doc: `${API}/search`,
  method: 'GET',
  effect: 'read',
  auth: 'optional',
  input: schemas.facetQuery,
  path: () => path`/samples/facets`,
  query: ({ text, filter, facet }) => ({ ...searchTerms(text, filter), facet }),
  output: schemas.facets,
  result: ({ _embedded }) => _embedded?.facets ?? [],
});

export const listAccessions = pagedEndpoint<
  AccessionQuery,
  string,
  ReturnType<ReturnType<typeof accessionPage>['parse']>
>()({
  name: 'biosamples.accessions.list',
  doc: `${API}/search`,
  method: 'GET',
  effect: 'read',
  auth: 'optional',
  input: accessionQuery,
  path: () => path`/accessions`,
  query: ({ text, filter, size = 200, page = 0 }) => ({ ...searchTerms(text, filter), size, page }),
  output: accessionPage,
  paging: byPageNumber(({ _embedded }) => _embedded?.accessions),
});

export const recommend = endpoint<SampleContent, Recommendation>()({
  name: 'biosamples.recommendations.all',
  doc: `${API}/submit`,
  method: 'POST',
  // Stores nothing.
  effect: 'read',
  auth: 'none',
  input: sampleReservation,
  path: () => path`/recommendations`,
  body: (sample) => jsonBody(sample),
  output: schemas.recommendation,
});
