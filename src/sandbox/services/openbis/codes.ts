import { textOf } from './params.ts';
import { refuse } from './rules.ts';

/** A code as it is kept. */
export function checkedCode(value: unknown, options: { dollar?: boolean } = {}): string {
  const code = textOf(value)?.trim() ?? '';
  if (code === '') throw refuse('code.empty');
  const plain = options.dollar ? code.replace(/^\$/, '') : code;
  if (!/^[A-Za-z0-9_.-]+$/.test(plain)) throw refuse('code.characters', { code });
  return code.toUpperCase();
}
