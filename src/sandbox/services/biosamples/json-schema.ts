import { isObject, type JsonObject } from './read.ts';

/** A JSON Schema, limited to the keywords that the checklists use. */
export type JsonSchema = JsonObject;

/** Complaints about one place, as the server's validator groups them. */
export interface SchemaComplaint {
  /** JSON pointer into the sample; empty for the sample itself. */
  dataPath: string;
  errors: string[];
}

/** Checks data against a schema; empty when it fits. */
export function complaints(schema: JsonSchema, data: unknown): SchemaComplaint[] {
  const found: [string, string][] = [];
  check(schema, data, '', { root: schema, report: (path, error) => found.push([path, error]) });
  const byPath = new Map<string, string[]>();
  for (const [path, error] of found) {
    const errors = byPath.get(path);
    if (errors) errors.push(error);
    else byPath.set(path, [error]);
  }
  return [...byPath].map(([dataPath, errors]) => ({ dataPath, errors: [...new Set(errors)] }));
}

interface Walk {
  root: JsonSchema;
  report(path: string, error: string): void;
}

function check(schema: unknown, data: unknown, path: string, walk: Walk): void {
  if (!isObject(schema)) return;
  if (typeof schema.$ref === 'string') {
    check(resolve(walk.root, schema.$ref), data, path, walk);
    return;
  }
  if (typeof schema.type === 'string' && !hasType(data, schema.type)) {
    walk.report(path, `must be ${schema.type}`);
    return;
  }
  if (typeof data === 'string') checkText(schema, data, path, walk);
  if (Array.isArray(data)) checkArray(schema, data, path, walk);
  if (isObject(data)) checkObject(schema, data, path, walk);
  if (Array.isArray(schema.enum) && !schema.enum.includes(data)) {
    walk.report(path, `must be equal to one of the allowed values: ${schema.enum.join(', ')}`);
  }
  checkCombined(schema, data, path, walk);
}

function checkText(schema: JsonSchema, data: string, path: string, walk: Walk): void {
  const { minLength, maxLength, pattern, format } = schema;
  if (typeof maxLength === 'number' && [...data].length > maxLength) {
    walk.report(path, `must NOT have more than ${maxLength} characters`);
  }
  if (typeof minLength === 'number' && [...data].length < minLength) {
    walk.report(path, `must NOT have fewer than ${minLength} characters`);
  }
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(data)) {
    walk.report(path, `must match pattern "${pattern}"`);
  }
  if (format === 'date' && !/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(data)) {
    walk.report(path, 'must match format "date"');
  }
}

function checkArray(schema: JsonSchema, data: readonly unknown[], path: string, walk: Walk): void {
  const { minItems, maxItems, items } = schema;
  if (typeof maxItems === 'number' && data.length > maxItems) {
    walk.report(path, `must NOT have more than ${maxItems} items`);
  }
  if (typeof minItems === 'number' && data.length < minItems) {
    walk.report(path, `must NOT have fewer than ${minItems} items`);
  }
  data.forEach((item, i) => {
    check(items, item, `${path}/${i}`, walk);
  });
}

function checkObject(schema: JsonSchema, data: JsonObject, path: string, walk: Walk): void {
  if (Array.isArray(schema.required)) {
    for (const key of schema.required) {
      if (data[String(key)] === undefined) walk.report(path, `must have required property '${key}'`);
    }
  }
  if (!isObject(schema.properties)) return;
  for (const [key, inner] of Object.entries(schema.properties)) {
    const value = data[key];
    if (value !== undefined)
      check(inner, value, `${path}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`, walk);
  }
}

function checkCombined(schema: JsonSchema, data: unknown, path: string, walk: Walk): void {
  if (Array.isArray(schema.allOf)) for (const inner of schema.allOf) check(inner, data, path, walk);
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const choices = schema[keyword];
    if (!Array.isArray(choices)) continue;
    const results = choices.map((inner) => attempt(inner, data, path, walk.root));
    const passed = results.filter((errors) => errors.length === 0).length;
    if (passed === 1 || (passed > 1 && keyword === 'anyOf')) continue;
    if (passed === 0) for (const [where, error] of results.flat()) walk.report(where, error);
    walk.report(
      path,
      keyword === 'anyOf' ? 'must match a schema in anyOf' : 'must match exactly one schema in oneOf',
    );
  }
}

function attempt(schema: unknown, data: unknown, path: string, root: JsonSchema): [string, string][] {
  const errors: [string, string][] = [];
  check(schema, data, path, { root, report: (where, error) => errors.push([where, error]) });
  return errors;
}

function hasType(data: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(data);
  if (type === 'object') return isObject(data);
  if (type === 'integer') return Number.isInteger(data);
  return typeof data === type;
}

function resolve(root: JsonSchema, ref: string): unknown {
  let at: unknown = root;
  for (const key of ref.replace(/^#\/?/, '').split('/')) at = isObject(at) ? at[key] : undefined;
  return at;
}
