import type { Dto } from '../dto.ts';
import { rpc } from '../rpc.ts';
import * as schemas from '../schemas/write.ts';
import { creates, deletes, updates } from './write-records.ts';

export const createObjectTypes = creates('SampleTypes');
export const updateObjectTypes = updates('SampleTypes');
export const deleteObjectTypes = deletes('SampleTypes');

export const createCollectionTypes = creates('ExperimentTypes');
export const updateCollectionTypes = updates('ExperimentTypes');
export const deleteCollectionTypes = deletes('ExperimentTypes');

export const createDatasetTypes = creates('DataSetTypes');
export const updateDatasetTypes = updates('DataSetTypes');
export const deleteDatasetTypes = deletes('DataSetTypes');

export const createPropertyTypes = creates('PropertyTypes');
export const updatePropertyTypes = updates('PropertyTypes');
export const deletePropertyTypes = deletes('PropertyTypes');

export const createVocabularies = creates('Vocabularies');
export const updateVocabularies = updates('Vocabularies');
export const deleteVocabularies = deletes('Vocabularies');

/** The id of a term is two codes. */
export const createTerms = rpc<readonly Dto[], readonly { code: string }[]>()({
  method: 'createVocabularyTerms',
  effect: 'create',
  input: schemas.wireObjects,
  params: (creations) => [creations],
  output: schemas.termIds,
});
export const updateTerms = updates('VocabularyTerms');
export const deleteTerms = deletes('VocabularyTerms');

export const createTags = creates('Tags');
export const updateTags = updates('Tags');
export const deleteTags = deletes('Tags');

export const createAnnotations = creates('SemanticAnnotations');
export const updateAnnotations = updates('SemanticAnnotations');
export const deleteAnnotations = deletes('SemanticAnnotations');

export const createRoles = creates('RoleAssignments');
export const deleteRoles = deletes('RoleAssignments');
