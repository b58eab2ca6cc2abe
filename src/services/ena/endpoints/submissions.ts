import type { Effect, Endpoint, Rejection, TextAnswer } from '../../../core/http/endpoint.ts';
import { endpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { documentBody } from '../body.ts';
import { countsOf, fingerprintOf, type PreparedDocument } from '../prepare.ts';
import { duplicatesIn, issuesIn, Receipt, readReceipt, withoutAccession } from '../receipt.ts';
import type { QueuedSubmission, ReceiptContent } from '../receipt-types.ts';
import * as schemas from '../schemas/answers.ts';

export const DOC = 'https://ena-docs.readthedocs.io/en/latest/submit/general-guide/programmatic-v2.html';

const ACCEPT = { json: 'application/json', xml: 'application/xml' } as const;

interface Sent {
  aliases?: PreparedDocument['aliases'];
  counts: Readonly<Record<string, number>>;
  /** Only looked at: no accession is to be expected. */
  validated: boolean;
}

/** HTTP said yes; what does the receipt say? Only with success, without an error, and with an accession for all is it a yes. */
function refusal(receipt: ReceiptContent, { aliases, counts, validated }: Sent): Rejection | undefined {
  if (typeof receipt?.success !== 'boolean') return undefined;
  const errors = receipt.messages?.error ?? [];
  if (!receipt.success || errors.length > 0) {
    const hint = hintFor(receipt, errors);
    return {
      message: errors.length > 0 ? errors.join('\n') : 'ENA refused it, and gave no reason',
      issues: issuesIn(receipt, aliases),
      answer: receipt,
      ...(hint && { hint }),
    };
  }
  const missing = validated ? [] : withoutAccession(receipt, counts);
  if (missing.length === 0) return undefined;
  return {
    message: `the receipt says that all is well, but gives no accession for ${missing.join(', ')}`,
    outcome: 'unknown',
    answer: receipt,
  };
}

const DUPLICATE_HINT =
  'An alias is used once, for ever. If that object is yours as it is, `onDuplicate: "accept"` takes its accession; to change it, use MODIFY.';

const UPLOAD_HINT =
  'Files are uploaded first, and named here with their folder; one that has just arrived may take minutes to be seen.';

function hintFor(receipt: ReceiptContent, errors: readonly string[]): string | undefined {
  if (duplicatesIn(receipt).length > 0) return DUPLICATE_HINT;
  return errors.some((text) => /does not exist in the upload area/i.test(text)) ? UPLOAD_HINT : undefined;
}

const isCheckOnly = (actions: readonly string[]): boolean =>
  actions.includes('VALIDATE') || actions.includes('ROLLBACK');

const REQUEST = {
  method: 'POST',
  auth: 'required',
  input: schemas.prepared,
  body: documentBody,
  warn: ({ warnings }: PreparedDocument) => [...warnings],
} as const;

export const submitDocument = endpoint<PreparedDocument, Receipt, ReceiptContent>()({
  name: 'ena.submissions.submit',
  doc: `${DOC}#synchronous-endpoint`,
  ...REQUEST,
  effect: 'create',
  path: () => path`/submit`,
  headers: ({ format }) => ({ accept: ACCEPT[format] }),
  parse: readReceipt,
  output: schemas.receipt,
  rejection: (receipt: ReceiptContent, document) =>
    refusal(receipt, {
      aliases: document.aliases,
      counts: document.actions.includes('ADD') ? countsOf(document) : {},
      validated: isCheckOnly(document.actions),
    }),
  result: (receipt) => new Receipt(receipt),
  hint: (status) =>
    status === 408 ? 'It took ENA longer than a minute: use `mode: "queue"`, which has ten.' : undefined,
});

export const enqueueDocument = endpoint<
  PreparedDocument,
  QueuedSubmission,
  ReturnType<ReturnType<typeof schemas.queued>['parse']>
>()({
  name: 'ena.submissions.enqueue',
  doc: `${DOC}#asynchronous-endpoint`,
  ...REQUEST,
  effect: 'create',
  path: () => path`/submit/queue`,
  accept: ACCEPT.json,
  output: schemas.queued,
  result: ({ submissionId, submissionAccountId }, document) => ({
    submissionId,
    ...(submissionAccountId && { submissionAccountId }),
    ...(document.alias !== undefined && { alias: document.alias }),
    ...(document.actions.includes('ADD') && {
      fingerprint: fingerprintOf(document.aliases),
      sent: countsOf(document),
    }),
    ...(isCheckOnly(document.actions) && { validated: true }),
  }),
});

type PollAnswer = { pending: true } | ReceiptContent;

export const pollSubmission = endpoint<string | QueuedSubmission, Receipt | undefined, PollAnswer>()({
  name: 'ena.submissions.poll',
  doc: `${DOC}#asynchronous-endpoint`,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.handle,
  // The address is made of the id: a link in an answer is no reason to send a password to it.
  path: ({ submissionId }) => path`/submit/poll/${submissionId}`,
  accept: ACCEPT.json,
  parse: (answer: TextAnswer): PollAnswer =>
    answer.status === 202 ? { pending: true } : readReceipt(answer),
  output: schemas.pollAnswer,
  rejection: (answer: PollAnswer, { sent = {}, validated = false }) =>
    refusal(answer as ReceiptContent, { counts: sent, validated }),
  result: (answer) =>
    'pending' in answer && answer.pending ? undefined : new Receipt(answer as ReceiptContent),
});

/** The same operation, by what this document does: only a replacement or a question may be sent again after a doubt. */
export const withEffect = <In, Out>(one: Endpoint<In, Out>, effect: Effect): Endpoint<In, Out> => ({
  ...one,
  effect,
});
