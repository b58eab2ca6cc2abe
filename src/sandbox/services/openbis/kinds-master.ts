import { built, dates, type Kind, many, one, people, permId, plainKind, techId } from './kind.ts';
import type {
  AnnotationRow,
  AssignmentRow,
  DataStoreRow,
  DeletionRow,
  EntityKind,
  EntityTypeRow,
  ExternalDmsRow,
  GroupRow,
  PatRow,
  PersonRow,
  PluginRow,
  PropertyTypeRow,
  RoleRow,
  TagRow,
  TermRow,
  VocabularyRow,
} from './model.ts';
import type { Store } from './store.ts';
import { Dto, type Wire } from './wire.ts';

const TYPE_CLASSES: Readonly<Record<EntityKind, readonly [pack: string, name: string]>> = {
  EXPERIMENT: ['experiment', 'ExperimentType'],
  SAMPLE: ['sample', 'SampleType'],
  DATA_SET: ['dataset', 'DataSetType'],
  MATERIAL: ['material', 'MaterialType'],
};

const typeId = ({ code, kind }: Pick<EntityTypeRow, 'code' | 'kind'>): Dto =>
  permId('as.dto.entitytype.id.EntityTypePermId', code, { entityKind: kind });
const propertyId = (code: string): Dto => permId('as.dto.property.id.PropertyTypePermId', code);

export const entityType: Kind<EntityTypeRow> = {
  dto: ({ kind }) => `as.dto.${TYPE_CLASSES[kind].join('.')}`,
  fetch: ({ kind }) => `as.dto.${TYPE_CLASSES[kind].join('.fetchoptions.')}FetchOptions`,
  fields: (row) => ({
    permId: typeId(row),
    code: row.code,
    description: row.description,
    modificationDate: row.modificationDate,
    ...row.more,
    metaData: row.metaData,
  }),
  parts: {
    propertyAssignments: (row, store) => many('propertyAssignment', assignmentsOf(store, row.id)),
    semanticAnnotations: (row, { tables }) =>
      many('semanticAnnotation', tables.semanticAnnotation.find('type', row.id)),
    validationPlugin: (row) => one('plugin', row.validationPlugin),
  },
};

/** In the order in which forms show them. */
export function assignmentsOf({ tables }: Store, type: string): string[] {
  const ordinal = (id: string) => tables.propertyAssignment.get(id)?.ordinal ?? 0;
  return tables.propertyAssignment.find('type', type).sort((a, b) => ordinal(a) - ordinal(b));
}

export const propertyAssignment: Kind<AssignmentRow> = {
  ...plainKind('property.PropertyAssignment', 'property.fetchoptions.PropertyAssignment'),
  fields: (row, { tables }) => {
    const type = tables.entityType.get(row.type);
    return {
      permId: new Dto('as.dto.property.id.PropertyAssignmentPermId', {
        entityTypeId: type ? typeId(type) : null,
        propertyTypeId: propertyId(row.property),
      }),
      section: row.section,
      ordinal: row.ordinal,
      mandatory: row.mandatory,
      showInEditView: row.showInEditView,
      showRawValueInForms: row.showRawValueInForms,
      semanticAnnotationsInherited: false,
      registrationDate: row.registrationDate,
    };
  },
  parts: {
    entityType: (row) => one('entityType', row.type),
    propertyType: (row) => one('propertyType', row.property),
    semanticAnnotations: (row, { tables }) =>
      many('semanticAnnotation', tables.semanticAnnotation.find('assignment', row.id)),
    registrator: people.registrator,
    plugin: (row) => one('plugin', row.plugin),
  },
};

export const propertyType: Kind<PropertyTypeRow> = {
  ...plainKind('property.PropertyType', 'property.fetchoptions.PropertyType'),
  fields: (row) => ({
    code: row.code,
    permId: propertyId(row.id),
    label: row.label,
    description: row.description,
    managedInternally: row.managedInternally,
    dataType: row.dataType,
    multiValue: row.multiValue,
    schema: row.schema,
    transformation: row.transformation,
    registrationDate: row.registrationDate,
    metaData: row.metaData,
  }),
  parts: {
    vocabulary: (row) => one('vocabulary', row.vocabulary),
    materialType: () => one('entityType', null),
    sampleType: (row) => one('entityType', row.sampleType),
    semanticAnnotations: (row, { tables }) =>
      many('semanticAnnotation', tables.semanticAnnotation.find('property', row.id)),
    registrator: people.registrator,
  },
};

