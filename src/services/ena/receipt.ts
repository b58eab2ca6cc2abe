import { inspect } from 'node:util';
import type { Issue } from '../../core/errors/index.ts';
import type { TextAnswer } from '../../core/http/endpoint.ts';
import { escapeHtml } from '../../core/table.ts';
import { parseXml, type XmlElement } from '../../core/xml.ts';
import { AccessionTable } from './accession-table.ts';
import { KINDS, type Kind, kindOf, NAMES, XML_KINDS, type XmlKind } from './kinds.ts';
import type { ReceiptContent, ReceiptObject } from './receipt-types.ts';

const TEST = /This submission is a TEST submission/i;

/** What ENA answered to a document. The fields are those of its JSON form, whichever form came. */
export class Receipt implements ReceiptContent {
  success = true;
  declare receiptDate?: string;
  declare submissionFile?: string;
  declare projects?: ReceiptObject[];
  declare studies?: ReceiptObject[];
  declare samples?: ReceiptObject[];
  declare experiments?: ReceiptObject[];
  declare runs?: ReceiptObject[];
  declare analyses?: ReceiptObject[];
  declare dacs?: ReceiptObject[];
  declare policies?: ReceiptObject[];
  declare datasets?: ReceiptObject[];
  declare sampleGroups?: ReceiptObject[];
  declare checklists?: ReceiptObject[];
  declare submission?: ReceiptObject;
  declare submissions?: ReceiptObject[];
  declare messages?: { info?: string[]; warning?: string[]; error?: string[] };
  declare actions?: string[];
  declare settledBy?: 'receipt' | 'duplicates' | 'report';
  [field: string]: unknown;

  constructor(content: ReceiptContent) {
    Object.assign(this, content);
  }

  /** Alias → accession, of all objects. */
  get accessions(): AccessionTable {
    return new AccessionTable(this);
  }

  /** It came from the test service: all of it is gone tomorrow. */
  get isTest(): boolean {
    return (this.messages?.info ?? []).some((text) => TEST.test(text));
  }

  /** For notebooks: what ENA says, and the accessions as a table. */
  toHtml(): string {
    const [head = '', ...said] = this.#said();
    const list = said.map((text) => `<li>${escapeHtml(text)}</li>`).join('');
    return [
      `<b>${escapeHtml(head)}</b>`,
      list && `<ul>${list}</ul>`,
      this.accessions.size ? this.accessions.toHtml() : '',
    ].join('');
  }

  [inspect.custom](): string {
    return [...this.#said(), ...(this.accessions.size ? [String(this.accessions)] : [])].join('\n');
  }

  #said(): string[] {
    const { submission, messages = {}, actions = [] } = this;
    const head = [this.success ? 'accepted' : 'refused', submission?.accession, actions.join('+')];
    return [
      head.filter(Boolean).join(' '),
      ...(messages.error ?? []),
      ...(messages.warning ?? []),
      ...(messages.info ?? []),
    ];
  }
}

/** Reads a receipt in either form. @throws Error it is none */
export function readReceipt({ text }: Pick<TextAnswer, 'text'>): ReceiptContent {
  return /^\s*</.test(text) ? fromXml(parseXml(text)) : (JSON.parse(text) as ReceiptContent);
}

function fromXml(root: XmlElement): ReceiptContent {
  if (root.name !== 'RECEIPT') throw new Error(`<${root.name}> is no receipt`);
  const { success, ...rest } = root.attributes;
  const receipt: ReceiptContent = { success: success === 'true', ...rest };
  const messages: Record<string, string[]> = {};
  for (const child of root.children) {
    const kind = kindOf(child.name);
    if (kind) receipt[kind] = [...(receipt[kind] ?? []), objectFrom(child)];
    else if (child.name === 'SUBMISSION') receipt.submission = objectFrom(child);
    else if (child.name === 'ACTIONS') receipt.actions = [...(receipt.actions ?? []), child.text.trim()];
    else if (child.name === 'MESSAGES') {
      for (const { name, text } of child.children) {
        const level = name.toLowerCase();
        messages[level] = [...(messages[level] ?? []), text.trim()];
      }
    }
  }
  return Object.keys(messages).length > 0 ? { ...receipt, messages } : receipt;
}

function objectFrom({ attributes, children }: XmlElement): ReceiptObject {
  const external = children
    .filter(({ name }) => name === 'EXT_ID')
    .map(({ attributes: { accession = '', type } }) => ({
      id: accession,
      ...(type !== undefined && { db: type }),
    }));
  const [first] = external;
  return {
    ...attributes,
    ...(first && { externalAccession: first }),
    ...(external.length > 1 && { externalAccessions: external }),
  };
}

/** The refusal of an ADD because something is there already. */
export interface Duplicate {
  kind: Kind | XmlKind | 'submission';
  alias: string;
  /** Of what is there; old servers do not say. */
  accession?: string;
}

const DUPLICATE =
  /In (\w+), alias:\s*"([^"]*)"(?:,\s*accession:\s*"[^"]*")?\.?\s*The object being added already exists in the submission account(?: with accession:\s*"([^"]+)")?/;

/** Reads the text by which ENA says that an alias is taken, and by what. */
export function duplicateIn(message: string): Duplicate | undefined {
  const [, word = '', alias = '', accession] = DUPLICATE.exec(message) ?? [];
  const kind = word.toLowerCase() === 'submission' ? 'submission' : kindOf(word);
  return kind && { kind, alias, ...(accession !== undefined && { accession }) };
}

/** All aliases of a refusal that are taken. */
export const duplicatesIn = (receipt: ReceiptContent): Duplicate[] =>
  (receipt.messages?.error ?? []).flatMap((message) => duplicateIn(message) ?? []);

const OBJECT = /^\s*(?:In )?(\w+)(?:, alias)?:\s*"?([^";,]*)"?/i;

/** Each message with the place in the document that it speaks of, where it says so. */
export function issuesIn(
  receipt: ReceiptContent,
  aliases: Partial<Record<Kind, readonly (string | undefined)[]>> = {},
): Issue[] {
  return (receipt.messages?.error ?? []).map((message) => {
    const [, word = '', alias = ''] = OBJECT.exec(message) ?? [];
    const kind = kindOf(word);
    if (!kind) return { path: /^\s*In submission\b/i.test(message) ? 'submission' : '', message };
    const index = aliases[kind as Kind]?.indexOf(alias.trim()) ?? -1;
    return { path: index < 0 ? NAMES[kind].one : `${kind}[${index}]`, message };
  });
}

/** Objects that should have an accession, and have none. */
export function withoutAccession(
  receipt: ReceiptContent,
  sent: Readonly<Record<string, number>> = {},
): string[] {
  const nameless = [...KINDS, ...XML_KINDS].flatMap((kind) =>
    (receipt[kind] ?? [])
      .filter(({ accession, externalAccession }) => !accession && !externalAccession?.id)
      .map(({ alias }) => `${NAMES[kind].one} "${alias ?? ''}"`),
  );
  const missing = KINDS.flatMap((kind) => {
    const lacking = (sent[kind] ?? 0) - (receipt[kind]?.length ?? 0);
    return lacking > 0 ? [`${lacking} of the ${kind}`] : [];
  });
  return [...nameless, ...missing];
}

/** The day in a date with or without a zone: `2027-01-12` in `2027-01-12+01:00`. */
export const dayOf = (date: string): string => date.slice(0, 10);
