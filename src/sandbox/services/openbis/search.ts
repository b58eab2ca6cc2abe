import { attributesOf } from './attributes.ts';
import { find } from './ids.ts';
import type { AnyRow, Kind } from './kind.ts';
import type { Kinds } from './kinds.ts';
import type { EntityKind, Properties, TableName } from './model.ts';
import { className, isObj, listOf, type Obj, objectsOf } from './params.ts';
import type { Visible } from './render.ts';
import { refuse } from './rules.ts';
import type { Store } from './store.ts';
import { type TextTest, textTest } from './text-match.ts';
import { dateTest, type NumberTest, numberTest, writtenDate } from './value-match.ts';
import { Dto, type Fields, type Wire } from './wire.ts';

/** What a criterion is held against. */
interface Subject {
  table: TableName | null;
  row: AnyRow | null;
  attributes: Fields;
  properties: Properties;
}

/** Criteria that look at related records: where these are found. */
const RELATED: Readonly<Record<string, readonly string[]>> = {
  Space: ['space'],
  Project: ['project', 'projects'],
  Experiment: ['experiment', 'experiments'],
  Sample: ['sample', 'samples'],
  DataSet: ['dataSet', 'dataSets'],
  SampleType: ['type', 'sampleType', 'entityType'],
  ExperimentType: ['type', 'entityType'],
  DataSetType: ['type', 'entityType'],
  EntityType: ['type', 'entityType'],
  Tag: ['tags'],
  Registrator: ['registrator'],
  Modifier: ['modifier'],
  Person: ['user', 'users', 'owner'],
  PersonalAccessTokenOwner: ['owner'],
  SampleParents: ['parents'],
  SampleChildren: ['children'],
  SampleContainer: ['container'],
  DataSetParents: ['parents'],
  DataSetChildren: ['children'],
  DataSetContainer: ['containers'],
  Vocabulary: ['vocabulary'],
  VocabularyTerm: ['terms'],
  PropertyType: ['propertyType'],
  PropertyAssignments: ['propertyAssignments'],
  PropertyAssignment: ['propertyAssignment', 'propertyAssignments'],
  SemanticAnnotation: ['semanticAnnotations'],
  AuthorizationGroup: ['authorizationGroup'],
  ExternalDms: ['externalDms'],
  PhysicalData: ['physicalData'],
  LinkedData: ['linkedData'],
};
const OWN: Partial<Record<TableName, string>> = {
  sample: 'Sample',
  dataSet: 'DataSet',
  experiment: 'Experiment',
  project: 'Project',
  space: 'Space',
};
const TYPE_KINDS: Readonly<Record<string, EntityKind>> = {
  SampleType: 'SAMPLE',
  ExperimentType: 'EXPERIMENT',
  DataSetType: 'DATA_SET',
  MaterialType: 'MATERIAL',
};
const LOOSE = new Set(['code', 'identifier', 'permId']);

/** Evaluates search criteria for one user. */
export class Search {
  constructor(
    private readonly store: Store,
    private readonly kinds: Kinds,
    private readonly visible: Visible,
    private readonly user: string,
  ) {}

  /** Ids of all records that fit, in the order of registration. */
  ids(table: TableName, criteria: Obj): string[] {
    const rows = this.store.tables[table].all() as unknown as AnyRow[];
    return rows
      .filter((row) => this.visible(table, row) && this.#composite(this.#subject(table, row), criteria))
      .map((row) => row.id);
  }

  #subject(table: TableName, row: AnyRow): Subject {
    const attributes = attributesOf(this.kinds, this.store, table, row as never);
    const properties = isObj(row.properties) ? (row.properties as Properties) : {};
    if (table === 'sample') attributes.code = this.store.sampleCode(row as never);
    if (table === 'entityType') attributes.entityKind = row.kind as string;
    if (table === 'vocabulary') attributes.permId = row.id;
    return { table, row, attributes, properties };
  }

