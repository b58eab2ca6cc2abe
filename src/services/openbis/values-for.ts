import type { Runner } from '../../core/http/context.ts';
import { placed } from './checked.ts';
import type { WireValues } from './creations.ts';
import { checkValues, type TypeWithProperties } from './values.ts';
import type { OpenBisValues } from './write-types.ts';

/**
 * Values as they are sent.
 * @throws InputError one does not fit its type
 */
export function valuesFor(
  run: Runner,
  operation: string,
  type: TypeWithProperties,
  values: OpenBisValues | undefined,
  { isNew, at = '' }: { isNew: boolean; at?: string },
): WireValues {
  const checked = checkValues(type, values, { isNew });
  if (checked.issues.length > 0) throw run.inputError(operation, placed(checked.issues, at));
  return checked.values;
}
