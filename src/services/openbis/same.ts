import { splitArray } from './arrays.ts';
import type { WireValues } from './creations.ts';
import type { OpenBisProperties } from './types.ts';
import type { TypeWithProperties } from './values.ts';

/** Values that the server writes in another way than they were sent. */
const REWRITTEN = ['TIMESTAMP', 'DATE', 'SAMPLE', 'MATERIAL', 'XML', 'ARRAY_TIMESTAMP'];

/** Whether a record that is there says what was sent. */
export function isSame(
  type: TypeWithProperties,
  values: WireValues,
  found: { type?: { code: string } | null; properties?: OpenBisProperties | null },
): boolean {
  if (found.type?.code !== type.code) return false;
  const kinds = new Map(
    (type.propertyAssignments ?? []).map(({ propertyType }) => [
      propertyType?.code ?? '',
      propertyType?.dataType ?? '',
    ]),
  );
  const now = found.properties ?? {};
  return Object.entries(values).every(
    ([code, value]) =>
      REWRITTEN.includes(kinds.get(code) ?? '') ||
      JSON.stringify(now[code] ?? null) === JSON.stringify(value) ||
      String(now[code] ?? '') === String(value ?? '') ||
      ((kinds.get(code) ?? '').startsWith('ARRAY_') && sameArray(value, now[code])),
  );
}

/** An array may go out as text, and come back with other blanks, or as a list. */
const sameArray = (sent: unknown, found: unknown): boolean =>
  JSON.stringify(elementsOf(sent)) === JSON.stringify(elementsOf(found));

const elementsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : value === null ? [] : splitArray(String(value ?? ''));
