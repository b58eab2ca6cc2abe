import { UserError } from '../user-error.ts';

/** One record of a table, as it stands in the file and as it reads. */
export interface Row {
  /** The line on which it begins, counted as an editor counts. */
  readonly line: number;
  /** Without its line end. */
  readonly raw: string;
  /** `\n`, `\r\n`, or nothing at the end of a file that has none. */
  readonly eol: string;
  /** Unquoted. */
  readonly cells: readonly string[];
  /** Where each cell lies in `raw`, quotes included. */
  readonly spans: readonly (readonly [from: number, to: number])[];
}

const BYTE_ORDER_MARK = '\uFEFF';

/** A record longer than this is a quote that was opened and never closed; the rest of the file is not kept waiting for it. */
const LONGEST_RECORD = 4 * 1024 * 1024;

/**
 * Splits text into records and cells as spreadsheets write them: a cell that begins with a quote ends with one, and may
 * hold delimiters, line breaks and doubled quotes. A quote inside of a cell is a character like any other. Only one
 * record is held at a time.
 */
export async function* rowsOf(chunks: AsyncIterable<string>, delimiter: string): AsyncGenerator<Row> {
  const scanner = new Scanner(delimiter);
  for await (const chunk of chunks) yield* scanner.take(chunk);
  yield* scanner.end();
}

class Scanner {
  #text = '';
  /** How far `#text` has been looked through. */
  #at = 0;
  #line = 1;
  #first = true;
  #quoted = false;
  #cellBegins = true;
  readonly #delimiter: string;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  *take(chunk: string): Generator<Row> {
    this.#text += chunk;
    yield* this.#scan(false);
    if (this.#text.length > LONGEST_RECORD) throw this.#unclosed();
  }

  *end(): Generator<Row> {
    yield* this.#scan(true);
    if (this.#quoted) throw this.#unclosed();
    if (this.#text !== '') yield this.#row(this.#text.length, '');
  }

  *#scan(isLast: boolean): Generator<Row> {
    if (this.#first && this.#at === 0 && this.#text.startsWith(BYTE_ORDER_MARK)) this.#at = 1;
    let begin = 0;
    const text = this.#text;
    // The last character may be the first of two: `""` or `\r\n`.
    const until = isLast ? text.length : text.length - 1;
    while (this.#at < until) {
      const char = text[this.#at];
      if (this.#quoted) {
        const close = text.indexOf('"', this.#at);
        if (close < 0 || close >= until) {
          this.#at = close < 0 ? until : close;
          break;
        }
        if (text[close + 1] === '"') this.#at = close + 2;
        else {
          this.#quoted = false;
          this.#at = close + 1;
        }
        continue;
      }
      if (char === '"' && this.#cellBegins) this.#quoted = true;
      this.#cellBegins = char === this.#delimiter;
      if (char !== '\n' && char !== '\r') {
        this.#at += 1;
        continue;
      }
      const eol = char === '\r' && text[this.#at + 1] === '\n' ? '\r\n' : char;
      yield this.#row(this.#at, eol, begin);
      begin = this.#at + eol.length;
      this.#at = begin;
      this.#cellBegins = true;
    }
    this.#text = text.slice(begin);
    this.#at -= begin;
  }

  #row(end: number, eol: string, begin = 0): Row {
    const raw = this.#text.slice(begin, end);
    const line = this.#line;
    this.#line += raw.split(/\r\n|\r|\n/).length;
    const skip = this.#first && raw.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    this.#first = false;
    return { line, raw, eol, ...cellsOf(raw, this.#delimiter, skip) };
  }

  #unclosed(): UserError {
    return new UserError(
      `line ${this.#line}: a quote is opened and never closed`,
      'A cell that begins with a quote must end with one; quotes inside of it are doubled.',
    );
  }
}

function cellsOf(raw: string, delimiter: string, skip: number): Pick<Row, 'cells' | 'spans'> {
  const cells: string[] = [];
  const spans: [number, number][] = [];
  let at = skip;
  for (;;) {
    const from = at;
    let quoted = '';
    if (raw[at] === '"') {
      const close = closingQuote(raw, at);
      quoted = raw.slice(at + 1, close).replaceAll('""', '"');
      at = close + 1;
    }
    const next = raw.indexOf(delimiter, at);
    const to = next < 0 ? raw.length : next;
    cells.push(quoted + raw.slice(at, to));
    spans.push([from, to]);
    if (next < 0) return { cells, spans };
    at = to + 1;
  }
}

function closingQuote(raw: string, open: number): number {
  let at = raw.indexOf('"', open + 1);
  while (at !== -1 && raw[at + 1] === '"') at = raw.indexOf('"', at + 2);
  return at;
}

export const isBlank = ({ cells }: Row): boolean => cells.every((cell) => cell.trim() === '');
