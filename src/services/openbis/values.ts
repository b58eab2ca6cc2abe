import type { Issue } from '../../core/errors/index.ts';
import { pathText } from '../../core/schema.ts';
import { arrayIssue, joinArray } from './arrays.ts';
import { isRealDay } from './dates.ts';
import { isPermId, objectPath } from './ids.ts';
import type { OpenBisValue, OpenBisValues } from './write-types.ts';

/** What of a type decides whether values fit: its code and its assignments. */
export interface TypeWithProperties {
  code: string;
  propertyAssignments?: readonly PropertyOfType[] | null;
}

export interface PropertyOfType {
  mandatory?: boolean | null;
  propertyType?: {
    code: string;
    label?: string | null;
    dataType?: string | null;
    multiValue?: boolean | null;
    vocabulary?: {
      code: string;
      terms?: readonly { code: string; label?: string | null }[] | null;
    } | null;
  } | null;
}

/** As it goes over the wire: text, a list of texts, or null to clear. */
export type WireValue = string | string[] | null;

export interface CheckedValues {
  /** By code in upper case. */
  values: Record<string, WireValue>;
  issues: Issue[];
}

const SHOWN = 8;

/**
 * Holds values against the type: known property, data type, vocabulary, and, for a new record, what is mandatory. What
 * openBIS would refuse, and a few things that it would keep and nobody meant, are said before anything is sent.
 */
export function checkValues(
  type: TypeWithProperties,
  given: OpenBisValues | undefined,
  { isNew }: { isNew: boolean },
): CheckedValues {
  const properties = new Map(
    (type.propertyAssignments ?? []).flatMap((assignment) =>
      assignment.propertyType ? [[assignment.propertyType.code.toUpperCase(), assignment] as const] : [],
    ),
  );
  const values: Record<string, WireValue> = {};
  const issues: Issue[] = [];
  for (const [key, value] of Object.entries(given ?? {})) {
    if (value === undefined) continue;
    const path = pathText(['properties', key]);
    const code = key.trim().toUpperCase();
    const assignment = properties.get(code);
    const complain = (message: string) => issues.push({ path, message });
    if (!assignment) {
      complain(`${type.code} has no such property; ${known([...properties.values()], code)}`);
    } else if (Object.hasOwn(values, code)) {
      complain('is given twice, in another spelling');
    } else {
      const wire = wireValue(assignment.propertyType, value, complain);
      values[code] = wire;
      if (wire === null && assignment.mandatory) complain(`is mandatory for ${type.code}`);
    }
  }
  if (isNew) {
    for (const [code, { mandatory, propertyType }] of properties) {
      if (!mandatory || Object.hasOwn(values, code)) continue;
      if (issues.some(({ path }) => path.toUpperCase() === pathText(['properties', code]).toUpperCase()))
        continue;
      const label = propertyType?.label ? ` ("${propertyType.label}")` : '';
      issues.push({
        path: pathText(['properties', code]),
        message: `${type.code} needs a value for it${label}`,
      });
    }
  }
  return { values, issues };
}

