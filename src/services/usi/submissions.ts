import type { Issue } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { BulkRun } from '../../core/many/bulk.ts';
import type { Pager } from '../../core/many/pager.ts';
import { type WaitOptions, waitUntil } from '../../core/many/wait.ts';
import type { CallOptions } from '../../core/options.ts';
import { absent } from './absent.ts';
import { accessionsOf, type UsiAccessions } from './accessions.ts';
import { createNamed } from './create.ts';
import {
  availableStatuses,
  deleteSubmission,
  getSubmission,
  getSubmissionStatus,
  patchSubmission,
  processingSummary,
  processingSummaryByType,
  statusSummary,
  submissionBlockers,
  submissionContents,
  type UsiSubmissionQuery,
} from './endpoints/submissions.ts';
import { getTeam } from './endpoints/teams.ts';
import { finalize, isReady, type UsiFinalizeOptions } from './finalize.ts';
import { idOf } from './hal.ts';
import { submissionsOf } from './lists.ts';
import {
  errorReport,
  statusReport,
  type UsiErrorOptions,
  type UsiErrorReport,
  type UsiStatusReport,
} from './report.ts';
import { resume, type UsiResumeOptions } from './resume.ts';
import { teamOf } from './sample-content.ts';
import type {
  NewUsiSample,
  UsiBlockers,
  UsiLinkList,
  UsiSample,
  UsiStatusDescription,
  UsiSubmission,
  UsiSubmissionContent,
  UsiSubmissionRef,
  UsiSubmissionStatus,
  UsiTeam,
  UsiTeamRef,
} from './types.ts';
import { submissionPlan, type UsiWaitTarget } from './wait.ts';

/** What is handed in together. Every method takes the submission, or its id. */
export class UsiSubmissions {
  constructor(private readonly run: Runner) {}

  /**
   * The submissions of all teams of the account, or of one team. `status`, `name` and `modifiedSince` are looked at
   * here, in what the list holds.
   * @see https://submission.ebi.ac.uk/api/docs/submission_api.html
   */
  list(query: UsiSubmissionQuery = {}, options?: CallOptions): Pager<UsiSubmission> {
    return submissionsOf(this.run, query, options);
  }

  /**
   * The submission, with all its links; also to read a handle anew. Its status is told by `status` or `reload`.
   * @throws NotFound there is no such submission
   */
  get(submission: UsiSubmissionRef, options?: CallOptions): Promise<UsiSubmission> {
    return this.run(getSubmission, { submission }, options);
  }

  /**
   * The newest submission of this name among those of the account.
   * @throws NotFound
   */
  async getByName(name: string, options?: CallOptions): Promise<UsiSubmission> {
    const found = await this.list({ name }, options).first();
    if (found) return this.get(found, options);
    throw absent(this.run, 'usi.submissions.getByName', `the account has no submission "${name}"`);
  }

  /** The submission as it is now, with its status in it. Two calls. */
  async reload(submission: UsiSubmissionRef, options?: CallOptions): Promise<UsiSubmission> {
    const [now, { status }] = await Promise.all([
      this.get(submission, options),
      this.run(getSubmissionStatus, { submission }, options),
    ]);
    return { ...now, submissionStatus: status };
  }

  /**
   * Makes a Draft. Without a `name` it gets one that is used nowhere else, by which it is found when the answer was
   * lost. With one the team's submissions are listed first, not to take another of that name for it: a second call makes a
   * second submission. `list({ team, name }).first()` finds the one that is there.
   * @throws Forbidden the account is not in the team
   * @throws Invalid the domain of the team has no `centre name` in its profile: see `aap.profiles.create`
   */
  create(
    team: UsiTeamRef,
    content: UsiSubmissionContent = {},
    options?: CallOptions,
  ): Promise<UsiSubmission> {
    return createNamed(this.run, team, content, options);
  }

  /** Changes the name and what else people say of it. Only of a Draft. */
  patch(
    submission: UsiSubmissionRef,
    change: UsiSubmissionContent,
    options?: CallOptions,
  ): Promise<UsiSubmission> {
    return this.run(patchSubmission, { submission, change }, options);
  }

  /**
   * Deletes a Draft and everything in it.
   * @throws Invalid it is no Draft any more
   */
  delete(submission: UsiSubmissionRef, options?: CallOptions): Promise<void> {
    return this.run(deleteSubmission, { submission }, options);
  }

  /** The team it belongs to. */
  async team(submission: UsiSubmissionRef, options?: CallOptions): Promise<UsiTeam> {
    const team = await teamOf(this.run, submission, options);
    if (team !== undefined) return this.run(getTeam, { team }, options);
    throw absent(this.run, 'usi.submissions.team', 'the submission does not say its team');
  }

