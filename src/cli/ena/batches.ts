import type { BulkResult } from '../../core/many/bulk-plan.ts';
import {
  add,
  duplicatesIn,
  type EnaDocument,
  type EnaSample,
  type Receipt,
  type ReceiptContent,
} from '../../index.ts';
import { ACCESSION } from '../records/mapping.ts';
import type { Outcome } from '../records/outcome.ts';
import { RecordError } from '../user-error.ts';
import { BIOSAMPLE } from './table.ts';

/** Samples that go together: all of them are stored, or none. */
export interface Batch {
  samples: EnaSample[];
  document: EnaDocument;
}

export async function* batchesOf(
  samples: AsyncIterable<EnaSample>,
  size: number,
  hold: string | true,
  asked?: AbortSignal,
): AsyncGenerator<Batch> {
  let some: EnaSample[] = [];
  const batch = (): Batch => ({ samples: some, document: add({ samples: some }, { hold }) });
  for await (const sample of samples) {
    some.push(sample);
    if (some.length < size) continue;
    yield batch();
    some = [];
  }
  // A batch that was cut short would be another one in the next run, with some of its samples there already.
  if (some.length > 0 && !asked?.aborted) yield batch();
}

type ReceiptOf = (submission: string) => Promise<Receipt | undefined>;

/** What ENA answered to a refused ADD. */
const answerOf = (error: Error): ReceiptContent =>
  (error as Error & { answer?: ReceiptContent }).answer ?? { success: false };

/**
 * A document without an alias of its own gets one that is made from its content. When ENA knows that alias, it has this
 * very document: then the accession of the submission that holds it.
 */
export function knownAs<T>(result: BulkResult<T>): string | undefined {
  if (result.status !== 'refused' || !/^submission-[0-9a-f]{24}$/.test(result.key)) return undefined;
  return duplicatesIn(answerOf(result.error)).find(
    ({ kind, alias }) => kind === 'submission' && alias === result.key,
  )?.accession;
}

/** What became of each sample of a batch. */
export async function outcomesOf(
  { samples }: Batch,
  result: BulkResult<Receipt>,
  receiptOf: ReceiptOf,
): Promise<Outcome[]> {
  const { status } = result;
  if (status === 'stored') return fromReceipt(samples, status, result.reference, result.value);
  const known = status === 'found' ? result.reference : knownAs(result);
  if (known !== undefined) {
    try {
      return fromReceipt(samples, 'found', known, await receiptOf(known));
    } catch (error) {
      return samples.map(({ alias = '' }) => ({
        status: 'failed',
        key: alias,
        error,
        more: { submission: known },
      }));
    }
  }
  if (status === 'refused') return refusedOf(samples, result.error);
  const error = 'error' in result ? result.error : undefined;
  return samples.map(({ alias = '' }) => ({ status, key: alias, ...(error && { error }) }));
}

function fromReceipt(
  samples: readonly EnaSample[],
  status: 'stored' | 'found',
  submission: string,
  receipt: Receipt | undefined,
): Outcome[] {
  const told = new Map((receipt?.samples ?? []).map((sample) => [sample.alias, sample]));
  return samples.map(({ alias = '' }) => {
    const { accession = '', externalAccession } = told.get(alias) ?? {};
    const values = { [ACCESSION]: accession, [BIOSAMPLE]: externalAccession?.id ?? '' };
    return { status, key: alias, values, more: { submission } };
  });
}

/** Whose fault it was: ENA speaks of single samples where it can. */
function refusedOf(samples: readonly EnaSample[], error: Error): Outcome[] {
  const { issues = [] } = error as Error & { issues?: readonly { path: string; message: string }[] };
  const taken = new Map(
    duplicatesIn(answerOf(error)).flatMap(({ kind, alias, accession }): [string, string][] =>
      kind === 'samples' && accession !== undefined ? [[alias, accession]] : [],
    ),
  );
  const said = samples.map((_, index) => {
    const place = `samples[${index}]`;
    return issues
      .filter(({ path }) => path === place || path.startsWith(`${place}.`))
      .map(({ path, message }) => (path === place ? message : `${path.slice(place.length + 1)}: ${message}`));
  });
  const culprit = samples.find(({ alias = '' }, index) => taken.has(alias) || said[index]?.length);
  return samples.map(({ alias = '' }, index): Outcome => {
    const accession = taken.get(alias);
    const messages = said[index] ?? [];
    if (accession !== undefined)
      return { status: 'found', key: alias, values: { [ACCESSION]: accession }, more: { existed: true } };
    if (messages.length > 0)
      return { status: 'refused', key: alias, error: new RecordError('refused', messages.join('; ')) };
    if (!culprit) return { status: 'refused', key: alias, error };
    const why = `nothing of its batch was stored, because of "${culprit.alias ?? ''}"`;
    return { status: 'not sent', key: alias, error: new RecordError('refused', why) };
  });
}
