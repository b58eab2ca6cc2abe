import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beyondHeader, headerOf, ResultColumns } from '../../../src/cli/table/columns.ts';
import { type Row, rowsOf } from '../../../src/cli/table/tokenise.ts';

async function* inPieces(text: string, ...sizes: number[]): AsyncGenerator<string> {
  for (let at = 0, n = 0; at < text.length; n += 1) {
    const size = sizes[n % sizes.length] ?? text.length;
    yield text.slice(at, at + size);
    at += size;
  }
}

async function read(text: string, delimiter = '\t', ...sizes: number[]): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of rowsOf(inPieces(text, ...(sizes.length ? sizes : [text.length || 1])), delimiter))
    rows.push(row);
  return rows;
}

const row = async (text: string, delimiter = '\t') => (await read(text, delimiter))[0] as Row;

describe('rows and cells', () => {
  it.each([
    [
      'plain',
      'a\tb\nc\td\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['without a last line end', 'a\tb\nc', [['a', 'b'], ['c']]],
    [
      'Windows',
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'quoted line break',
      'a\t"b\nc"\nd\te\n',
      [
        ['a', 'b\nc'],
        ['d', 'e'],
      ],
    ],
    ['doubled quotes', '"say ""no"""\tb\n', [['say "no"', 'b']]],
    ['quotes inside', '5" tape\tb"c\n', [['5" tape', 'b"c']]],
    ['byte-order mark before a quote', '\uFEFF"a"\tb\n', [['a', 'b']]],
    ['empty cells', '\t\t\n', [['', '', '']]],
    ['an empty line', 'a\n\nb\n', [['a'], [''], ['b']]],
  ])('%s', async (_, text, cells) => {
    expect((await read(text)).map((one) => one.cells)).toEqual(cells);
  });

  it('counts lines as an editor does', async () => {
    const rows = await read('a\n"b\r\nc\nd"\ne\r\nf');
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 5, 6]);
  });

  it('are the same however the text comes in, and together they are the text', async () => {
    const cell = fc.constantFrom('', 'a', 'ä', ' x ', '"q"', '"a""b"', '"a\nb"', '"a\tb"', 'c"d', '"t"tail');
    const line = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join('\t'));
    const text = fc
      .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.boolean())
      .map(([lines, eol, last, mark]) => (mark ? '\uFEFF' : '') + lines.join(eol) + (last ? eol : ''));
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        async (given, sizes) => {
          const whole = await read(given);
          expect(await read(given, '\t', ...sizes)).toEqual(whole);
          expect(whole.map(({ raw, eol }) => raw + eol).join('')).toBe(given);
        },
      ),
      { seed: 20_260_101, numRuns: 300 },
    );
  });

  it.each([
    ['at the end', 'a\n"b\tc'],
    ['before much that follows', `a\n"b${'x'.repeat(5 * 1024 * 1024)}`],
  ])('says where a quote was left open: %s', async (_, text) => {
    await expect(read(text, '\t', 65_536)).rejects.toThrow('line 2: a quote is opened and never closed');
  });
});

describe('the header', () => {
  it.each([
    ['a\t\tb', 'column 2 has no heading'],
    ['a\tb\ta', 'the column "a" is there twice'],
  ])('refuses %j', async (text, message) => {
    const given = await row(text);
    expect(() => headerOf(given)).toThrow(message);
  });

  it('drops what a spreadsheet leaves at the right', async () => {
    expect(headerOf(await row('a\t b \t\t\n')).names).toEqual(['a', 'b']);
  });

  it('tells cells that nobody could read', async () => {
    const header = headerOf(await row('a\tb'));
    expect(beyondHeader(await row('1\t2\t3'), header)).toMatch('has 3 cells, and the header 2 columns');
    expect(beyondHeader(await row('1\t2\t\t'), header)).toBeUndefined();
  });
});

describe('columns that come back', () => {
  const back = async (head: string, line: string, values: Record<string, string>, delimiter = '\t') => {
    const header = headerOf(await row(head, delimiter));
    const columns = new ResultColumns(header, delimiter, ['accession', 'status']);
    return columns.header() + columns.row(await row(line, delimiter), values);
  };

  it.each([
    ['stand at the right', 'a\tb\n', '"x ""y"""\tz\n', 'a\tb\taccession\tstatus\n"x ""y"""\tz\tS1\tok\n'],
    ['keep line ends', 'a\r\n', ' x \r\n', 'a\taccession\tstatus\r\n x \tS1\tok\r\n'],
    ['fill up a short row', 'a\tb\tc\n', 'x\n', 'a\tb\tc\taccession\tstatus\nx\t\t\tS1\tok\n'],
    ['take the place of empty headings', 'a\t\t\n', 'x\t\t\n', 'a\taccession\tstatus\nx\tS1\tok\n'],
    ['go where they are', 'accession\ta\n', '\tx\n', 'accession\ta\tstatus\nS1\tx\tok\n'],
    [
      'go where they are in a short row',
      'a\tstatus\tb\taccession\n',
      'x\n',
      'a\tstatus\tb\taccession\nx\tok\t\tS1\n',
    ],
    [
      'replace what was there',
      'status\ta\taccession\n',
      'bad\tx\told\n',
      'status\ta\taccession\nok\tx\tS1\n',
    ],
  ])('%s', async (_, head, line, expected) => {
    expect(await back(head, line, { accession: 'S1', status: 'ok' })).toBe(expected);
  });

  it('leave a value alone that is not given, and quote what needs it', async () => {
    expect(await back('a,accession\n', 'x,S9\n', { status: 'no, "really"\nnot' }, ',')).toBe(
      'a,accession,status\nx,S9,"no, ""really""\nnot"\n',
    );
  });
});
