import type { WireValues } from './creations.ts';
import { type Dto, dto } from './dto.ts';
import {
  collectionId,
  datasetId,
  objectId,
  personId,
  projectId,
  type RecordRef,
  type SpaceRef,
  spaceId,
  tagId,
  type WireId,
} from './ids.ts';
import type {
  OpenBisCollectionChange,
  OpenBisDatasetChange,
  OpenBisDatasetRef,
  OpenBisListChange,
  OpenBisObjectChange,
  OpenBisProjectChange,
  OpenBisSpaceChange,
} from './write-types.ts';

const UPDATE = 'as.dto.common.update';

/** A new value of one member; undefined leaves it out, and so as it is. */
export const setTo = (value: unknown): Dto | undefined =>
  value === undefined ? undefined : dto(`${UPDATE}.FieldUpdateValue`, { isModified: true, value });

/** The same for a member that names a record: null takes it away. */
const moved = <T>(ref: T | null | undefined, id: (ref: T) => WireId): Dto | undefined =>
  setTo(ref === undefined || ref === null ? ref : id(ref));

/**
 * Add and remove name only what changes; `set` replaces the list, also what others put into it meanwhile. A change with
 * nothing in it is left out.
 */
export function listOf<T>(
  change: OpenBisListChange<T> | undefined,
  item: (value: T) => unknown,
  type = 'IdListUpdateValue',
  more: Record<string, unknown> = {},
): Dto | undefined {
  if (!change) return undefined;
  const actions = [
    ['Set', change.set],
    ['Remove', change.remove],
    ['Add', change.add],
  ] as const;
  const used = actions.filter(([name, items]) => items && (name === 'Set' || items.length > 0));
  if (used.length === 0) return undefined;
  return dto(type.includes('.') ? type : `${UPDATE}.${type}`, {
    actions: used.map(([name, items]) =>
      dto(`${UPDATE}.ListUpdateAction${name}`, { items: (items ?? []).map(item) }),
    ),
    ...more,
  });
}

function frozen({ freeze, freezeFor = [] }: { freeze?: true; freezeFor?: readonly string[] }) {
  return {
    ...(freeze && { freeze: true }),
    ...Object.fromEntries(
      freezeFor.map((part) => [`freezeFor${part.charAt(0).toUpperCase()}${part.slice(1)}`, true]),
    ),
  };
}

export const spaceUpdate = (space: SpaceRef, change: OpenBisSpaceChange): Dto =>
  dto('as.dto.space.update.SpaceUpdate', {
    spaceId: spaceId(space),
    description: setTo(change.description),
    ...frozen(change),
  });

export const projectUpdate = (project: RecordRef, change: OpenBisProjectChange): Dto =>
  dto('as.dto.project.update.ProjectUpdate', {
    projectId: projectId(project),
    description: setTo(change.description),
    leaderId: moved(change.leader, personId),
    spaceId: moved(change.space, spaceId),
    ...frozen(change),
  });

export const collectionUpdate = (
  collection: RecordRef,
  change: OpenBisCollectionChange,
  properties: WireValues | undefined,
): Dto =>
  dto('as.dto.experiment.update.ExperimentUpdate', {
    experimentId: collectionId(collection),
    properties,
    projectId: moved(change.project, projectId),
    tagIds: listOf(change.tags, tagId),
    ...frozen(change),
  });

export const objectUpdate = (
  object: RecordRef,
  change: OpenBisObjectChange,
  properties: WireValues | undefined,
  /** Where it goes, when it moves. */
  folder: { spaceId?: WireId | null; projectId?: WireId | null; experimentId?: WireId | null },
): Dto =>
  dto('as.dto.sample.update.SampleUpdate', {
    sampleId: objectId(object),
    properties,
    spaceId: setTo(folder.spaceId),
    projectId: setTo(folder.projectId),
    experimentId: setTo(folder.experimentId),
    parentIds: listOf(change.parents, objectId),
    childIds: listOf(change.children, objectId),
    componentIds: listOf(change.components, objectId),
    containerId: moved(change.container, objectId),
    tagIds: listOf(change.tags, tagId),
    ...frozen(change),
  });

export const datasetUpdate = (
  dataset: OpenBisDatasetRef,
  change: OpenBisDatasetChange,
  properties: WireValues | undefined,
): Dto =>
  dto('as.dto.dataset.update.DataSetUpdate', {
    dataSetId: datasetId(dataset),
    properties,
    sampleId: moved(change.object, objectId),
    experimentId: moved(change.collection, collectionId),
    parentIds: listOf(change.parents, datasetId),
    childIds: listOf(change.children, datasetId),
    componentIds: listOf(change.components, datasetId),
    containerIds: listOf(change.containers, datasetId),
    tagIds: listOf(change.tags, tagId),
    ...frozen(change),
  });
