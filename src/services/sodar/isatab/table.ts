import { inspect } from 'node:util';
import { InputError } from '../../../core/errors/index.ts';
import { Table } from '../../../core/show/table.ts';
import {
  insertAfter,
  isIdle,
  isQuoted,
  isRemark,
  type Line,
  putCell,
  rawOf,
  readCell,
  removeLine,
  type Tokens,
  textOf,
  tokenise,
} from './tokens.ts';
import type { IsaColumn, IsaNewColumn, IsaRowValues, IsaTerm } from './types.ts';

const SOURCE = 'Term Source REF';
const ACCESSION = 'Term Accession Number';
/** `Characteristics [organism]` is written with and without the blank. */
const plain = (header: string): string => header.trim().replace(/\s+\[/g, '[');

const wrong = (path: string, message: string): InputError => new InputError([{ path, message }]);

/**
 * A study or assay table of an ISA-Tab sheet, edited in place: what is not touched stays byte for byte, quotes, line ends
 * and short rows included. Headers may repeat. Rows and columns are counted from 0; empty lines and remarks are no rows.
 */
export class IsaTable {
  readonly #tokens: Tokens;
  readonly #header: Line;
  readonly #rows: Line[];

  private constructor(tokens: Tokens) {
    this.#tokens = tokens;
    const [header, ...rows] = tokens.lines.filter((line) => !isIdle(line));
    this.#header = header ?? { cells: [], end: '' };
    this.#rows = rows;
  }

  /**
   * @param file named in errors
   * @throws InputError it is not UTF-8, or a quotation mark is never closed
   */
  static parse(source: string | Uint8Array, file?: string): IsaTable {
    return new IsaTable(tokenise(source, file));
  }

  /** The header of each column. */
  get headers(): string[] {
    return this.#header.cells.map(readCell);
  }

  get rowCount(): number {
    return this.#rows.length;
  }

  /** The line of the file on which each row begins, counted from 1 as an editor counts. */
  get lines(): number[] {
    const begins = new Map<Line, number>();
    let number = 1;
    for (const line of this.#tokens.lines) {
      begins.set(line, number);
      // A quoted cell may go over several lines.
      number += 1 + line.cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
    }
    return this.#rows.map((row) => begins.get(row) ?? 0);
  }

  /** Numbers of all columns with this header. */
  columns(name: string): number[] {
    return this.headers.flatMap((header, index) => (plain(header) === plain(name) ? [index] : []));
  }

  /**
   * The number of a column.
   * @throws InputError there is none, or there are several of this name and `nth` is not said
   */
  column(column: IsaColumn): number {
    if (typeof column === 'number') {
      if (Number.isInteger(column) && column >= 0 && column < this.#header.cells.length) return column;
      throw wrong('column', `there is no column ${column}; they go from 0 to ${this.headers.length - 1}`);
    }
    const { name, nth } = typeof column === 'string' ? { name: column, nth: undefined } : column;
    const found = this.columns(name);
    const index = found[(nth ?? 1) - 1];
    if (index === undefined) {
      const which = found.length > 0 ? `only ${found.length} of them` : 'none';
      throw wrong('column', `"${name}": the table has ${which}; its columns are ${this.#listed()}`);
    }
    if (nth === undefined && found.length > 1) {
      const places = found.join(', ');
      throw wrong(
        'column',
        `there are ${found.length} columns "${name}" (${places}): say which, as { name, nth } or by its number`,
      );
    }
    return index;
  }

  /** What a cell says. A row that ends before the column says nothing there. */
  get(row: number, column: IsaColumn): string {
    return readCell(this.#row(row).cells[this.column(column)]);
  }

  /** Changes one cell, and nothing else. */
  set(row: number, column: IsaColumn, value: string): void {
    const index = this.column(column);
    putCell(this.#row(row), index, index === 0 ? named(value) : text(value));
  }

  /** Numbers of the rows in which this cell says so: `find('Source Name', 'patient-1')`. */
  find(column: IsaColumn, value: string): number[] {
    const index = this.column(column);
    return this.#rows.flatMap(({ cells }, row) => (readCell(cells[index]) === value ? [row] : []));
  }

  /** The cells of a row, one for each column. */
  row(row: number): string[] {
    const { cells } = this.#row(row);
    return this.#header.cells.map((_, index) => readCell(cells[index]));
  }

  /** All rows. */
  *rows(): Generator<string[], void, undefined> {
    for (let row = 0; row < this.rowCount; row += 1) yield this.row(row);
  }

  /** A cell and what the ontology columns right after it say. */
  term(row: number, column: IsaColumn): IsaTerm {
    const index = this.column(column);
    const source = this.#qualifier(index, SOURCE);
    const accession = this.#qualifier(index, ACCESSION);
    return {
      name: this.get(row, index),
      ...(source !== undefined && { source: this.get(row, source) }),
      ...(accession !== undefined && { accession: this.get(row, accession) }),
    };
  }

  /**
   * Changes a cell and the ontology columns right after it; what the term leaves out is emptied there, since the accession
   * of another word would be wrong.
   * @throws InputError the term has a source or an accession, and there is no column for it
   */
  setTerm(row: number, column: IsaColumn, { name, source, accession }: IsaTerm): void {
    const index = this.column(column);
    const parts = [
      [SOURCE, source],
      [ACCESSION, accession],
    ] as const;
    for (const [header, value] of parts) {
      if (value === undefined || this.#qualifier(index, header) !== undefined) continue;
      throw wrong(
        'column',
        `there is no "${header}" after "${this.headers[index]}"; make it with addColumn("${header}", { after: ${index} })`,
      );
    }
    this.set(row, index, name);
    for (const [header, value] of parts) {
      const place = this.#qualifier(index, header);
      if (place !== undefined) this.set(row, place, value ?? '');
    }
  }

  /**
   * Adds a row at the end, or before row `at`; gives its number.
   * @throws InputError more cells than columns, or a header that is not there or there several times
   */
  addRow(values: IsaRowValues, { at = this.rowCount }: { at?: number } = {}): number {
    if (!Number.isInteger(at) || at < 0 || at > this.rowCount)
      throw wrong('at', `must be a row number from 0 to ${this.rowCount}`);
    const cells = this.#cells(values);
    const before = this.#rows[at - 1] ?? this.#header;
    named(cells[0] ?? '');
    const raw = cells.map((value, index) => rawOf(value, isQuoted(before.cells[index])));
    this.#rows.splice(at, 0, insertAfter(this.#tokens, before, raw));
    return at;
  }

  removeRow(row: number): void {
    removeLine(this.#tokens, this.#row(row));
    this.#rows.splice(row, 1);
  }

  /** Adds a column at the end, or where it is said; gives its number. The same header may be there already. */
  addColumn(header: string, { after, before, values = [] }: IsaNewColumn = {}): number {
    if (after !== undefined && before !== undefined)
      throw wrong('after', 'and before cannot both be given: a column goes to one place');
    const width = this.#demandHeader();
    let index = width;
    if (before !== undefined) index = this.column(before);
    else if (after !== undefined) index = this.column(after) + 1;
    const each = typeof values === 'function' ? values : (row: number) => values[row] ?? '';
    const check = index === 0 ? named : text;
    check(header);
    const cells = this.#rows.map((_, row) => check(each(row)));
    insertCell(this.#header, index, header);
    this.#rows.forEach((line, row) => {
      insertCell(line, index, cells[row] ?? '');
    });
    return index;
  }

  /** @throws InputError a row would begin with #, and so be a remark */
  removeColumn(column: IsaColumn): void {
    const index = this.column(column);
    const lines = [this.#header, ...this.#rows];
    if (index === 0) for (const { cells } of lines) named(readCell(cells[1]));
    for (const line of lines) line.cells.splice(index, 1);
  }

  /** Gives a column another header. */
  rename(column: IsaColumn, header: string): void {
    const index = this.column(column);
    putCell(this.#header, index, index === 0 ? named(header) : text(header));
  }

  /** The file. */
  toString(): string {
    return textOf(this.#tokens);
  }

  /** For notebooks. Columns in which no row says anything are left out. */
  toHtml(): string {
    return this.#shown().toHtml();
  }

  [inspect.custom](): string {
    return inspect(this.#shown());
  }

  #shown(): Table {
    const rows = [...this.rows()];
    const used = this.headers.flatMap((_, index) => (rows.some((row) => row[index]) ? [index] : []));
    const pick = (cells: readonly string[]) => used.map((index) => cells[index] ?? '');
    return new Table(pick(this.headers), rows.map(pick));
  }

  /** The column of this header that belongs to the one before it. */
  #qualifier(index: number, header: string): number | undefined {
    for (let at = index + 1; ; at += 1) {
      const found = readCell(this.#header.cells[at]);
      if (found === header) return at;
      if (found !== SOURCE && found !== ACCESSION) return undefined;
    }
  }

  #cells(values: IsaRowValues): string[] {
    const width = this.#demandHeader();
    const list = Array.isArray(values) ? (values as readonly string[]) : undefined;
    if (list && list.length > width)
      throw wrong('values', `has ${list.length} cells, and the table ${width} columns`);
    const cells = Array.from({ length: width }, (_, index) => text(list?.[index] ?? ''));
    if (!list) {
      for (const [name, value] of Object.entries(values)) cells[this.column(name)] = text(value);
    }
    return cells;
  }

  #row(row: number): Line {
    const line = this.#rows[row];
    if (line) return line;
    const last = this.rowCount - 1;
    throw wrong(
      'row',
      `there is no row ${row}; ${last < 0 ? 'there are none' : `they go from 0 to ${last}`}`,
    );
  }

  #demandHeader(): number {
    const width = this.#header.cells.length;
    if (width === 0) throw wrong('', 'the file is empty: without a header there are no rows and columns');
    return width;
  }

  #listed(): string {
    return this.headers.map((header) => `"${header}"`).join(', ');
  }
}

function text(value: string): string {
  if (typeof value === 'string') return value;
  throw wrong('value', `must be a text, but is ${value === null ? 'null' : `a ${typeof value}`}`);
}

/** The first cell of a row, or of the header: with a # before it, SODAR would take the whole row for a remark, and leave it out. */
function named(value: string): string {
  if (!isRemark(text(value))) return value;
  throw wrong(
    'value',
    `"${value}": a row that begins with # is a remark, and SODAR leaves it out; put something before it`,
  );
}

/** A row that ends before this column stays as it is when there is nothing to put there. */
function insertCell(line: Line, index: number, value: string): void {
  if (line.cells.length < index) {
    putCell(line, index, value);
    return;
  }
  const neighbour = line.cells[index - 1] ?? line.cells[index];
  line.cells.splice(index, 0, rawOf(value, isQuoted(neighbour)));
}
