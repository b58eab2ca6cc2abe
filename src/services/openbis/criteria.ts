import { spanOf } from './dates.ts';
import { type Dto, dto } from './dto.ts';
import { isPermId, objectPath, pathOf, type RecordRef, type SpaceRef } from './ids.ts';
import type { OpenBisCondition, OpenBisRange, OpenBisText, OpenBisWhere } from './query-types.ts';

const COMMON = 'as.dto.common.search';

interface Composite extends Dto {
  criteria: readonly Dto[];
}

/** Criteria that must all hold, or one of which must. */
export const composite = (
  type: string,
  criteria: readonly Dto[],
  more: { operator?: 'AND' | 'OR'; negated?: boolean } = {},
): Composite => ({
  ...dto(`as.dto.${type}SearchCriteria`, { operator: 'AND', ...more }),
  criteria,
});

interface LeafMore {
  fieldName?: string;
  fieldType?: 'ATTRIBUTE' | 'PROPERTY' | 'ANY_FIELD';
  useWildcards?: boolean;
}

const leaf = (name: string, value: unknown, more: LeafMore = {}): Dto =>
  dto(`${name.includes('.') ? 'as.dto' : COMMON}.${name}SearchCriteria`, {
    fieldType: 'ATTRIBUTE',
    ...more,
    fieldValue: value,
  });

const value = (name: string, of: string | number): Dto => dto(`${COMMON}.${name}Value`, { value: of });
const hasWildcards = (text: string): boolean => /[*?]/.test(text);
const listOf = <T>(given: T | readonly T[]): readonly T[] => (Array.isArray(given) ? given : [given as T]);

/** Any of several texts. A search without wildcards is exact in case too, so codes are written as they are kept. */
export function anyText(
  type: string,
  name: string,
  fieldName: string,
  given: OpenBisText,
  kept = upper,
): Dto[] {
  const leaves = listOf<string>(given).map((one) =>
    leaf(name, value('StringEqualTo', kept(one)), { fieldName, useWildcards: hasWildcards(one) }),
  );
  const [only, another] = leaves;
  if (only && !another) return [only];
  // An empty list means none, not all.
  return leaves.length === 0
    ? [leaf(name, value('StringEqualTo', '/'), { fieldName, useWildcards: false })]
    : [composite(type, leaves, { operator: 'OR' })];
}

export const upper = (text: string): string => text.trim().toUpperCase();
export const asIs = (text: string): string => text.trim();

const codeIs = (code: string): Dto =>
  leaf('Code', value('StringEqualTo', upper(code)), { fieldName: 'code', useWildcards: false });
const permIdIs = (permId: string): Dto =>
  leaf('PermId', value('StringEqualTo', permId.trim()), { fieldName: 'perm id', useWildcards: false });
const identifierIs = (path: string): Dto =>
  leaf('Identifier', value('StringEqualTo', path), { fieldName: 'identifier', useWildcards: false });

export const inSpace = (space: SpaceRef): Composite =>
  composite('space.search.Space', [codeIs(pathOf(typeof space === 'string' ? space : space.code).slice(1))]);

/** A project by its path, permId, or code. */
export function inProject(ref: RecordRef): Composite {
  const given = textOf(ref);
  if (isPermId(given)) return composite('project.search.Project', [permIdIs(given)]);
  const [first = '', second] = pathOf(given).slice(1).split('/');
  return composite(
    'project.search.Project',
    second === undefined ? [codeIs(first)] : [codeIs(second), inSpace(first)],
  );
}

const textOf = (ref: RecordRef): string =>
  (typeof ref === 'string' ? ref : 'permId' in ref ? ref.permId : ref.identifier).trim();

/** The record itself, as a criterion about it: path, permId, or code. */
export function recordIs(ref: RecordRef, path: (text: string) => string = pathOf): Dto {
  const given = textOf(ref);
  if (given.includes('/')) return identifierIs(path(given));
  return isPermId(given) ? permIdIs(given) : codeIs(given);
}

export const inCollection = (ref: RecordRef): Dto =>
  composite('experiment.search.Experiment', [recordIs(ref)]);
export const ofObject = (ref: RecordRef): Dto =>
  composite('sample.search.Sample', [recordIs(ref, objectPath)]);
/** The code of a dataset is its permId. */
export const datasetIs = (ref: RecordRef): Dto => codeIs(textOf(ref));

export const ofType = (folder: string, name: string, type: string | readonly string[]): Dto =>
  anyOf(
    `${folder}.search.${name}`,
    listOf<string>(type).map((code) =>
      leaf('Code', value('StringEqualTo', upper(code)), {
        fieldName: 'code',
        useWildcards: hasWildcards(code),
      }),
    ),
  );

/** All of the tags. */
export const tagged = (tags: string | readonly string[]): Dto[] =>
  listOf<string>(tags).map((tag) => composite('tag.search.Tag', [codeIs(tag.split('/').at(-1) ?? tag)]));

export const byPerson = (role: 'Registrator' | 'Modifier', userId: string): Dto =>
  composite(`person.search.${role}`, [
    leaf('person.search.UserId', value('StringEqualTo', userId.trim()), {
      fieldName: 'userId',
      useWildcards: hasWildcards(userId),
    }),
  ]);

