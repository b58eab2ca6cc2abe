import type { Header } from '../table/columns.ts';
import type { Row } from '../table/tokenise.ts';

/** Columns with a meaning of their own: the field that they fill, and how they may be spelt. */
export type Names<Field extends string> = Readonly<Record<Field, readonly string[]>>;

/** What a row of a table says. */
export type Reading<T> =
  | { item: T }
  /** It has its accession already; `key` is its name or alias. */
  | { has: string; key?: string }
  /** An earlier run left in doubt whether it is stored; says what to do about it. */
  | { doubt: string; key: string }
  /** It belongs to the table, and is no record: units, remarks. */
  | { note: true }
  /** It cannot be meant. */
  | { problems: readonly string[] };

/** One column for the guide. */
export interface ColumnDoc {
  column: string;
  becomes: string;
}

/** How the study tables of ISA-Tab become rows of such a table. */
export interface IsaColumns {
  /** The column that `Sample Name` fills. */
  name: string;
  /** The column that the number of the organism's taxon fills. */
  taxonId: string;
  /** The column that the organism's name fills, where it is no characteristic like the others. */
  organism?: string;
  /** The column that the public release date of the study fills. */
  release?: string;
  /** The repository takes ontology terms. */
  terms: boolean;
  /** By result column what `Comment[…]` it is in a sheet. */
  comments: Readonly<Record<string, string>>;
  /** All columns with a meaning of their own, and how they may be spelt. */
  fields: Names<string>;
}

/** How rows of a table become records. */
export interface Mapping<T> {
  readonly columns: readonly ColumnDoc[];
  /** Columns that come back filled. */
  readonly results: readonly string[];
  /** None where there are no samples. */
  readonly isa?: IsaColumns;
  /** Rows above the header. */
  isPreamble?(row: Row): boolean;
  /** @throws UserError columns are missing, or cannot be meant */
  begin(header: Header, preamble: readonly Row[]): (row: Row) => Reading<T>;
}

/** What the columns of a run that came before are called; they are filled anew, and never part of a record. */
export const STATUS = 'accession status';
export const ERROR = 'accession error';
export const ACCESSION = 'accession';
