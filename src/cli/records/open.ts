import { statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { openSheet } from '../isatab/open.ts';
import type { Sheet } from '../isatab/sheet.ts';
import { beyondHeader, type Header, headerOf } from '../table/columns.ts';
import { isStdin, textOf } from '../table/text.ts';
import { isBlank, type Row, rowsOf } from '../table/tokenise.ts';
import { UserError } from '../user-error.ts';
import type { Entry } from './entry.ts';
import { jsonRecords } from './json.ts';
import type { Mapping, Reading } from './mapping.ts';

export const FORMATS = ['tsv', 'csv', 'ndjson', 'json', 'xml', 'isatab'] as const;
export type Format = (typeof FORMATS)[number];

/** The records of a file, and where there is one, its table. */
export interface Records<T> {
  readonly header?: Header;
  readonly delimiter?: string;
  /** What stands above the header, header excluded, as it is. */
  readonly above: string;
  readonly entries: AsyncGenerator<Entry<T>>;
  /** Where the records are samples of an ISA-Tab sheet. */
  readonly sheet?: Sheet;
}

const BY_ENDING: Readonly<Record<string, Format>> = {
  '.tsv': 'tsv',
  '.tab': 'tsv',
  '.txt': 'tsv',
  '.csv': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.json': 'json',
  '.xml': 'xml',
  '.zip': 'isatab',
};

/** By the ending of the file, unless it is said. */
export function formatOf(path: string, said: Format | undefined): Format {
  const found = said ?? formatByName(path);
  if (found) return found;
  const name = isStdin(path) ? 'the standard input' : path;
  const isExcel = /\.xlsx?$/i.test(path);
  throw new UserError(
    `the format of ${name} cannot be told by its name`,
    isExcel ? 'Save it as tab-separated text (UTF-8).' : `Add --format ${FORMATS.join('|')}.`,
  );
}

function formatByName(path: string): Format | undefined {
  if (/^i_.*\.txt$/i.test(basename(path))) return 'isatab';
  const isFolder = () => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return BY_ENDING[extname(path).toLowerCase()] ?? (isFolder() ? 'isatab' : undefined);
}

/** Opens a file of records. Rows are read as they are asked for. */
export async function openRecords<T>(path: string, format: Format, mapping: Mapping<T>): Promise<Records<T>> {
  if (format === 'tsv' || format === 'csv') return openTable(path, format, mapping);
  if (format === 'xml')
    throw new UserError('XML holds no list of records here', 'Give a table, JSON or NDJSON.');
  if (format === 'isatab') return openSheet(path, mapping);
  return { above: '', entries: jsonRecords<T>(path, format) };
}

async function openTable<T>(path: string, format: 'tsv' | 'csv', mapping: Mapping<T>): Promise<Records<T>> {
  const text = textOf(path);
  const { first, all } = await peek(text);
  const delimiter = format === 'tsv' ? '\t' : commaOf(first);
  const rows = rowsOf(all, delimiter);
  const preamble: Row[] = [];
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    const row = next.value;
    if (!isBlank(row) && !mapping.isPreamble?.(row)) {
      const header = headerOf(row);
      const read = begin(mapping, header, preamble, format);
      const above = preamble.map(({ raw, eol }) => raw + eol).join('');
      return { header, delimiter, above, entries: entriesOf(rows, header, read) };
    }
    preamble.push(row);
  }
  throw new UserError(
    `${isStdin(path) ? 'the standard input' : path} is empty`,
    'A table begins with its headings.',
  );
}

/** Where no column is known, and all of them stand in one cell, the separator is another one. */
function begin<T>(
  mapping: Mapping<T>,
  header: Header,
  preamble: readonly Row[],
  format: 'tsv' | 'csv',
): (row: Row) => Reading<T> {
  try {
    return mapping.begin(header, preamble);
  } catch (error) {
    const [only = '', ...others] = header.names;
    const [mark, other, wanted] = format === 'tsv' ? [/[;,]/, 'csv', 'tabs'] : [/\t/, 'tsv', 'commas'];
    if (!(error instanceof UserError) || others.length > 0 || !mark.test(only)) throw error;
    throw new UserError(
      `line ${header.row.line}: its columns are not separated by ${wanted}`,
      `Add --format ${other}, or name the file ….${other}.`,
    );
  }
}

async function* entriesOf<T>(
  rows: AsyncIterable<Row>,
  header: Header,
  read: (row: Row) => Reading<T>,
): AsyncGenerator<Entry<T>> {
  for await (const row of rows) {
    const place = `line ${row.line}`;
    const beyond = beyondHeader(row, header);
    if (isBlank(row)) yield { place, reading: { note: true }, row };
    else {
      const reading = read(row);
      yield { place, reading: beyond && !('doubt' in reading) ? { problems: [beyond] } : reading, row };
    }
  }
}

/** Looks at the beginning of a stream, and gives the whole of it. */
async function peek(text: AsyncGenerator<string>): Promise<{ first: string; all: AsyncIterable<string> }> {
  const { value: first = '', done } = await text.next();
  async function* all(): AsyncGenerator<string> {
    yield first;
    if (!done) yield* text;
  }
  return { first, all: all() };
}

/** Spreadsheets of countries with a decimal comma separate by semicolons. */
function commaOf(text: string): string {
  const line = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const count = (mark: string) => line.split(mark).length;
  return count(';') > count(',') ? ';' : ',';
}
