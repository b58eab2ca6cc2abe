/** An id as it goes over the wire. */
export interface WireId {
  readonly '@type': string;
  readonly [field: string]: unknown;
}

/** Names a record: its path (`/SPACE/PROJECT/CODE`), its permId, or anything that was read and carries one of them. */
export type RecordRef = string | { readonly permId: string } | { readonly identifier: string };

/** Names a record that is made in the same call, by the `creationId` that you gave it. */
export interface CreationRef {
  readonly creationId: string;
}

/** Names a space: its code, or the space itself. */
export type SpaceRef = string | { readonly code: string };

/** A controlled term: its code and the code of its vocabulary. */
export interface TermRef {
  readonly code: string;
  readonly vocabulary: string;
}

/** Kinds of records that have a type. */
export type EntityKind = 'EXPERIMENT' | 'SAMPLE' | 'DATA_SET';

const PERM_ID = /^\d+-\d+$/;

/** Whether a text looks like a permId: a time stamp, a dash, a number. */
export const isPermId = (text: string): boolean => PERM_ID.test(text);

/** Codes and paths are kept in upper case; a wildcard-free search compares them exactly. */
const upper = (text: string): string => text.trim().toUpperCase();

/** `/SPACE/PROJECT/CODE`: with the slash in front that the wire wants, in upper case. */
export function pathOf(text: string): string {
  const parts = upper(text)
    .split('/')
    .filter((part) => part !== '');
  return `/${parts.join('/')}`;
}

/**
 * The identifier of an object. People write `/SPACE/PROJECT/COLLECTION/CODE`; the repository's own identifiers leave the
 * collection out.
 */
export function objectPath(text: string): string {
  const [space, project, , code, ...more] = pathOf(text).slice(1).split('/');
  return code !== undefined && more.length === 0 ? `/${space}/${project}/${code}` : pathOf(text);
}

const permId = (type: string, value: string): WireId => ({ '@type': `as.dto.${type}`, permId: value });
const identifier = (type: string, value: string): WireId => ({
  '@type': `as.dto.${type}`,
  identifier: value,
});

function recordId(ref: RecordRef | CreationRef, kind: string, path: (text: string) => string): WireId {
  const [folder, name] = kind.split('.') as [string, string];
  const byPermId = `${folder}.id.${name}PermId`;
  const byPath = `${folder}.id.${name}Identifier`;
  if (typeof ref === 'string')
    return ref.includes('/') ? identifier(byPath, path(ref)) : permId(byPermId, ref.trim());
  if ('creationId' in ref) return creationId(ref.creationId);
  // A record that was read: its permId stays when it is moved.
  if ('permId' in ref) return permId(byPermId, ref.permId);
  return identifier(byPath, path(ref.identifier));
}

export const creationId = (id: string): WireId => ({
  '@type': 'as.dto.common.id.CreationId',
  creationId: id,
});

/** The permId of a space is its code. */
export const spaceId = (space: SpaceRef | CreationRef): WireId =>
  typeof space === 'object' && 'creationId' in space
    ? creationId(space.creationId)
    : permId('space.id.SpacePermId', pathOf(typeof space === 'string' ? space : space.code).slice(1));

export const projectId = (project: RecordRef | CreationRef): WireId =>
  recordId(project, 'project.Project', pathOf);

export const collectionId = (collection: RecordRef | CreationRef): WireId =>
  recordId(collection, 'experiment.Experiment', pathOf);

export const objectId = (object: RecordRef | CreationRef): WireId =>
  recordId(object, 'sample.Sample', objectPath);

/** The code of a dataset is its permId. */
export const datasetId = (dataset: string | { readonly permId: string } | CreationRef): WireId =>
  typeof dataset === 'object' && 'creationId' in dataset
    ? creationId(dataset.creationId)
    : permId('dataset.id.DataSetPermId', typeof dataset === 'string' ? dataset.trim() : dataset.permId);

export const typeId = (code: string, entityKind?: EntityKind): WireId => ({
  ...permId('entitytype.id.EntityTypePermId', upper(code)),
  ...(entityKind && { entityKind }),
});

export const propertyTypeId = (code: string): WireId => permId('property.id.PropertyTypePermId', upper(code));

export const assignmentId = (type: string, kind: EntityKind, property: string): WireId => ({
  '@type': 'as.dto.property.id.PropertyAssignmentPermId',
  entityTypeId: typeId(type, kind),
  propertyTypeId: propertyTypeId(property),
});

export const vocabularyId = (code: string): WireId => permId('vocabulary.id.VocabularyPermId', upper(code));

export const termId = ({ code, vocabulary }: TermRef): WireId => ({
  '@type': 'as.dto.vocabulary.id.VocabularyTermPermId',
  code: upper(code),
  vocabularyCode: upper(vocabulary),
});

/** A tag of one's own by its code; anybody's by `/owner/CODE`. */
export function tagId(tag: string | { readonly permId: string }): WireId {
  const text = typeof tag === 'string' ? tag.trim() : tag.permId;
  if (!text.includes('/')) return { '@type': 'as.dto.tag.id.TagCode', code: upper(text) };
  // The owner is a user name: its letters stay as they are.
  const [owner = '', ...code] = text.split('/').filter((part) => part !== '');
  return permId('tag.id.TagPermId', `/${owner}/${upper(code.join('/'))}`);
}

export const personId = (userId: string): WireId => permId('person.id.PersonPermId', userId.trim());
export const groupId = (code: string): WireId =>
  permId('authorizationgroup.id.AuthorizationGroupPermId', upper(code));
export const pluginId = (name: string): WireId => permId('plugin.id.PluginPermId', name.trim());
export const dataStoreId = (code: string): WireId => permId('datastore.id.DataStorePermId', upper(code));
export const annotationId = (id: string): WireId =>
  permId('semanticannotation.id.SemanticAnnotationPermId', id.trim());

/** Servers of other years read another of the two members. */
const techId = (type: string, id: string): WireId => ({ '@type': `as.dto.${type}`, techId: Number(id), id });
export const deletionId = (id: string): WireId => techId('deletion.id.DeletionTechId', id);
export const roleId = (id: string): WireId => techId('roleassignment.id.RoleAssignmentTechId', id);
