import type {
  OpenBisCollectionFetch,
  OpenBisDatasetFetch,
  OpenBisObjectFetch,
  OpenBisProjectFetch,
  OpenBisSpaceFetch,
} from './fetch-types.ts';
import type { RecordRef, SpaceRef } from './ids.ts';

/**
 * A span of time. A `Date` is an instant; a text is one too (`2024-01-31T10:00:00Z`), or a whole day in UTC
 * (`2024-01-31`): `until` a day is until its end, `after` a day is after its end.
 */
export interface OpenBisRange {
  /** At or later than this. */
  from?: string | Date;
  /** Later than this. */
  after?: string | Date;
  /** At or earlier than this. */
  until?: string | Date;
  /** Earlier than this. */
  before?: string | Date;
}

/** Text to look for; of a list any. `*` stands for any run of characters, `?` for one. */
export type OpenBisText = string | readonly string[];

/** What a property's value must be. Several at once must all hold. */
export interface OpenBisCondition {
  equals?: string | number | boolean | Date;
  /** Any of these. */
  in?: readonly (string | number)[];
  contains?: string;
  startsWith?: string;
  endsWith?: string;
  greaterThan?: number;
  atLeast?: number;
  lessThan?: number;
  atMost?: number;
  /** Of dates. */
  from?: string | Date;
  after?: string | Date;
  until?: string | Date;
  before?: string | Date;
  /** True: has a value; false: has none. */
  exists?: boolean;
}

/** By the code of a property: a value (a text may hold `*` and `?`), or a condition. */
export interface OpenBisWhere {
  [code: string]: string | number | boolean | Date | OpenBisCondition;
}

/** What all searches of records take. Everything that is given must hold. */
export interface OpenBisListQuery<Sort extends string> extends OpenBisPageQuery {
  code?: OpenBisText;
  permId?: string | readonly string[];
  /** When it was made. */
  registered?: OpenBisRange;
  /** When it was last changed. */
  modified?: OpenBisRange;
  /** User name of who made it. */
  registrator?: string;
  /** Default `registrationDate`, oldest first: so what is added meanwhile comes at the end. With `-` the other way round. */
  sort?: Sort | `-${Sort}`;
}

export interface OpenBisRecordQuery {
  /** Code of the type; of a list any. */
  type?: string | readonly string[];
  /** By properties. */
  where?: OpenBisWhere;
  /** Codes of tags; of a list all. */
  tags?: string | readonly string[];
  /** User name of who changed it last. */
  modifier?: string;
  /** In any field. */
  text?: string;
}

export type OpenBisSort = 'code' | 'registrationDate' | 'modificationDate';
/** `identifier`, `type`, or `property:WEIGHT`. */
export type OpenBisRecordSort = OpenBisSort | 'identifier' | 'type' | `property:${string}`;

export interface OpenBisSpaceQuery extends OpenBisListQuery<OpenBisSort> {
  fetch?: OpenBisSpaceFetch;
}

export interface OpenBisProjectQuery extends OpenBisListQuery<OpenBisSort | 'identifier'> {
  space?: SpaceRef;
  /** `/SPACE/PROJECT`; of a list any. */
  identifier?: string | readonly string[];
  fetch?: OpenBisProjectFetch;
}

export interface OpenBisCollectionQuery extends OpenBisListQuery<OpenBisRecordSort>, OpenBisRecordQuery {
  space?: SpaceRef;
  project?: RecordRef;
  /** `/SPACE/PROJECT/COLLECTION`; of a list any. */
  identifier?: string | readonly string[];
  /** All of these must hold; an empty list asks for nothing more. */
  and?: readonly OpenBisCollectionQuery[];
  /** One of these must hold; an empty list is refused, since nothing would be found. */
  or?: readonly OpenBisCollectionQuery[];
  /** This must not hold. */
  not?: OpenBisCollectionQuery;
  fetch?: OpenBisCollectionFetch;
}

export interface OpenBisObjectQuery extends OpenBisListQuery<OpenBisRecordSort>, OpenBisRecordQuery {
  space?: SpaceRef;
  project?: RecordRef;
  collection?: RecordRef;
  /** `/SPACE/PROJECT/OBJECT`, also with the collection in between; of a list any. */
  identifier?: string | readonly string[];
  /** One of its parents is this, or is as described; `true`: it has parents, `false`: it has none. */
  parents?: boolean | RecordRef | OpenBisObjectQuery;
  children?: boolean | RecordRef | OpenBisObjectQuery;
  /** The object that it is a component of. */
  container?: boolean | RecordRef | OpenBisObjectQuery;
  and?: readonly OpenBisObjectQuery[];
  or?: readonly OpenBisObjectQuery[];
  not?: OpenBisObjectQuery;
  fetch?: OpenBisObjectFetch;
}

export interface OpenBisDatasetQuery extends OpenBisListQuery<OpenBisRecordSort>, OpenBisRecordQuery {
  /** Of the object or collection that it belongs to. */
  space?: SpaceRef;
  project?: RecordRef;
  collection?: RecordRef;
  object?: RecordRef;
  parents?: boolean | RecordRef | OpenBisDatasetQuery;
  children?: boolean | RecordRef | OpenBisDatasetQuery;
  container?: boolean | RecordRef | OpenBisDatasetQuery;
  and?: readonly OpenBisDatasetQuery[];
  or?: readonly OpenBisDatasetQuery[];
  not?: OpenBisDatasetQuery;
  fetch?: OpenBisDatasetFetch;
}

/** Where to begin, and how much at a time. */
export interface OpenBisPageQuery {
  /** Items in one request. Default 500. */
  pageSize?: number;
  /** Begins with this item, counted from 0. */
  start?: number;
  /** Begins with this page: `nextCursor` of one that was read. */
  cursor?: string;
}

/** Lists of types, vocabularies and the like. */
export interface OpenBisCodeQuery extends OpenBisPageQuery {
  /** `*` stands for any run of characters, `?` for one; of a list any. */
  code?: OpenBisText;
}

export interface OpenBisTermQuery extends OpenBisCodeQuery {
  /** Code of the vocabulary. */
  vocabulary?: string;
}

export interface OpenBisPersonQuery extends OpenBisPageQuery {
  /** User name; `*` and `?` as elsewhere. */
  userId?: OpenBisText;
  lastName?: string;
  email?: string;
}

export interface OpenBisRoleQuery extends OpenBisPageQuery {
  /** User name. */
  user?: string;
  /** Code of a group. */
  group?: string;
  space?: SpaceRef;
  project?: RecordRef;
}
