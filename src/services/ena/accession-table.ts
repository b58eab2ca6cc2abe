import { inspect } from 'node:util';
import { htmlTable, textTable } from '../../core/table.ts';
import { KINDS, type Kind, NAMES, XML_KINDS, type XmlKind } from './kinds.ts';
import type { ReceiptContent } from './receipt-types.ts';

/** One row: what you called it, and what ENA calls it. */
export interface AccessionRow {
  /** `sample`, `run`, … */
  type: string;
  alias: string;
  accession: string;
  /** The same object elsewhere: `SAMEA…`, `ERP…`, `PRJEB…`. */
  external?: string;
}

/** Alias → accession. Shows itself as a table in a terminal and in a notebook. */
export class AccessionTable implements Iterable<AccessionRow> {
  readonly rows: readonly AccessionRow[];

  constructor(receipt: ReceiptContent) {
    this.rows = [...KINDS, ...XML_KINDS].flatMap((kind: Kind | XmlKind) =>
      (receipt[kind] ?? []).flatMap(({ alias = '', accession, externalAccession }) => {
        const own = accession || externalAccession?.id;
        if (!own) return [];
        const external = accession ? externalAccession?.id : undefined;
        return [{ type: NAMES[kind].one, alias, accession: own, ...(external && { external }) }];
      }),
    );
  }

  get size(): number {
    return this.rows.length;
  }

  /** The accession of an alias. Give the type too when things of several types are called the same. */
  get(alias: string, type?: string): string | undefined {
    return this.rows.find((row) => row.alias === alias && (type === undefined || row.type === type))
      ?.accession;
  }

  [Symbol.iterator](): Iterator<AccessionRow> {
    return this.rows[Symbol.iterator]();
  }

  toJSON(): readonly AccessionRow[] {
    return this.rows;
  }

  /** For notebooks. */
  toHtml(): string {
    return htmlTable(HEAD, this.#cells());
  }

  toString(): string {
    return textTable(HEAD, this.#cells());
  }

  [inspect.custom](): string {
    return this.toString();
  }

  #cells(): string[][] {
    return this.rows.map(({ type, alias, accession, external = '' }) => [type, alias, accession, external]);
  }
}

const HEAD: readonly string[] = ['type', 'alias', 'accession', 'external'];
