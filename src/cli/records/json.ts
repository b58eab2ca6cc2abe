import { textOf, wholeTextOf } from '../table/text.ts';
import { UserError } from '../user-error.ts';
import type { Entry } from './entry.ts';
import { type InexactNumber, inexactNumber } from './json-numbers.ts';

/**
 * Records as JSON: one for each line (NDJSON, any length), or a list or a single object in a file that is read as a
 * whole.
 */
export async function* jsonRecords<T>(path: string, format: 'json' | 'ndjson'): AsyncGenerator<Entry<T>> {
  if (format === 'ndjson') {
    let number = 0;
    for await (const line of linesOf(textOf(path))) {
      number += 1;
      const text = number === 1 ? line.replace(/^\uFEFF/, '') : line;
      if (text.trim() === '') continue;
      const place = `line ${number}`;
      const value = jsonIn(text, place);
      const inexact = inexactNumber(text);
      yield inexact
        ? { place, reading: { problems: [`${saidOf(inexact)}. ${insteadOf(inexact)}`] } }
        : entry<T>(value, place);
    }
    return;
  }
  const value = parsed(await wholeTextOf(path), path);
  const list: unknown[] = Array.isArray(value) ? value : [value];
  for (const [index, item] of list.entries()) yield entry<T>(item, `record ${index + 1}`);
}

function entry<T>(value: unknown, place: string): Entry<T> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { place, reading: { problems: ['is not an object'] } };
  // The schemas of the library look at all the rest.
  return { place, reading: { item: value as T } };
}

/**
 * What a user's file says.
 * @throws UserError it is no JSON, or has a number that would be sent as another one
 */
export function parsed(text: string, place: string): unknown {
  const value = jsonIn(text, place);
  const inexact = inexactNumber(text);
  if (inexact) throw new UserError(`${place} line ${inexact.line}: ${saidOf(inexact)}`, insteadOf(inexact));
  return value;
}

const saidOf = ({ field, text, becomes }: InexactNumber): string =>
  `${field === '' ? 'a number' : `"${field}"`} is ${text}, and numbers are not kept so exactly: ${becomes} would be sent`;

const insteadOf = ({ text }: InexactNumber): string => `Write it as a text, in quotes: "${text}".`;

/** @throws UserError it is no JSON */
export function jsonIn(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (text.trim() === '') throw new UserError(`${place} is empty`);
    throw new UserError(`${place} is not JSON: ${(error as Error).message}`);
  }
}

async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
