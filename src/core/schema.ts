import * as z from 'zod';
import type { Issue } from './errors/index.ts';

/** Makes a thing on first use, once. Schemas cost milliseconds to build and compile; most programs use a few. */
export function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * Ties a schema to the hand-written interface: does not compile when what the schema accepts is not the interface.
 */
export const schemaOf =
  <T>() =>
  <S extends z.ZodType<T>>(schema: S): S =>
    schema;

/** The words a repository uses today. Another one is accepted and reported as drift: new words must not break old clients. */
export function openEnum<const T extends readonly string[]>(values: T): z.ZodType<T[number] | (string & {})> {
  return z.string().meta({ openEnum: values }) as unknown as z.ZodType<T[number] | (string & {})>;
}

/** A map with any keys. `z.record` is four times slower to check. */
export const mapOf = <S extends z.ZodType>(value: S) => z.object({}).catchall(value);

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'a Date';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  date: 'a Date',
};

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return value;
}

/** `characteristics.organism[0].text`, with brackets where a key is not a plain word. */
export function pathText(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (/^[\w-]+$/.test(String(key))) text += text ? `.${String(key)}` : String(key);
    else text += `[${JSON.stringify(String(key))}]`;
  }
  return text;
}

/** zod's issues in words for people, with the path to each field. */
export function issuesFrom(error: z.ZodError, input: unknown): Issue[] {
  return error.issues.flatMap((issue): Issue[] => {
    const path = pathText(issue.path);
    const value = valueAt(input, issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: pathText([...issue.path, key]),
        message: 'is not known here; check the spelling',
      }));
    }
    if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
      const expected = EXPECTED[issue.expected] ?? issue.expected;
      return [
        {
          path,
          message:
            value === undefined
              ? `is required (${expected})`
              : `must be ${expected}, but is ${nameOf(value)}`,
        },
      ];
    }
    if (issue.code === 'invalid_union') {
      // The branch that got furthest is the one that was meant; if none got anywhere, the union speaks for itself.
      const best = issue.errors
        .map((branch) => branch.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })))
        .sort((one, other) => depthOf(other) - depthOf(one))[0];
      const spokenFor = !issue.message.startsWith('Invalid input');
      if (best?.length && !(spokenFor && depthOf(best) === issue.path.length)) {
        return issuesFrom(new z.ZodError(best as z.core.$ZodIssue[]), input);
      }
    }
    return [{ path, message: issue.message }];
  });
}

const depthOf = (issues: readonly { path: readonly PropertyKey[] }[]): number =>
  Math.max(0, ...issues.map((issue) => issue.path.length));

export type Checked<T> = { ok: true; value: T } | { ok: false; issues: Issue[] };

/** Checks what a caller gives: transforms and all. Inputs are few; clarity counts. */
export function checkInput<T>(schema: z.ZodType<T>, input: unknown): Checked<T> {
  const result = schema.safeParse(input);
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, issues: issuesFrom(result.error, input) };
}

interface Check {
  validate(value: unknown): boolean;
}

const compiled = new WeakMap<z.ZodType, Check>();

const compile = (schema: z.ZodType): Check => z.compile(withoutCopies(schema)) as unknown as Check;

/**
 * The same check, for `z.compile`: whatever is inside of an optional field it copies while it looks at it, and throws the
 * copy away. Such a field becomes a check of its own, which costs a third for a list of samples.
 */
function withoutCopies(schema: z.ZodType): z.ZodType {
  const { type, innerType, element, shape, catchall, checks } = (schema as unknown as SchemaNode)._zod.def;
  // More than a form: left to zod.
  if (checks?.length) return schema;
  if (type === 'optional' && innerType) {
    const check = COPIED.has((innerType as unknown as SchemaNode)._zod.def.type) && compile(innerType);
    if (!check) return schema;
    return z.custom((value) => value === undefined || check.validate(value)).optional();
  }
  if (type === 'array' && element) return z.array(withoutCopies(element));
  if (type !== 'object' || !shape) return schema;
  const fields = z.object(
    Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, withoutCopies(field)])),
  );
  return catchall ? fields.catchall(withoutCopies(catchall)) : fields;
}

const COPIED: ReadonlySet<string> = new Set(['object', 'array']);

/**
 * Checks what a server gives, and hands it on untouched: a tenth of the cost of parsing, and no field is lost.
 * Answer schemas therefore have no defaults, transforms or coercions.
 */
export function checkOutput(schema: z.ZodType, value: unknown): Issue[] {
  let check = compiled.get(schema);
  if (!check) {
    check = compile(schema);
    compiled.set(schema, check);
  }
  if (check.validate(value)) return [];
  const result = schema.safeParse(value);
  return result.success ? [] : issuesFrom(result.error, value);
}

interface SchemaNode {
  _zod: {
    def: {
      type: string;
      innerType?: z.ZodType;
      shape?: Readonly<Record<string, z.ZodType>>;
      catchall?: z.ZodType;
      element?: z.ZodType;
      options?: readonly z.ZodType[];
      checks?: readonly unknown[];
    };
  };
}

/** Fields and words in an answer that this version does not know. Only walked when somebody listens. */
export function findDrift(schema: z.ZodType, value: unknown, path: readonly PropertyKey[] = []): Issue[] {
  if (value === null || value === undefined) return [];
  const { def } = (schema as unknown as SchemaNode)._zod;
  const known = (schema.meta() as { openEnum?: readonly string[] } | undefined)?.openEnum;
  if (known && typeof value === 'string' && !known.includes(value)) {
    return [{ path: pathText(path), message: `unknown word ${JSON.stringify(value.slice(0, 80))}` }];
  }
  if (def.innerType) return findDrift(def.innerType, value, path);
  if (def.type === 'array' && def.element && Array.isArray(value)) {
    const element = def.element;
    return value.flatMap((item, index) => findDrift(element, item, [...path, index]));
  }
  if (def.type === 'object' && def.shape && typeof value === 'object') {
    const { shape, catchall } = def;
    const open = catchall && (catchall as unknown as SchemaNode)._zod.def.type !== 'unknown';
    return Object.entries(value).flatMap(([key, item]) => {
      const field = Object.hasOwn(shape, key) ? shape[key] : undefined;
      if (field) return findDrift(field, item, [...path, key]);
      if (open) return findDrift(catchall, item, [...path, key]);
      return [{ path: pathText([...path, key]), message: 'unknown field' }];
    });
  }
  return [];
}
