/**
 * The value of a property as it comes: openBIS gives numbers, dates and `true` as text, and lists where a property holds
 * several values. `values(object)` makes numbers, booleans and dates of them.
 */
export type OpenBisPropertyValue =
  | string
  | number
  | boolean
  | null
  | readonly (string | number | boolean | null)[];

/** Values by the code of their property, in upper case. */
export interface OpenBisProperties {
  [code: string]: OpenBisPropertyValue;
}

/** What all records have. Parts that were not fetched are null. */
export interface OpenBisRecord {
  /** Never changes: `20240101120000123-456`. Of a space it is the code. */
  permId: string;
  /** In upper case. */
  code: string;
  /** Milliseconds since 1970. */
  registrationDate?: number | null;
  /** Milliseconds since 1970. */
  modificationDate?: number | null;
  registrator?: OpenBisPerson | null;
  modifier?: OpenBisPerson | null;
  /** True: can no longer be changed, for good. */
  frozen?: boolean | null;
}

/** A space: the top folder, and the unit of rights. */
export interface OpenBisSpace extends OpenBisRecord {
  description?: string | null;
  projects?: OpenBisProject[] | null;
  samples?: OpenBisObject[] | null;
}

/** A project: a folder in a space. */
export interface OpenBisProject extends OpenBisRecord {
  /** `/SPACE/PROJECT` */
  identifier: string;
  description?: string | null;
  space?: OpenBisSpace | null;
  leader?: OpenBisPerson | null;
  experiments?: OpenBisCollection[] | null;
  samples?: OpenBisObject[] | null;
}

/** A collection of objects. The wire, and older pages, call it experiment. */
export interface OpenBisCollection extends OpenBisRecord {
  /** `/SPACE/PROJECT/COLLECTION` */
  identifier: string;
  type?: OpenBisCollectionType | null;
  project?: OpenBisProject | null;
  properties?: OpenBisProperties | null;
  tags?: OpenBisTag[] | null;
  samples?: OpenBisObject[] | null;
  dataSets?: OpenBisDataset[] | null;
  metaData?: { [key: string]: string } | null;
}

/** An object: a sample, a step, a device, whatever its type says. The wire, and older pages, call it sample. */
export interface OpenBisObject extends OpenBisRecord {
  /** `/SPACE/PROJECT/OBJECT`; the collection is no part of it. */
  identifier: string;
  type?: OpenBisObjectType | null;
  space?: OpenBisSpace | null;
  project?: OpenBisProject | null;
  /** The collection that it lies in. */
  experiment?: OpenBisCollection | null;
  properties?: OpenBisProperties | null;
  parents?: OpenBisObject[] | null;
  children?: OpenBisObject[] | null;
  /** The object that it is a component of. */
  container?: OpenBisObject | null;
  components?: OpenBisObject[] | null;
  dataSets?: OpenBisDataset[] | null;
  tags?: OpenBisTag[] | null;
  /** Objects that are values of properties, by the code of the property. */
  sampleProperties?: { [code: string]: OpenBisObject | OpenBisObject[] } | null;
  metaData?: { [key: string]: string } | null;
}

/** Data with files, of an object or a collection. */
export interface OpenBisDataset extends OpenBisRecord {
  /** `PHYSICAL` has files, `CONTAINER` other datasets, `LINK` files elsewhere. */
  kind?: 'PHYSICAL' | 'CONTAINER' | 'LINK' | (string & {}) | null;
  type?: OpenBisDatasetType | null;
  /** The object that it belongs to. */
  sample?: OpenBisObject | null;
  /** The collection that it belongs to. */
  experiment?: OpenBisCollection | null;
  properties?: OpenBisProperties | null;
  parents?: OpenBisDataset[] | null;
  children?: OpenBisDataset[] | null;
  containers?: OpenBisDataset[] | null;
  components?: OpenBisDataset[] | null;
  tags?: OpenBisTag[] | null;
  dataStore?: OpenBisDataStore | null;
  physicalData?: OpenBisPhysicalData | null;
  linkedData?: OpenBisLinkedData | null;
  /** Who made the data, where that is told. */
  dataProducer?: string | null;
  /** Milliseconds since 1970. */
  dataProductionDate?: number | null;
  measured?: boolean | null;
  postRegistered?: boolean | null;
  /** Milliseconds since 1970. */
  accessDate?: number | null;
  metaData?: { [key: string]: string } | null;
}

