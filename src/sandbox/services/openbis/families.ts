import type { AnyRow, Kind } from './kind.ts';
import { permId } from './kind.ts';
import type { EntityKind, TableName } from './model.ts';
import type { Obj } from './params.ts';
import { toTrash } from './trash.ts';
import { Dto, type Wire } from './wire.ts';
import type { Work } from './work.ts';
import { createDataSets, updateDataSet } from './write-data-sets.ts';
import {
  createExperiment,
  createProject,
  createSpace,
  deleteProject,
  deleteSpace,
  updateExperiment,
  updateProject,
  updateSpace,
} from './write-folders.ts';
import {
  createAnnotation,
  createExternalDms,
  createGroup,
  createPerson,
  createPlugin,
  createRole,
  createTag,
  deleteGroup,
  deleteTag,
  noToken,
  updateAnnotation,
  updateExternalDms,
  updateGroup,
  updatePerson,
  updatePlugin,
  updateTag,
} from './write-others.ts';
import { createPat, updatePat } from './write-pats.ts';
import { createSamples, updateSample } from './write-samples.ts';
import {
  createEntityType,
  createPropertyType,
  createVocabulary,
  deleteEntityType,
  deletePropertyType,
  updateEntityType,
  updatePropertyType,
} from './write-types.ts';
import {
  createTerm,
  deleteTerm,
  deleteVocabulary,
  updateTerm,
  updateVocabulary,
} from './write-vocabularies.ts';

/** One kind of record with the methods there are for it. */
export interface Family {
  /** As in `createSamples`. */
  plural: string;
  /** As in `SampleCreation`, where it is not the singular of `plural`. */
  dto?: string;
  table: TableName;
  /** For entity types, which share a table. */
  kind?: EntityKind;
  get?: false;
  search?: false;
  create?(work: Work, creations: readonly Obj[]): string[];
  update?(work: Work, update: Obj): string;
  /** Gives what the method answers: null, or the id of a deletion. */
  remove?(work: Work, ids: readonly string[], options: Obj): Wire;
}

const oneByOne =
  (table: TableName, create: (work: Work, creation: Obj) => string) =>
  (work: Work, creations: readonly Obj[]): string[] =>
    work.each('creating', creations, (creation) => {
      const id = create(work, creation);
      work.remember(creation, table, id);
      return id;
    });

const forGood =
  (remove: (work: Work, id: string, options: Obj) => void) =>
  (work: Work, ids: readonly string[], options: Obj): null => {
    for (const id of ids) remove(work, id, options);
    return null;
  };

const trashed =
  (table: 'experiment' | 'sample' | 'dataSet') =>
  (work: Work, ids: readonly string[], options: Obj): Wire => {
    if (ids.length === 0) return null;
    const id = toTrash(work, table, ids, options);
    return new Dto('as.dto.deletion.id.DeletionTechId', { techId: Number(id), id });
  };

/** Rows that nothing else hangs on. */
const simply = (table: TableName, before?: (work: Work, id: string) => void) =>
  forGood((work, id) => {
    before?.(work, id);
    work.store.tables[table].delete(id);
  });

const adminOnly = (work: Work): void => work.rights.need('ADMIN', null);

const entityTypes = (plural: string, kind: EntityKind): Family => ({
  plural,
  table: 'entityType',
  kind,
  create: oneByOne('entityType', (work, creation) => createEntityType(work, kind, creation)),
  update: (work, update) => updateEntityType(work, kind, update),
  remove: forGood(deleteEntityType),
});

