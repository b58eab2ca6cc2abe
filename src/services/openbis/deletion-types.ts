import type { CallOptions } from '../../core/options.ts';

/** Something that lies in the trash. */
export interface OpenBisDeletedObject {
  /** permId */
  id?: string | null;
  /** `/SPACE/PROJECT/CODE`, or the code of a dataset. */
  identifier?: string | null;
  entityTypeCode?: string | null;
  /** `SAMPLE`, `EXPERIMENT` or `DATA_SET`. */
  entityKind?: string | null;
}

/** What was thrown away together. */
export interface OpenBisDeletion {
  /** A number, as text. */
  id: string;
  reason?: string | null;
  /** Milliseconds since 1970. */
  deletionDate?: number | null;
  totalExperimentsCount?: number | null;
  totalSamplesCount?: number | null;
  totalDataSetsCount?: number | null;
  deletedObjects?: OpenBisDeletedObject[] | null;
}

/** A deletion, or its id. */
export type OpenBisDeletionRef = string | { readonly id: string };

export interface OpenBisDeletionQuery {
  /** Items in one request. Default 500. */
  pageSize?: number;
  /** Begins with this item, counted from 0. */
  start?: number;
}

export interface OpenBisDeleteOptions extends CallOptions {
  /** True: does not stay in the trash. It cannot be had back. Default false. */
  permanently?: boolean;
}

/** What became of something that was deleted. */
export interface OpenBisTrashed {
  /** Of the deletion in the trash; null when it is gone for good, or when it could not be found after a lost answer. */
  deletion: string | null;
}