  #composite(subject: Subject, criteria: Obj): boolean {
    const kind = TYPE_KINDS[name(criteria)];
    const rightKind =
      kind === undefined || subject.attributes.entityKind === kind || subject.table !== 'entityType';
    const parts = objectsOf(criteria.criteria);
    const fits = (part: Obj) => this.#fits(subject, part);
    const found = parts.length === 0 || (criteria.operator === 'OR' ? parts.some(fits) : parts.every(fits));
    return rightKind && (criteria.negated === true ? !found : found);
  }

  #fits(subject: Subject, part: Obj): boolean {
    const what = name(part);
    if (what === '') throw refuse('rpc.no-type', { expected: 'ISearchCriteria' });
    const none = /^No(\w+)$/.exec(what)?.[1];
    if (none !== undefined)
      return this.#related(subject, none === 'SampleContainer' ? 'SampleContainer' : none).length === 0;
    const relation = typeof part.relation === 'string' ? part.relation : '';
    const own =
      subject.table !== null && OWN[subject.table] === what && ['', 'SAMPLE', 'DATASET'].includes(relation);
    if (own) return this.#composite(subject, part);
    const related = RELATED[what] ? this.#related(subject, relationName(what, relation)) : undefined;
    if (related === undefined) return this.#leaf(subject, what, part);
    const some = related.some((other) => this.#composite(other, { ...part, negated: false }));
    return part.negated === true ? !some : some;
  }

  #related(subject: Subject, what: string): Subject[] {
    if (subject.table === null || subject.row === null) throw refuse('search.unsupported', { type: what });
    const { parts } = this.kinds[subject.table] as unknown as Kind<AnyRow>;
    const partName = RELATED[what]?.find((part) => part in parts);
    const part = partName === undefined ? undefined : parts[partName];
    if (!part) throw refuse('search.unsupported', { type: `${what}SearchCriteria` });
    const link = part(subject.row, this.store);
    if ('build' in link) {
      const value = link.build({}, () => null);
      return value instanceof Dto
        ? [{ table: null, row: null, attributes: value.fields, properties: {} }]
        : [];
    }
    return link.ids.flatMap((id) => {
      const row = this.store.tables[link.table].get(id) as unknown as AnyRow | undefined;
      return row ? [this.#subject(link.table, row)] : [];
    });
  }

  #leaf(subject: Subject, what: string, leaf: Obj): boolean {
    const value = leaf.fieldValue;
    const wild = leaf.useWildcards !== false;
    switch (what) {
      case 'Id':
        return isObj(leaf.id) && this.#isId(subject, leaf.id);
      case 'Ids':
        return objectsOf(leaf.ids).some((id) => this.#isId(subject, id));
      case 'Codes':
        return listOf(value).some(
          (code) => String(code).toUpperCase() === String(subject.attributes.code).toUpperCase(),
        );
      case 'AnyField':
      case 'TextAttribute':
        return this.#anyText(subject, textTest(value, wild, true), what === 'AnyField');
      case 'AnyProperty':
      case 'AnyStringProperty':
        return anyOf(Object.values(subject.properties).flat(), textTest(value, wild, false));
      case 'AnyNumberProperty':
        return anyNumber(Object.values(subject.properties).flat(), numberTest(value));
      case 'AnyDateProperty':
        return anyDate(Object.values(subject.properties).flat(), dateTest(value, leaf.timeZone));
      case 'AnyBooleanProperty':
        return Object.values(subject.properties).flat().includes(String(value));
    }
    if (what.endsWith('Property')) return this.#property(subject, what, leaf);
    const field =
      what === 'PersonalAccessTokenSessionName'
        ? 'sessionName'
        : what.charAt(0).toLowerCase() + what.slice(1);
    if (!(field in subject.attributes)) throw refuse('search.unsupported', { type: String(leaf['@type']) });
    return attribute(subject.attributes[field], field, leaf);
  }

  #isId(subject: Subject, id: Obj): boolean {
    const found = find(this.store, id, { user: this.user });
    return found !== undefined && found.table === subject.table && found.id === subject.row?.id;
  }

  #anyText(subject: Subject, test: TextTest | undefined, properties: boolean): boolean {
    const texts = Object.entries(subject.attributes)
      .filter(([key, value]) => typeof value === 'string' && key !== 'metaData')
      .map(([, value]) => String(value));
    const type = subject.row?.type;
    const registrator = subject.row?.registrator;
    if (typeof type === 'string') texts.push(type.replace(/^[A-Z_]+:/, ''));
    if (typeof registrator === 'string' && properties) texts.push(registrator);
    return anyOf([...texts, ...Object.values(subject.properties).flat()], test);
  }

  #property(subject: Subject, what: string, leaf: Obj): boolean {
    const code = String(leaf.fieldName ?? '').toUpperCase();
    const type = this.store.tables.propertyType.get(code);
    const values = [subject.properties[code] ?? []].flat();
    if (!type) return false;
    const value = leaf.fieldValue;
    const dates = type.dataType === 'TIMESTAMP' || type.dataType === 'DATE';
    if (what === 'DateProperty') return anyDate(values, dateTest(value, leaf.timeZone));
    if (what === 'NumberProperty') return anyNumber(values, numberTest(value));
    if (what === 'BooleanProperty') return value === null || values.includes(String(value));
    const strict = what !== 'StringProperty';
    const written = isObj(value) ? value.value : value;
    const wild = leaf.useWildcards !== false && /[*?]/.test(String(written ?? ''));
    if (!strict && !wild && written !== undefined && written !== null) {
      const operator = className(value).replace(/^String|Value$/g, '');
      const partial = /^(Contains|ContainsExactly|StartsWith|EndsWith|Matches)$/.test(operator);
      if (type.dataType === 'INTEGER' || type.dataType === 'REAL' || dates) {
        if (partial) throw refuse('search.operator', { operator, type: type.dataType });
        return dates ? anyDate(values, dateTest(value, leaf.timeZone)) : anyNumber(values, numberTest(value));
      }
      if (type.dataType === 'BOOLEAN') return values.includes(String(written));
    }
    const coded = type.dataType === 'CONTROLLEDVOCABULARY' || type.dataType === 'SAMPLE';
    return anyOf(values, textTest(value, leaf.useWildcards !== false, coded));
  }
}