export const FAMILIES: readonly Family[] = [
  {
    plural: 'Spaces',
    table: 'space',
    create: oneByOne('space', createSpace),
    update: updateSpace,
    remove: forGood(deleteSpace),
  },
  {
    plural: 'Projects',
    table: 'project',
    create: oneByOne('project', createProject),
    update: updateProject,
    remove: forGood(deleteProject),
  },
  {
    plural: 'Experiments',
    table: 'experiment',
    create: oneByOne('experiment', createExperiment),
    update: updateExperiment,
    remove: trashed('experiment'),
  },
  {
    plural: 'Samples',
    table: 'sample',
    create: createSamples,
    update: updateSample,
    remove: trashed('sample'),
  },
  {
    plural: 'DataSets',
    table: 'dataSet',
    create: createDataSets,
    update: updateDataSet,
    remove: trashed('dataSet'),
  },
  entityTypes('ExperimentTypes', 'EXPERIMENT'),
  entityTypes('SampleTypes', 'SAMPLE'),
  entityTypes('DataSetTypes', 'DATA_SET'),
  entityTypes('MaterialTypes', 'MATERIAL'),
  {
    plural: 'PropertyTypes',
    table: 'propertyType',
    create: oneByOne('propertyType', createPropertyType),
    update: updatePropertyType,
    remove: forGood(deletePropertyType),
  },
  { plural: 'PropertyAssignments', table: 'propertyAssignment', get: false },
  {
    plural: 'Plugins',
    table: 'plugin',
    create: oneByOne('plugin', createPlugin),
    update: updatePlugin,
    remove: simply('plugin', adminOnly),
  },
  {
    plural: 'Vocabularies',
    table: 'vocabulary',
    create: oneByOne('vocabulary', createVocabulary),
    update: updateVocabulary,
    remove: forGood(deleteVocabulary),
  },
  {
    plural: 'VocabularyTerms',
    table: 'vocabularyTerm',
    create: oneByOne('vocabularyTerm', (work, creation) => createTerm(work, creation)),
    update: updateTerm,
    remove: forGood(deleteTerm),
  },
  {
    plural: 'Tags',
    table: 'tag',
    create: oneByOne('tag', createTag),
    update: updateTag,
    remove: forGood(deleteTag),
  },
  {
    plural: 'AuthorizationGroups',
    table: 'authorizationGroup',
    create: oneByOne('authorizationGroup', createGroup),
    update: updateGroup,
    remove: forGood(deleteGroup),
  },
  {
    plural: 'RoleAssignments',
    table: 'roleAssignment',
    create: oneByOne('roleAssignment', createRole),
    remove: simply('roleAssignment', adminOnly),
  },
  {
    plural: 'Persons',
    table: 'person',
    create: oneByOne('person', createPerson),
    update: updatePerson,
    remove: simply('person', (work) => {
      noToken(work, 'persons');
      adminOnly(work);
    }),
  },
  {
    plural: 'ExternalDataManagementSystems',
    dto: 'ExternalDms',
    table: 'externalDms',
    create: oneByOne('externalDms', createExternalDms),
    update: updateExternalDms,
    remove: simply('externalDms', adminOnly),
  },
  {
    plural: 'SemanticAnnotations',
    table: 'semanticAnnotation',
    create: oneByOne('semanticAnnotation', createAnnotation),
    update: updateAnnotation,
    remove: simply('semanticAnnotation', adminOnly),
  },
  {
    plural: 'PersonalAccessTokens',
    table: 'personalAccessToken',
    create: oneByOne('personalAccessToken', createPat),
    update: updatePat,
    remove: simply('personalAccessToken'),
  },
  { plural: 'DataStores', table: 'dataStore', get: false },
  { plural: 'Deletions', table: 'deletion', get: false },
];

/** The word with which the classes of a family begin: `SampleCreation`, `SampleUpdate`, `SampleFetchOptions`. */
export const dtoName = ({ dto, plural }: Family): string =>
  dto ?? plural.replace(/ies$/, 'y').replace(/s$/, '');

/** The id object by which the wire names a record. */
export function wireId(work: Work, table: TableName, id: string): Wire {
  if (table === 'vocabulary') return permId('as.dto.vocabulary.id.VocabularyPermId', id);
  const row = work.store.tables[table].raw(id) as unknown as AnyRow | undefined;
  if (!row) return null;
  const fields = (work.kinds[table] as unknown as Kind<AnyRow>).fields(row, work.store);
  return fields.permId ?? fields.id ?? null;
}
