import { find } from './ids.ts';
import type { EntityTypeRow, Properties, PropertyTypeRow } from './model.ts';
import { isObj, type Obj } from './params.ts';
import { refuse } from './rules.ts';
import { writtenDate } from './value-match.ts';
import type { Work } from './work.ts';

const DATE_FORMATS = [
  'yyyy-MM-dd HH:mm:ss Z',
  'yyyy-MM-dd HH:mm:ss',
  'yyyy-MM-dd HH:mm',
  'yyyy-MM-dd',
  "yyyy-MM-dd'T'HH:mm:ss",
];

/** The properties of a record after `given` was laid over them; keys in any case, null clears. */
export function changedProperties(
  work: Work,
  type: EntityTypeRow,
  given: unknown,
  before: Properties,
): Record<string, string | readonly string[]> {
  const { tables } = work.store;
  const now: Record<string, string | readonly string[]> = { ...before };
  for (const [key, value] of Object.entries(isObj(given) ? given : {})) {
    const code = key.toUpperCase();
    const property = tables.propertyType.get(code);
    if (!property) throw refuse('property.unknown', { code });
    if (!tables.propertyAssignment.get(`${type.id}/${code}`)) {
      throw refuse('property.unassigned', { code, kind: kindWord(type), type: type.code });
    }
    const stored = storedValue(work, property, value);
    if (stored === undefined) delete now[code];
    else now[code] = stored;
  }
  for (const id of tables.propertyAssignment.find('type', type.id)) {
    const assignment = tables.propertyAssignment.get(id);
    if (assignment?.mandatory && now[assignment.property] === undefined) {
      throw refuse('property.mandatory', { code: assignment.property });
    }
  }
  return now;
}

export const kindWord = ({ kind }: Pick<EntityTypeRow, 'kind'>): string =>
  kind.toLowerCase().replace('_', ' ');

/** A value as it is kept: text, or a list of it. undefined: no value. */
export function storedValue(
  work: Work,
  type: PropertyTypeRow,
  value: unknown,
): string | string[] | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const list = Array.isArray(value) ? value.filter((item) => item !== null && item !== '') : [value];
  if (list.length === 0) return undefined;
  if (type.multiValue) return list.map((item) => single(work, type, String(item)));
  if (type.dataType.startsWith('ARRAY_')) return array(work, type, value);
  if (list.length > 1) return single(work, type, list.map(String).join(', '));
  return single(work, type, String(list[0]));
}

/** Arrays are one text, their elements joined by commas. */
function array(work: Work, type: PropertyTypeRow, value: unknown): string {
  const dataType = type.dataType.slice('ARRAY_'.length).replace('STRING', 'VARCHAR');
  const items = Array.isArray(value)
    ? value.map(String)
    : String(value)
        .split(/(?<!\\),/)
        .map((item) => item.trim().replaceAll('\\,', ','));
  return items.map((item) => single(work, { ...type, dataType }, item).replaceAll(',', '\\,')).join(', ');
}

function single(work: Work, type: PropertyTypeRow, value: string): string {
  switch (type.dataType) {
    case 'INTEGER':
      if (!/^[+-]?\d+$/.test(value)) throw refuse('property.integer', { value });
      return value;
    case 'REAL':
      if (value.trim() === '' || !Number.isFinite(Number(value))) throw refuse('property.real', { value });
      return value;
    case 'BOOLEAN':
      if (!/^(true|false)$/i.test(value)) throw refuse('property.boolean', { value });
      return value.toLowerCase();
    case 'TIMESTAMP': {
      const date = writtenDate(value);
      if (!date) throw refuse('property.date', { value, formats: DATE_FORMATS.join(', ') });
      return `${new Date(date.at).toISOString().slice(0, 19).replace('T', ' ')} +0000`;
    }
    case 'DATE': {
      const date = writtenDate(value);
      if (!date) throw refuse('property.date', { value, formats: 'yyyy-MM-dd' });
      return new Date(date.at).toISOString().slice(0, 10);
    }
    case 'CONTROLLEDVOCABULARY':
      return term(work, type, value);
    case 'HYPERLINK':
      if (!/^(https?|ftp):\/\/\S+$/i.test(value)) throw refuse('property.link', { value });
      return value;
    case 'SAMPLE':
      return sample(work, type, value);
    case 'XML':
      if (!/^\s*<[\s\S]*>\s*$/.test(value)) throw refuse('property.xml', { value });
      return value;
    case 'JSON':
      if (!isJson(value)) throw refuse('property.json', { value });
      return value;
    default:
      return value;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function term(work: Work, type: PropertyTypeRow, value: string): string {
  const vocabulary = type.vocabulary ?? '';
  const { vocabularyTerm } = work.store.tables;
  const found = vocabularyTerm.get(`${vocabulary}/${value.toUpperCase()}`);
  if (found) return found.code;
  const terms = vocabularyTerm.find('vocabulary', vocabulary).map((id) => vocabularyTerm.get(id)?.code);
  throw refuse('property.term', { value, vocabulary, terms: terms.slice(0, 10).join(', ') });
}

function sample(work: Work, type: PropertyTypeRow, value: string): string {
  const id: Obj = value.startsWith('/')
    ? { '@type': 'as.dto.sample.id.SampleIdentifier', identifier: value }
    : { '@type': 'as.dto.sample.id.SamplePermId', permId: value };
  const found = find(work.store, id, { user: work.user });
  const row = found && work.store.tables.sample.get(found.id);
  if (!row) throw refuse('property.sample', { value });
  if (type.sampleType !== null && row.type !== type.sampleType) {
    const bare = (typeId: string) => typeId.replace(/^[A-Z_]+:/, '');
    throw refuse('property.sample-type', {
      code: type.code,
      type: bare(type.sampleType),
      given: bare(row.type),
    });
  }
  return row.id;
}
