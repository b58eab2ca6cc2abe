export * from '../../core/index.ts';
export { OpenBis, type OpenBisOptions } from './client.ts';
export { OpenBisDatasets } from './datasets.ts';
export type {
  OpenBisDeletedObject,
  OpenBisDeleteOptions,
  OpenBisDeletion,
  OpenBisDeletionQuery,
  OpenBisDeletionRef,
  OpenBisTrashed,
} from './deletion-types.ts';
export { OpenBisDeletions } from './deletions.ts';
export { type RefusalKind, refusalKind } from './explain.ts';
export type {
  OpenBisCollectionFetch,
  OpenBisDatasetFetch,
  OpenBisObjectFetch,
  OpenBisPart,
  OpenBisProjectFetch,
  OpenBisSpaceFetch,
} from './fetch-types.ts';
export { crc32Of, treeOf } from './file-tree.ts';
export type {
  OpenBisDownload,
  OpenBisDownloadedFile,
  OpenBisDownloadOptions,
  OpenBisFile,
  OpenBisFolder,
} from './file-types.ts';
export { OpenBisCollections, OpenBisProjects, OpenBisSpaces } from './folders.ts';
export type { CreationRef, RecordRef, SpaceRef, TermRef } from './ids.ts';
export type { OpenBisManyOptions } from './many.ts';
export {
  OpenBisCoded,
  OpenBisCollectionTypes,
  OpenBisDatasetTypes,
  OpenBisObjectTypes,
  OpenBisPropertyTypes,
  OpenBisTypes,
  OpenBisVocabularies,
  OpenBisWritable,
} from './master.ts';
export type {
  NewOpenBisAnnotation,
  NewOpenBisAssignment,
  NewOpenBisDatasetType,
  NewOpenBisObjectType,
  NewOpenBisPropertyType,
  NewOpenBisRole,
  NewOpenBisTag,
  NewOpenBisTerm,
  NewOpenBisType,
  NewOpenBisVocabulary,
  OpenBisAnnotationChange,
  OpenBisDatasetTypeChange,
  OpenBisObjectTypeChange,
  OpenBisPropertyTypeChange,
  OpenBisTermChange,
  OpenBisTypeChange,
  OpenBisVocabularyChange,
} from './master-write-types.ts';
export { objectGraph } from './object-graph.ts';
export { OpenBisObjects } from './objects.ts';
export type { OpenBisGetOptions } from './one.ts';
export type {
  OpenBisOperation,
  OpenBisOperationOptions,
  OpenBisOperationResult,
} from './operation-types.ts';
export { OpenBisCodes, OpenBisCustomServices, OpenBisOperations } from './operations.ts';
export type { NewOpenBisToken, OpenBisTokenQuery, OpenBisTokenRecord } from './pat-types.ts';
export { OpenBisToken, OpenBisTokens } from './pats.ts';
export {
  OpenBisDataStores,
  OpenBisGroups,
  OpenBisPersons,
  OpenBisPlugins,
  OpenBisRoleAssignments,
  OpenBisSemanticAnnotations,
  OpenBisTags,
} from './people.ts';
export type {
  OpenBisCodeQuery,
  OpenBisCollectionQuery,
  OpenBisCondition,
  OpenBisDatasetQuery,
  OpenBisListQuery,
  OpenBisObjectQuery,
  OpenBisPageQuery,
  OpenBisPersonQuery,
  OpenBisProjectQuery,
  OpenBisRange,
  OpenBisRecordQuery,
  OpenBisRecordSort,
  OpenBisRoleQuery,
  OpenBisSort,
  OpenBisSpaceQuery,
  OpenBisTermQuery,
  OpenBisText,
  OpenBisWhere,
} from './query-types.ts';
export { type OpenBisAccount, openbis } from './session.ts';
export type { OpenBisServerInformation, OpenBisSessionInformation } from './session-types.ts';
export { toTable } from './table.ts';
export { typedValues } from './typed-values.ts';
export type {
  OpenBisCollection,
  OpenBisCollectionType,
  OpenBisDataStore,
  OpenBisDataset,
  OpenBisDatasetType,
  OpenBisDataType,
  OpenBisEntityType,
  OpenBisGroup,
  OpenBisLinkedData,
  OpenBisObject,
  OpenBisObjectType,
  OpenBisPerson,
  OpenBisPhysicalData,
  OpenBisPlugin,
  OpenBisProject,
  OpenBisProperties,
  OpenBisPropertyAssignment,
  OpenBisPropertyType,
  OpenBisPropertyValue,
  OpenBisRecord,
  OpenBisRoleAssignment,
  OpenBisSemanticAnnotation,
  OpenBisSpace,
  OpenBisTag,
  OpenBisTerm,
  OpenBisVocabulary,
} from './types.ts';
export type {
  OpenBisUpload,
  OpenBisUploaded,
  OpenBisUploadFile,
  OpenBisUploadOptions,
  OpenBisUploadPlan,
} from './upload-types.ts';
export type { OpenBisTypedValue, OpenBisTypedValues } from './value-types.ts';
export type {
  NewOpenBisCollection,
  NewOpenBisDataset,
  NewOpenBisObject,
  NewOpenBisProject,
  NewOpenBisSpace,
  OpenBisCollectionChange,
  OpenBisCreated,
  OpenBisDatasetChange,
  OpenBisDatasetRef,
  OpenBisFreezing,
  OpenBisListChange,
  OpenBisObjectChange,
  OpenBisProjectChange,
  OpenBisRef,
  OpenBisSpaceChange,
  OpenBisValue,
  OpenBisValues,
} from './write-types.ts';
