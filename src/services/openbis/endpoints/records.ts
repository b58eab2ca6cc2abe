import {
  anyField,
  anyOf,
  anyText,
  asIs,
  byPerson,
  composite,
  datasetIs,
  during,
  inCollection,
  inProject,
  inSpace,
  ofObject,
  ofType,
  recordIs,
  tagged,
  whereProperties,
} from '../criteria.ts';
import type { Dto } from '../dto.ts';
import * as ids from '../ids.ts';
import type {
  OpenBisCollectionQuery,
  OpenBisDatasetQuery,
  OpenBisObjectQuery,
  OpenBisPageQuery,
  OpenBisProjectQuery,
  OpenBisSpaceQuery,
} from '../query-types.ts';
import * as queries from '../schemas/query.ts';
import * as records from '../schemas/records.ts';
import type {
  OpenBisCollection,
  OpenBisDataStore,
  OpenBisDataset,
  OpenBisObject,
  OpenBisProject,
  OpenBisSpace,
} from '../types.ts';
import { reading, searching } from './read.ts';

const SPACE = 'space.search.Space';
const PROJECT = 'project.search.Project';
const COLLECTION = 'experiment.search.Experiment';
const OBJECT = 'sample.search.Sample';
const DATASET = 'dataset.search.DataSet';

/** A list of criteria, if there is something to look for. */
const ifGiven = <T>(given: T | undefined, make: (given: T) => Dto | readonly Dto[]): Dto[] =>
  given === undefined ? [] : [make(given)].flat();

type Plain = Pick<OpenBisSpaceQuery, 'code' | 'permId' | 'registered' | 'modified' | 'registrator'>;

const plain = (type: string, { code, permId, registered, modified, registrator }: Plain): Dto[] => [
  ...ifGiven(code, (text) => anyText(type, 'Code', 'code', text)),
  ...ifGiven(permId, (text) => anyText(type, 'PermId', 'perm id', text, asIs)),
  ...ifGiven(registered, (range) => during('RegistrationDate', range)),
  ...ifGiven(modified, (range) => during('ModificationDate', range)),
  ...ifGiven(registrator, (user) => byPerson('Registrator', user)),
];

type Annotated = Pick<OpenBisObjectQuery, 'where' | 'tags' | 'modifier' | 'text'>;

const annotated = (type: string, { where, tags, modifier, text }: Annotated): Dto[] => [
  ...ifGiven(where, (wanted) => whereProperties(type, wanted)),
  ...ifGiven(tags, tagged),
  ...ifGiven(modifier, (user) => byPerson('Modifier', user)),
  ...ifGiven(text, anyField),
];

interface Logic<Q> {
  and?: readonly Q[] | undefined;
  or?: readonly Q[] | undefined;
  not?: Q | undefined;
}

const logic = <Q>(type: string, { and, or, not }: Logic<Q>, where: (query: Q) => Dto[]): Dto[] => [
  ...(and ?? []).map((one) => composite(type, where(one))),
  ...ifGiven(or, (several) =>
    composite(
      type,
      several.map((one) => composite(type, where(one))),
      { operator: 'OR' },
    ),
  ),
  ...ifGiven(not, (one) => composite(type, where(one), { negated: true })),
];

type Relative<Q> = boolean | ids.RecordRef | Q | undefined;

/** Records that have, or have not, a relative like this. */
function relative<Q>(
  own: string,
  name: 'Parents' | 'Children' | 'Container',
  given: Relative<Q>,
  where: (query: Q) => Dto[],
  is: (ref: ids.RecordRef) => Dto,
): Dto[] {
  if (given === undefined) return [];
  const related = (criteria: Dto[]): Dto => composite(`${own}${name}`, criteria);
  if (given === true) return [related([])];
  if (given === false) return [composite(own, [related([])], { negated: true })];
  const record = typeof given === 'string' || queries.isRecord(given);
  return [related(record ? [is(given as ids.RecordRef)] : where(given as Q))];
}

const aboutCollection = (query: OpenBisCollectionQuery): Dto[] => [
  ...plain(COLLECTION, query),
  ...annotated(COLLECTION, query),
  ...ifGiven(query.identifier, (text) => anyText(COLLECTION, 'Identifier', 'identifier', text, ids.pathOf)),
  ...ifGiven(query.type, (type) => ofType('experiment', 'ExperimentType', type)),
  ...ifGiven(query.project, inProject),
  ...ifGiven(query.space, (space) => composite(PROJECT, [inSpace(space)])),
  ...logic(COLLECTION, query, aboutCollection),
];

const objectIs = (ref: ids.RecordRef): Dto => recordIs(ref, ids.objectPath);

const aboutObject = (query: OpenBisObjectQuery): Dto[] => [
  ...plain(OBJECT, query),
  ...annotated(OBJECT, query),
  ...ifGiven(query.identifier, (text) => anyText(OBJECT, 'Identifier', 'identifier', text, ids.objectPath)),
  ...ifGiven(query.type, (type) => ofType('sample', 'SampleType', type)),
  ...ifGiven(query.collection, inCollection),
  ...ifGiven(query.project, inProject),
  ...ifGiven(query.space, inSpace),
  ...relative(OBJECT, 'Parents', query.parents, aboutObject, objectIs),
  ...relative(OBJECT, 'Children', query.children, aboutObject, objectIs),
  ...relative(OBJECT, 'Container', query.container, aboutObject, objectIs),
  ...logic(OBJECT, query, aboutObject),
];

