import type { Issue } from '../../core/errors/index.ts';
import { type Dto, dto } from './dto.ts';

/** What is fetched of what: `{}` is the thing itself with its plain fields. */
interface Tree {
  readonly [part: string]: Tree;
}

interface Kind {
  /** Below `as.dto.` */
  readonly options: string;
  /** The parts that there are, and of which kind each is. */
  readonly parts: Readonly<Record<string, string>>;
  /** What comes in lists. */
  readonly base: Tree;
}

const record = { registrator: 'person', modifier: 'person' } as const;
const annotated = { properties: 'property', sampleProperties: 'object', tags: 'tag' } as const;
const BY: Tree = { registrator: {}, modifier: {} };
const VALUE: Tree = { vocabulary: {}, sampleType: {}, materialType: {} };
const ASSIGNED: Tree = { propertyAssignments: { propertyType: VALUE, plugin: {} }, validationPlugin: {} };

const typeKind = (folder: string, name: string, more: Readonly<Record<string, string>> = {}): Kind => ({
  options: `${folder}.fetchoptions.${name}FetchOptions`,
  parts: { propertyAssignments: 'assignment', validationPlugin: 'plugin', ...more },
  base: ASSIGNED,
});

const KINDS: Readonly<Record<string, Kind>> = {
  space: {
    options: 'space.fetchoptions.SpaceFetchOptions',
    parts: { registrator: 'person', projects: 'project', samples: 'object' },
    base: { registrator: {} },
  },
  project: {
    options: 'project.fetchoptions.ProjectFetchOptions',
    parts: { ...record, space: 'space', leader: 'person', experiments: 'collection', samples: 'object' },
    base: { ...BY, space: {}, leader: {} },
  },
  collection: {
    options: 'experiment.fetchoptions.ExperimentFetchOptions',
    parts: {
      ...record,
      ...annotated,
      type: 'collectionType',
      project: 'project',
      samples: 'object',
      dataSets: 'dataset',
    },
    base: { ...BY, type: {}, project: { space: {} }, properties: {}, tags: {} },
  },
  object: {
    options: 'sample.fetchoptions.SampleFetchOptions',
    parts: {
      ...record,
      ...annotated,
      type: 'objectType',
      space: 'space',
      project: 'project',
      experiment: 'collection',
      parents: 'object',
      children: 'object',
      container: 'object',
      components: 'object',
      dataSets: 'dataset',
    },
    base: { ...BY, type: {}, space: {}, project: {}, experiment: {}, properties: {}, tags: {} },
  },
  dataset: {
    options: 'dataset.fetchoptions.DataSetFetchOptions',
    parts: {
      ...record,
      ...annotated,
      type: 'datasetType',
      sample: 'object',
      experiment: 'collection',
      parents: 'dataset',
      children: 'dataset',
      containers: 'dataset',
      components: 'dataset',
      physicalData: 'physicalData',
      linkedData: 'linkedData',
      dataStore: 'dataStore',
    },
    base: {
      ...BY,
      type: {},
      sample: {},
      experiment: {},
      properties: {},
      tags: {},
      physicalData: {},
      dataStore: {},
    },
  },
  objectType: typeKind('sample', 'SampleType', { semanticAnnotations: 'semanticAnnotation' }),
  collectionType: typeKind('experiment', 'ExperimentType'),
  datasetType: typeKind('dataset', 'DataSetType'),
  assignment: {
    options: 'property.fetchoptions.PropertyAssignmentFetchOptions',
    parts: {
      entityType: 'entityType',
      propertyType: 'propertyType',
      plugin: 'plugin',
      registrator: 'person',
      semanticAnnotations: 'semanticAnnotation',
    },
    base: { entityType: {}, propertyType: VALUE, plugin: {} },
  },
  propertyType: {
    options: 'property.fetchoptions.PropertyTypeFetchOptions',
    parts: {
      vocabulary: 'vocabulary',
      sampleType: 'objectType',
      materialType: 'materialType',
      registrator: 'person',
      semanticAnnotations: 'semanticAnnotation',
    },
    base: { ...VALUE, registrator: {} },
  },
  vocabulary: {
    options: 'vocabulary.fetchoptions.VocabularyFetchOptions',
    parts: { terms: 'term', registrator: 'person' },
    base: { registrator: {} },
  },
  term: {
    options: 'vocabulary.fetchoptions.VocabularyTermFetchOptions',
    parts: { vocabulary: 'vocabulary', registrator: 'person' },
    base: { vocabulary: {}, registrator: {} },
  },
  tag: {
    options: 'tag.fetchoptions.TagFetchOptions',
    parts: { owner: 'person', experiments: 'collection', samples: 'object', dataSets: 'dataset' },
    base: { owner: {} },
  },
  person: {
    options: 'person.fetchoptions.PersonFetchOptions',
    parts: { space: 'space', registrator: 'person', roleAssignments: 'roleAssignment' },
    base: { space: {}, registrator: {}, roleAssignments: { space: {}, project: {} } },
  },
  roleAssignment: {
    options: 'roleassignment.fetchoptions.RoleAssignmentFetchOptions',
    parts: {
      user: 'person',
      authorizationGroup: 'group',
      space: 'space',
      project: 'project',
      registrator: 'person',
    },
    base: { user: {}, authorizationGroup: {}, space: {}, project: { space: {} }, registrator: {} },
  },
  group: {
    options: 'authorizationgroup.fetchoptions.AuthorizationGroupFetchOptions',
    parts: { users: 'person', roleAssignments: 'roleAssignment', registrator: 'person' },
    base: { users: {}, roleAssignments: { space: {}, project: {} }, registrator: {} },
  },
  plugin: {
    options: 'plugin.fetchoptions.PluginFetchOptions',
    parts: { registrator: 'person', script: 'empty' },
    base: { registrator: {} },
  },
  semanticAnnotation: {
    options: 'semanticannotation.fetchoptions.SemanticAnnotationFetchOptions',
    parts: { entityType: 'entityType', propertyType: 'propertyType', propertyAssignment: 'assignment' },
    base: {
      entityType: {},
      propertyType: {},
      propertyAssignment: { entityType: {}, propertyType: {} },
    },
  },
  pat: {
    options: 'pat.fetchoptions.PersonalAccessTokenFetchOptions',
    parts: { ...record, owner: 'person' },
    base: { owner: {}, registrator: {}, modifier: {} },
  },
  deletion: {
    options: 'deletion.fetchoptions.DeletionFetchOptions',
    parts: { deletedObjects: 'deletedObject' },
    base: { deletedObjects: {} },
  },
  deletedObject: { options: 'deletion.fetchoptions.DeletedObjectFetchOptions', parts: {}, base: {} },
  entityType: { options: 'entitytype.fetchoptions.EntityTypeFetchOptions', parts: {}, base: {} },
  materialType: { options: 'material.fetchoptions.MaterialTypeFetchOptions', parts: {}, base: {} },
  property: { options: 'property.fetchoptions.PropertyFetchOptions', parts: {}, base: {} },
  physicalData: { options: 'dataset.fetchoptions.PhysicalDataFetchOptions', parts: {}, base: {} },
  linkedData: {
    options: 'dataset.fetchoptions.LinkedDataFetchOptions',
    parts: { externalDms: 'externalDms' },
    base: { externalDms: {} },
  },
  externalDms: { options: 'externaldms.fetchoptions.ExternalDmsFetchOptions', parts: {}, base: {} },
  dataStore: { options: 'datastore.fetchoptions.DataStoreFetchOptions', parts: {}, base: {} },
  empty: { options: 'common.fetchoptions.EmptyFetchOptions', parts: {}, base: {} },
};

