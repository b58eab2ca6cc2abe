import { InputError } from './errors/index.ts';

/** @throws InputError it holds what JSON has no form for: a BigInt, or itself */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new InputError([
      { path: lastField(value), message: `cannot be written as JSON: ${error.message}` },
    ]);
  }
}

/** The field at which writing it ends. */
function lastField(value: unknown): string {
  let last = '';
  try {
    JSON.stringify(value, (key, one: unknown) => {
      last = key;
      return one;
    });
  } catch {
    // That it fails is known.
  }
  return last;
}
