import type { CallOptions } from '../../core/options.ts';
import type { RecordRef, SpaceRef } from './ids.ts';
import type {
  NewOpenBisCollection,
  NewOpenBisDataset,
  NewOpenBisObject,
  NewOpenBisProject,
  NewOpenBisSpace,
  OpenBisCollectionChange,
  OpenBisDatasetChange,
  OpenBisDatasetRef,
  OpenBisObjectChange,
  OpenBisProjectChange,
  OpenBisSpaceChange,
} from './write-types.ts';

/** One step of a transaction. Records that are made name each other by `creationId`. */
export type OpenBisOperation =
  | { createSpaces: readonly NewOpenBisSpace[] }
  | { createProjects: readonly NewOpenBisProject[] }
  | { createCollections: readonly NewOpenBisCollection[] }
  | { createObjects: readonly NewOpenBisObject[] }
  | { createDatasets: readonly NewOpenBisDataset[] }
  | { updateSpaces: readonly { space: SpaceRef; change: OpenBisSpaceChange }[] }
  | { updateProjects: readonly { project: RecordRef; change: OpenBisProjectChange }[] }
  | { updateCollections: readonly { collection: RecordRef; change: OpenBisCollectionChange }[] }
  | { updateObjects: readonly { object: RecordRef; change: OpenBisObjectChange }[] }
  | { updateDatasets: readonly { dataset: OpenBisDatasetRef; change: OpenBisDatasetChange }[] }
  | { deleteSpaces: readonly SpaceRef[]; reason: string }
  | { deleteProjects: readonly RecordRef[]; reason: string }
  | { deleteCollections: readonly RecordRef[]; reason: string }
  | { deleteObjects: readonly RecordRef[]; reason: string }
  | { deleteDatasets: readonly OpenBisDatasetRef[]; reason: string }
  /** Any other operation of the server, as it goes over the wire. */
  | { wire: { '@type': string; [member: string]: unknown } };

/** What became of one step. */
export interface OpenBisOperationResult {
  /** permIds of what was made or changed, in the order in which it was given. */
  objectIds?: string[];
  /** Of what went into the trash. */
  deletionId?: string | null;
  [member: string]: unknown;
}

export interface OpenBisOperationOptions extends CallOptions {
  /**
   * True: in the order of the list. False (default): the server deletes first, then creates (spaces before projects, before
   * collections, objects, datasets), then updates.
   */
  inOrder?: boolean;
}