/** What a caller asked for, checked by {@link fetchIssues}. */
export interface Wanted {
  readonly [part: string]: boolean | 'all' | Wanted | undefined;
}

const kindOf = (name: string): Kind => KINDS[name] ?? (KINDS.empty as Kind);

function exactly(name: string, tree: Tree): Dto {
  const { options, parts } = kindOf(name);
  const nested = Object.entries(tree).map(([part, below]) => [part, exactly(parts[part] ?? 'empty', below)]);
  return dto(`as.dto.${options}`, Object.fromEntries(nested));
}

/** Fetch options: what a list brings, and what was asked for besides. */
export function fetchOptions(name: string, wanted: Wanted = {}, more: readonly string[] = []): Dto {
  const { parts, base } = kindOf(name);
  const options = exactly(name, base);
  for (const part of more)
    options[part] = exactly(parts[part] ?? 'empty', parts[part] === name ? { type: {} } : {});
  for (const [part, asked] of Object.entries(wanted)) {
    const kind = parts[part] ?? 'empty';
    if (asked === undefined) continue;
    if (asked === false) delete options[part];
    else if (asked === 'all') options[part] = kind === name ? options : fetchOptions(kind);
    else options[part] = fetchOptions(kind, asked === true ? {} : asked);
  }
  return options;
}

/** What of a `fetch` cannot be meant. */
export function fetchIssues(name: string, wanted: unknown, path = ''): Issue[] {
  if (wanted === undefined) return [];
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) {
    return [{ path, message: 'must be an object with the parts to fetch, such as { parents: true }' }];
  }
  const { parts } = kindOf(name);
  return Object.entries(wanted).flatMap(([part, asked]): Issue[] => {
    const here = path ? `${path}.${part}` : part;
    const kind = Object.hasOwn(parts, part) ? parts[part] : undefined;
    if (kind === undefined) {
      return [{ path: here, message: `there is no such part; there are: ${Object.keys(parts).join(', ')}` }];
    }
    if (asked === undefined || typeof asked === 'boolean') return [];
    if (asked === 'all') {
      return kind === name
        ? []
        : [{ path: here, message: '`all` is for parts of the same kind: parents, children, …' }];
    }
    return fetchIssues(kind, asked, here);
  });
}
