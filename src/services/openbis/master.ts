import type { Runner } from '../../core/http/context.ts';
import type { Endpoint, PagedEndpoint } from '../../core/http/endpoint.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import * as master from './endpoints/master.ts';
import type { Asked } from './endpoints/read.ts';
import type { EntityKind, TermRef } from './ids.ts';
import * as plans from './master-plans.ts';
import type {
  NewOpenBisAssignment,
  NewOpenBisDatasetType,
  NewOpenBisObjectType,
  NewOpenBisPropertyType,
  NewOpenBisTerm,
  NewOpenBisType,
  NewOpenBisVocabulary,
  OpenBisDatasetTypeChange,
  OpenBisObjectTypeChange,
  OpenBisPropertyTypeChange,
  OpenBisTermChange,
  OpenBisTypeChange,
  OpenBisVocabularyChange,
} from './master-write-types.ts';
import { getOne, isThere } from './one.ts';
import type { OpenBisCodeQuery, OpenBisTermQuery } from './query-types.ts';
import type {
  OpenBisCollectionType,
  OpenBisDatasetType,
  OpenBisObjectType,
  OpenBisPropertyAssignment,
  OpenBisPropertyType,
  OpenBisTerm,
  OpenBisVocabulary,
} from './types.ts';
import {
  assignProperty,
  type CodedPlan,
  createCoded,
  deleteCoded,
  unassignProperty,
  updateCoded,
} from './write-master.ts';
import { createTerms, deleteTerms, updateTerm } from './write-others.ts';

type Getter<Item> = Endpoint<Asked<string>, (Item | undefined)[]>;

/** What all things that are known by a code have in common. */
export abstract class OpenBisCoded<Item extends { code: string }> {
  /** @internal */
  constructor(
    protected readonly run: Runner,
    private readonly searches: PagedEndpoint<OpenBisCodeQuery, Item>,
    private readonly gets: Getter<Item>,
  ) {}

  /** All of them, or those with a code: `list({ code: 'EXP*' })`. In the order of their codes. */
  list(query: OpenBisCodeQuery = {}, options?: CallOptions): Pager<Item> {
    return this.run.pages(this.searches, query, options);
  }

  /**
   * One by its code.
   * @throws NotFound there is none
   */
  get(code: string, options?: CallOptions): Promise<Item> {
    return getOne(this.run, this.gets, code, options);
  }

  exists(code: string, options?: CallOptions): Promise<boolean> {
    return isThere(this.run, this.gets, code, options);
  }
}

/** Those that can be made and changed. */
export abstract class OpenBisWritable<
  Item extends { code: string },
  New extends { code: string },
  Change,
> extends OpenBisCoded<Item> {
  /** @internal */
  constructor(
    run: Runner,
    searches: PagedEndpoint<OpenBisCodeQuery, Item>,
    gets: Getter<Item>,
    protected readonly plan: CodedPlan<Item, New, Change>,
  ) {
    super(run, searches, gets);
  }

  /**
   * Makes one. Safe after a lost answer: it is looked up by its code.
   * @throws Conflict there is one of this code
   * @throws Forbidden only administrators may
   */
  create(item: New, options?: CallOptions): Promise<{ code: string }> {
    return createCoded(this.run, this.plan, item, options);
  }

  /** Changes what is named. */
  update(code: string, change: Change, options?: CallOptions): Promise<void> {
    return updateCoded(this.run, this.plan, code, change, options);
  }

  /**
   * Deletes them at once and for good.
   * @param reason kept by the repository
   * @throws RejectedError one is in use
   */
  delete(codes: string | readonly string[], reason: string, options?: CallOptions): Promise<void> {
    return deleteCoded(this.run, this.plan, codes, reason, options);
  }
}

/** Types that have properties. */
export abstract class OpenBisTypes<
  Item extends { code: string; propertyAssignments?: OpenBisPropertyAssignment[] | null },
  New extends NewOpenBisType,
  Change,
