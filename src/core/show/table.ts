import { inspect } from 'node:util';
import { htmlTable, textTable } from '../table.ts';

/** One row: its cells by the names of the columns. */
export interface TableRow {
  [column: string]: string;
}

/** Which columns a table has: names of fields, or for each header what stands below it. */
export type TableColumns<T> = readonly string[] | { readonly [header: string]: (row: T) => unknown };

/** Rows that a terminal or a notebook shows; the table has all of them. */
const SHOWN = 60;

/** Rows of text under headers: shows itself in a terminal, and by `toHtml()` in a notebook. */
export class Table implements Iterable<TableRow> {
  readonly columns: readonly string[];
  readonly #cells: readonly (readonly string[])[];

  /** @internal */
  constructor(columns: readonly string[], cells: readonly (readonly string[])[]) {
    this.columns = columns;
    this.#cells = cells;
  }

  get rows(): readonly TableRow[] {
    return this.#cells.map((cells) =>
      Object.fromEntries(this.columns.map((column, index) => [column, cells[index] ?? ''])),
    );
  }

  get size(): number {
    return this.#cells.length;
  }

  [Symbol.iterator](): Iterator<TableRow> {
    return this.rows[Symbol.iterator]();
  }

  toJSON(): readonly TableRow[] {
    return this.rows;
  }

  /** For notebooks: `display.html(table.toHtml())`. Shows 60 rows unless told otherwise; the last line says how many more there are. */
  toHtml({ limit = SHOWN }: { limit?: number } = {}): string {
    return htmlTable(this.columns, this.#cells.slice(0, limit), this.#more(limit));
  }

  /** All rows. */
  toString(): string {
    return textTable(this.columns, this.#cells);
  }

  [inspect.custom](): string {
    const more = this.#more(SHOWN);
    return textTable(this.columns, this.#cells.slice(0, SHOWN)) + (more ? `\n${more}` : '');
  }

  #more(limit: number): string {
    return this.size > limit ? `… ${this.size - limit} more` : '';
  }
}

/**
 * Anything as a table: results of a run, projects, reports. Without `columns` all fields that one of the rows has.
 *
 * ```ts
 * tableOf(results, ['status', 'name', 'accession'])
 * tableOf(results, { sample: (one) => one.name, why: (one) => one.error })
 * ```
 */
export function tableOf<T extends object>(rows: Iterable<T>, columns?: TableColumns<T>): Table {
  const all = [...rows];
  const names = columns ?? [...new Set(all.flatMap((row) => Object.keys(row)))];
  const heads = Array.isArray(names) ? (names as readonly string[]) : Object.keys(names);
  const cellOf = (row: T, head: string): unknown =>
    Array.isArray(names)
      ? (row as { readonly [field: string]: unknown })[head]
      : (names as { readonly [header: string]: (row: T) => unknown })[head]?.(row);
  return new Table(
    heads,
    all.map((row) => heads.map((head) => cellText(cellOf(row, head)))),
  );
}

/** A day and a time to the second, in UTC. */
export function dateText(at: number | Date): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString().slice(0, 19).replace('T', ' ');
}

/** What a cell says: of an error its message, of a list all of it, of other things their JSON. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value);
  if (value instanceof Error) return value.message;
  if (Array.isArray(value)) return value.map(cellText).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
