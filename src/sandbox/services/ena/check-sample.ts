import { type ChecklistField, ERC000011_FIELDS, ERC000014_FIELDS } from '../biosamples/checklist-fields.ts';
import type { CheckContext } from './check-context.ts';
import type { Draft } from './document.ts';
import { type Problem, problem } from './rules.ts';
import { child, children, textAt, type XmlElement } from './xml.ts';

/** The checklists whose fields the sandbox knows. */
const FIELDS: Readonly<Record<string, readonly ChecklistField[]>> = {
  ERC000011: ERC000011_FIELDS,
  ERC000014: ERC000014_FIELDS,
};
const DEFAULT_CHECKLIST = 'ERC000011';

/** Sample checklists in use: ERC000011 to 41, 43 to 53, 55 to 60. */
function isChecklist(id: string): boolean {
  const n = Number(/^ERC0000(\d\d)$/.exec(id)?.[1] ?? 0);
  return n >= 11 && n <= 60 && n !== 42 && n !== 54;
}

interface Attribute {
  tag: string;
  value: string;
  unit?: string;
}

function attributesOf(element: XmlElement): Attribute[] {
  return children(child(element, 'SAMPLE_ATTRIBUTES'), 'SAMPLE_ATTRIBUTE').map((item) => ({
    tag: textAt(item, 'TAG') ?? '',
    value: textAt(item, 'VALUE') ?? '',
    unit: textAt(item, 'UNITS') || undefined,
  }));
}

/** The organism has to be one that samples may name, and the attributes have to fit the checklist. */
export function checkSample(draft: Draft, { taxonomy, rules }: CheckContext): Problem[] {
  const { alias } = draft;
  const taxon = textAt(draft.element, 'SAMPLE_NAME', 'TAXON_ID') ?? '';
  const found = /^\d+$/.test(taxon) ? taxonomy.resolve(Number(taxon), []) : undefined;
  const problems = found ? [] : [problem('sample.taxon', { alias, taxon })];
  const attributes = attributesOf(draft.element);
  const named = attributes.find(({ tag }) => tag.toLowerCase() === 'ena-checklist')?.value;
  const checklist = named ?? DEFAULT_CHECKLIST;
  if (!isChecklist(checklist))
    return [...problems, problem('sample.checklist-unknown', { alias, checklist })];
  // Of checklists known by number only: the two fields that are mandatory in all.
  const fields = FIELDS[checklist] ?? ERC000011_FIELDS.filter((field) => field.mandatory);
  return [...problems, ...fields.flatMap((field) => checkField(field, alias, attributes, rules))];
}

/** Today's validation looks for the field's own name only; older names count under the rules `documented`. */
function checkField(
  field: ChecklistField,
  alias: string,
  attributes: readonly Attribute[],
  rules: 'documented' | 'strict',
): Problem[] {
  const names = rules === 'documented' ? [field.name, ...(field.synonyms ?? [])] : [field.name];
  const given = attributes.filter(({ tag }) => names.includes(tag));
  const [first] = given;
  if (!first)
    return field.mandatory ? [problem('sample.checklist-missing', { alias, field: field.name })] : [];
  const reasons = given.length > 1 ? ['must NOT have more than 1 items'] : [];
  const { value, unit } = first;
  if (field.values && !field.values.includes(value))
    reasons.push(`must be equal to one of the allowed values:[${field.values.join(', ')}]`);
  if (field.pattern !== undefined && !new RegExp(field.pattern, 'u').test(value))
    reasons.push(`must match pattern "${field.pattern}"`);
  if (field.units && unit === undefined) reasons.push("must have required property 'unit'");
  else if (field.units && unit !== undefined && !field.units.includes(unit))
    reasons.push(`must be equal to one of the allowed values:[${field.units.join(', ')}]`);
  return reasons.map((reason) => problem('sample.checklist', { alias, tag: first.tag, reason }));
}
