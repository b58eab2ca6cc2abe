import type { Issue } from '../../core/errors/index.ts';
import type { EnaChecklist, EnaChecklistField } from './checklist-types.ts';
import type { EnaAttribute, EnaSample } from './types.ts';

/**
 * What may stand for a value that is missing, as the INSDC has agreed on: only where a field is mandatory, and always
 * with the reason that is true.
 */
export const missingValues: readonly string[] = [
  'not applicable',
  'not collected',
  'not provided',
  'restricted access',
  'missing: control sample',
  'missing: sample group',
  'missing: synthetic construct',
  'missing: lab stock',
  'missing: third party data',
  'missing: data agreement established pre-2023',
  'missing: endangered species',
  'missing: human-identifiable',
];

const isMissingValue = (text: string): boolean => missingValues.includes(text.trim().toLowerCase());

interface Given {
  attribute: EnaAttribute;
  index: number;
}

/** What a checklist says against a sample; nothing when it fits. Attributes beside the checklist are allowed. */
export function checkAgainst(sample: EnaSample, { accession, fields }: EnaChecklist): Issue[] {
  const given = (Array.isArray(sample?.attributes) ? sample.attributes : []).map(
    (attribute, index): Given => ({ attribute, index }),
  );
  return fields.flatMap((field) => checkField(field, given, accession));
}

function checkField(field: EnaChecklistField, given: readonly Given[], checklist: string): Issue[] {
  const { label, requirement, multiple } = field;
  const named = given.filter(({ attribute }) => attribute.tag === label);
  const filled = named.filter(({ attribute }) => textOf(attribute) !== '');
  if (filled.length === 0) {
    const meant = given.find(({ attribute }) => isMeant(field, attribute.tag));
    if (meant)
      return [{ path: `attributes[${meant.index}].tag`, message: `is written "${label}" in ${checklist}` }];
    if (requirement !== 'mandatory') return [];
    const [first] = named;
    return [
      {
        path: first ? `attributes[${first.index}].value` : 'attributes',
        message: `"${label}" is required by ${checklist}${whatFor(field)}; if there is none, say why: "not collected", "not provided", "restricted access", …`,
      },
    ];
  }
  const [, second] = filled;
  const repeated: Issue[] =
    second && !multiple
      ? [{ path: `attributes[${second.index}]`, message: `"${label}" may be given only once` }]
      : [];
  return [...repeated, ...filled.flatMap((one) => checkValue(field, one))];
}

/** Another case, the name, or one of the names of old: ENA would take it for a field of your own. */
function isMeant({ label, name, synonyms = [] }: EnaChecklistField, tag: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[\s_]+/g, ' ')
      .trim();
  return [label, name, ...synonyms].some((known) => plain(known) === plain(String(tag)));
}

const whatFor = ({ units, choices }: EnaChecklistField): string => {
  if (units) return ` (with a unit: ${units.join(', ')})`;
  return choices ? ` (one of ${short(choices)})` : '';
};

function checkValue(field: EnaChecklistField, { attribute, index }: Given): Issue[] {
  const { label, requirement, pattern, choices, units, minLength = 0, maxLength, type } = field;
  const value = textOf(attribute);
  const at = (part: string, message: string): Issue => ({ path: `attributes[${index}].${part}`, message });
  if (isMissingValue(value) && requirement === 'mandatory') return [];
  const issues: Issue[] = [];
  const wrong = (message: string) => issues.push(at('value', `"${label}" ${message}`));
  if (choices && !choices.includes(value)) {
    const near = choices.find((choice) => choice.toLowerCase() === value.toLowerCase());
    wrong(near ? `is written "${near}"` : `must be one of ${short(choices)}`);
  } else if (pattern && !fits(pattern, value)) {
    wrong(`must match ${pattern}`);
  } else if (value.length < minLength || (maxLength !== undefined && value.length > maxLength)) {
    wrong(`must have ${minLength} to ${maxLength ?? 'any number of'} characters, and has ${value.length}`);
  } else if (type === 'date' && !/^\d{4}(-\d{2}(-\d{2})?)?/.test(value)) {
    wrong('must be a date such as 2024-05-14');
  }
  if (issues.length > 0 && isMissingValue(value))
    return [at('value', `"${label}" is optional: leave it out instead of "${value}"`)];
  if (units && !(attribute.unit && units.includes(attribute.unit)))
    issues.push(at('unit', `must be ${units.length === 1 ? `"${units[0]}"` : `one of ${short(units)}`}`));
  return issues;
}

const textOf = ({ value }: EnaAttribute): string =>
  value === undefined || value === null ? '' : String(value);

/** ENA means the whole value; a pattern that JavaScript cannot read is left to ENA. */
function fits(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    return true;
  }
}

const SHOWN = 12;
const short = (words: readonly string[]): string => {
  const shown = words.slice(0, SHOWN).map((word) => `"${word}"`);
  return words.length > SHOWN ? `${shown.join(', ')}, … (${words.length} in all)` : shown.join(', ');
};