/** `as.dto.sample.search.SampleParentsSearchCriteria` → `SampleParents` */
const name = (criteria: Obj): string => className(criteria).replace(/(Search)?Criteria$/, '');

/** Criteria of the classes for relatives may name their relation once more. */
function relationName(what: string, relation: string): string {
  if (relation === '' || relation === 'SAMPLE' || relation === 'DATASET') return what;
  if (what.toUpperCase().endsWith(relation)) return what;
  return what + relation.charAt(0) + relation.slice(1).toLowerCase();
}

function attribute(value: Wire, field: string, leaf: Obj): boolean {
  const wanted = leaf.fieldValue;
  if (typeof value === 'number' && field.endsWith('Date')) {
    const test = dateTest(wanted, leaf.timeZone);
    return test === undefined || test(value);
  }
  if (typeof value === 'number') return anyNumber([String(value)], numberTest(wanted));
  if (typeof value === 'boolean') return wanted === undefined || wanted === null || wanted === value;
  return anyOf(
    typeof value === 'string' ? [value] : [],
    textTest(wanted, leaf.useWildcards !== false, LOOSE.has(field)),
  );
}

const anyOf = (texts: readonly string[], test: TextTest | undefined): boolean =>
  test === undefined ? texts.length > 0 : texts.some(test);

const anyNumber = (texts: readonly string[], test: NumberTest | undefined): boolean =>
  texts.some((text) => !Number.isNaN(Number(text)) && (test === undefined || test(Number(text))));

const anyDate = (texts: readonly string[], test: NumberTest | undefined): boolean =>
  texts.some((text) => {
    const date = writtenDate(text);
    return date !== undefined && (test === undefined || test(date.at));
  });
