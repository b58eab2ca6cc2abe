import { NotFound } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { WaitPlan } from '../../core/many/wait.ts';
import type { CallOptions } from '../../core/options.ts';
import { listProcessingStatuses, listValidationResults } from './endpoints/results.ts';
import { getSubmissionStatus, submissionBlockers } from './endpoints/submissions.ts';
import type { UsiSubmissionStatus } from './types.ts';

/** How far to wait. `Validated`: no validation is pending, whatever it found. */
export type UsiWaitTarget = 'Validated' | 'Submitted' | 'Processing' | 'Completed';

const ORDER = ['Draft', 'Submitted', 'Processing', 'Completed', 'Failed'];
const SHOWN_TROUBLES = 5;

interface State {
  status: UsiSubmissionStatus;
  pending: boolean;
  /** What the archives refused, when it failed. */
  troubles: string[];
}

/** The handle of a wait: plain data, so that it can be waited for again in another process. */
export interface UsiWaitHandle {
  id: string;
}

async function isPending(run: Runner, submission: UsiWaitHandle, call: CallOptions): Promise<boolean> {
  try {
    const { anyPendingValidationResult } = await run(submissionBlockers, { submission }, call);
    if (anyPendingValidationResult !== undefined) return anyPendingValidationResult;
  } catch (error) {
    // Servers before 2020 do not know the summary.
    if (!(error instanceof NotFound)) throw error;
  }
  for await (const { validationStatus } of run.pages(listValidationResults, { submission }, call)) {
    if (validationStatus === 'Pending') return true;
  }
  return false;
}

async function troublesOf(run: Runner, submission: UsiWaitHandle, call: CallOptions): Promise<string[]> {
  const found: string[] = [];
  for await (const { alias, status, message } of run.pages(listProcessingStatuses, { submission }, call)) {
    if (status !== 'Error' && status !== 'Rejected') continue;
    found.push(`${alias ?? 'a document'}: ${message ?? status}`);
    if (found.length === SHOWN_TROUBLES) break;
  }
  return found;
}

export const submissionPlan = (run: Runner, target: UsiWaitTarget): WaitPlan<UsiWaitHandle, State> => ({
  operation: 'usi.submissions.waitUntil',
  async look(submission, call) {
    const status = await run(getSubmissionStatus, { submission }, call);
    const pending =
      target === 'Validated' && status.status === 'Draft' && (await isPending(run, submission, call));
    const troubles = status.status === 'Failed' ? await troublesOf(run, submission, call) : [];
    return { status, pending, troubles };
  },
  wordOf({ status: { status }, pending }) {
    if (target === 'Validated') return pending ? 'Validating' : target;
    // What was seen too late has been reached all the same; but nobody waits for Completed to get Failed.
    const passed = target !== 'Completed' && ORDER.indexOf(status) >= ORDER.indexOf(target);
    return passed ? target : status;
  },
  hasEnded: ({ status: { status } }) => status === 'Completed' || status === 'Failed',
  failed({ status: { status }, troubles }) {
    if (target === 'Validated') return undefined;
    if (status === 'Draft')
      return 'the submission is a Draft, and will not move by itself: submissions.finalize hands it in';
    if (status !== 'Failed' || target !== 'Completed') return undefined;
    return ['the archives did not take all of the submission', ...troubles.map((line) => `  ${line}`)].join(
      '\n',
    );
  },
  pollMs: 2_000,
});
