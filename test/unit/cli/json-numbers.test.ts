import { expect, it } from 'vitest';
import { inexactNumber } from '../../../src/cli/records/json-numbers.ts';

it.each([
  '1.10',
  '-0',
  '1e3',
  '1.5E-7',
  '9007199254740992',
  '12345678901234567000',
  '0.30000000000000004',
  '100000000000000000000000',
  '0.000000000000000000',
])('%s is kept', (number) => {
  expect(inexactNumber(`{"a": [${number}, "12345678901234567890"]}`)).toBeUndefined();
  expect(inexactNumber(number)).toBeUndefined();
});

it.each([
  ['12345678901234567890', '12345678901234567000'],
  ['-9007199254740993', '-9007199254740992'],
  ['3.14159265358979323846', '3.141592653589793'],
  ['1e400', 'Infinity'],
  ['1e-400', '0'],
])('%s would become %s', (text, becomes) => {
  expect(inexactNumber(`{"ok": 1,\n "serial": {"text": [${text}]}}`)).toEqual({
    text,
    becomes,
    field: 'text',
    line: 2,
  });
  expect(inexactNumber(text)).toEqual({ text, becomes, field: '', line: 1 });
});

it.each([
  '{"a": "12345678901234567890"}',
  String.raw`{"a": "say \"12345678901234567890\" 12345678901234567890"}`,
  String.raw`{"a\\": "\\\" 12345678901234567890 \\"}`,
  '{"12345678901234567890": 1}',
])('numbers in texts are none: %s', (text) => {
  expect(JSON.parse(text)).toBeDefined();
  expect(inexactNumber(text)).toBeUndefined();
});

it('steps over a text of many megabytes', () => {
  const long = JSON.stringify(`\n\\"`.repeat(2_000_000));
  expect(inexactNumber(`[${long}, 12345678901234567890]`)).toMatchObject({ text: '12345678901234567890' });
});
