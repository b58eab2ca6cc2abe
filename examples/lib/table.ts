/**
 * A tab-separated table as spreadsheets write it, read in such a way that a column can be added without touching
 * anything else: quoting, line ends, byte-order mark and blank lines of the owner's file stay as they are.
 */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** The file as it was read. */
  readonly text: string;
  /** Where the header's line ends in `text`. */
  readonly headerEnd: number;
}

export interface Row {
  /** The line on which the row begins, counted as an editor counts: the header is line 1. */
  readonly line: number;
  /** The cells, unquoted; shorter than the header where the spreadsheet left off empty cells at the end. */
  readonly cells: readonly string[];
  /** Where the row's line ends in `Table.text`. */
  readonly end: number;
}

export class TableError extends Error {
  override name = 'TableError';
}

const BYTE_ORDER_MARK = '\uFEFF';

export function parseTable(text: string): Table {
  const records: Row[] = [];
  let at = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  let line = 1;

  while (at < text.length) {
    const began = line;
    const cells: string[] = [];
    let more = true;
    while (more) {
      let cell = '';
      if (text[at] === '"') {
        const close = closingQuote(text, at, began);
        cell = text.slice(at + 1, close).replaceAll('""', '"');
        line += cell.split('\n').length - 1;
        at = close + 1;
      }
      const from = at;
      while (at < text.length && !'\t\r\n'.includes(text.charAt(at))) at += 1;
      cells.push(cell + text.slice(from, at));
      more = text[at] === '\t';
      if (more) at += 1;
    }
    records.push({ line: began, cells, end: at });
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    line += 1;
  }

  const [header, ...rows] = records.filter((record) => record.cells.some((cell) => cell.trim() !== ''));
  if (!header) throw new TableError('The table is empty.');
  return { columns: header.cells.map((cell) => cell.trim()), rows, text, headerEnd: header.end };
}

/** The owner's table, character by character, with one more column at its right edge. */
export function withColumn(table: Table, column: string, cellFor: (row: Row) => string): string {
  let out = `${table.text.slice(0, table.headerEnd)}\t${column}`;
  let copied = table.headerEnd;
  for (const row of table.rows) {
    // A row that the spreadsheet cut short is filled up, or its value would land under another heading.
    const missing = '\t'.repeat(table.columns.length - row.cells.length);
    out += `${table.text.slice(copied, row.end)}${missing}\t${cellFor(row)}`;
    copied = row.end;
  }
  return out + table.text.slice(copied);
}

function closingQuote(text: string, open: number, line: number): number {
  let at = text.indexOf('"', open + 1);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  if (at === -1) throw new TableError(`Line ${line}: a quote is opened and never closed.`);
  return at;
}
