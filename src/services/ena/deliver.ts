import { sleep } from '../../core/clock.ts';
import { CallError, type InputError, RejectedError, StatusError } from '../../core/errors/index.ts';
import { tell } from '../../core/hooks.ts';
import { DEFAULTS, type Runner } from '../../core/http/context.ts';
import { isDoubt } from '../../core/many/doubt.ts';
import { type WaitOptions, type WaitPlan, waitUntil } from '../../core/many/wait.ts';
import type { CallOptions } from '../../core/options.ts';
import { enqueueDocument, pollSubmission, submitDocument, withEffect } from './endpoints/submissions.ts';
import { KINDS } from './kinds.ts';
import {
  CannotBeMeant,
  type DocumentSource,
  fingerprintOf,
  type PreparedDocument,
  type PrepareOptions,
  prepare,
} from './prepare.ts';
import { duplicatesIn, type Receipt } from './receipt.ts';
import type { QueuedSubmission, ReceiptContent } from './receipt-types.ts';

/** The server stops at one minute, and says so. */
const SUBMIT_TIMEOUT_MS = 90_000;
/** Documents of more objects or bytes would come near the minute that ENA gives. */
const MOST_OBJECTS = 500;
const MOST_BYTES = 2 * 1024 * 1024;
const LARGEST_BYTES = 15 * 1024 * 1024;
/** Ten minutes for the work, and nobody knows how long for the queue before it. */
const QUEUE_TIMEOUT_MS = 60 * 60_000;
const PAUSE_MS = 1_000;

/** Reads and checks a document; what is wrong with it becomes the operation's own error. */
export async function prepareFor(
  run: Runner,
  operation: string,
  source: DocumentSource,
  options: PrepareOptions,
): Promise<PreparedDocument> {
  try {
    const prepared = await prepare(source, options, run.context.clock.now());
    for (const issue of prepared.drift)
      tell(run.context, 'onDrift', () => ({ service: run.context.service, operation, ...issue }));
    return prepared;
  } catch (error) {
    if (error instanceof CannotBeMeant) throw run.inputError(operation, error.issues);
    throw error;
  }
}

const patient = (run: Runner, call: CallOptions): CallOptions => ({
  ...call,
  timeoutMs: call.timeoutMs ?? run.context.options.timeoutMs ?? SUBMIT_TIMEOUT_MS,
});

/** A later step failed; that says nothing of the document, which may be stored all the same. */
export function inDoubt(error: unknown, hint = TRIED_BEFORE): unknown {
  if (!(error instanceof CallError) || error.outcome === 'unknown') return error;
  return Object.assign(error, { outcome: 'unknown', hint });
}

export const inTheQueue = (id: string): string =>
  `It is in the queue as ${id}: submissions.waitUntil("${id}") gives its receipt.`;

const TRIED_BEFORE =
  'An earlier try may have stored it: look with `submissions.receipt` or in the reports before you send it again.';

/** ENA looked at all of it and found nothing there: then no earlier try stored it either. */
const isProofOfAbsence = (error: unknown): boolean =>
  error instanceof RejectedError &&
  error.outcome === 'refused' &&
  duplicatesIn(error.answer as ReceiptContent).length === 0;

/**
 * May it be sent again although it may be stored? Then ENA would refuse it for its aliases, and its receipt could be
 * asked for by the alias of the submission. So nothing is made twice.
 */
const isRecognisable = ({ effect, alias, named }: PreparedDocument): boolean =>
  effect === 'create' && alias !== undefined && named;

/** The receipt of an earlier ADD, by alias or accession of the submission; undefined when ENA knows of none. */
export async function issuedReceipt(
  run: Runner,
  target: string,
  call: CallOptions,
): Promise<Receipt | undefined> {
  const source = { submission: { actions: [{ type: 'RECEIPT', target }] } };
  const question = await prepareFor(run, 'ena.submissions.receipt', source, {});
  try {
    return await run(withEffect(submitDocument, question.effect), question, patient(run, call));
  } catch (error) {
    if (error instanceof RejectedError && error.outcome === 'refused') return undefined;
    throw error;
  }
}

/** The receipt of this very document: it speaks of the same objects. */
export async function ownReceipt(
  run: Runner,
  document: Pick<PreparedDocument, 'aliases'> & { alias: string },
  call: CallOptions,
): Promise<Receipt | undefined> {
  const receipt = await issuedReceipt(run, document.alias, call);
  const same = Object.entries(document.aliases).every(([kind, aliases]) => {
    const told = new Set((receipt?.[kind] as { alias?: string }[] | undefined)?.map(({ alias }) => alias));
    return aliases?.every((alias) => told.has(alias));
  });
  if (receipt && same) receipt.settledBy = 'receipt';
  return same ? receipt : undefined;
}

/** Whether ENA refused because this submission is there already. */
export const isKnown = (error: unknown, alias: string | undefined): error is RejectedError =>
  error instanceof RejectedError &&
  alias !== undefined &&
  duplicatesIn(error.answer as ReceiptContent).some(
    (one) => one.kind === 'submission' && one.alias === alias,
  );

