import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { idOf } from '../hal.ts';
import type { HalPage } from '../schemas/common.ts';
import * as schemas from '../schemas/samples.ts';
import type { UsiAliasRef, UsiSample, UsiSubmissionRef, UsiTeamRef } from '../types.ts';
import { API, byPageNumber, PAGE_SIZE, type UsiPageQuery } from './shared.ts';

type Page = HalPage & { _embedded?: { samples?: UsiSample[] } };
type OfSubmission = { submission: UsiSubmissionRef } & UsiPageQuery;

const reading = { doc: API, method: 'GET', effect: 'read', auth: 'required' } as const;

const pages = byPageNumber<UsiSample, Page>(({ _embedded }) => _embedded?.samples, idOf);

export const listSamples = pagedEndpoint<OfSubmission, UsiSample, Page>()({
  name: 'usi.samples.list',
  ...reading,
  input: schemas.submissionSamplesQuery,
  path: ({ submission }) => path`/submissions/${submission}/contents/samples`,
  query: ({ size = PAGE_SIZE, page, sort }) => ({ size, page, sort }),
  output: schemas.samplePage,
  paging: pages,
});

export const listTeamSamples = pagedEndpoint<{ team: UsiTeamRef } & UsiPageQuery, UsiSample, Page>()({
  name: 'usi.samples.listByTeam',
  ...reading,
  input: schemas.teamSamplesQuery,
  path: () => path`/samples/search/by-team`,
  query: ({ team, size = PAGE_SIZE, page, sort }) => ({ teamName: team, size, page, sort }),
  output: schemas.samplePage,
  paging: pages,
});

const amongSamples = ({
  submission,
  size = PAGE_SIZE,
  page,
  sort,
}: { submission: string } & UsiPageQuery) => ({
  submissionId: submission,
  dataTypeId: 'samples',
  size,
  page,
  sort,
});

export const listSamplesWithErrors = pagedEndpoint<OfSubmission, UsiSample, Page>()({
  name: 'usi.samples.listWithErrors',
  ...reading,
  input: schemas.submissionSamplesQuery,
  path: () => path`/samples/search/by-submission-and-data-type-with-errors`,
  query: amongSamples,
  output: schemas.samplePage,
  paging: pages,
});

export const listSamplesWithWarnings = pagedEndpoint<OfSubmission, UsiSample, Page>()({
  name: 'usi.samples.listWithWarnings',
  ...reading,
  input: schemas.submissionSamplesQuery,
  path: () => path`/samples/search/by-submission-and-data-type-with-warnings`,
  query: amongSamples,
  output: schemas.samplePage,
  paging: pages,
});

export const sampleHistory = pagedEndpoint<UsiAliasRef & UsiPageQuery, UsiSample, Page>()({
  name: 'usi.samples.history',
  ...reading,
  input: schemas.historyQuery,
  path: () => path`/samples/search/history`,
  query: ({ team, alias, size = PAGE_SIZE, page, sort }) => ({ teamName: team, alias, size, page, sort }),
  output: schemas.samplePage,
  paging: pages,
});

export const currentSample = endpoint<UsiAliasRef, UsiSample>()({
  name: 'usi.samples.currentVersion',
  ...reading,
  input: schemas.aliasInTeam,
  path: () => path`/samples/search/current-version`,
  query: ({ team, alias }) => ({ teamName: team, alias }),
  output: schemas.sample,
});
