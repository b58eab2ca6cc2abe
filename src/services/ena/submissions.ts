import type { Runner } from '../../core/http/context.ts';
import { BulkRun } from '../../core/many/bulk.ts';
import type { BulkOptions } from '../../core/many/bulk-plan.ts';
import type { WaitOptions } from '../../core/many/wait.ts';
import type { CallOptions } from '../../core/options.ts';
import { enqueue, issuedReceipt, prepareFor, waitFor } from './deliver.ts';
import { pollSubmission } from './endpoints/submissions.ts';
import { type PartsOptions, submitInParts } from './in-parts.ts';
import { submissionsPlan } from './many.ts';
import type { LargeDocument } from './parts.ts';
import type { DocumentSource, PrepareOptions } from './prepare.ts';
import { waitUntilProcessed } from './processed.ts';
import type { Receipt } from './receipt.ts';
import type { QueuedSubmission, ReceiptContent } from './receipt-types.ts';
import type { ProcessReport } from './report-types.ts';
import { type SubmitOptions, submit } from './submit.ts';
import { transition } from './transitions.ts';
import type { EnaDocument } from './types.ts';
import { type EnaValidation, validate } from './validate.ts';

/** Documents on their way into ENA, and what became of them. */
export class Submissions {
  constructor(private readonly run: Runner) {}

  /**
   * Submits a document: an object, ready JSON or XML text, bytes, or the path of a file. All of it is stored, or
   * nothing. Nothing is made twice: an ADD whose answer was lost is asked for by its alias before it is sent again, and
   * ENA takes an alias once. The same object submitted by another process gives the receipt of the first time.
   * Without actions it is an ADD; a HOLD says when it becomes public.
   * @throws RejectedError ENA refused it; `answer` is the whole receipt, `issues` its messages per object
   * @throws RejectedError with `outcome: 'unknown'` when a receipt says yes and lacks accessions
   * @throws CallError with `outcome: 'unknown'` when it could not be found out whether it is stored
   * @see https://ena-docs.readthedocs.io/en/latest/submit/general-guide/programmatic-v2.html
   */
  submit(document: DocumentSource, options: SubmitOptions = {}): Promise<Receipt> {
    return submit(this.run, document, options);
  }

  /**
   * Puts a document into the queue, which takes large ones and has ten minutes for each. What it gives is plain data:
   * save it, and wait for the receipt with {@link waitUntil}, here or in another process.
   * @see https://ena-docs.readthedocs.io/en/latest/submit/general-guide/programmatic-v2.html#asynchronous-endpoint
   */
  async enqueue(
    document: DocumentSource,
    options: CallOptions & PrepareOptions = {},
  ): Promise<QueuedSubmission> {
    const { format, transfer, ...call } = options;
    const how = { ...(format && { format }), ...(transfer && { transfer }) };
    return enqueue(this.run, await prepareFor(this.run, 'ena.submissions.enqueue', document, how), call);
  }

  /**
   * The receipt of a queued document, or undefined while ENA is at it.
   * @throws RejectedError ENA refused it
   */
  poll(queued: string | QueuedSubmission, options?: CallOptions): Promise<Receipt | undefined> {
    return this.run(pollSubmission, queued, options);
  }

  /**
   * Waits for the receipt of a queued document: one hour unless you say otherwise.
   * @throws RejectedError ENA refused it
   * @throws WaitTimeout it takes longer than `timeoutMs`; wait again with `resumable`
   */
  waitUntil(queued: string | QueuedSubmission, options: WaitOptions = {}): Promise<Receipt> {
    return waitFor(this.run, queued, options);
  }

  /**
   * Waits until ENA has processed the files of runs and analyses: a submission only looks whether they are there, their
   * checksums are compared afterwards. Takes accessions (`ERR…`, `ERZ…`) or the receipt that has them. It takes minutes
   * or days: 24 hours unless you say otherwise.
   * @throws WaitFailed ENA could not process one: a wrong checksum, for example
   * @throws WaitTimeout it takes longer than `timeoutMs`; wait again with `resumable`
   */
  waitUntilProcessed(
    what: string | readonly string[] | ReceiptContent,
    options: WaitOptions = {},
  ): Promise<ProcessReport[]> {
    return waitUntilProcessed(this.run, what, options);
  }

  /** What ENA would say to a document; stores nothing. Files that it names have to be there. */
  validate(document: EnaDocument, options: SubmitOptions = {}): Promise<EnaValidation> {
    return validate(this.run, document, options);
  }

  /** The receipt of an earlier ADD, by alias or accession of the submission; undefined when ENA knows of none. */
  receipt(submission: string, options: CallOptions = {}): Promise<Receipt | undefined> {
    return issuedReceipt(this.run, submission, options);
  }

  /**
   * Sets the day on which a private study, project or sample becomes public, at most two years ahead; without a day in
   * two years. What is public cannot be held again.
   * @throws InputError the day is more than two years ahead
   */
  hold(target: string, until?: string | Date, options: CallOptions = {}): Promise<Receipt> {
    const action = { type: 'HOLD' as const, target, ...(until !== undefined && { holdUntilDate: until }) };
    return transition(this.run, 'ena.submissions.hold', action, options);
  }

  /** Makes it public now; a study with all that belongs to it. It takes up to two days until it is found by search. */
  release(target: string, options: CallOptions = {}): Promise<Receipt> {
    return transition(this.run, 'ena.submissions.release', { type: 'RELEASE', target }, options);
  }

  /** Takes back what is private: a study with its experiments and analyses, an experiment with its runs. For good. */
  cancel(target: string, options: CallOptions = {}): Promise<Receipt> {
    return transition(this.run, 'ena.submissions.cancel', { type: 'CANCEL', target }, options);
  }

  /**
   * Submits a document that is larger than the 15 MB that ENA takes: cut between objects, part after part in the order in
   * which kinds refer to each other (by alias), and one receipt for all. Lists may be generators: a document of any size
   * costs the memory of one part. What was one transaction is several: when a part is refused, those before it are stored.
   * The same document submitted again gives the receipt; with a `journal` it need not even be asked what is there.
   * @throws BulkError a part was refused or could not be sent; `failures[0].error` is why
   * @throws InputError the document cannot be meant, as far as it was read
   */
  submitInParts(document: LargeDocument, options: PartsOptions = {}): Promise<Receipt> {
    return submitInParts(this.run, document, options);
  }

  /**
   * Submits any number of documents, each for itself. With a `journal` it can be killed at any moment and run again:
   * nothing is made twice, nothing is lost. Documents are known by the alias of their submission, which is made from
   * their content when they have none.
   * @throws ConfigError the journal belongs to another run, or is in use
   * @throws BulkError ENA could not be reached any more; the journal has how far it came
   */
  createMany(
    documents: Iterable<EnaDocument> | AsyncIterable<EnaDocument>,
    options: BulkOptions = {},
  ): BulkRun<EnaDocument, Receipt> {
    return new BulkRun(this.run, submissionsPlan(this.run), documents, options);
  }
}