/** Sends, and when the answer is lost looks whether it is stored before it sends again. */
async function sendOnce<T>(
  run: Runner,
  document: PreparedDocument,
  call: CallOptions,
  send: () => Promise<T>,
  look: () => Promise<T | undefined>,
): Promise<T> {
  const retries = call.retries ?? run.context.options.retries ?? DEFAULTS.retries;
  let doubted = false;
  for (let again = 0; ; again += 1) {
    try {
      return await send();
    } catch (caught) {
      const known = isKnown(caught, document.alias) && (document.ownAlias || doubted);
      const mayLook = known || (isDoubt(caught) && isRecognisable(document));
      const error = doubted && !isProofOfAbsence(caught) ? inDoubt(caught) : caught;
      if (!mayLook) throw error;
      // When it cannot be found out, the first error has more to say than that of the looking.
      const found = await look().catch(() => undefined);
      if (found !== undefined) return found;
      // A receipt without accessions would only come again, and another minute would not be enough either.
      const pointless =
        error instanceof RejectedError || (error instanceof StatusError && error.status === 408);
      if (pointless) throw error;
      if (again >= retries || call.signal?.aborted) throw error;
      doubted = true;
      await sleep(run.context.clock, PAUSE_MS * 2 ** again * run.context.random(), call.signal).catch(() => {
        throw error;
      });
    }
  }
}

/** The receipt, at once. */
export function submitNow(run: Runner, document: PreparedDocument, call: CallOptions): Promise<Receipt> {
  const endpoint = withEffect(submitDocument, document.effect);
  const { alias, aliases } = document;
  return sendOnce(
    run,
    document,
    call,
    () => run(endpoint, document, patient(run, call)),
    async () => (alias === undefined ? undefined : ownReceipt(run, { alias, aliases }, call)),
  );
}

/**
 * Puts it into the queue. Sent twice after a lost answer, one of the two finds the other stored; `waitFor` then gives
 * the receipt of that one.
 */
export function enqueue(
  run: Runner,
  document: PreparedDocument,
  call: CallOptions,
): Promise<QueuedSubmission> {
  const endpoint = withEffect(enqueueDocument, document.effect);
  return sendOnce(
    run,
    document,
    call,
    () => run(endpoint, document, call),
    async () => undefined,
  );
}

/** Somebody may have used the alias of the submission before, for something else. */
const isOf = (receipt: Receipt, { fingerprint }: QueuedSubmission): boolean =>
  fingerprint ===
  fingerprintOf(Object.fromEntries(KINDS.map((kind) => [kind, receipt[kind]?.map(({ alias }) => alias)])));

type Look = { receipt: Receipt | undefined };

const queuePlan = (run: Runner): WaitPlan<QueuedSubmission, Look> => ({
  operation: 'ena.submissions.waitUntil',
  async look(handle, call) {
    try {
      return { receipt: await run(pollSubmission, handle, call) };
    } catch (error) {
      if (!isKnown(error, handle.alias)) throw error;
      // The same document was in the queue twice, and the other one is through.
      const receipt = await issuedReceipt(run, handle.alias as string, call);
      if (!receipt || !isOf(receipt, handle)) throw error;
      receipt.settledBy = 'receipt';
      return { receipt };
    }
  },
  wordOf: ({ receipt }) => (receipt ? 'COMPLETED' : 'PENDING'),
  hasEnded: ({ receipt }) => receipt !== undefined,
  pollMs: 5_000,
});

export async function waitFor(
  run: Runner,
  handle: string | QueuedSubmission,
  { timeoutMs = QUEUE_TIMEOUT_MS, ...options }: WaitOptions,
): Promise<Receipt> {
  const queued = typeof handle === 'string' ? { submissionId: handle } : handle;
  const { receipt } = await waitUntil(run, queuePlan(run), queued, undefined, { timeoutMs, ...options });
  return receipt as Receipt;
}

export interface DeliveryOptions extends CallOptions {
  /**
   * `sync` answers within a minute or not at all; `queue` takes longer and stands ten minutes of work; `auto` (default)
   * is `sync` for small documents, and `queue` for those of more than 500 objects or 2 MiB, or when the minute was not
   * enough.
   */
  mode?: 'auto' | 'sync' | 'queue';
  /** Of the queue: milliseconds to wait for the receipt. Default one hour. */
  waitMs?: number;
  /** Of the queue: milliseconds between looks. Default 5,000, growing. */
  pollMs?: number;
  /** Of the queue: told after each look. */
  onProgress?: WaitOptions['onProgress'];
}

/** By the way that fits, or that was asked for. */
export async function deliver(
  run: Runner,
  document: PreparedDocument,
  { mode = 'auto', waitMs, pollMs, onProgress, ...call }: DeliveryOptions,
): Promise<Receipt> {
  const { timeoutMs: _perAttempt, ...looks } = call;
  const queued = async () => {
    const handle = await enqueue(run, document, call);
    try {
      return await waitFor(run, handle, {
        ...looks,
        ...(waitMs !== undefined && { timeoutMs: waitMs }),
        ...(pollMs !== undefined && { pollMs }),
        ...(onProgress && { onProgress }),
      });
    } catch (error) {
      if (error instanceof RejectedError) throw error;
      throw inDoubt(error, inTheQueue(handle.submissionId));
    }
  };
  const bytes = Buffer.byteLength(document.body);
  const objects = Object.values(document.aliases).reduce((sum, all) => sum + (all?.length ?? 0), 0);
  if (mode === 'queue' || (mode === 'auto' && (bytes > MOST_BYTES || objects > MOST_OBJECTS)))
    return queued();
  if (mode !== 'auto' && mode !== 'sync')
    throw inputError(run, 'options.mode', 'must be auto, sync or queue');
  if (bytes > LARGEST_BYTES)
    throw inputError(run, 'document', 'is larger than the 15 MB that ENA takes at once; use mode "queue"');
  try {
    return await submitNow(run, document, call);
  } catch (error) {
    const tooSlow = error instanceof StatusError && error.status === 408;
    if (mode !== 'auto' || !tooSlow || !(isRecognisable(document) || document.effect !== 'create'))
      throw error;
    return queued().catch((later: unknown) => {
      throw isProofOfAbsence(later) ? later : inDoubt(later);
    });
  }
}

const inputError = (run: Runner, path: string, message: string): InputError =>
  run.inputError('ena.submissions.submit', [{ path, message }]);
