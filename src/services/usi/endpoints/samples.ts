import type { Issue } from '../../../core/errors/index.ts';
import { jsonBody } from '../../../core/http/body.ts';
import { endpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { nothing } from '../schemas/common.ts';
import { processingStatus, validationResult } from '../schemas/results.ts';
import * as schemas from '../schemas/samples.ts';
import { submission } from '../schemas/submissions.ts';
import type {
  NewUsiSample,
  UsiProcessingStatus,
  UsiSample,
  UsiSampleChange,
  UsiSampleRef,
  UsiSubmission,
  UsiSubmissionRef,
  UsiValidationResult,
  UsiValidationSummary,
} from '../types.ts';
import { API } from './shared.ts';

const NATURES = ['derived from', 'child of', 'same as', 'recurated from'];

/** What is stored as it is, and will not do what was meant. */
function doubts({
  attributes,
  sampleRelationships,
}: {
  attributes?: object | null | undefined;
  sampleRelationships?: readonly { relationshipNature?: string }[] | null | undefined;
}): Issue[] {
  const issues: Issue[] = [];
  for (const [name, values] of Object.entries(attributes ?? {})) {
    const at = `attributes[${JSON.stringify(name)}]`;
    if (Array.isArray(values) && values.length > 1)
      issues.push({ path: at, message: 'only the first value reaches BioSamples' });
    if (name === 'update' || name === 'release')
      issues.push({ path: at, message: 'is overwritten when the sample goes to BioSamples' });
  }
  sampleRelationships?.forEach(({ relationshipNature = '' }, index) => {
    if (!NATURES.includes(relationshipNature))
      issues.push({
        path: `sampleRelationships[${index}].relationshipNature`,
        message: `"${relationshipNature}" is unknown; there are ${NATURES.join(', ')}`,
      });
  });
  return issues;
}

interface One {
  id: UsiSampleRef;
}

export const createSample = endpoint<{ submission: UsiSubmissionRef; sample: NewUsiSample }, UsiSample>()({
  name: 'usi.samples.create',
  doc: API,
  method: 'POST',
  effect: 'create',
  auth: 'required',
  input: schemas.sampleToCreate,
  path: ({ submission }) => path`/submissions/${submission}/contents/samples`,
  body: ({ sample }) => jsonBody(sample),
  warn: ({ sample }) => doubts(sample),
  output: schemas.sample,
});

export const getSample = endpoint<One, UsiSample>()({
  name: 'usi.samples.get',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneSample,
  path: ({ id }) => path`/samples/${id}`,
  output: schemas.sample,
});

export const updateSample = endpoint<{ id: UsiSampleRef; sample: NewUsiSample }, UsiSample>()({
  name: 'usi.samples.update',
  doc: API,
  method: 'PUT',
  effect: 'replace',
  auth: 'required',
  input: schemas.sampleToUpdate,
  path: ({ id }) => path`/samples/${id}`,
  body: ({ sample }) => jsonBody(sample),
  warn: ({ sample }) => doubts(sample),
  output: schemas.sample,
});

export const patchSample = endpoint<{ id: UsiSampleRef; change: UsiSampleChange }, UsiSample>()({
  name: 'usi.samples.patch',
  doc: API,
  method: 'PATCH',
  effect: 'replace',
  auth: 'required',
  input: schemas.sampleToPatch,
  path: ({ id }) => path`/samples/${id}`,
  body: ({ change }) => jsonBody(change),
  warn: ({ change }) => doubts(change),
  output: schemas.sample,
});

export const deleteSample = endpoint<One, void>()({
  name: 'usi.samples.delete',
  doc: API,
  method: 'DELETE',
  effect: 'delete',
  auth: 'required',
  input: schemas.oneSample,
  path: ({ id }) => path`/samples/${id}`,
  answer: 'nothing',
  output: nothing,
});

export const sampleByAlias = endpoint<{ submission: UsiSubmissionRef; alias: string }, UsiSample>()({
  name: 'usi.samples.getByAlias',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.aliasInSubmission,
  path: () => path`/samples/search/by-submissionId-and-alias`,
  query: ({ submission, alias }) => ({ submissionId: submission, alias }),
  output: schemas.sample,
});

export const sampleByAccession = endpoint<{ accession: string }, UsiSample>()({
  name: 'usi.samples.getByAccession',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.byAccession,
  path: () => path`/samples/search/by-accession`,
  query: ({ accession }) => ({ accession }),
  output: schemas.sample,
});

export const sampleSummary = endpoint<{ submission: UsiSubmissionRef }, UsiValidationSummary>()({
  name: 'usi.samples.summary',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.submissionSamplesQuery,
  path: ({ submission }) => path`/submissions/${submission}/contents/samples/summary`,
  output: schemas.validationSummary,
});

export const sampleValidation = endpoint<One, UsiValidationResult>()({
  name: 'usi.samples.validationResult',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneSample,
  path: ({ id }) => path`/samples/${id}/validationResult`,
  output: validationResult,
});

export const sampleProcessing = endpoint<One, UsiProcessingStatus>()({
  name: 'usi.samples.processingStatus',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneSample,
  path: ({ id }) => path`/samples/${id}/processingStatus`,
  output: processingStatus,
});

export const sampleSubmission = endpoint<One, UsiSubmission>()({
  name: 'usi.samples.submission',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneSample,
  path: ({ id }) => path`/samples/${id}/submission`,
  output: submission,
});
