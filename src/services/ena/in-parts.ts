import { BulkError, type BulkFailure, type RepositoryError } from '../../core/errors/index.ts';
import { guarded } from '../../core/hooks.ts';
import type { Runner } from '../../core/http/context.ts';
import { BulkRun } from '../../core/many/bulk.ts';
import type { BulkOptions, BulkPlan, BulkResult } from '../../core/many/bulk-plan.ts';
import type { CallOptions } from '../../core/options.ts';
import { isKnown, issuedReceipt } from './deliver.ts';
import { KINDS, XML_KINDS } from './kinds.ts';
import { receiptOf, submissionsPlan } from './many.ts';
import { type LargeDocument, type Part, partsOf } from './parts.ts';
import { CannotBeMeant } from './prepare.ts';
import { Receipt } from './receipt.ts';
import type { ReceiptObject } from './receipt-types.ts';
import { type SubmitOptions, submit } from './submit.ts';
import type { EnaDocument } from './types.ts';

const OPERATION = 'ena.submissions.submitInParts';

/** What has come through. */
export interface PartsProgress {
  /** Parts that are stored. */
  parts: number;
  /** Objects in them. */
  objects: number;
}

/** How a document is submitted in parts. */
export interface PartsOptions extends Omit<SubmitOptions, 'onProgress'> {
  /** File in which the run is recorded: after anything, a kill included, the same call sends only what is missing. */
  journal?: string;
  /** Bytes of a part. Default 5,000,000, at most 15,000,000: what ENA takes. */
  partBytes?: number;
  /** Objects of a part. Default 10,000: ENA gives ten minutes to each. */
  partObjects?: number;
  /** Told after each part. */
  onProgress?(progress: PartsProgress): void;
}

const MOST_BYTES = 15_000_000;
/** Two thousand rich samples: far from ENA's ten minutes, and little to hold in memory. */
const USUAL_BYTES = 5_000_000;
const MOST_OBJECTS = 10_000;

/** Submits part after part, and gives one receipt. */
export async function submitInParts(
  run: Runner,
  document: LargeDocument,
  { journal, partBytes = USUAL_BYTES, partObjects = MOST_OBJECTS, onProgress, ...options }: PartsOptions,
): Promise<Receipt> {
  checkLimits(run, document, partBytes, partObjects);
  const { format, transfer, mode, onDuplicate, waitMs, pollMs, ...call } = options;
  const delivery = defined({ format, transfer, mode, onDuplicate, waitMs, pollMs });
  const limits = { bytes: partBytes, objects: partObjects, jsonOnly: format === 'json' };
  const parts: Omit<Part, 'document'>[] = [];
  let current: EnaDocument = {};
  let goOn = () => {};
  let ended = false;
  const documents = async function* (): AsyncGenerator<EnaDocument> {
    for await (const { document: part, ...where } of meant(run, partsOf(document, limits))) {
      // The next one is cut when the receipt of this one is there: one part is in memory, and never sent after a failure.
      const isThrough = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      parts.push(where);
      current = part;
      yield part;
      await isThrough;
      if (ended) return;
    }
  };
  const plan = recognising({ ...submissionsPlan(run, delivery), operation: OPERATION });
  // One after the other: a part refers to those before it.
  const how: BulkOptions = { ...call, concurrency: 1, onFailure: 'stop', ...(journal && { journal }) };
  const tellProgress = guarded('onProgress', onProgress);
  const merged = new Merged();
  const bulk = new BulkRun(run, plan, documents(), how);
  try {
    for await (const result of bulk) {
      if ('error' in result) throw failed(run, result, parts, bulk, journal);
      merged.add(await receiptFrom(run, result, current, delivery, call, journal));
      tellProgress?.({ parts: merged.parts, objects: merged.objects });
      goOn();
    }
  } finally {
    ended = true;
    goOn();
  }
  if (merged.parts === 0)
    throw run.inputError(OPERATION, [{ path: '', message: 'there is nothing in it to add' }]);
  return merged.receipt();
}

/** A part whose submission ENA knows already, with these very objects, is stored. */
const recognising = (plan: BulkPlan<EnaDocument, Receipt>): BulkPlan<EnaDocument, Receipt> => ({
  ...plan,
  async store(gated, document, reference, call) {
    try {
      return await plan.store(gated, document, reference, call);
    } catch (error) {
      if (!isKnown(error, document.submission?.alias)) throw error;
      const receipt = await receiptOf(gated, document, call);
      if (!receipt) throw error;
      return { reference: receipt.submission?.accession ?? '', value: receipt };
    }
  },
});

