import { anyText, asIs, composite, inProject, inSpace, personText, upper } from '../criteria.ts';
import type { Dto } from '../dto.ts';
import * as ids from '../ids.ts';
import type {
  OpenBisCodeQuery,
  OpenBisPageQuery,
  OpenBisPersonQuery,
  OpenBisRoleQuery,
  OpenBisTermQuery,
} from '../query-types.ts';
import type { Schema } from '../schemas/common.ts';
import * as schemas from '../schemas/master.ts';
import * as queries from '../schemas/query.ts';
import type {
  OpenBisCollectionType,
  OpenBisDatasetType,
  OpenBisGroup,
  OpenBisObjectType,
  OpenBisPerson,
  OpenBisPlugin,
  OpenBisPropertyType,
  OpenBisRoleAssignment,
  OpenBisSemanticAnnotation,
  OpenBisTag,
  OpenBisTerm,
  OpenBisVocabulary,
} from '../types.ts';
import { reading, searching } from './read.ts';

const codeOf = ({ code }: { code: string }): string => code;

const byCode = (type: string, { code }: Pick<OpenBisCodeQuery, 'code'>): Dto[] =>
  code === undefined ? [] : anyText(type, 'Code', 'code', code, upper);

/** Things that are listed by code. */
const coded = <Item extends { code: string }>(
  method: string,
  kind: string,
  criteria: string,
  item: () => Schema<Item>,
) =>
  searching<OpenBisCodeQuery, Item>()({
    method,
    input: queries.codeQuery,
    item,
    criteria,
    kind,
    where: (query) => byCode(criteria, query),
    order: ['CODE'],
    key: codeOf,
  });

export const searchObjectTypes = coded<OpenBisObjectType>(
  'searchSampleTypes',
  'objectType',
  'sample.search.SampleType',
  schemas.objectType,
);
export const searchCollectionTypes = coded<OpenBisCollectionType>(
  'searchExperimentTypes',
  'collectionType',
  'experiment.search.ExperimentType',
  schemas.collectionType,
);
export const searchDatasetTypes = coded<OpenBisDatasetType>(
  'searchDataSetTypes',
  'datasetType',
  'dataset.search.DataSetType',
  schemas.datasetType,
);
export const searchPropertyTypes = coded<OpenBisPropertyType>(
  'searchPropertyTypes',
  'propertyType',
  'property.search.PropertyType',
  schemas.propertyType,
);
export const searchVocabularies = coded<OpenBisVocabulary>(
  'searchVocabularies',
  'vocabulary',
  'vocabulary.search.Vocabulary',
  schemas.vocabulary,
);
export const searchTags = searching<OpenBisCodeQuery, OpenBisTag>()({
  method: 'searchTags',
  input: queries.codeQuery,
  item: schemas.tag,
  criteria: 'tag.search.Tag',
  kind: 'tag',
  where: (query) => byCode('tag.search.Tag', query),
  order: ['CODE'],
  key: ({ permId }) => permId,
});
export const searchGroups = coded<OpenBisGroup>(
  'searchAuthorizationGroups',
  'group',
  'authorizationgroup.search.AuthorizationGroup',
  schemas.group,
);

export const searchTerms = searching<OpenBisTermQuery, OpenBisTerm>()({
  method: 'searchVocabularyTerms',
  input: queries.termQuery,
  item: schemas.term,
  criteria: 'vocabulary.search.VocabularyTerm',
  kind: 'term',
  where: ({ vocabulary, ...query }) => [
    ...byCode('vocabulary.search.VocabularyTerm', query),
    ...(vocabulary === undefined
      ? []
      : [
          composite(
            'vocabulary.search.Vocabulary',
            byCode('vocabulary.search.Vocabulary', { code: vocabulary }),
          ),
        ]),
  ],
  order: ['ORDINAL', 'CODE'],
  key: ({ code, vocabulary }) => `${vocabulary?.code ?? ''} ${code}`,
});

