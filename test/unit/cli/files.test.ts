import { describe, expect, it } from 'vitest';
import { matcher } from '../../../src/cli/openbis/pattern.ts';
import { bytesText } from '../../../src/cli/transfer.ts';
import { tsvLine } from '../../../src/cli/tsv.ts';

describe('a pattern for files of a dataset', () => {
  const FILES = ['original/a.txt', 'original/run/a.txt', 'original/run/b (1).csv', 'original/runs/c.txt'];
  it.each([
    ['*.txt', ['original/a.txt', 'original/run/a.txt', 'original/runs/c.txt']],
    ['run', ['original/run/a.txt', 'original/run/b (1).csv']],
    ['/original/run/', ['original/run/a.txt', 'original/run/b (1).csv']],
    ['run/b (1).csv', ['original/run/b (1).csv']],
    ['run?/*', ['original/runs/c.txt']],
    ['a.txt', ['original/a.txt']],
    ['aXtxt', []],
  ])('%s', (pattern, expected) => {
    expect(FILES.filter(matcher([pattern]))).toEqual(expected);
  });

  it('of several any', () => {
    expect(FILES.filter(matcher(['*.csv', 'a.txt']))).toEqual(['original/a.txt', 'original/run/b (1).csv']);
  });
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [99_960, '100 kB'],
  [999_600, '1.0 MB'],
  [3_140_000, '3.1 MB'],
  [2 ** 31, '2.1 GB'],
  [5e15, '5000 TB'],
])('%i bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

it('a line of a table is one line, whatever is in its cells', () => {
  expect(tsvLine(['a', 'two\r\nlines', 'and\ta tab'])).toBe('a\ttwo lines\tand a tab\n');
});