/** Where a dataset's files are. */
export interface OpenBisPhysicalData {
  /** Bytes; null until it is counted. */
  size?: number | null;
  status?:
    | 'AVAILABLE'
    | 'LOCKED'
    | 'ARCHIVED'
    | 'UNARCHIVE_PENDING'
    | 'ARCHIVE_PENDING'
    | 'BACKUP_PENDING'
    | (string & {})
    | null;
  shareId?: string | null;
  location?: string | null;
  complete?: 'YES' | 'NO' | 'UNKNOWN' | (string & {}) | null;
  presentInArchive?: boolean | null;
  storageConfirmation?: boolean | null;
  archivingRequested?: boolean | null;
  speedHint?: number | null;
}

/** Files that lie in another system. */
export interface OpenBisLinkedData {
  externalCode?: string | null;
  contentCopies?: { [field: string]: unknown }[] | null;
  externalDms?: { [field: string]: unknown } | null;
}

/** A server that keeps files. */
export interface OpenBisDataStore {
  code: string;
  /** Where files are read from and written to. */
  downloadUrl?: string | null;
  /** The same, as servers among themselves call it. */
  remoteUrl?: string | null;
  registrationDate?: number | null;
  modificationDate?: number | null;
}

/** What kind of value a property has. */
export type OpenBisDataType =
  | 'VARCHAR'
  | 'MULTILINE_VARCHAR'
  | 'INTEGER'
  | 'REAL'
  | 'BOOLEAN'
  | 'TIMESTAMP'
  | 'DATE'
  | 'HYPERLINK'
  | 'CONTROLLEDVOCABULARY'
  | 'SAMPLE'
  | 'MATERIAL'
  | 'XML'
  | 'JSON'
  | 'ARRAY_STRING'
  | 'ARRAY_INTEGER'
  | 'ARRAY_REAL'
  | 'ARRAY_TIMESTAMP'
  | (string & {});

/** What all types have. */
export interface OpenBisEntityType {
  code: string;
  /** The same as the code. */
  permId?: string | null;
  description?: string | null;
  /** Milliseconds since 1970. */
  modificationDate?: number | null;
  /** Its properties, in the order of the form. */
  propertyAssignments?: OpenBisPropertyAssignment[] | null;
  validationPlugin?: OpenBisPlugin | null;
  metaData?: { [key: string]: string } | null;
}

/** A type of objects. */
export interface OpenBisObjectType extends OpenBisEntityType {
  /** True: the server makes the codes, from the prefix and a number. */
  autoGeneratedCode?: boolean | null;
  generatedCodePrefix?: string | null;
  listable?: boolean | null;
  subcodeUnique?: boolean | null;
  showContainer?: boolean | null;
  showParents?: boolean | null;
  showParentMetadata?: boolean | null;
  semanticAnnotations?: OpenBisSemanticAnnotation[] | null;
}

/** A type of collections. */
export interface OpenBisCollectionType extends OpenBisEntityType {}

/** A type of datasets. */
export interface OpenBisDatasetType extends OpenBisEntityType {
  mainDataSetPattern?: string | null;
  mainDataSetPath?: string | null;
  disallowDeletion?: boolean | null;
}

/** A property in a type's form. */
export interface OpenBisPropertyAssignment {
  propertyType?: OpenBisPropertyType | null;
  entityType?: OpenBisEntityType | null;
  /** The heading under which it stands. */
  section?: string | null;
  ordinal?: number | null;
  /** True: an object without it is refused. */
  mandatory?: boolean | null;
  showInEditView?: boolean | null;
  showRawValueInForms?: boolean | null;
  plugin?: OpenBisPlugin | null;
  semanticAnnotations?: OpenBisSemanticAnnotation[] | null;
  semanticAnnotationsInherited?: boolean | null;
  registrator?: OpenBisPerson | null;
  registrationDate?: number | null;
}

