/**
 * Which fields of an answer hold other objects, by `@type`: only there is a whole number a reference to an object. In
 * all other fields a number is a number (`ordinal`, `size`, `registrationDate`).
 */
const TABLE: Readonly<Record<string, string>> = {
  'as.dto.common.search.SearchResult': 'objects',
  'as.dto.space.Space': 'permId id registrator samples projects',
  'as.dto.project.Project':
    'permId identifier space registrator modifier leader experiments samples attachments',
  'as.dto.experiment.Experiment':
    'permId identifier type project dataSets samples tags registrator modifier attachments materialProperties sampleProperties',
  'as.dto.sample.Sample':
    'permId identifier type project space experiment parents children container components dataSets tags registrator modifier attachments materialProperties sampleProperties parentsRelationships childrenRelationships',
  'as.dto.dataset.DataSet':
    'permId type dataStore physicalData linkedData experiment sample parents children containers components tags registrator modifier materialProperties sampleProperties',
  'as.dto.dataset.PhysicalData': 'storageFormat fileFormatType locatorType',
  'as.dto.dataset.LinkedData': 'externalDms contentCopies',
  'as.dto.dataset.ContentCopy': 'id externalDms',
  'as.dto.datastore.DataStore': '',
  'as.dto.sample.SampleType':
    'permId propertyAssignments semanticAnnotations validationPlugin typeGroupAssignments registrator',
  'as.dto.experiment.ExperimentType': 'permId propertyAssignments validationPlugin',
  'as.dto.dataset.DataSetType': 'permId propertyAssignments validationPlugin',
  'as.dto.material.MaterialType': 'permId propertyAssignments validationPlugin',
  'as.dto.material.Material': 'permId type registrator tags materialProperties',
  'as.dto.property.PropertyAssignment':
    'permId entityType propertyType semanticAnnotations registrator plugin',
  'as.dto.property.PropertyType': 'permId vocabulary materialType sampleType semanticAnnotations registrator',
  'as.dto.vocabulary.Vocabulary': 'permId registrator terms',
  'as.dto.vocabulary.VocabularyTerm': 'permId vocabulary registrator',
  'as.dto.person.Person': 'permId space registrator roleAssignments webAppSettings',
  'as.dto.roleassignment.RoleAssignment': 'id user authorizationGroup space project registrator',
  'as.dto.authorizationgroup.AuthorizationGroup': 'permId users roleAssignments registrator',
  'as.dto.tag.Tag': 'permId owner experiments samples dataSets materials',
  'as.dto.plugin.Plugin': 'permId registrator',
  'as.dto.semanticannotation.SemanticAnnotation': 'permId entityType propertyType propertyAssignment',
  'as.dto.externaldms.ExternalDms': 'permId',
  'as.dto.deletion.Deletion': 'id deletedObjects',
  'as.dto.deletion.DeletedObject': 'id identifier',
  'as.dto.attachment.Attachment': 'registrator previousVersion',
  'as.dto.history.HistoryEntry': 'author',
  'as.dto.history.PropertyHistoryEntry': 'author',
  'as.dto.history.RelationHistoryEntry': 'author relatedObjectId',
  'as.dto.global.GlobalSearchObject': 'objectPermId objectIdentifier experiment sample dataSet material',
  'as.dto.query.Query': 'permId id registrator databaseId',
  'as.dto.pat.PersonalAccessToken': 'permId owner registrator modifier',
  'as.dto.session.SessionInformation': 'permId person creatorPerson',
  'as.dto.common.Relationship': '',
  'as.dto.rights.Rights': '',
  'as.dto.operation.SynchronousOperationExecutionResults': 'results',
  'dss.dto.datasetfile.DataSetFile': 'permId dataSetPermId dataStore',
  'dss.dto.datasetfile.id.DataSetFilePermId': 'dataSetId',
  'dss.dto.datasetfile.fastdownload.FastDownloadSession': 'files options',
  'as.dto.property.id.PropertyAssignmentPermId': 'entityTypeId propertyTypeId',
};

/** All entities have histories, under names of their own. */
const HISTORIES =
  'history propertiesHistory spaceHistory projectHistory experimentHistory experimentsHistory samplesHistory dataSetsHistory sampleHistory parentsHistory childrenHistory containerHistory containersHistory componentsHistory contentCopiesHistory unknownHistory';
/** Of operations' results (`…CreateSamplesOperationResult`). */
const RESULTS = 'results objectIds objects ids searchResult deletionId objectMap';

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' ').filter(Boolean));

const KNOWN = new Map(
  Object.entries(TABLE).map(([type, names]) => [type, setOf(`${names} ${HISTORIES}`)] as const),
);
const RESULT = setOf(RESULTS);
/** For types this version does not know: every name that holds objects anywhere, but for those that do not everywhere. */
const ANYWHERE = setOf(
  `${Object.values(TABLE).join(' ')} ${HISTORIES} ${RESULTS}`.replace(/\b(id|options|identifier)\b/g, ''),
);

/** The names of the fields of a type that hold objects. */
export function objectFields(type: string): ReadonlySet<string> {
  return KNOWN.get(type) ?? (type.endsWith('OperationResult') ? RESULT : ANYWHERE);
}

/** Maps of plain values, however they look: never walked. */
export const PLAIN_MAPS: ReadonlySet<string> = setOf('properties metaData details parameters');
