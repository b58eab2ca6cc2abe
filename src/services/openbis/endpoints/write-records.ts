import { type Dto, dto } from '../dto.ts';
import type { EntityKind, WireId } from '../ids.ts';
import { rpc } from '../rpc.ts';
import * as common from '../schemas/common.ts';
import * as schemas from '../schemas/write.ts';

type Created = readonly string[];

/** Creations go as one list: all of them are made, or none. */
export const creates = (plural: string) =>
  rpc<readonly Dto[], Created>()({
    method: `create${plural}`,
    effect: 'create',
    input: schemas.wireObjects,
    params: (creations) => [creations],
    output: common.ids,
  });

/** Updates name only what changes, so that sent again they change nothing more. */
export const updates = (plural: string) =>
  rpc<readonly Dto[], null>()({
    method: `update${plural}`,
    effect: 'replace',
    input: schemas.wireObjects,
    params: (changes) => [changes],
    output: common.nothing,
  });

export interface Deletion {
  ids: readonly WireId[];
  options: Dto;
}

/** Gives the number of the deletion for what goes to the trash, null for what is gone at once. */
export const deletes = (plural: string) =>
  rpc<Deletion, string | null>()({
    method: `delete${plural}`,
    effect: 'delete',
    input: schemas.deletion,
    params: ({ ids, options }) => [ids, options],
    output: schemas.deletionId,
  });

export const createSpaces = creates('Spaces');
export const createProjects = creates('Projects');
export const createCollections = creates('Experiments');
export const createObjects = creates('Samples');
export const createDatasets = creates('DataSets');

export const updateSpaces = updates('Spaces');
export const updateProjects = updates('Projects');
export const updateCollections = updates('Experiments');
export const updateObjects = updates('Samples');
export const updateDatasets = updates('DataSets');

export const deleteSpaces = deletes('Spaces');
export const deleteProjects = deletes('Projects');
export const deleteCollections = deletes('Experiments');
export const deleteObjects = deletes('Samples');
export const deleteDatasets = deletes('DataSets');

/** Both end the deletion: sent again, there is none any more. */
const ends = (method: 'confirmDeletions' | 'revertDeletions') =>
  rpc<readonly WireId[], null>()({
    method,
    effect: 'delete',
    input: schemas.wireObjects,
    params: (ids) => [ids],
    output: common.nothing,
  });
export const confirmDeletions = ends('confirmDeletions');
export const revertDeletions = ends('revertDeletions');

/** Takes numbers from a counter and stores no record: one that was given out and is not used does no harm. */
export const createCodes = rpc<{ prefix: string; kind: EntityKind; count: number }, readonly string[]>()({
  method: 'createCodes',
  effect: 'read',
  input: schemas.codesQuery,
  params: ({ prefix, kind, count }) => [prefix, kind, count],
  output: schemas.codes,
});

export const createPermIds = rpc<number, readonly string[]>()({
  method: 'createPermIdStrings',
  effect: 'read',
  input: schemas.countQuery,
  params: (count) => [count],
  output: schemas.codes,
});

/** What a service of the server's own does, nobody knows: never sent again after a doubt. */
export const executeCustomService = rpc<{ code: string; parameters: object }, unknown>()({
  method: 'executeCustomASService',
  effect: 'create',
  input: schemas.serviceCall,
  params: ({ code, parameters }) => [
    dto('as.dto.service.id.CustomASServiceCode', { permId: code }),
    dto('as.dto.service.CustomASServiceExecutionOptions', { parameters }),
  ],
  output: common.anything,
  anyJson: true,
});

/** One transaction: all of it is done, or nothing. */
export const executeOperations = rpc<
  { operations: readonly Dto[]; inOrder: boolean },
  readonly (Readonly<Record<string, unknown>> | null)[],
  { results: readonly (Readonly<Record<string, unknown>> | null)[] }
>()({
  method: 'executeOperations',
  effect: 'create',
  input: schemas.operations,
  params: ({ operations, inOrder }) => [
    operations,
    dto('as.dto.operation.SynchronousOperationExecutionOptions', { executeInOrder: inOrder }),
  ],
  output: schemas.operationResults,
  result: ({ results }) => results,
});