/** A property, wherever it is used. */
export interface OpenBisPropertyType {
  /** In upper case; with `$` in front when the server manages it. */
  code: string;
  permId?: string | null;
  label?: string | null;
  description?: string | null;
  dataType?: OpenBisDataType | null;
  /** True: the value is a list. */
  multiValue?: boolean | null;
  managedInternally?: boolean | null;
  /** Where its terms come from, when `dataType` is `CONTROLLEDVOCABULARY`. */
  vocabulary?: OpenBisVocabulary | null;
  /** The type of the objects it names, when `dataType` is `SAMPLE`; null means any. */
  sampleType?: OpenBisObjectType | null;
  schema?: string | null;
  transformation?: string | null;
  semanticAnnotations?: OpenBisSemanticAnnotation[] | null;
  registrator?: OpenBisPerson | null;
  registrationDate?: number | null;
  metaData?: { [key: string]: string } | null;
}

/** A controlled vocabulary. */
export interface OpenBisVocabulary {
  code: string;
  permId?: string | null;
  description?: string | null;
  managedInternally?: boolean | null;
  /** True: people choose from a list; false: they type. */
  chosenFromList?: boolean | null;
  urlTemplate?: string | null;
  terms?: OpenBisTerm[] | null;
  registrator?: OpenBisPerson | null;
  registrationDate?: number | null;
  modificationDate?: number | null;
}

/** A term of a vocabulary. Its code is the value of a property, not its label. */
export interface OpenBisTerm {
  code: string;
  label?: string | null;
  description?: string | null;
  /** Its place in the vocabulary, from 1. */
  ordinal?: number | null;
  /** False: somebody proposed it on the way. */
  official?: boolean | null;
  vocabulary?: OpenBisVocabulary | null;
  registrator?: OpenBisPerson | null;
  registrationDate?: number | null;
  modificationDate?: number | null;
}

/** A tag of a person: nobody else sees it. */
export interface OpenBisTag {
  /** `/ada/CODE` */
  permId: string;
  code: string;
  description?: string | null;
  private?: boolean | null;
  owner?: OpenBisPerson | null;
  registrationDate?: number | null;
}

/** Somebody who has, or had, an account. */
export interface OpenBisPerson {
  /** The name to log in with. */
  userId: string;
  permId?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  email?: string | null;
  /** False: the account is closed. */
  active?: boolean | null;
  /** The home space. */
  space?: OpenBisSpace | null;
  roleAssignments?: OpenBisRoleAssignment[] | null;
  registrator?: OpenBisPerson | null;
  registrationDate?: number | null;
}

/** Who may do what, and where. */
export interface OpenBisRoleAssignment {
  /** A number, as text. */
  id: string;
  role?: 'ADMIN' | 'USER' | 'POWER_USER' | 'OBSERVER' | 'ETL_SERVER' | 'DISABLED' | (string & {}) | null;
  roleLevel?: 'INSTANCE' | 'SPACE' | 'PROJECT' | (string & {}) | null;
  /** The person; null when it is a group's. */
  user?: OpenBisPerson | null;
  authorizationGroup?: OpenBisGroup | null;
  space?: OpenBisSpace | null;
  project?: OpenBisProject | null;
  registrator?: OpenBisPerson | null;
  registrationDate?: number | null;
}

/** A group of persons. */
export interface OpenBisGroup {
  code: string;
  permId?: string | null;
  description?: string | null;
  users?: OpenBisPerson[] | null;
  roleAssignments?: OpenBisRoleAssignment[] | null;
  registrator?: OpenBisPerson | null;
  registrationDate?: number | null;
  modificationDate?: number | null;
}

/** A script of the server. */
export interface OpenBisPlugin {
  name: string;
  permId?: string | null;
  description?: string | null;
  pluginKind?: 'JYTHON' | 'PREDEPLOYED' | (string & {}) | null;
  pluginType?: 'DYNAMIC_PROPERTY' | 'MANAGED_PROPERTY' | 'ENTITY_VALIDATION' | (string & {}) | null;
  entityKinds?: string[] | null;
  script?: string | null;
  available?: boolean | null;
  registrator?: OpenBisPerson | null;
  registrationDate?: number | null;
}

/** What a type or a property means, in the words of an ontology. */
export interface OpenBisSemanticAnnotation {
  permId: string;
  entityType?: OpenBisEntityType | null;
  propertyType?: OpenBisPropertyType | null;
  propertyAssignment?: OpenBisPropertyAssignment | null;
  predicateOntologyId?: string | null;
  predicateOntologyVersion?: string | null;
  predicateAccessionId?: string | null;
  descriptorOntologyId?: string | null;
  descriptorOntologyVersion?: string | null;
  descriptorAccessionId?: string | null;
  creationDate?: number | null;
}
