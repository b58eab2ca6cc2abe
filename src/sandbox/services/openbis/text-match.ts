import { className, isObj, textOf } from './params.ts';

export type TextTest = (text: string) => boolean;

/** Any run for `*`, one character for `?`; a backslash takes their meaning away. */
function wildcards(pattern: string): string {
  let out = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === '\\' && i + 1 < pattern.length) out += literal(pattern.charAt(++i));
    else if (c === '*') out += '[\\s\\S]*';
    else if (c === '?') out += '[\\s\\S]';
    else out += literal(c);
  }
  return out;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const hasWildcards = (text: string): boolean => /(^|[^\\])[*?]/.test(text);

/** The test that a String… value class stands for; undefined: any value will do. */
export function textTest(value: unknown, useWildcards: boolean, looseCase: boolean): TextTest | undefined {
  const operator = isObj(value) ? className(value) : 'StringEqualToValue';
  const given = textOf(isObj(value) ? value.value : value);
  if (given === null || operator === 'AnyStringValue') return undefined;
  const wanted = looseCase ? given.replace(/^"(.*)"$/, '$1') : given;
  const wild = useWildcards && hasWildcards(wanted);
  const pattern = useWildcards ? wildcards(wanted) : literal(wanted);
  const matching = (before: string, after: string): TextTest => {
    const test = new RegExp(`${before}${pattern}${after}`, 'i');
    return (text) => test.test(text);
  };
  switch (operator) {
    case 'StringContainsValue':
      return matching('', '');
    case 'StringContainsExactlyValue': {
      const lower = wanted.toLowerCase();
      return (text) => text.toLowerCase().includes(lower);
    }
    case 'StringStartsWithValue':
      return matching('^', '');
    case 'StringEndsWithValue':
      return matching('', '$');
    case 'StringMatchesValue': {
      const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
      return (text) =>
        words.every((word) =>
          text
            .toLowerCase()
            .split(/[^\p{L}\p{N}_.$-]+/u)
            .includes(word),
        );
    }
    case 'StringLessThanValue':
      return (text) => text < wanted;
    case 'StringLessThanOrEqualToValue':
      return (text) => text <= wanted;
    case 'StringGreaterThanValue':
      return (text) => text > wanted;
    case 'StringGreaterThanOrEqualToValue':
      return (text) => text >= wanted;
    default:
      if (wild) return matching('^', '$');
      return looseCase ? (text) => text.toLowerCase() === wanted.toLowerCase() : (text) => text === wanted;
  }
}
