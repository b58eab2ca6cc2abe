import { inspect } from 'node:util';
import { htmlTable, textTable } from '../../core/table.ts';

/** One row: its cells by the names of the columns. */
export interface OpenBisRow {
  [column: string]: string;
}

/** What most people look for, as far as a record has it. */
const USUAL = [
  'identifier',
  'code',
  'userId',
  'firstName',
  'lastName',
  'name',
  'sessionName',
  'permId',
  'type',
  'label',
  'dataType',
  'kind',
  'experiment',
  'sample',
  'description',
  'registrator',
  'registrationDate',
  'modificationDate',
  'validTo',
];
/** Rows that a terminal shows; the table has all of them. */
const SHOWN = 60;

/** Records as a table: shows itself in a terminal and in a notebook. Made by {@link toTable}. */
export class OpenBisTable implements Iterable<OpenBisRow> {
  readonly columns: readonly string[];
  readonly rows: readonly OpenBisRow[];

  /** @internal */
  constructor(columns: readonly string[], rows: readonly OpenBisRow[]) {
    this.columns = columns;
    this.rows = rows;
  }

  get size(): number {
    return this.rows.length;
  }

  [Symbol.iterator](): Iterator<OpenBisRow> {
    return this.rows[Symbol.iterator]();
  }

  toJSON(): readonly OpenBisRow[] {
    return this.rows;
  }

  /** For notebooks. */
  toHtml(): string {
    return htmlTable(this.columns, this.#cells(this.rows));
  }

  toString(): string {
    return textTable(this.columns, this.#cells(this.rows));
  }

  [inspect.custom](): string {
    const shown = textTable(this.columns, this.#cells(this.rows.slice(0, SHOWN)));
    return this.size > SHOWN ? `${shown}\n… ${this.size - SHOWN} more` : shown;
  }

  #cells(rows: readonly OpenBisRow[]): string[][] {
    return rows.map((row) => this.columns.map((column) => row[column] ?? ''));
  }
}

/**
 * Records as a table. Without `columns`: what is usual of such records, then all properties that one of them has. Columns
 * are names of fields (`permId`, `type`, `parents`) and codes of properties (`$NAME`).
 */
export function toTable(records: Iterable<object>, columns?: readonly string[]): OpenBisTable {
  const all = [...records] as { [field: string]: unknown; properties?: object | null }[];
  const names = columns ?? [
    ...USUAL.filter((name) => all.some((record) => text(record[name]) !== '')),
    ...new Set(all.flatMap(({ properties }) => Object.keys(properties ?? {}))),
  ];
  // Where there are paths, the codes are their ends.
  const shown = columns ?? (names.includes('identifier') ? names.filter((name) => name !== 'code') : names);
  const rows = all.map((record) => {
    const properties = (record.properties ?? {}) as { [code: string]: unknown };
    return Object.fromEntries(
      shown.map((name) => {
        const value = record[name] ?? properties[name] ?? properties[name.toUpperCase()];
        return [name, typeof value === 'number' && /(Date|At)$/.test(name) ? dateText(value) : text(value)];
      }),
    );
  });
  return new OpenBisTable(shown, rows);
}

/** The seconds are enough. */
function dateText(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString().slice(0, 19).replace('T', ' ');
}

/** A cell: of a record its name, of a list those of all. */
function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value.getTime());
  if (Array.isArray(value)) return value.map(text).join(', ');
  if (typeof value !== 'object') return String(value);
  const { identifier, userId, code, permId } = value as { [field: string]: unknown };
  return String(identifier ?? userId ?? code ?? permId ?? '');
}
