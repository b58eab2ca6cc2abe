import type { Header } from '../table/columns.ts';
import type { Row } from '../table/tokenise.ts';

/** What a row of a table says. */
export type Reading<T> =
  | { item: T }
  /** It has its accession already. */
  | { has: string }
  /** It belongs to the table, and is no record: units, remarks. */
  | { note: true }
  /** It cannot be meant. */
  | { problems: readonly string[] };

/** One column for the guide. */
export interface ColumnDoc {
  column: string;
  becomes: string;
}

/** How rows of a table become records. */
export interface Mapping<T> {
  readonly columns: readonly ColumnDoc[];
  /** Columns that come back filled. */
  readonly results: readonly string[];
  /** Rows above the header. */
  isPreamble?(row: Row): boolean;
  /** @throws UserError columns are missing, or cannot be meant */
  begin(header: Header, preamble: readonly Row[]): (row: Row) => Reading<T>;
}

/** What the columns of a run that came before are called; they are filled anew, and never part of a record. */
export const STATUS = 'accession status';
export const ERROR = 'accession error';
export const ACCESSION = 'accession';