/** A dataset belongs to an object, or to a collection: what holds for either. */
const ofEither = (inObject: Dto, inFolder: Dto): Dto =>
  composite(DATASET, [composite(OBJECT, [inObject]), composite(COLLECTION, [inFolder])], { operator: 'OR' });

const aboutDataset = (query: OpenBisDatasetQuery): Dto[] => [
  ...plain(DATASET, query),
  ...annotated(DATASET, query),
  ...ifGiven(query.type, (type) => ofType('dataset', 'DataSetType', type)),
  ...ifGiven(query.object, ofObject),
  ...ifGiven(query.collection, inCollection),
  ...ifGiven(query.project, (project) => ofEither(inProject(project), inProject(project))),
  ...ifGiven(query.space, (space) => ofEither(inSpace(space), composite(PROJECT, [inSpace(space)]))),
  ...relative(DATASET, 'Parents', query.parents, aboutDataset, datasetIs),
  ...relative(DATASET, 'Children', query.children, aboutDataset, datasetIs),
  ...relative(DATASET, 'Container', query.container, aboutDataset, datasetIs),
  ...logic(DATASET, query, aboutDataset),
];

/** Oldest first: what is added while pages are read comes at the end. */
const BY_AGE = ['REGISTRATION_DATE', 'PERM_ID'];
const permIdOf = ({ permId }: { permId: string }): string => permId;

export const searchSpaces = searching<OpenBisSpaceQuery, OpenBisSpace>()({
  method: 'searchSpaces',
  input: queries.spaceQuery,
  item: records.space,
  criteria: SPACE,
  kind: 'space',
  where: (query) => plain(SPACE, query),
  order: ['REGISTRATION_DATE', 'CODE'],
  key: permIdOf,
});

export const searchProjects = searching<OpenBisProjectQuery, OpenBisProject>()({
  method: 'searchProjects',
  input: queries.projectQuery,
  item: records.project,
  criteria: PROJECT,
  kind: 'project',
  where: ({ identifier, space, ...query }) => [
    ...plain(PROJECT, query),
    ...ifGiven(identifier, (paths) => {
      const found = [paths].flat().map((path) => inProject(ids.pathOf(path)));
      const [only] = found;
      return only && found.length === 1 ? only.criteria : anyOf(PROJECT, found);
    }),
    ...ifGiven(space, inSpace),
  ],
  order: ['REGISTRATION_DATE', 'CODE'],
  key: permIdOf,
});

export const searchCollections = searching<OpenBisCollectionQuery, OpenBisCollection>()({
  method: 'searchExperiments',
  input: queries.collectionQuery,
  item: records.collection,
  criteria: COLLECTION,
  kind: 'collection',
  where: (query) => aboutCollection(query as OpenBisCollectionQuery),
  order: BY_AGE,
  key: permIdOf,
});

export const searchObjects = searching<OpenBisObjectQuery, OpenBisObject>()({
  method: 'searchSamples',
  input: queries.objectQuery,
  item: records.object,
  criteria: OBJECT,
  kind: 'object',
  where: (query) => aboutObject(query as OpenBisObjectQuery),
  order: BY_AGE,
  key: permIdOf,
});

export const searchDatasets = searching<OpenBisDatasetQuery, OpenBisDataset>()({
  method: 'searchDataSets',
  input: queries.datasetQuery,
  item: records.dataset,
  criteria: DATASET,
  kind: 'dataset',
  where: (query) => aboutDataset(query as OpenBisDatasetQuery),
  order: ['REGISTRATION_DATE', 'CODE'],
  key: permIdOf,
});

export const searchDataStores = searching<OpenBisPageQuery, OpenBisDataStore>()({
  method: 'searchDataStores',
  input: queries.pageQuery,
  item: records.dataStore,
  criteria: 'datastore.search.DataStore',
  kind: 'dataStore',
  where: () => [],
  order: [],
  key: ({ code }) => code,
});

export const getSpaces = reading<ids.SpaceRef, OpenBisSpace>()({
  method: 'getSpaces',
  item: records.space,
  kind: 'space',
  ref: queries.spaceRef,
  id: ids.spaceId,
});

export const getProjects = reading<ids.RecordRef, OpenBisProject>()({
  method: 'getProjects',
  item: records.project,
  kind: 'project',
  ref: queries.projectRef,
  id: ids.projectId,
});

export const getCollections = reading<ids.RecordRef, OpenBisCollection>()({
  method: 'getExperiments',
  item: records.collection,
  kind: 'collection',
  ref: queries.collectionRef,
  id: ids.collectionId,
});

export const getObjects = reading<ids.RecordRef, OpenBisObject>()({
  method: 'getSamples',
  item: records.object,
  kind: 'object',
  ref: queries.objectRef,
  id: ids.objectId,
  more: ['parents', 'children', 'container', 'components'],
});

export const getDatasets = reading<string | { permId: string }, OpenBisDataset>()({
  method: 'getDataSets',
  item: records.dataset,
  kind: 'dataset',
  ref: queries.datasetRef,
  id: ids.datasetId,
  more: ['parents', 'children', 'containers', 'components', 'linkedData'],
});
