import { dto } from './dto.ts';
import * as read from './endpoints/master.ts';
import * as write from './endpoints/write-master.ts';
import {
  type EntityKind,
  pluginId,
  propertyTypeId,
  termId,
  typeId,
  vocabularyId,
  type WireId,
} from './ids.ts';
import type * as types from './master-write-types.ts';
import * as schemas from './schemas/master-write.ts';
import type {
  OpenBisCollectionType,
  OpenBisDatasetType,
  OpenBisObjectType,
  OpenBisPropertyType,
  OpenBisVocabulary,
} from './types.ts';
import { setTo } from './updates.ts';
import { assignmentCreation, type CodedPlan, changed } from './write-master.ts';

const pluginIn = (name: string | null | undefined): WireId | null | undefined =>
  name === undefined || name === null ? name : pluginId(name);

const typeCreation =
  (name: string) =>
  ({ properties, validationPlugin, ...more }: types.NewOpenBisType) =>
    dto(name, {
      ...more,
      propertyAssignments: properties?.map(assignmentCreation),
      validationPluginId: pluginIn(validationPlugin),
    });

const typeUpdate =
  (name: string, kind: EntityKind) =>
  (code: string, { validationPlugin, ...more }: types.OpenBisTypeChange) =>
    dto(name, {
      typeId: typeId(code, kind),
      ...changed(more),
      validationPluginId: setTo(pluginIn(validationPlugin)),
    });

export const objectTypes: CodedPlan<
  OpenBisObjectType,
  types.NewOpenBisObjectType,
  types.OpenBisObjectTypeChange
> = {
  noun: 'objectTypes',
  newSchema: schemas.newObjectType,
  changeSchema: schemas.objectTypeChange,
  create: write.createObjectTypes,
  update: write.updateObjectTypes,
  remove: write.deleteObjectTypes,
  options: 'sample.delete.SampleType',
  creation: typeCreation('as.dto.sample.create.SampleTypeCreation'),
  change: typeUpdate('as.dto.sample.update.SampleTypeUpdate', 'SAMPLE'),
  id: (code) => typeId(code, 'SAMPLE'),
  find: async (run, code, call) => (await run(read.getObjectTypes, { refs: [code] }, call))[0],
};

export const collectionTypes: CodedPlan<
  OpenBisCollectionType,
  types.NewOpenBisType,
  types.OpenBisTypeChange
> = {
  noun: 'collectionTypes',
  newSchema: schemas.newCollectionType,
  changeSchema: schemas.collectionTypeChange,
  create: write.createCollectionTypes,
  update: write.updateCollectionTypes,
  remove: write.deleteCollectionTypes,
  options: 'experiment.delete.ExperimentType',
  creation: typeCreation('as.dto.experiment.create.ExperimentTypeCreation'),
  change: typeUpdate('as.dto.experiment.update.ExperimentTypeUpdate', 'EXPERIMENT'),
  id: (code) => typeId(code, 'EXPERIMENT'),
  find: async (run, code, call) => (await run(read.getCollectionTypes, { refs: [code] }, call))[0],
};

export const datasetTypes: CodedPlan<
  OpenBisDatasetType,
  types.NewOpenBisDatasetType,
  types.OpenBisDatasetTypeChange
> = {
  noun: 'datasetTypes',
  newSchema: schemas.newDatasetType,
  changeSchema: schemas.datasetTypeChange,
  create: write.createDatasetTypes,
  update: write.updateDatasetTypes,
  remove: write.deleteDatasetTypes,
  options: 'dataset.delete.DataSetType',
  creation: typeCreation('as.dto.dataset.create.DataSetTypeCreation'),
  change: typeUpdate('as.dto.dataset.update.DataSetTypeUpdate', 'DATA_SET'),
  id: (code) => typeId(code, 'DATA_SET'),
  find: async (run, code, call) => (await run(read.getDatasetTypes, { refs: [code] }, call))[0],
};

export const propertyTypes: CodedPlan<
  OpenBisPropertyType,
  types.NewOpenBisPropertyType,
  types.OpenBisPropertyTypeChange
> = {
  noun: 'propertyTypes',
  newSchema: schemas.newPropertyType,
  changeSchema: schemas.propertyTypeChange,
  create: write.createPropertyTypes,
  update: write.updatePropertyTypes,
  remove: write.deletePropertyTypes,
  options: 'property.delete.PropertyType',
  creation: ({ vocabulary, objectType, ...more }) =>
    dto('as.dto.property.create.PropertyTypeCreation', {
      ...more,
      vocabularyId: vocabulary === undefined ? undefined : vocabularyId(vocabulary),
      sampleTypeId: objectType === undefined ? undefined : typeId(objectType, 'SAMPLE'),
    }),
  change: (code, change) =>
    dto('as.dto.property.update.PropertyTypeUpdate', { typeId: propertyTypeId(code), ...changed(change) }),
  id: propertyTypeId,
  find: async (run, code, call) => (await run(read.getPropertyTypes, { refs: [code] }, call))[0],
};

export const termCreation = (vocabulary: string | undefined, { after, ...term }: types.NewOpenBisTerm) =>
  dto('as.dto.vocabulary.create.VocabularyTermCreation', {
    ...term,
    official: term.official ?? true,
    vocabularyId: vocabulary === undefined ? undefined : vocabularyId(vocabulary),
    previousTermId:
      after === undefined || vocabulary === undefined ? undefined : termId({ code: after, vocabulary }),
  });

export const vocabularies: CodedPlan<
  OpenBisVocabulary,
  types.NewOpenBisVocabulary,
  types.OpenBisVocabularyChange
> = {
  noun: 'vocabularies',
  newSchema: schemas.newVocabulary,
  changeSchema: schemas.vocabularyChange,
  create: write.createVocabularies,
  update: write.updateVocabularies,
  remove: write.deleteVocabularies,
  options: 'vocabulary.delete.Vocabulary',
  creation: ({ terms, ...more }) =>
    dto('as.dto.vocabulary.create.VocabularyCreation', {
      chosenFromList: true,
      ...more,
      terms: terms?.map((term) => termCreation(undefined, term)),
    }),
  change: (code, change) =>
    dto('as.dto.vocabulary.update.VocabularyUpdate', {
      vocabularyId: vocabularyId(code),
      ...changed(change),
    }),
  id: vocabularyId,
  find: async (run, code, call) => (await run(read.getVocabularies, { refs: [code] }, call))[0],
};
