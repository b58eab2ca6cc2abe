import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { idOf } from '../hal.ts';
import type { HalPage } from '../schemas/common.ts';
import * as schemas from '../schemas/results.ts';
import type { UsiProcessingStatus, UsiSampleRef, UsiSubmissionRef, UsiValidationResult } from '../types.ts';
import { API, byPageNumber, type UsiPageQuery } from './shared.ts';

type OfSubmission = { submission: UsiSubmissionRef } & UsiPageQuery;
/** Results are small: the largest page that the server gives. */
const MOST = 500;

export const listValidationResults = pagedEndpoint<
  OfSubmission,
  UsiValidationResult,
  HalPage & { _embedded?: { validationResults?: UsiValidationResult[] } }
>()({
  name: 'usi.validationResults.list',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.resultsQuery,
  path: () => path`/validationResults/search/by-submission`,
  query: ({ submission, size = MOST, page, sort }) => ({ submissionId: submission, size, page, sort }),
  output: schemas.resultPage,
  paging: byPageNumber(({ _embedded }) => _embedded?.validationResults, idOf),
});

export const getValidationResult = endpoint<{ id: string | object }, UsiValidationResult>()({
  name: 'usi.validationResults.get',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneResult,
  path: ({ id }) => path`/validationResults/${id}`,
  output: schemas.validationResult,
});

export const validationResultOf = endpoint<{ document: UsiSampleRef }, UsiValidationResult>()({
  name: 'usi.validationResults.getByEntity',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.ofEntity,
  path: () => path`/validationResults/search/by-entity`,
  query: ({ document }) => ({ entityUuid: document }),
  output: schemas.validationResult,
});

export const listProcessingStatuses = pagedEndpoint<
  OfSubmission,
  UsiProcessingStatus,
  HalPage & { _embedded?: { processingStatuses?: UsiProcessingStatus[] } }
>()({
  name: 'usi.processingStatuses.list',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.resultsQuery,
  path: () => path`/processingStatuses/search/by-submission`,
  query: ({ submission, size = MOST, page, sort }) => ({ submissionId: submission, size, page, sort }),
  output: schemas.processingPage,
  paging: byPageNumber(({ _embedded }) => _embedded?.processingStatuses, idOf),
});

export const getProcessingStatus = endpoint<{ id: string | object }, UsiProcessingStatus>()({
  name: 'usi.processingStatuses.get',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneProcessing,
  path: ({ id }) => path`/processingStatuses/${id}`,
  output: schemas.processingStatus,
});