function checkLimits(
  run: Runner,
  { submission }: LargeDocument,
  partBytes: number,
  partObjects: number,
): void {
  const issues = [];
  if (!(Number.isInteger(partBytes) && partBytes >= 10_000 && partBytes <= MOST_BYTES))
    issues.push({ path: 'options.partBytes', message: `must be a whole number from 10,000 to 15,000,000` });
  if (!(Number.isInteger(partObjects) && partObjects >= 1))
    issues.push({ path: 'options.partObjects', message: 'must be a whole number from 1' });
  const actions = submission?.actions?.map(({ type }) => type) ?? ['ADD'];
  if (!actions.includes('ADD') || actions.some((type) => type !== 'ADD' && type !== 'HOLD'))
    issues.push({
      path: 'submission.actions',
      message:
        'must be ADD, with a HOLD if you like: a part cannot be checked before those it refers to are stored',
    });
  if (issues.length > 0) throw run.inputError(OPERATION, issues);
}

async function* meant(run: Runner, parts: AsyncIterable<Part>): AsyncGenerator<Part> {
  try {
    yield* parts;
  } catch (error) {
    throw error instanceof CannotBeMeant ? run.inputError(OPERATION, error.issues) : error;
  }
}

/** That of an earlier run is asked for once more. */
async function receiptFrom(
  run: Runner,
  result: Exclude<BulkResult<Receipt>, { error: RepositoryError }>,
  document: EnaDocument,
  delivery: SubmitOptions,
  call: CallOptions,
  journal: string | undefined,
): Promise<Receipt> {
  if (result.status === 'stored') return result.value;
  const { index, key } = result;
  if (result.status === 'found' && result.changed) {
    const message = `part ${index + 1} differs from the one that ${journal} says was stored; use another alias and journal for another content`;
    throw run.inputError(OPERATION, [{ path: 'document', message }]);
  }
  if (delivery.onDuplicate === 'accept') {
    const own = await receiptOf(run, document, call);
    // Some of it was there before, and the rest went under another alias: sent again, ENA says all that is there.
    return own ?? submit(run, document, { ...delivery, ...call });
  }
  const receipt = await issuedReceipt(run, key, call);
  if (receipt) return receipt;
  const message = `ENA knows nothing any more of part ${index + 1} (${key}), which ${journal} says was stored; the test service forgets everything at night`;
  throw run.inputError(OPERATION, [{ path: 'options.journal', message }]);
}

function failed(
  run: Runner,
  { index, key, status, error }: BulkFailure,
  parts: readonly Omit<Part, 'document'>[],
  { summary }: BulkRun<EnaDocument, Receipt>,
  journal: string | undefined,
): BulkError {
  const earlier = index === 0 ? 'nothing is stored' : `part${index > 1 ? 's 1 to' : ''} ${index} stored`;
  const before = Object.entries(parts[index]?.before ?? {})
    .map(([kind, count]) => `${kind}[0] is ${kind}[${count}] of the whole`)
    .join(', ');
  const again = journal
    ? `Run it again with the journal ${journal}: only what is missing is sent.`
    : 'Submit the same document again: what is stored is recognised.';
  return new BulkError(`part ${index + 1} was not stored (${earlier}): ${error.message}`, {
    service: run.context.service,
    operation: OPERATION,
    counts: { ...summary.counts },
    failures: [{ index, key, status, error }],
    journal,
    hint: [before && `In this part ${before}.`, again].filter(Boolean).join(' '),
  });
}

/** Receipts of parts become that of the whole. */
class Merged {
  parts = 0;
  objects = 0;
  readonly #whole = new Receipt({ success: true });
  readonly #submissions: ReceiptObject[] = [];

  add(receipt: Receipt): void {
    const whole = this.#whole;
    this.parts += 1;
    for (const kind of [...KINDS, ...XML_KINDS]) {
      const found = receipt[kind];
      if (!found?.length) continue;
      this.objects += found.length;
      const list = whole[kind] ?? [];
      for (const one of found) list.push(one);
      whole[kind] = list;
    }
    if (receipt.submission) this.#submissions.push(receipt.submission);
    if (receipt.receiptDate !== undefined) whole.receiptDate = receipt.receiptDate;
    const info = new Set([...(whole.messages?.info ?? []), ...(receipt.messages?.info ?? [])]);
    whole.messages = { info: [...info] };
    whole.actions = [...new Set([...(whole.actions ?? []), ...(receipt.actions ?? [])])];
  }

  receipt(): Receipt {
    this.#whole.submissions = this.#submissions;
    return this.#whole;
  }
}

const defined = <T extends object>(options: T): Partial<{ [K in keyof T]: NonNullable<T[K]> }> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