  /** Links to what is in it, by kind of document; `…:create` only while something may be added. */
  contents(submission: UsiSubmissionRef, options?: CallOptions): Promise<UsiLinkList> {
    return this.run(submissionContents, { submission }, options);
  }

  /** How many submissions of the account are in which state. */
  statusSummary(options?: CallOptions): Promise<{ [status: string]: number }> {
    return this.run(statusSummary, undefined, options);
  }

  /** The states that you may set now. Empty: none. */
  availableStatuses(submission: UsiSubmissionRef, options?: CallOptions): Promise<UsiStatusDescription[]> {
    return this.run(availableStatuses, { submission }, options);
  }

  /** Its status, and how far the validation of its samples is: counted, and for each alias. One pass. */
  status(submission: UsiSubmissionRef, options: CallOptions = {}): Promise<UsiStatusReport> {
    return statusReport(this.run, submission, options);
  }

  /**
   * What is wrong with its samples: counted, by validator, by message, and for each alias. One pass through the list.
   * Pending samples are counted as such, and are no error.
   */
  errors(submission: UsiSubmissionRef, options: UsiErrorOptions = {}): Promise<UsiErrorReport> {
    return errorReport(this.run, submission, options);
  }

  /** What stands in the way of submitting, in numbers. Servers before 2020 do not know this. */
  blockers(submission: UsiSubmissionRef, options?: CallOptions): Promise<UsiBlockers> {
    return this.run(submissionBlockers, { submission }, options);
  }

  /** Whether the server would take it now. */
  isReady(submission: UsiSubmissionRef, options?: CallOptions): Promise<boolean> {
    return isReady(this.run, submission, options);
  }

  /**
   * Hands it in: nothing can be changed afterwards. Refuses, with what is wrong with which sample, when the server would
   * not take it, and by default also when any validator has an error (`rule: 'server'` or `ignore` look past those).
   * @throws RejectedError it is not validated yet, has errors, is empty, or was handed in before
   */
  finalize(submission: UsiSubmissionRef, options: UsiFinalizeOptions = {}): Promise<UsiSubmissionStatus> {
    return finalize(this.run, submission, options);
  }

  /**
   * Waits until it is Completed, or as far as you say: `Validated` before `finalize`.
   * @throws WaitFailed it has Failed, or is a Draft that nobody handed in
   * @throws WaitTimeout it takes longer than `timeoutMs`
   */
  async waitUntil(
    submission: UsiSubmissionRef,
    target: UsiWaitTarget = 'Completed',
    options: WaitOptions = {},
  ): Promise<UsiSubmissionStatus> {
    const operation = 'usi.submissions.waitUntil';
    const id = idOf(submission);
    const issues: Issue[] = [];
    if (id === undefined)
      issues.push({ path: 'submission', message: 'must be a submission: its id, or the object itself' });
    if (!['Validated', 'Submitted', 'Processing', 'Completed'].includes(target))
      issues.push({ path: 'target', message: 'must be Validated, Submitted, Processing or Completed' });
    if (id === undefined || issues.length > 0) throw this.run.inputError(operation, issues);
    return (await waitUntil(this.run, submissionPlan(this.run, target), { id }, target, options)).status;
  }

  /** How many documents are how far in the archives. */
  processingSummary(
    submission: UsiSubmissionRef,
    options?: CallOptions,
  ): Promise<{ [status: string]: number }> {
    return this.run(processingSummary, { submission }, options);
  }

  /** The same for each type of document. */
  processingSummaryByType(
    submission: UsiSubmissionRef,
    options?: CallOptions,
  ): Promise<{ [type: string]: { [status: string]: number } }> {
    return this.run(processingSummaryByType, { submission }, options);
  }

  /** The accessions of its samples by alias, and which samples have none. */
  accessions(submission: UsiSubmissionRef, options?: CallOptions): Promise<UsiAccessions> {
    return accessionsOf(this.run, submission, options);
  }

  /**
   * Takes up a Draft again: samples of the list that are not there are created, those that differ are replaced
   * (keeping what the list does not name), all others are left alone. Iterate the run, or `await run.done()`: `found`
   * are those that were right already, or are so after a change whose answer was lost.
   * @throws Conflict it is no Draft any more
   */
  resume(
    submission: UsiSubmissionRef,
    samples: Iterable<NewUsiSample> | AsyncIterable<NewUsiSample>,
    options: UsiResumeOptions = {},
  ): Promise<BulkRun<NewUsiSample, UsiSample>> {
    return resume(this.run, submission, samples, options);
  }
}
