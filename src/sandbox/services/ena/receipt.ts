import { receiptDate, zonedDay } from './dates.ts';
import { INFO, type Kind } from './kinds.ts';
import { el, xmlDocument } from './xml.ts';

/** One object in a receipt. */
export interface ReceiptItem {
  kind: Kind;
  alias: string;
  accession?: string;
  status?: string;
  /** A day; shown with its zone. */
  holdUntil?: string;
  external?: { id: string; db: string };
}

/** The answer to a submission, in neither form yet. JSON-safe. */
export interface Receipt {
  success: boolean;
  /** Lab time, milliseconds. */
  at: number;
  /** Name of the submitted file; empty: the receipt does not say. */
  file: string;
  items: ReceiptItem[];
  /** Absent when the request did not come as far as that. An empty accession is how receipts say that there is none. */
  submission?: { alias: string; accession?: string };
  info: string[];
  error: string[];
  actions: string[];
}

/** The order of object types in receipts. */
const ORDER: readonly Kind[] = [
  'analysis',
  'experiment',
  'run',
  'sample',
  'study',
  'dac',
  'policy',
  'dataset',
  'project',
];

export function receiptJson(receipt: Receipt): Record<string, unknown> {
  const out: Record<string, unknown> = { success: receipt.success, receiptDate: receiptDate(receipt.at) };
  for (const kind of ORDER) {
    const items = receipt.items.filter((item) => item.kind === kind);
    if (items.length === 0 || !INFO[kind].json) continue;
    out[INFO[kind].plural] = items.map((item) => ({
      alias: item.alias,
      ...(item.accession === undefined ? {} : { accession: item.accession }),
      ...(item.status === undefined ? {} : { status: item.status }),
      ...(item.holdUntil === undefined ? {} : { holdUntilDate: zonedDay(item.holdUntil) }),
      ...(item.external === undefined ? {} : { externalAccession: item.external }),
    }));
  }
  if (receipt.submission) out.submission = receipt.submission;
  const { info, error } = receipt;
  if (info.length + error.length > 0) {
    out.messages = { ...(info.length > 0 ? { info } : {}), ...(error.length > 0 ? { error } : {}) };
  }
  if (receipt.actions.length > 0) out.actions = receipt.actions;
  return out;
}

export function receiptXml(receipt: Receipt): string {
  const items = ORDER.flatMap((kind) => receipt.items.filter((item) => item.kind === kind)).map((item) =>
    el(
      INFO[item.kind].element,
      {
        accession: item.accession,
        alias: item.alias,
        status: item.status,
        holdUntilDate: item.holdUntil === undefined ? undefined : zonedDay(item.holdUntil),
      },
      item.external && el('EXT_ID', { accession: item.external.id, type: item.external.db }),
    ),
  );
  const root = el(
    'RECEIPT',
    {
      receiptDate: receiptDate(receipt.at),
      submissionFile: receipt.file || undefined,
      success: String(receipt.success),
    },
    items,
    receipt.submission &&
      el('SUBMISSION', { accession: receipt.submission.accession, alias: receipt.submission.alias }),
    el('MESSAGES', [
      ...receipt.error.map((text) => el('ERROR', text)),
      ...receipt.info.map((text) => el('INFO', text)),
    ]),
    receipt.actions.map((name) => el('ACTIONS', name)),
  );
  return xmlDocument(root, 'receipt.xsl');
}
