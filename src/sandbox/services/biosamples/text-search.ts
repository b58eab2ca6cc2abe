type Test = (words: string) => boolean;

/**
 * Free text: all terms have to occur, in any order and in the middle of words too; `"a phrase"`, `AND`, `OR`,
 * `NOT` and the wildcards `*` and `?` work as documented. Ranking is left out: hits come newest first.
 */
export function textMatcher(text: string): Test {
  const tokens = text.match(/"[^"]*"|\S+/g) ?? [];
  const alternatives: Test[][] = [[]];
  let negated = false;
  for (const token of tokens) {
    if (token === 'AND') continue;
    if (token === 'OR') {
      alternatives.push([]);
    } else if (token === 'NOT') {
      negated = true;
    } else {
      const test = term(token);
      alternatives.at(-1)?.push(negated ? (words) => !test(words) : test);
      negated = false;
    }
  }
  const filled = alternatives.filter((tests) => tests.length > 0);
  if (filled.length === 0) return () => true;
  return (words) => filled.some((tests) => tests.every((test) => test(words)));
}

function term(token: string): Test {
  const bare = token.replace(/^"|"$/g, '').toLowerCase();
  if (token.startsWith('"') || !/[*?]/.test(bare)) return (words) => words.includes(bare);
  const pattern = bare
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '[^\\n]*')
    .replaceAll('?', '[^\\n]');
  const whole = new RegExp(`(?:^|[\\s])${pattern}(?:$|[\\s])`);
  return (words) => whole.test(words);
}
