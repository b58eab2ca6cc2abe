import { type Issue, RejectedError } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import { findIfInDoubt } from '../../core/many/doubt.ts';
import type { CallOptions } from '../../core/options.ts';
import { listValidationResults } from './endpoints/results.ts';
import { availableStatuses, getSubmissionStatus, updateSubmissionStatus } from './endpoints/submissions.ts';
import { idOf } from './hal.ts';
import { errorReport, hasErrors } from './report.ts';
import type { UsiSubmissionRef, UsiSubmissionStatus } from './types.ts';

const OPERATION = 'usi.submissions.finalize';

/** When a submission may be handed in. */
export interface UsiFinalizeOptions extends CallOptions {
  /**
   * `strict` (default) refuses when any validator has an error, as pyUSIrest does; `server` leaves it to the server, for
   * which only errors of Core and Biosamples count in samples.
   */
  rule?: 'strict' | 'server';
  /** Validators whose errors `strict` looks past: `['Ena', 'Taxonomy']`. */
  ignore?: readonly string[];
}

/** Whether the server would take the submission now. The link `submissionStatus:update` does not tell; this does. */
export async function isReady(
  run: Runner,
  submission: UsiSubmissionRef,
  call?: CallOptions,
): Promise<boolean> {
  const available = await run(availableStatuses, { submission }, call);
  return available.some(({ statusName }) => statusName === 'Submitted');
}

export async function finalize(
  run: Runner,
  submission: UsiSubmissionRef,
  { rule = 'strict', ignore = [], ...call }: UsiFinalizeOptions,
): Promise<UsiSubmissionStatus> {
  if (rule !== 'strict' && rule !== 'server')
    throw run.inputError(OPERATION, [{ path: 'options.rule', message: 'must be strict or server' }]);
  if (!(await isReady(run, submission, call))) throw await whyNot(run, submission, ignore, call);
  if (rule === 'strict' && (await anyErrors(run, submission, ignore, call)))
    throw await whyNot(run, submission, ignore, call);
  return findIfInDoubt(
    () => run(updateSubmissionStatus, { submission, status: 'Submitted' }, call),
    async () => {
      const now = await run(getSubmissionStatus, { submission }, call);
      // There is no way back to Draft: whatever else it is, it was handed in.
      return now.status === 'Draft' ? undefined : now;
    },
  );
}

async function anyErrors(
  run: Runner,
  submission: UsiSubmissionRef,
  ignore: readonly string[],
  call: CallOptions,
): Promise<boolean> {
  for await (const result of run.pages(listValidationResults, { submission }, call)) {
    if (result.validationStatus === 'Pending' || hasErrors(result, ignore)) return true;
  }
  return false;
}

/** The server only says no; what stands in the way is found out here, in the order in which one would mend it. */
async function whyNot(
  run: Runner,
  submission: UsiSubmissionRef,
  ignore: readonly string[],
  call: CallOptions,
): Promise<RejectedError> {
  const { status } = await run(getSubmissionStatus, { submission }, call);
  if (status !== 'Draft')
    return rejected(run, submission, `the submission is ${status} already`, [], undefined);
  const { samples, pending, withErrors, byAlias } = await errorReport(run, submission, { ...call, ignore });
  const issues = Object.entries(byAlias).flatMap(([alias, errors]) =>
    Object.entries(errors).flatMap(([author, messages]): Issue[] =>
      (messages.length > 0 ? messages : ['Error']).map((message) => ({
        path: alias,
        message: `${author}: ${message}`,
      })),
    ),
  );
  if (pending > 0) {
    const hint = "submissions.waitUntil(submission, 'Validated') waits for it.";
    const what = `${pending} of ${samples} samples are not validated yet`;
    return rejected(run, submission, what, issues, hint);
  }
  if (withErrors > 0) {
    const hint =
      'Mend or delete these samples; `ignore` looks past single validators, as far as the server does.';
    return rejected(run, submission, `${withErrors} of ${samples} samples have errors`, issues, hint);
  }
  if (samples === 0)
    return rejected(run, submission, 'there are no samples in the submission', [], undefined);
  const hint =
    'submissions.blockers(submission) counts what is in the way, files and other documents included.';
  return rejected(run, submission, 'something else than its samples is not ready', [], hint);
}

const rejected = (
  run: Runner,
  submission: UsiSubmissionRef,
  message: string,
  issues: readonly Issue[],
  hint: string | undefined,
): RejectedError => {
  const { redactor, service, bases } = run.context;
  const shown = issues.slice(0, 5).map((issue) => `  ${issue.path}: ${issue.message}`);
  if (issues.length > shown.length) shown.push(`  … and ${issues.length - shown.length} more`);
  return new RejectedError(redactor.scrub([message, ...shown].join('\n')), {
    service,
    operation: OPERATION,
    method: 'PUT',
    url: redactor.scrubUrl(`${bases.api}/submissions/${idOf(submission)}/submissionStatus`),
    attempts: 0,
    outcome: 'not-sent',
    hint,
    issues: redactor.scrubValue([...issues]),
  });
};