export const vocabulary: Kind<VocabularyRow> = {
  ...plainKind('vocabulary.Vocabulary', 'vocabulary.fetchoptions.Vocabulary'),
  fields: (row) => ({
    code: row.code,
    description: row.description,
    managedInternally: row.managedInternally,
    chosenFromList: row.chosenFromList,
    urlTemplate: row.urlTemplate,
    ...dates(row),
  }),
  parts: {
    registrator: people.registrator,
    terms: (row, store) => many('vocabularyTerm', termsOf(store, row.id)),
  },
};

export function termsOf({ tables }: Store, vocabulary: string): string[] {
  const ordinal = (id: string) => tables.vocabularyTerm.get(id)?.ordinal ?? 0;
  return tables.vocabularyTerm.find('vocabulary', vocabulary).sort((a, b) => ordinal(a) - ordinal(b));
}

export const vocabularyTerm: Kind<TermRow> = {
  ...plainKind('vocabulary.VocabularyTerm', 'vocabulary.fetchoptions.VocabularyTerm'),
  fields: (row) => ({
    permId: new Dto('as.dto.vocabulary.id.VocabularyTermPermId', {
      code: row.code,
      vocabularyCode: row.vocabulary,
    }),
    code: row.code,
    label: row.label,
    description: row.description,
    ordinal: row.ordinal,
    official: row.official,
    ...dates(row),
  }),
  parts: {
    vocabulary: (row) => one('vocabulary', row.vocabulary),
    registrator: people.registrator,
  },
};

export const tag: Kind<TagRow> = {
  ...plainKind('tag.Tag', 'tag.fetchoptions.Tag'),
  fields: (row) => ({
    permId: permId('as.dto.tag.id.TagPermId', row.id),
    code: row.code,
    description: row.description,
    private: true,
    registrationDate: row.registrationDate,
  }),
  parts: {
    owner: (row) => one('person', row.owner),
    experiments: (row, { tables }) => many('experiment', tables.experiment.find('tag', row.id)),
    samples: (row, { tables }) => many('sample', tables.sample.find('tag', row.id)),
    dataSets: (row, { tables }) => many('dataSet', tables.dataSet.find('tag', row.id)),
    materials: () => built([]),
  },
};

export const person: Kind<PersonRow> = {
  ...plainKind('person.Person', 'person.fetchoptions.Person'),
  fields: (row) => ({
    permId: permId('as.dto.person.id.PersonPermId', row.id),
    userId: row.userId,
    firstName: row.firstName,
    lastName: row.lastName,
    email: row.email,
    active: row.active,
    registrationDate: row.registrationDate,
  }),
  parts: {
    space: (row) => one('space', row.space),
    registrator: people.registrator,
    roleAssignments: (row, { tables }) => many('roleAssignment', tables.roleAssignment.find('user', row.id)),
    webAppSettings: () => built({}),
  },
};

export const authorizationGroup: Kind<GroupRow> = {
  ...plainKind('authorizationgroup.AuthorizationGroup', 'authorizationgroup.fetchoptions.AuthorizationGroup'),
  fields: (row) => ({
    permId: permId('as.dto.authorizationgroup.id.AuthorizationGroupPermId', row.id),
    code: row.code,
    description: row.description,
    ...dates(row),
  }),
  parts: {
    registrator: people.registrator,
    users: (row) => many('person', row.users),
    roleAssignments: (row, { tables }) => many('roleAssignment', tables.roleAssignment.find('group', row.id)),
  },
};

export const roleAssignment: Kind<RoleRow> = {
  ...plainKind('roleassignment.RoleAssignment', 'roleassignment.fetchoptions.RoleAssignment'),
  fields: (row) => ({
    id: techId('as.dto.roleassignment.id.RoleAssignmentTechId', row.id),
    role: row.role,
    roleLevel: row.project !== null ? 'PROJECT' : row.space !== null ? 'SPACE' : 'INSTANCE',
    registrationDate: row.registrationDate,
  }),
  parts: {
    user: (row) => one('person', row.user),
    authorizationGroup: (row) => one('authorizationGroup', row.group),
    space: (row) => one('space', row.space),
    project: (row) => one('project', row.project),
    registrator: people.registrator,
  },
};

