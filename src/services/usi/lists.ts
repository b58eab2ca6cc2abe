import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import { checkInput } from '../../core/schema.ts';
import { dateOf } from './dates.ts';
import { listSamples } from './endpoints/sample-lists.ts';
import type { UsiPageQuery } from './endpoints/shared.ts';
import {
  getSubmissionStatus,
  listSubmissions,
  listTeamSubmissions,
  type UsiSubmissionQuery,
} from './endpoints/submissions.ts';
import { hasErrors, resultOf } from './report.ts';
import { sampleFilter } from './schemas/samples.ts';
import { submissionQuery } from './schemas/submissions.ts';
import type { UsiSample, UsiSubmission, UsiSubmissionRef } from './types.ts';

/** Which samples of a submission. */
export interface UsiSampleQuery extends UsiPageQuery {
  /** By how far their validation is. */
  status?: 'Pending' | 'Complete';
  /** Another word for `status`, as pyUSIrest's documentation has it. */
  validationResult?: 'Pending' | 'Complete';
  /** True: those with errors; false: those that are validated and have none. */
  hasErrors?: boolean;
  /** Validators whose errors do not count. */
  ignore?: readonly string[];
}

export function submissionsOf(
  run: Runner,
  query: UsiSubmissionQuery,
  call?: CallOptions,
): Pager<UsiSubmission> {
  const checked = checkInput(submissionQuery(), query);
  if (!checked.ok) throw run.inputError(listSubmissions.name, checked.issues);
  const { team, status, name, modifiedSince } = checked.value;
  const all = run.pages(team === undefined ? listSubmissions : listTeamSubmissions, query, call);
  if (status === undefined && name === undefined && modifiedSince === undefined) return all;
  return all.filter(async (one) => {
    if (name !== undefined && one.name !== name) return false;
    const modified = dateOf(one.lastModifiedDate)?.getTime() ?? Number.NEGATIVE_INFINITY;
    if (modifiedSince !== undefined && modified < modifiedSince.getTime()) return false;
    if (status === undefined) return true;
    const now = one.submissionStatus ?? (await run(getSubmissionStatus, { submission: one }, call)).status;
    return status.includes(now);
  });
}

export function samplesOf(
  run: Runner,
  submission: UsiSubmissionRef,
  query: UsiSampleQuery,
  call?: CallOptions,
): Pager<UsiSample> {
  const checked = checkInput(sampleFilter(), query);
  if (!checked.ok) throw run.inputError(listSamples.name, checked.issues);
  const { status, validationResult, hasErrors: wanted, ignore, ...paging } = checked.value;
  const word = status ?? validationResult;
  const all = run.pages(listSamples, { submission, ...paging }, call);
  if (word === undefined && wanted === undefined) return all;
  return all.filter(async (sample) => {
    const result = await resultOf(run, sample, call);
    if (word !== undefined && result.validationStatus !== word) return false;
    if (wanted === undefined) return true;
    return result.validationStatus === 'Complete' && hasErrors(result, ignore) === wanted;
  });
}
