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
      String(now[code] ?? '') === String(value ?? ''),
  );
}
