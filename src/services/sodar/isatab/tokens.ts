import { InputError } from '../../../core/errors/index.ts';

/** A line of a tab-separated file, as it stands there: cells with their quotes, and how the line ends. */
export interface Line {
  cells: string[];
  /** `\n`, `\r\n`, `\r`; empty at the end of a file without a final line end. */
  end: string;
}

/** A tab-separated file in pieces that put together again are the file, byte for byte. */
export interface Tokens {
  /** The byte order mark, or nothing. */
  bom: string;
  lines: Line[];
}

const BOM = '\uFEFF';
const CELL_END = /[\t\r\n]/g;

/**
 * Cuts a file into cells. A cell that begins with a quotation mark may hold tabs, line ends, and doubled quotation marks.
 * @throws InputError bytes that are not UTF-8; a quotation mark that is opened and never closed
 */
export function tokenise(source: string | Uint8Array, file = 'the file'): Tokens {
  const whole = typeof source === 'string' ? source : decoded(source, file);
  const bom = whole.startsWith(BOM) ? BOM : '';
  const lines: Line[] = [];
  let line: Line = { cells: [], end: '' };
  let at = bom.length;
  while (at < whole.length) {
    const stop = endOfCell(whole, at, file, lines.length + 1);
    line.cells.push(whole.slice(at, stop));
    if (whole[stop] === '\t') {
      at = stop + 1;
      // A tab is always followed by a cell, if need be an empty one at the very end.
      if (at === whole.length) line.cells.push('');
      continue;
    }
    line.end = whole.startsWith('\r\n', stop) ? '\r\n' : whole.slice(stop, stop + 1);
    at = stop + line.end.length;
    lines.push(line);
    line = { cells: [], end: '' };
  }
  if (line.cells.length > 0) lines.push(line);
  return { bom, lines };
}

function endOfCell(text: string, begin: number, file: string, lineNumber: number): number {
  let from = begin;
  if (text[begin] === '"') {
    from += 1;
    for (;;) {
      const quote = text.indexOf('"', from);
      if (quote < 0) {
        const message = `has a quotation mark that is opened and never closed (line ${lineNumber}); double it or take it away`;
        throw new InputError([{ path: file, message }]);
      }
      from = quote + 1;
      if (text[from] !== '"') break;
      from += 1;
    }
  }
  CELL_END.lastIndex = from;
  return CELL_END.exec(text)?.index ?? text.length;
}

function decoded(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const message = 'is not UTF-8, which is all that SODAR reads; save it with this encoding';
    throw new InputError([{ path: file, message }]);
  }
}

export const textOf = ({ bom, lines }: Tokens): string =>
  bom + lines.map(({ cells, end }) => cells.join('\t') + end).join('');

/** What a cell says, without its quotes. */
export function readCell(raw: string | undefined): string {
  if (raw?.[0] !== '"') return raw ?? '';
  // After the closing mark there may be more, which belongs to the cell as well.
  const quoted = /^"([^"]*(?:""[^"]*)*)"/.exec(raw);
  if (!quoted) return raw;
  return (quoted[1] ?? '').replaceAll('""', '"') + raw.slice(quoted[0].length);
}

/** A value as it stands in a file; quoted where it must be, or where its neighbours are. */
export function rawOf(value: string, quoted: boolean): string {
  return quoted || /["\t\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

export const isQuoted = (raw: string | undefined): boolean => raw?.startsWith('"') === true;

/** Puts a value into a cell; a cell that says so already is left as it stands. A line that is too short grows. */
export function putCell(line: Line, index: number, value: string): void {
  if (readCell(line.cells[index]) === value) return;
  const quoted = isQuoted(line.cells[index] ?? line.cells[0]);
  widen(line, index);
  line.cells[index] = rawOf(value, quoted);
}

/** Puts empty cells to the end of a line, until it has this many. */
export function widen(line: Line, width: number): void {
  const empty = rawOf('', isQuoted(line.cells[0]));
  while (line.cells.length < width) line.cells.push(empty);
}

/** Nothing on it, or a remark: SODAR's parser skips such lines. */
export const isIdle = ({ cells }: Line): boolean =>
  cells.every((cell) => cell === '') || isRemark(readCell(cells[0]));

export const isRemark = (first: string): boolean => first.trimStart().startsWith('#');

/** How lines of this file end. */
export const endOf = ({ lines }: Tokens): string => lines.find(({ end }) => end !== '')?.end ?? '\n';

/** Puts a line after another; the last line of a file keeps its way to end, or not to. */
export function insertAfter(tokens: Tokens, before: Line | undefined, cells: string[]): Line {
  const index = before ? tokens.lines.indexOf(before) + 1 : 0;
  const added: Line = { cells, end: endOf(tokens) };
  if (before?.end === '') {
    before.end = added.end;
    added.end = '';
  }
  tokens.lines.splice(index, 0, added);
  return added;
}

/** Takes a line out; if it was the last one of a file without a final line end, the one before it is so now. */
export function removeLine(tokens: Tokens, line: Line): void {
  const index = tokens.lines.indexOf(line);
  tokens.lines.splice(index, 1);
  const last = tokens.lines.at(-1);
  if (line.end === '' && last) last.end = '';
}