export const searchPersons = searching<OpenBisPersonQuery, OpenBisPerson>()({
  method: 'searchPersons',
  input: queries.personQuery,
  item: schemas.person,
  criteria: 'person.search.Person',
  kind: 'person',
  where: ({ userId, lastName, email }) => [
    ...(userId === undefined
      ? []
      : anyText('person.search.Person', 'person.search.UserId', 'userId', userId, asIs)),
    ...(lastName === undefined ? [] : [personText('LastName', 'lastName', lastName)]),
    ...(email === undefined ? [] : [personText('Email', 'email', email)]),
  ],
  // Persons cannot be put in order by what is unique of them.
  order: [],
  key: ({ userId }) => userId,
});

export const searchRoleAssignments = searching<OpenBisRoleQuery, OpenBisRoleAssignment>()({
  method: 'searchRoleAssignments',
  input: queries.roleQuery,
  item: schemas.roleAssignment,
  criteria: 'roleassignment.search.RoleAssignment',
  kind: 'roleAssignment',
  where: ({ user, group, space, project }) => [
    ...(user === undefined
      ? []
      : [composite('person.search.Person', [personText('UserId', 'userId', user)])]),
    ...(group === undefined
      ? []
      : [
          composite(
            'authorizationgroup.search.AuthorizationGroup',
            byCode('authorizationgroup.search.AuthorizationGroup', { code: group }),
          ),
        ]),
    ...(space === undefined ? [] : [inSpace(space)]),
    ...(project === undefined ? [] : [inProject(project)]),
  ],
  order: [],
  key: ({ id }) => id,
});

export const searchPlugins = searching<OpenBisPageQuery, OpenBisPlugin>()({
  method: 'searchPlugins',
  input: queries.pageQuery,
  item: schemas.plugin,
  criteria: 'plugin.search.Plugin',
  kind: 'plugin',
  where: () => [],
  order: [],
  key: ({ name }) => name,
});

export const searchSemanticAnnotations = searching<OpenBisPageQuery, OpenBisSemanticAnnotation>()({
  method: 'searchSemanticAnnotations',
  input: queries.pageQuery,
  item: schemas.semanticAnnotation,
  criteria: 'semanticannotation.search.SemanticAnnotation',
  kind: 'semanticAnnotation',
  where: () => [],
  order: [],
  key: ({ permId }) => permId,
});

const typeCode = queries.nameRef('the code of a type');

export const getObjectTypes = reading<string, OpenBisObjectType>()({
  method: 'getSampleTypes',
  item: schemas.objectType,
  kind: 'objectType',
  ref: typeCode,
  id: (code: string) => ids.typeId(code, 'SAMPLE'),
});
export const getCollectionTypes = reading<string, OpenBisCollectionType>()({
  method: 'getExperimentTypes',
  item: schemas.collectionType,
  kind: 'collectionType',
  ref: typeCode,
  id: (code: string) => ids.typeId(code, 'EXPERIMENT'),
});
export const getDatasetTypes = reading<string, OpenBisDatasetType>()({
  method: 'getDataSetTypes',
  item: schemas.datasetType,
  kind: 'datasetType',
  ref: typeCode,
  id: (code: string) => ids.typeId(code, 'DATA_SET'),
});
export const getPropertyTypes = reading<string, OpenBisPropertyType>()({
  method: 'getPropertyTypes',
  item: schemas.propertyType,
  kind: 'propertyType',
  ref: queries.nameRef('the code of a property'),
  id: ids.propertyTypeId,
  fetchable: false,
});
export const getVocabularies = reading<string, OpenBisVocabulary>()({
  method: 'getVocabularies',
  item: schemas.vocabulary,
  kind: 'vocabulary',
  ref: queries.nameRef('the code of a vocabulary'),
  id: ids.vocabularyId,
  more: ['terms'],
  fetchable: false,
});
export const getTags = reading<string | { permId: string }, OpenBisTag>()({
  method: 'getTags',
  item: schemas.tag,
  kind: 'tag',
  ref: queries.tagRef,
  id: ids.tagId,
  fetchable: false,
});
export const getPersons = reading<string, OpenBisPerson>()({
  method: 'getPersons',
  item: schemas.person,
  kind: 'person',
  ref: queries.nameRef('a user name'),
  id: ids.personId,
  fetchable: false,
});
export const getGroups = reading<string, OpenBisGroup>()({
  method: 'getAuthorizationGroups',
  item: schemas.group,
  kind: 'group',
  ref: queries.nameRef('the code of a group'),
  id: ids.groupId,
  fetchable: false,
});
