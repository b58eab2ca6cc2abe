import type { Issue } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import { checkInput } from '../../core/schema.ts';
import type { Schema } from './schemas/common.ts';

/** `under('change', 'properties.X')` → `change.properties.X` */
export const under = (at: string, path: string): string =>
  at === '' || path === '' ? at + path : `${at}${path.startsWith('[') ? '' : '.'}${path}`;

/**
 * The input as it will be used.
 * @param at what people call it, in front of the paths of what is wrong
 * @throws InputError
 */
export function checkedAs<T>(run: Runner, operation: string, schema: Schema<T>, input: unknown, at = ''): T {
  const checked = checkInput(schema, input);
  if (checked.ok) return checked.value;
  throw run.inputError(operation, placed(checked.issues, at));
}

export const placed = (issues: readonly Issue[], at: string): Issue[] =>
  issues.map(({ path, message }) => ({ path: under(at, path), message }));

const isNew = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !('permId' in value) && 'creationId' in value;

/** References to records of the same call, where there is only one. */
export const newRefs = (input: object): Issue[] =>
  Object.entries(input)
    .filter(([, value]) => (Array.isArray(value) ? value.some(isNew) : isNew(value)))
    .map(([path]) => ({
      path,
      message: 'names a record that is made in the same call: use operations.execute to make several',
    }));

/**
 * The same for a record that is made by a call of its own: it cannot name others of the same call.
 * @throws InputError
 */
export function checkedAlone<T extends object>(
  run: Runner,
  operation: string,
  schema: Schema<T>,
  input: unknown,
): T {
  const checked = checkedAs(run, operation, schema, input);
  const issues = newRefs(checked);
  if (issues.length > 0) throw run.inputError(operation, issues);
  return checked;
}
