import type { Checklist, ChecklistField, JsonSchema } from './checklist-types.ts';

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const child = (node: unknown, key: string): Node =>
  isNode(node) && isNode(node[key]) ? (node[key] as Node) : {};
const texts = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.map(String) : undefined;
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** Follows `$ref` within the schema. */
function resolved(root: JsonSchema, node: Node): Node {
  const reference = text(node.$ref);
  if (!reference?.startsWith('#/')) return node;
  let target: unknown = root;
  for (const part of reference.slice(2).split('/')) {
    target = isNode(target) ? target[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  return isNode(target) ? { ...target, ...node } : node;
}

/** Groups of names of which at least one must be there, however the checklist nests them. */
function requiredGroups(node: Node): string[][] {
  const groups = (texts(node.required) ?? []).map((name) => [name]);
  for (const key of ['anyOf', 'oneOf']) {
    const branches = Array.isArray(node[key]) ? (node[key] as unknown[]).filter(isNode) : [];
    const names = branches.flatMap((branch) => texts(branch.required) ?? []);
    if (names.length > 0) groups.push(names);
  }
  for (const branch of Array.isArray(node.allOf) ? node.allOf.filter(isNode) : [])
    groups.push(...requiredGroups(branch));
  return groups;
}

function fieldFrom(
  root: JsonSchema,
  name: string,
  raw: Node,
  mandatory: ReadonlySet<string>,
): ChecklistField {
  const list = resolved(root, raw);
  const item = resolved(root, child(list, 'items'));
  const value = resolved(root, child(child(item, 'properties'), 'text'));
  const unit = resolved(root, child(child(item, 'properties'), 'unit'));
  const cardinality = text(raw.cardinality) ?? '';
  const requirement =
    mandatory.has(name) || cardinality === 'mandatory'
      ? 'mandatory'
      : cardinality === 'recommended'
        ? 'recommended'
        : 'optional';
  const field: ChecklistField = { name, requirement };
  const facts = {
    description: text(raw.description) ?? text(list.description),
    choices: texts(value.enum),
    pattern: text(value.pattern),
    units: texts(unit.enum),
    format: text(value.format),
    minLength: number(value.minLength),
    maxLength: number(value.maxLength),
    maxValues: number(list.maxItems),
  };
  return Object.assign(
    field,
    Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined)),
  );
}

/** Reads the fields out of a checklist's JSON Schema, in the forms that the store has. */
export function parseChecklist(accession: string, schema: JsonSchema): Checklist {
  const characteristics = resolved(schema, child(child(schema, 'properties'), 'characteristics'));
  const groups = requiredGroups(characteristics);
  const mandatory = new Set(groups.filter((group) => group.length === 1).flat());
  const fields = Object.entries(child(characteristics, 'properties')).map(([name, node]) =>
    fieldFrom(schema, name, isNode(node) ? node : {}, mandatory),
  );
  return {
    accession,
    ...(schema.title !== undefined && { title: schema.title }),
    ...(schema.description !== undefined && { description: schema.description }),
    ...(text(schema.version) !== undefined && { version: text(schema.version) }),
    oneOf: groups.filter((group) => group.length > 1),
    fields,
    schema,
  };
}