> extends OpenBisWritable<Item, New, Change> {
  /** The properties of a type, in the order of its form, with their data types, vocabularies and object types. */
  async propertyAssignments(type: string, options?: CallOptions): Promise<OpenBisPropertyAssignment[]> {
    return (await this.get(type, options)).propertyAssignments ?? [];
  }

  /**
   * Puts a property into the form of a type.
   * @throws RejectedError it is there already, or is mandatory and records that are there would be without a value
   */
  assign(type: string, assignment: NewOpenBisAssignment, options?: CallOptions): Promise<void> {
    return assignProperty(this.run, this.#typePlan(), type, assignment, options);
  }

  /**
   * Takes a property out of the form of a type.
   * @throws RejectedError records have values for it, and `withValues` is not set: with it the values are lost
   */
  unassign(type: string, property: string, options?: CallOptions & { withValues?: boolean }): Promise<void> {
    return unassignProperty(this.run, this.#typePlan(), type, property, options);
  }

  #typePlan() {
    const { noun, update, id, change } = this.plan;
    const kind = id('').entityKind as EntityKind;
    const updateType = change('', {} as Change)['@type'];
    const assigned = (type: string, call: CallOptions) => this.propertyAssignments(type, call);
    return { noun, kind, updateType, update, assigned };
  }
}

/** Types of objects. */
export class OpenBisObjectTypes extends OpenBisTypes<
  OpenBisObjectType,
  NewOpenBisObjectType,
  OpenBisObjectTypeChange
> {
  /** @internal */
  constructor(run: Runner) {
    super(run, master.searchObjectTypes, master.getObjectTypes, plans.objectTypes);
  }
}

/** Types of collections. */
export class OpenBisCollectionTypes extends OpenBisTypes<
  OpenBisCollectionType,
  NewOpenBisType,
  OpenBisTypeChange
> {
  /** @internal */
  constructor(run: Runner) {
    super(run, master.searchCollectionTypes, master.getCollectionTypes, plans.collectionTypes);
  }
}

/** Types of datasets. */
export class OpenBisDatasetTypes extends OpenBisTypes<
  OpenBisDatasetType,
  NewOpenBisDatasetType,
  OpenBisDatasetTypeChange
> {
  /** @internal */
  constructor(run: Runner) {
    super(run, master.searchDatasetTypes, master.getDatasetTypes, plans.datasetTypes);
  }
}

/** Properties, wherever they are used. */
export class OpenBisPropertyTypes extends OpenBisWritable<
  OpenBisPropertyType,
  NewOpenBisPropertyType,
  OpenBisPropertyTypeChange
> {
  /** @internal */
  constructor(run: Runner) {
    super(run, master.searchPropertyTypes, master.getPropertyTypes, plans.propertyTypes);
  }
}

/** Controlled vocabularies. `get` brings the terms along, `list` does not. */
export class OpenBisVocabularies extends OpenBisWritable<
  OpenBisVocabulary,
  NewOpenBisVocabulary,
  OpenBisVocabularyChange
> {
  /** @internal */
  constructor(run: Runner) {
    super(run, master.searchVocabularies, master.getVocabularies, plans.vocabularies);
  }

  /** The terms of a vocabulary, in its own order. */
  terms(
    vocabulary: string,
    query: Omit<OpenBisTermQuery, 'vocabulary'> = {},
    options?: CallOptions,
  ): Pager<OpenBisTerm> {
    return this.run.pages(master.searchTerms, { ...query, vocabulary }, options);
  }

  /**
   * Adds terms to a vocabulary, all of them or none.
   * @throws Conflict one of them is there already
   */
  createTerms(vocabulary: string, terms: readonly NewOpenBisTerm[], options?: CallOptions): Promise<void> {
    return createTerms(this.run, vocabulary, terms, options);
  }

  /** Changes what is named of a term, and moves it. */
  updateTerm(term: TermRef, change: OpenBisTermChange, options?: CallOptions): Promise<void> {
    return updateTerm(this.run, term, change, options);
  }

  /**
   * Deletes terms at once and for good.
   * @param reason kept by the repository
   * @throws RejectedError one is in use
   */
  deleteTerms(terms: TermRef | readonly TermRef[], reason: string, options?: CallOptions): Promise<void> {
    return deleteTerms(this.run, terms, reason, options);
  }
}