export const semanticAnnotation: Kind<AnnotationRow> = {
  ...plainKind('semanticannotation.SemanticAnnotation', 'semanticannotation.fetchoptions.SemanticAnnotation'),
  fields: (row) => ({
    permId: permId('as.dto.semanticannotation.id.SemanticAnnotationPermId', row.id),
    ...row.terms,
    creationDate: row.creationDate,
  }),
  parts: {
    entityType: (row) => one('entityType', row.type),
    propertyType: (row) => one('propertyType', row.property),
    propertyAssignment: (row) => one('propertyAssignment', row.assignment),
  },
};

export const plugin: Kind<PluginRow> = {
  ...plainKind('plugin.Plugin', 'plugin.fetchoptions.Plugin'),
  fields: (row) => ({
    name: row.id,
    permId: permId('as.dto.plugin.id.PluginPermId', row.id),
    description: row.description,
    pluginKind: 'JYTHON',
    pluginType: row.pluginType,
    entityKinds: row.entityKinds,
    available: row.available,
    registrationDate: row.registrationDate,
  }),
  parts: { registrator: people.registrator, script: (row) => built(row.script) },
};

export const externalDms: Kind<ExternalDmsRow> = {
  ...plainKind('externaldms.ExternalDms', 'externaldms.fetchoptions.ExternalDms'),
  fields: (row) => ({
    permId: permId('as.dto.externaldms.id.ExternalDmsPermId', row.id),
    code: row.code,
    label: row.label,
    urlTemplate: row.address,
    address: row.address,
    openbis: row.addressType === 'OPENBIS',
    addressType: row.addressType,
  }),
  parts: {},
};

export const personalAccessToken: Kind<PatRow> = {
  ...plainKind('pat.PersonalAccessToken', 'pat.fetchoptions.PersonalAccessToken'),
  fields: (row) => ({
    permId: permId('as.dto.pat.id.PersonalAccessTokenPermId', row.id),
    hash: row.id,
    sessionName: row.sessionName,
    validFromDate: row.validFromDate,
    validToDate: row.validToDate,
    accessDate: row.accessDate,
    ...dates(row),
  }),
  parts: { owner: (row) => one('person', row.owner), ...people },
};

/** The address of a store is that of the request, so it comes from outside. */
export const dataStore = (url: () => string): Kind<DataStoreRow> => ({
  ...plainKind('datastore.DataStore', 'datastore.fetchoptions.DataStore'),
  fields: (row) => ({
    code: row.code,
    downloadUrl: url(),
    remoteUrl: url(),
    registrationDate: row.registrationDate,
    modificationDate: row.registrationDate,
  }),
  parts: {},
});

const DELETED = [
  ['experiments', 'experiment', 'EXPERIMENT', 'as.dto.experiment.id.ExperimentPermId'],
  ['samples', 'sample', 'SAMPLE', 'as.dto.sample.id.SamplePermId'],
  ['dataSets', 'dataSet', 'DATA_SET', 'as.dto.dataset.id.DataSetPermId'],
] as const;

export const deletion: Kind<DeletionRow> = {
  ...plainKind('deletion.Deletion', 'deletion.fetchoptions.Deletion'),
  fields: (row) => ({
    id: techId('as.dto.deletion.id.DeletionTechId', row.id),
    reason: row.reason,
    deletionDate: row.deletionDate,
    totalExperimentsCount: row.experiments.length,
    totalSamplesCount: row.samples.length,
    totalDataSetsCount: row.dataSets.length,
  }),
  parts: { deletedObjects: (row, store) => ({ build: () => deletedObjects(row, store) }) },
};

function deletedObjects(row: DeletionRow, store: Store): Wire {
  const identifier = (table: 'experiment' | 'sample' | 'dataSet', id: string): string => {
    if (table === 'experiment') return store.experimentIdentifier(id);
    const found = table === 'sample' ? store.tables.sample.raw(id) : undefined;
    return found ? store.sampleIdentifier(found) : id;
  };
  return DELETED.flatMap(([list, table, entityKind, type]) =>
    row[list].map(
      (id) =>
        new Dto('as.dto.deletion.DeletedObject', {
          id: permId(type, id),
          identifier: identifier(table, id),
          entityTypeCode: (store.tables[table].raw(id)?.type ?? '').replace(/^[A-Z_]+:/, ''),
          entityKind,
        }),
    ),
  );
}
