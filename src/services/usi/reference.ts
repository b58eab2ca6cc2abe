import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import {
  getChecklist,
  getDataType,
  getStatusDescription,
  listChecklists,
  listChecklistsOf,
  listDataTypes,
  listStatusDescriptions,
  listSubmissionPlans,
  type UsiStatusTable,
} from './endpoints/reference.ts';
import type { UsiPageQuery } from './endpoints/shared.ts';
import type { UsiReference, UsiStatusDescription } from './types.ts';

/** Tables of the states that submissions, documents and releases can be in. */
export class UsiStatusDescriptions {
  constructor(private readonly run: Runner) {}

  list(table: UsiStatusTable, query: UsiPageQuery = {}, options?: CallOptions): Pager<UsiStatusDescription> {
    return this.run.pages(listStatusDescriptions, { ...query, table }, options);
  }

  get(table: UsiStatusTable, name: string, options?: CallOptions): Promise<UsiStatusDescription> {
    return this.run(getStatusDescription, { table, name }, options);
  }
}

/** Kinds of documents. */
export class UsiDataTypes {
  constructor(private readonly run: Runner) {}

  list(query: UsiPageQuery = {}, options?: CallOptions): Pager<UsiReference> {
    return this.run.pages(listDataTypes, query, options);
  }

  get(name: string, options?: CallOptions): Promise<UsiReference> {
    return this.run(getDataType, { name }, options);
  }
}

/** What documents of a kind should say of themselves. */
export class UsiChecklists {
  constructor(private readonly run: Runner) {}

  list(query: UsiPageQuery = {}, options?: CallOptions): Pager<UsiReference> {
    return this.run.pages(listChecklists, query, options);
  }

  get(name: string, options?: CallOptions): Promise<UsiReference> {
    return this.run(getChecklist, { name }, options);
  }

  listByDataType(dataType: string, query: UsiPageQuery = {}, options?: CallOptions): Pager<UsiReference> {
    return this.run.pages(listChecklistsOf, { ...query, dataType }, options);
  }
}

/** Kinds of submissions. */
export class UsiSubmissionPlans {
  constructor(private readonly run: Runner) {}

  list(query: UsiPageQuery = {}, options?: CallOptions): Pager<UsiReference> {
    return this.run.pages(listSubmissionPlans, query, options);
  }
}
