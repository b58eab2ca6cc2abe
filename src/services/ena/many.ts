import { TimeoutError, WaitTimeout } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { BulkPlan } from '../../core/many/bulk-plan.ts';
import type { CallOptions } from '../../core/options.ts';
import { inTheQueue, ownReceipt } from './deliver.ts';
import { aliasesOf, CannotBeMeant, checkObject, hasOwnAlias } from './prepare.ts';
import type { Receipt } from './receipt.ts';
import type { QueuedSubmission } from './receipt-types.ts';
import { type SubmitOptions, submit } from './submit.ts';
import type { EnaDocument } from './types.ts';

/** A wait that was given up is no refusal: ENA is still at it. */
function stillQueued({ context }: Runner, { resumable, waitedMs }: WaitTimeout): TimeoutError {
  const { submissionId } = resumable as QueuedSubmission;
  return new TimeoutError(`no receipt from the queue within ${Math.round(waitedMs / 1000)} s`, {
    service: context.service,
    operation: 'ena.submissions.createMany',
    method: 'GET',
    url: context.redactor.scrubUrl(`${context.bases.api}/submit/poll/${submissionId}`),
    attempts: 1,
    outcome: 'unknown',
    timeoutMs: waitedMs,
    hint: inTheQueue(submissionId),
  });
}

/** The receipt of this very document, when ENA has it: its alias may have been used before, for something else. */
export async function receiptOf(
  run: Runner,
  document: EnaDocument,
  call: CallOptions,
): Promise<Receipt | undefined> {
  const alias = document.submission?.alias;
  const aliases = aliasesOf(document);
  // Sets in XML cannot be compared: then only an alias that was made of them tells.
  const tells = Object.keys(aliases).length > 0 || hasOwnAlias(document);
  return alias !== undefined && tells ? ownReceipt(run, { alias, aliases }, call) : undefined;
}

/**
 * How ENA stores one of many documents. Its natural key is the alias of the submission: ENA takes it once, and issues
 * the receipt again to whoever asks for it.
 */
export const submissionsPlan = (
  run: Runner,
  delivery: SubmitOptions = {},
): BulkPlan<EnaDocument, Receipt> => ({
  operation: 'ena.submissions.createMany',
  environment: run.context.environment,
  check(document) {
    try {
      const checked = checkObject(document, run.context.clock.now());
      if (checked.document.submission?.alias) return { ok: true, value: checked.document };
      return {
        ok: false,
        issues: [{ path: 'submission.actions', message: 'must hold ADD: this makes new objects' }],
      };
    } catch (error) {
      if (!(error instanceof CannotBeMeant)) throw error;
      return { ok: false, issues: [...error.issues] };
    }
  },
  key: ({ submission }) => submission?.alias ?? '',
  async store(gated, document, _reference, call) {
    const receipt = await submit(gated, document, { ...delivery, ...call }).catch((error: unknown) => {
      throw error instanceof WaitTimeout ? stillQueued(gated, error) : error;
    });
    return { reference: receipt.submission?.accession ?? '', value: receipt };
  },
  async find(gated, document, _since, call) {
    const receipt = await receiptOf(gated, document, call);
    const accession = receipt?.submission?.accession;
    return accession ? [{ reference: accession, done: true }] : [];
  },
  // ENA works for a minute at most on what it was sent.
  reconcileForMs: 60_000,
  findsWithoutJournal: true,
});
