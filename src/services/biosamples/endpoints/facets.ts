import { jsonBody } from '../../../core/http/body.ts';
import type { Download } from '../../../core/http/download.ts';
import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { accessionPage, accessionQuery } from '../schemas/curations.ts';
import * as schemas from '../schemas/facets.ts';
import { sampleReservation } from '../schemas/samples.ts';
import type {
  AccessionQuery,
  DownloadQuery,
  Facet,
  FacetQuery,
  Recommendation,
  SampleContent,
} from '../types.ts';
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

export const downloadSamples = endpoint<DownloadQuery, Download>()({
  name: 'biosamples.download',
  doc: `${API}/search`,
  method: 'GET',
  effect: 'read',
  auth: 'none',
  input: schemas.downloadQuery,
  path: () => path`/download`,
  query: ({ text, filter, format = 'json', zip = false, count = 100_000 }) => ({
    ...searchTerms(text, filter),
    format,
    zip,
    count,
  }),
  accept: '*/*',
  answer: 'file',
  output: schemas.file,
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