/** What there is instead: the one that was probably meant first. */
function known(properties: readonly PropertyOfType[], wanted: string): string {
  const all = properties.flatMap(({ propertyType }) => (propertyType ? [propertyType] : []));
  const bare = (text: string | null | undefined) => (text ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');
  const meant = all.find(
    ({ code, label }) => bare(code) === bare(wanted) || (bare(wanted) !== '' && bare(label) === bare(wanted)),
  );
  if (meant) return `did you mean ${meant.code}?`;
  if (all.length === 0) return 'it has none at all';
  const more = all.length > SHOWN ? `, and ${all.length - SHOWN} more` : '';
  return `there are ${all
    .slice(0, SHOWN)
    .map(({ code }) => code)
    .join(', ')}${more}`;
}

type PropertyType = NonNullable<PropertyOfType['propertyType']>;

function wireValue(
  type: PropertyOfType['propertyType'],
  value: OpenBisValue,
  complain: (message: string) => void,
): WireValue {
  if (!type || value === null || value === '') return null;
  const many = Array.isArray(value);
  const items = (many ? value : [value]) as readonly Exclude<OpenBisValue, null | readonly unknown[]>[];
  const isArray = (type.dataType ?? '').startsWith('ARRAY_');
  if (many && !isArray && !type.multiValue) {
    complain('takes one value, not a list');
    return null;
  }
  const element = isArray ? { ...type, dataType: (type.dataType ?? '').slice('ARRAY_'.length) } : type;
  // One text for an array is the server's own form of it.
  if (isArray && !many && typeof value === 'string') return value;
  const texts = items.map((item) => textOf(element, item, complain));
  if (texts.length === 0) return null;
  if (type.multiValue) return texts;
  if (!isArray) return texts[0] ?? null;
  for (const issue of new Set(element.dataType === 'STRING' ? texts.map(arrayIssue) : []))
    if (issue !== undefined) complain(issue);
  return joinArray(texts);
}

const TIMESTAMP =
  /^(\d{4}|\d{2})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?$/;

/** A time, of a day that exists. */
function isTimestamp(text: string): boolean {
  const found = TIMESTAMP.exec(text);
  if (!found) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((digits = '0') => Number(digits));
  return isRealDay(year, month, day) && hour < 24 && minute < 60 && second < 60;
}

function textOf(
  type: PropertyType,
  value: string | number | boolean | Date,
  complain: (message: string) => void,
): string {
  if (value instanceof Date) return dateText(type.dataType, value, complain);
  const text = String(value);
  switch (type.dataType) {
    case 'INTEGER':
      if (!/^[+-]?\d+$/.test(text)) complain('must be a whole number');
      return text;
    case 'REAL':
      if (text.trim() === '' || !Number.isFinite(Number(text))) complain('must be a number');
      return text;
    case 'BOOLEAN':
      if (!/^(?:true|false)$/i.test(text)) complain('must be true or false');
      return text.toLowerCase();
    case 'TIMESTAMP':
      if (!isTimestamp(text)) complain('must be a time: "2026-01-31 14:05:00", or a Date');
      return text;
    case 'DATE':
      if (!isDay(text)) complain('must be a day: "2026-01-31", or a Date');
      return text;
    case 'CONTROLLEDVOCABULARY':
      return term(type, text, complain);
    case 'HYPERLINK':
      if (!URL.canParse(text)) complain('must be a web address: "https://…"');
      return text;
    case 'SAMPLE':
      return sample(text, complain);
    case 'JSON':
      if (!isJson(text)) complain('must be a JSON text');
      return text;
    default:
      return text;
  }
}

function dateText(
  dataType: string | null | undefined,
  value: Date,
  complain: (message: string) => void,
): string {
  if (Number.isNaN(value.getTime())) {
    complain('is no date');
    return '';
  }
  const iso = value.toISOString();
  return dataType === 'DATE' ? iso.slice(0, 10) : `${iso.slice(0, 19).replace('T', ' ')} +0000`;
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && isSameDay(text);

/** 30 February is read as a day of March by some. */
const isSameDay = (text: string): boolean => new Date(text).toISOString().startsWith(text);

/** Terms are sent by their code; people see and write the label. */
function term({ vocabulary }: PropertyType, text: string, complain: (message: string) => void): string {
  const code = text.trim().toUpperCase();
  const terms = vocabulary?.terms;
  // Without its terms the vocabulary cannot be checked here; the server does.
  if (!terms || terms.some((each) => each.code.toUpperCase() === code)) return code;
  const meant = terms.find(({ label }) => label?.trim().toUpperCase() === code);
  const some = terms
    .slice(0, SHOWN)
    .map((each) => each.code)
    .join(', ');
  complain(
    meant
      ? `must be the code of a term: ${meant.code}, whose label is "${meant.label}"`
      : `is no term of ${vocabulary?.code}; there are ${some || 'none'}${terms.length > SHOWN ? ', …' : ''}`,
  );
  return code;
}

function sample(text: string, complain: (message: string) => void): string {
  if (text.includes('/')) return objectPath(text);
  if (!isPermId(text.trim())) complain('must be an object: its path "/SPACE/PROJECT/CODE", or its permId');
  return text.trim();
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
