/** A number that JSON.parse would change, and where it stands. */
export interface InexactNumber {
  text: string;
  /** What would become of it. */
  becomes: string;
  /** Of the field that holds it; empty where none does. */
  field: string;
  /** From 1. */
  line: number;
}

/** Only these can be more than a double holds: many digits, or an exponent. Most texts have none, and are not looked through. */
const SUSPICIOUS = /[\d.]{16}|\d[eE][+-]?\d/;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * The first number of a text of JSON that a double cannot hold as it is written: an identifier of 20 digits, a decimal of 18.
 * `1.10` is the number 1.1, and fine. Strings are stepped over by hand, since a regular expression needs stack for long ones.
 */
export function inexactNumber(text: string): InexactNumber | undefined {
  if (!SUSPICIOUS.test(text)) return undefined;
  let field = '';
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    const end = quote < 0 ? text.length : quote;
    for (const { 0: number, index } of text.slice(at, end).matchAll(NUMBER)) {
      const becomes = String(Number(number));
      if (decimal(number) !== decimal(becomes))
        return { text: number, becomes, field, line: text.slice(0, at + index).split('\n').length };
    }
    if (quote < 0) return undefined;
    const close = endOfString(text, quote);
    if (/^\s*:/.test(text.slice(close, close + 20))) field = text.slice(quote + 1, close - 1);
    at = close;
  }
  return undefined;
}

/** Behind its closing quote. */
function endOfString(text: string, begin: number): number {
  for (let at = text.indexOf('"', begin + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at + 1;
  }
  return text.length;
}

/** The value of a number in one way of writing: digits without zeros at their ends, and the power of ten. */
function decimal(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (whole === '') return number;
  return kept === ''
    ? '0'
    : `${sign}${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}
