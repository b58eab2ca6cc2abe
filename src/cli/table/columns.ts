import { UserError } from '../user-error.ts';
import { isBlank, type Row } from './tokenise.ts';

/** What the table says in its first row that is not part of the preamble. */
export interface Header {
  readonly row: Row;
  /** Trimmed; what a spreadsheet leaves empty at the right is cut off. */
  readonly names: readonly string[];
}

/** @throws UserError a heading is missing, or there twice */
export function headerOf(row: Row): Header {
  const names = row.cells.map((cell) => cell.trim());
  while (names.at(-1) === '') names.pop();
  const problems = names.flatMap((name, index) => {
    if (name === '') return [`column ${index + 1} has no heading`];
    return names.indexOf(name) === index ? [] : [`the column "${name}" is there twice`];
  });
  if (problems.length > 0) throw new UserError(`line ${row.line}: ${problems.join('; ')}`);
  return { row, names };
}

/** Writes rows back as they were, with more columns at the right; or in the columns of that name, where there are any. */
export class ResultColumns {
  readonly #header: Header;
  readonly #delimiter: string;
  readonly #places: readonly { name: string; at: number }[];

  constructor(header: Header, delimiter: string, names: readonly string[]) {
    this.#header = header;
    this.#delimiter = delimiter;
    let next = header.names.length;
    this.#places = names.map((name) => {
      const at = header.names.indexOf(name);
      return { name, at: at < 0 ? next++ : at };
    });
  }

  header(): string {
    const { row, names } = this.#header;
    const added = this.#places.filter(({ at }) => at >= names.length).map(({ name }) => this.#quoted(name));
    const kept = row.raw.slice(0, row.spans[names.length - 1]?.[1] ?? 0);
    return [kept, ...added].join(this.#delimiter) + row.eol;
  }

  /** Values by the name of their column; one that is left out stays as it is. */
  row(row: Row, values: Readonly<Record<string, string | undefined>>): string {
    const width = this.#header.names.length;
    const given = Math.min(row.cells.length, width);
    let text = row.raw.slice(0, row.spans[given - 1]?.[1] ?? 0);
    // A row that a spreadsheet cut short is filled up, or a value would land under another heading.
    text += this.#delimiter.repeat(width - given);
    const inside = this.#places.filter(({ at }) => at < width).sort((one, other) => other.at - one.at);
    for (const { name, at } of inside) {
      const value = values[name];
      if (value === undefined) continue;
      const end = row.raw.slice(0, row.spans[given - 1]?.[1] ?? 0).length;
      const [from, to] = at < given ? (row.spans[at] ?? [end, end]) : this.#beyond(end, at - given);
      text = text.slice(0, from) + this.#quoted(value) + text.slice(to);
    }
    const added = this.#places
      .filter(({ at }) => at >= width)
      .map(({ name }) => this.#quoted(values[name] ?? ''));
    return [text, ...added].join(this.#delimiter) + row.eol;
  }

  #beyond(end: number, index: number): readonly [number, number] {
    const at = end + (index + 1) * this.#delimiter.length;
    return [at, at];
  }

  #quoted(value: string): string {
    const needs = value.includes(this.#delimiter) || /["\r\n]/.test(value);
    return needs ? `"${value.replaceAll('"', '""')}"` : value;
  }
}

/** Cells that stand beyond the last heading, which nobody could read. */
export function beyondHeader(row: Row, { names }: Header): string | undefined {
  const extra = row.cells.slice(names.length).filter((cell) => cell.trim() !== '');
  if (extra.length === 0 || isBlank(row)) return undefined;
  return `has ${row.cells.length} cells, and the header ${names.length} columns`;
}
