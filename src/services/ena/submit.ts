import { randomUUID } from 'node:crypto';
import { RejectedError } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import { type DeliveryOptions, deliver, inDoubt, isKnown, prepareFor } from './deliver.ts';
import { KINDS, type Kind } from './kinds.ts';
import type { DocumentSource, PreparedDocument, PrepareOptions } from './prepare.ts';
import { type Duplicate, duplicatesIn, Receipt } from './receipt.ts';
import type { ReceiptContent } from './receipt-types.ts';
import { REPORTS } from './reports.ts';
import type { EnaDocument, ObjectOf } from './types.ts';

/** How a document is submitted. */
export interface SubmitOptions extends DeliveryOptions, PrepareOptions {
  /**
   * What to do about objects whose alias is taken: `refuse` (default) hands on ENA's refusal; `accept` takes the
   * accession that is there for them, and adds only the others. The stored ones are not compared and not changed. Only
   * of a document that is an object: nothing is taken out of a ready text.
   */
  onDuplicate?: 'refuse' | 'accept';
}

/** For more, the second accessions are left out. */
const MOST_LOOKUPS = 50;

const OPERATION = 'ena.submissions.submit';

const ACCEPTS_OBJECTS =
  'accept needs the document as an object, since what is there is taken out of it; instead of a text give `JSON.parse(text)` or `fromXml(text)`';

export async function submit(run: Runner, source: DocumentSource, options: SubmitOptions): Promise<Receipt> {
  const { format, transfer, onDuplicate = 'refuse', ...delivery } = options;
  if (!['refuse', 'accept'].includes(onDuplicate))
    throw run.inputError(OPERATION, [{ path: 'options.onDuplicate', message: 'must be refuse or accept' }]);
  if (onDuplicate === 'accept' && (typeof source === 'string' || Buffer.isBuffer(source)))
    throw run.inputError(OPERATION, [{ path: 'options.onDuplicate', message: ACCEPTS_OBJECTS }]);
  const document = await prepareFor(run, OPERATION, source, {
    ...(format && { format }),
    ...(transfer && { transfer }),
  });
  const again = (changed: EnaDocument) =>
    prepareFor(run, OPERATION, changed, { ...(format && { format }), ...(transfer && { transfer }) });
  return deliverAll(run, document, delivery, onDuplicate === 'accept', again);
}

async function deliverAll(
  run: Runner,
  document: PreparedDocument,
  delivery: DeliveryOptions,
  accept: boolean,
  again: (changed: EnaDocument) => Promise<PreparedDocument>,
): Promise<Receipt> {
  try {
    return await deliver(run, document, delivery);
  } catch (error) {
    if (!(error instanceof RejectedError) || !document.document) throw error;
    // Its alias is taken, and its receipt is not to be had: under another alias ENA says what is there of its objects.
    if (isKnown(error, document.alias) && document.ownAlias) {
      const { submission, ...rest } = document.document;
      const fresh = await again({
        ...rest,
        submission: { ...submission, alias: `submission-${randomUUID()}` },
      });
      const { outcome } = error;
      return deliverAll(run, fresh, delivery, accept, again).catch((later: unknown) => {
        throw outcome === 'unknown' ? inDoubt(later) : later;
      });
    }
    if (!accept) throw error;
    const taken = duplicatesIn(error.answer as ReceiptContent).filter(
      ({ kind, accession }) => kind !== 'submission' && accession,
    );
    const { rest, found } = without(document.document, taken);
    if (found.length === 0) throw error;
    const others = Object.values(rest).some((objects) => Array.isArray(objects) && objects.length > 0)
      ? await deliverAll(run, await again(rest), delivery, accept, again)
      : new Receipt({ success: true, settledBy: 'duplicates' });
    return withFound(run, others, found, callOf(delivery));
  }
}

/** The document without what is there already. */
function without(
  document: EnaDocument,
  taken: readonly Duplicate[],
): { rest: EnaDocument; found: Duplicate[] } {
  const found: Duplicate[] = [];
  const rest: EnaDocument = { ...document };
  // Another content is another submission.
  if (rest.submission) rest.submission = { ...rest.submission, alias: undefined };
  for (const kind of KINDS) {
    const objects = document[kind] as ObjectOf[Kind][] | undefined;
    if (!objects) continue;
    rest[kind] = objects.filter((object) => {
      const there = taken.find((one) => one.kind === kind && one.alias === object.alias);
      if (there) found.push(there);
      return !there;
    }) as never;
  }
  return { rest, found };
}

/** ENA's refusal names one accession; the other (`SAMEA…`, `ERP…`) is in the reports, for which it is not worth failing. */
async function withFound(
  run: Runner,
  receipt: Receipt,
  found: readonly Duplicate[],
  call: CallOptions,
): Promise<Receipt> {
  const lookUp = found.length <= MOST_LOOKUPS;
  for (const { kind, alias, accession = '' } of found) {
    if (!isObjectKind(kind)) continue;
    const rows = lookUp ? await run(REPORTS[kind], accession, call).catch(() => []) : [];
    const external = rows.find(({ id }) => id === accession)?.secondaryId;
    const object = { alias, accession, ...(external && { externalAccession: { id: external } }) };
    receipt[kind] = [...(receipt[kind] ?? []), object];
  }
  return receipt;
}

function callOf({ mode, waitMs, pollMs, onProgress, ...call }: DeliveryOptions): CallOptions {
  return call;
}

const isObjectKind = (kind: string): kind is Kind => (KINDS as readonly string[]).includes(kind);
