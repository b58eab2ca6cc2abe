import type { Issue } from '../../../core/errors/index.ts';
import { jsonBody } from '../../../core/http/body.ts';
import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { validatorIssues } from '../explain.ts';
import * as schemas from '../schemas/samples.ts';
import type {
  NewSample,
  Relationship,
  Sample,
  SampleContent,
  SampleQuery,
  SampleRef,
  SampleReservation,
  SampleUpdate,
  Validation,
} from '../types.ts';
import { API, searchTerms } from './shared.ts';

const ACCESSION = /^SAM[END][AG]?\d+$/;

/** What today's server refuses although the documentation shows it: sent all the same, but said. */
function doubts({
  characteristics,
  relationships = [],
}: {
  characteristics?: object;
  relationships?: Relationship[];
}): Issue[] {
  const issues: Issue[] = [];
  const names = Object.keys(characteristics ?? {}).map((name) => name.toLowerCase());
  if (!names.includes('organism') && !names.includes('species')) {
    issues.push({
      path: 'characteristics',
      message: 'the default checklist asks for an organism: { organism: [{ text: "Homo sapiens" }] }',
    });
  }
  relationships.forEach((relationship, index) => {
    for (const end of ['source', 'target'] as const) {
      const value = relationship[end];
      if (value && !ACCESSION.test(value)) {
        issues.push({
          path: `relationships[${index}].${end}`,
          message: `"${value}" is not an accession of a sample`,
        });
      }
    }
  });
  return issues;
}

export const getSample = endpoint<SampleRef, Sample>()({
  name: 'biosamples.samples.get',
  doc: `${API}/get`,
  method: 'GET',
  effect: 'read',
  auth: 'optional',
  input: schemas.sampleRef,
  path: ({ accession }) => path`/samples/${accession}`,
  query: ({ applyCurations }) => ({ applyCurations }),
  output: schemas.sample,
});

export const createSample = endpoint<NewSample, Sample>()({
  name: 'biosamples.samples.create',
  doc: `${API}/submit#submit-a-sample`,
  method: 'POST',
  effect: 'create',
  auth: 'required',
  input: schemas.newSample,
  path: () => path`/samples`,
  body: (sample) => jsonBody(sample),
  warn: (sample) => doubts(sample),
  output: schemas.sample,
});

export const updateSample = endpoint<SampleUpdate, Sample>()({
  name: 'biosamples.samples.update',
  doc: `${API}/submit#update-sample`,
  method: 'PUT',
  effect: 'replace',
  auth: 'required',
  input: schemas.sampleUpdate,
  path: ({ accession }) => path`/samples/${accession}`,
  body: (sample) => jsonBody(sample),
  warn: (sample) => doubts(sample),
  output: schemas.sample,
});

export const accessionSample = endpoint<SampleReservation, Sample>()({
  name: 'biosamples.samples.accession',
  doc: `${API}/submit#accession-a-sample`,
  method: 'POST',
  effect: 'create',
  auth: 'required',
  input: schemas.sampleReservation,
  path: () => path`/samples/accession`,
  body: (sample) => jsonBody(sample),
  output: schemas.sample,
});

export const validateSample = endpoint<
  { sample: SampleContent; checklist?: string },
  Validation,
  SampleContent
>()({
  name: 'biosamples.samples.validate',
  doc: `${API}/submit#validate-sample-fields`,
  method: 'POST',
  // Stores nothing.
  effect: 'read',
  auth: 'optional',
  input: schemas.sampleToValidate,
  path: () => path`/validate`,
  query: ({ checklist }) => ({ checklist }),
  body: ({ sample }) => jsonBody(sample),
  output: schemas.sampleEcho,
  result: (sample) => ({ valid: true, issues: [], sample }),
  // To be invalid is an answer here, not a failure.
  otherwise: ({ status, text }) => {
    const issues = status === 400 ? validatorIssues(text) : undefined;
    return issues && { value: { valid: false, issues } };
  },
});

export const searchSamples = pagedEndpoint<SampleQuery, Sample, schemas.SamplePage>()({
  name: 'biosamples.samples.search',
  doc: `${API}/search`,
  method: 'GET',
  effect: 'read',
  auth: 'optional',
  input: schemas.sampleQuery,
  path: () => path`/samples`,
  query: ({ text, filter, size = 200, cursor, page, sort, applyCurations }) => ({
    ...searchTerms(text, filter),
    size,
    cursor: page === undefined ? (cursor ?? '*') : undefined,
    page,
    sort,
    applyCurations,
  }),
  output: schemas.samplePage,
  paging: {
    items: ({ _embedded }) => _embedded?.samples ?? [],
    // The query is built anew instead of following the link, which forgets `applyCurations=false`.
    next({ _links, page }, query, link) {
      if (!_links?.next) return undefined;
      const { searchParams } = link(_links.next.href);
      if (query.page === undefined) return { ...query, cursor: searchParams.get('cursor') ?? undefined };
      const number = Number(searchParams.get('page') ?? query.page + 1);
      // The last page points one too far on some servers.
      return page && number >= page.totalPages ? undefined : { ...query, page: number };
    },
    cursor: ({ page, cursor }) => (page === undefined ? (cursor ?? '*') : `page=${page}`),
    numbered: ({ page }) =>
      page && { number: page.number, pages: page.totalPages, total: page.totalElements },
    at: (query, page) => ({ ...query, page }),
    key: ({ accession }) => accession,
  },
});
