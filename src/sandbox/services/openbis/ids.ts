import type { EntityKind, TableName } from './model.ts';
import { className, isObj, type Obj, textOf } from './params.ts';
import type { Store } from './store.ts';

/** A record that an id object names. */
export interface Found {
  readonly table: TableName;
  readonly id: string;
}

/** Who asks, for ids that depend on it, and the kind of entity types that is meant when the id does not say. */
export interface Asking {
  readonly user: string;
  readonly kind?: EntityKind;
}

type Finder = (store: Store, id: Obj, asking: Asking) => Found | undefined;

/** Records that are found by their key in upper case, or as it is. */
const upper =
  (table: TableName, field = 'permId'): Finder =>
  (store, id) => {
    // Clients of newer servers send the number of a tech id under the name `id`.
    const text = textOf(id[field]) ?? (field === 'techId' ? textOf(id.id) : null);
    if (text === null) return undefined;
    return known(store, table, text) ?? known(store, table, text.toUpperCase());
  };

const FINDERS: Readonly<Record<string, Finder>> = {
  SpacePermId: upper('space'),
  ProjectPermId: upper('project'),
  ProjectIdentifier: (store, id) => known(store, 'project', projectOf(store, parts(id.identifier))),
  ExperimentPermId: upper('experiment'),
  ExperimentIdentifier: (store, id) => {
    const path = parts(id.identifier);
    const code = path.pop();
    const project = projectOf(store, path);
    return known(store, 'experiment', store.tables.experiment.find('identifier', `${project}/${code}`)[0]);
  },
  SamplePermId: upper('sample'),
  SampleIdentifier: (store, id) => known(store, 'sample', sampleOf(store, parts(id.identifier))),
  DataSetPermId: upper('dataSet'),
  EntityTypePermId: (store, id, { kind }) =>
    known(store, 'entityType', `${textOf(id.entityKind) ?? kind}:${(textOf(id.permId) ?? '').toUpperCase()}`),
  PropertyTypePermId: upper('propertyType'),
  PropertyAssignmentPermId: (store, id, asking) => {
    const type = isObj(id.entityTypeId) ? find(store, id.entityTypeId, asking) : undefined;
    const property = isObj(id.propertyTypeId) ? find(store, id.propertyTypeId, asking) : undefined;
    return type && property && known(store, 'propertyAssignment', `${type.id}/${property.id}`);
  },
  VocabularyPermId: upper('vocabulary'),
  VocabularyTermPermId: (store, id) =>
    known(store, 'vocabularyTerm', `${textOf(id.vocabularyCode)}/${textOf(id.code)}`.toUpperCase()),
  TagPermId: (store, id) => {
    const [, owner = '', code = ''] = /^\/?([^/]+)\/(.+)$/.exec(textOf(id.permId) ?? '') ?? [];
    return known(store, 'tag', `/${owner}/${code.toUpperCase()}`);
  },
  TagCode: (store, id, { user }) => known(store, 'tag', `/${user}/${(textOf(id.code) ?? '').toUpperCase()}`),
  PersonPermId: upper('person'),
  Me: (store, _id, { user }) => known(store, 'person', user),
  AuthorizationGroupPermId: upper('authorizationGroup'),
  PersonalAccessTokenPermId: upper('personalAccessToken'),
  PluginPermId: upper('plugin'),
  ExternalDmsPermId: upper('externalDms'),
  DataStorePermId: upper('dataStore'),
  SemanticAnnotationPermId: upper('semanticAnnotation'),
  RoleAssignmentTechId: upper('roleAssignment', 'techId'),
  DeletionTechId: upper('deletion', 'techId'),
};

/** undefined: there is none. Use `isIdOf` to tell wrong id classes from unknown records. */
export function find(store: Store, id: Obj, asking: Asking): Found | undefined {
  return FINDERS[className(id)]?.(store, id, asking);
}

/** Classes of ids by the table they may name. */
const CLASSES: Readonly<Record<TableName, readonly string[]>> = {
  space: ['SpacePermId'],
  project: ['ProjectPermId', 'ProjectIdentifier'],
  experiment: ['ExperimentPermId', 'ExperimentIdentifier'],
  sample: ['SamplePermId', 'SampleIdentifier'],
  dataSet: ['DataSetPermId'],
  entityType: ['EntityTypePermId'],
  propertyType: ['PropertyTypePermId'],
  propertyAssignment: ['PropertyAssignmentPermId'],
  vocabulary: ['VocabularyPermId'],
  vocabularyTerm: ['VocabularyTermPermId'],
  tag: ['TagPermId', 'TagCode'],
  person: ['PersonPermId', 'Me'],
  authorizationGroup: ['AuthorizationGroupPermId'],
  personalAccessToken: ['PersonalAccessTokenPermId'],
  plugin: ['PluginPermId'],
  externalDms: ['ExternalDmsPermId'],
  dataStore: ['DataStorePermId'],
  semanticAnnotation: ['SemanticAnnotationPermId'],
  roleAssignment: ['RoleAssignmentTechId'],
  deletion: ['DeletionTechId'],
};

export const isIdOf = (table: TableName, id: Obj): boolean => CLASSES[table].includes(className(id));
export const isIdClass = (name: string): boolean => name in FINDERS || name === 'CreationId';

/** An id object as the server's `toString` writes it; also the key in the answers of get methods. */
export function idText(id: Obj): string {
  switch (className(id)) {
    case 'VocabularyTermPermId':
      return `${textOf(id.code)} (${textOf(id.vocabularyCode)})`;
    case 'MaterialPermId':
      return `${textOf(id.code)} (${textOf(id.typeCode)})`;
    case 'PropertyAssignmentPermId': {
      const inner = (value: unknown) => (isObj(value) ? idText(value) : String(value));
      return `${inner(id.entityTypeId)}, ${inner(id.propertyTypeId)}`;
    }
    case 'EntityTypePermId': {
      const kind = textOf(id.entityKind);
      return kind === null ? `${textOf(id.permId)}` : `${textOf(id.permId)} (${kind})`;
    }
    case 'DssServicePermId':
      return `${isObj(id.dataStoreId) ? idText(id.dataStoreId) : ''}:${textOf(id.permId)}`;
    case 'Me':
      return 'me';
    default:
      return (
        textOf(id.permId) ??
        textOf(id.identifier) ??
        textOf(id.techId) ??
        textOf(id.id) ??
        textOf(id.code) ??
        textOf(id.creationId) ??
        textOf(id.name) ??
        'null'
      );
  }
}

function known(store: Store, table: TableName, id: string | undefined): Found | undefined {
  return id !== undefined && store.tables[table].get(id) ? { table, id } : undefined;
}

function parts(identifier: unknown): string[] {
  return (textOf(identifier) ?? '')
    .toUpperCase()
    .split('/')
    .filter((part) => part !== '');
}

function projectOf(store: Store, path: readonly string[]): string | undefined {
  return path.length === 2 ? store.tables.project.find('identifier', path.join('/'))[0] : undefined;
}

function sampleOf(store: Store, path: readonly string[]): string | undefined {
  if (path.length < 1 || path.length > 3) return undefined;
  const [code = '', container] = (path.at(-1) ?? '').split(':').reverse();
  const folder = path.length === 3 ? projectOf(store, path.slice(0, 2)) : path.length === 2 ? path[0] : '';
  const inside = (holder: string, name: string) =>
    store.tables.sample.find('identifier', `${folder}/${holder}/${name}`)[0];
  if (folder === undefined) return undefined;
  if (container === undefined) return inside('', code);
  const holder = inside('', container);
  return holder === undefined ? undefined : inside(holder, code);
}