export const personText = (name: 'UserId' | 'LastName' | 'Email', fieldName: string, of: string): Dto =>
  leaf(`person.search.${name}`, value('StringEqualTo', of.trim()), {
    fieldName,
    useWildcards: hasWildcards(of),
  });

export const sessionNameIs = (name: string): Dto =>
  leaf('pat.search.PersonalAccessTokenSessionName', value('StringEqualTo', name), {
    fieldName: 'sessionName',
    useWildcards: false,
  });

export const anyField = (text: string): Dto =>
  leaf('AnyField', value('StringContains', text), { fieldName: 'any', fieldType: 'ANY_FIELD' });

/** Instants, so that no server's time zone decides. */
export function during(name: 'RegistrationDate' | 'ModificationDate', range: OpenBisRange): Dto[] {
  const fieldName = name === 'RegistrationDate' ? 'registration_date' : 'modification_date';
  const { from, to } = spanOf(range);
  return [
    ...(from === undefined ? [] : [leaf(name, value('DateObjectLaterThanOrEqualTo', from), { fieldName })]),
    ...(to === undefined ? [] : [leaf(name, value('DateObjectEarlierThan', to), { fieldName })]),
  ];
}

/** Criteria about properties. `type` is that of the records, for groups of criteria. */
export function whereProperties(type: string, where: OpenBisWhere): Dto[] {
  return Object.entries(where).flatMap(([code, wanted]) => {
    const plain = typeof wanted !== 'object' || wanted instanceof Date;
    return conditions(type, upper(code), plain ? { equals: wanted } : wanted);
  });
}

function conditions(type: string, code: string, wanted: OpenBisCondition): Dto[] {
  const about = { fieldName: code, fieldType: 'PROPERTY' } as const;
  const all: Dto[] = [];
  const { equals, in: any, exists } = wanted;
  if (equals !== undefined) all.push(...equalTo(code, equals));
  if (any !== undefined)
    all.push(
      anyOf(
        type,
        any.flatMap((one) => equalTo(code, one)),
      ),
    );
  for (const [name, operator] of TEXTS) {
    const text = wanted[name];
    if (text !== undefined) all.push(leaf('StringProperty', value(operator, text), about));
  }
  for (const [name, operator] of NUMBERS) {
    const number = wanted[name];
    if (number !== undefined) all.push(leaf('NumberProperty', value(operator, number), about));
  }
  const { from, to } = spanOf(wanted);
  if (from !== undefined) all.push(dateIs(code, 'DateLaterThanOrEqualTo', from));
  if (to !== undefined) all.push(dateIs(code, 'DateEarlierThan', to));
  if (exists !== undefined) {
    const isSet = leaf('StringProperty', dto(`${COMMON}.AnyStringValue`), about);
    all.push(exists ? isSet : composite(type, [isSet], { negated: true }));
  }
  return all;
}

const TEXTS = [
  ['contains', 'StringContains'],
  ['startsWith', 'StringStartsWith'],
  ['endsWith', 'StringEndsWith'],
] as const;
const NUMBERS = [
  ['greaterThan', 'NumberGreaterThan'],
  ['atLeast', 'NumberGreaterThanOrEqualTo'],
  ['lessThan', 'NumberLessThan'],
  ['atMost', 'NumberLessThanOrEqualTo'],
] as const;

function equalTo(code: string, wanted: string | number | boolean | Date): Dto[] {
  const about = { fieldName: code, fieldType: 'PROPERTY' } as const;
  if (typeof wanted === 'boolean') return [leaf('BooleanProperty', wanted, about)];
  if (typeof wanted === 'number') return [leaf('NumberProperty', value('NumberEqualTo', wanted), about)];
  if (wanted instanceof Date) {
    // The server keeps whole seconds.
    const at = Math.floor(wanted.getTime() / 1000) * 1000;
    return [dateIs(code, 'DateLaterThanOrEqualTo', at), dateIs(code, 'DateEarlierThan', at + 1000)];
  }
  const useWildcards = hasWildcards(wanted);
  return [leaf('StringProperty', value('StringEqualTo', wanted), { ...about, useWildcards })];
}

/** The server compares in its own time zone unless told which one is meant, and keeps whole seconds. */
function dateIs(code: string, operator: string, at: number): Dto {
  const text = new Date(Math.ceil(at / 1000) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  // Properties that are days know no times.
  const shown = text.replace(/ 00:00:00$/, '');
  return {
    ...leaf('DateProperty', value(operator, shown), { fieldName: code, fieldType: 'PROPERTY' }),
    timeZone: dto(`${COMMON}.TimeZone`, { hourOffset: 0 }),
  };
}

/** One of them holds. An empty list means none, not all. */
export const anyOf = (type: string, criteria: readonly Dto[]): Composite =>
  criteria.length === 0 ? nothing(type) : composite(type, criteria, { operator: 'OR' });

/** Holds for nothing: no code is like this. */
const nothing = (type: string): Composite =>
  composite(type, [{ ...codeIs(''), fieldValue: value('StringEqualTo', '/') }]);
