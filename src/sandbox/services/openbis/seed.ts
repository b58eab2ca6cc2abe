import { SandboxError } from '../../errors.ts';
import { inlineFile, withFolders } from './data-files.ts';
import type { OpenBis } from './instance.ts';
import { METHODS } from './methods.ts';
import type { Role } from './model.ts';
import type { Obj } from './params.ts';
import { newToken } from './sessions.ts';
import type { Work } from './work.ts';
import { createDataSet, relateAll, STORE_CODE } from './write-data-sets.ts';
import { MAX_VALIDITY_S } from './write-pats.ts';

/** A user of openBIS. */
export interface OpenBisUser {
  username: string;
  password: string;
  firstName?: string;
  lastName?: string;
  email?: string;
  /** Without `space`: for the whole instance. Default: none, which lets somebody in and shows nothing. */
  roles?: { role: Role; space?: string }[];
}

/** An experiment, by its identifier `/SPACE/PROJECT/CODE`. */
export interface OpenBisCollectionSeed {
  identifier: string;
  type: string;
  properties?: Record<string, string>;
}

/** A sample, by its identifier `/SPACE/PROJECT/CODE`; without a code (`/SPACE/PROJECT`) its type makes one. */
export interface OpenBisObjectSeed {
  identifier: string;
  type: string;
  /** Identifier of its collection. */
  collection?: string;
  properties?: Record<string, string>;
  /** Identifiers of its parents. */
  parents?: string[];
}

export interface OpenBisDatasetSeed {
  /** permId; made when absent. */
  code?: string;
  type: string;
  /** Identifier of the object or collection it belongs to. */
  object?: string;
  collection?: string;
  properties?: Record<string, string>;
  /** Content by path, such as `original/reads.txt`. */
  files: Record<string, string>;
}

/** What openBIS starts with, beside the types that are always there. */
export interface OpenBisSeed {
  /** The first is the one in `lab.credentials`. Default: those of the demo. */
  users?: OpenBisUser[];
  /** The user behind anonymous sessions. Default: there are none. */
  anonymous?: string;
  spaces?: { code: string; description?: string }[];
  projects?: { identifier: string; description?: string }[];
  collections?: OpenBisCollectionSeed[];
  objects?: OpenBisObjectSeed[];
  datasets?: OpenBisDatasetSeed[];
  /** Creations as createVocabularies, createPropertyTypes, … take them, made before the records. */
  vocabularies?: Obj[];
  propertyTypes?: Obj[];
  objectTypes?: Obj[];
  collectionTypes?: Obj[];
  datasetTypes?: Obj[];
}

/** A seed after checking: there is at least one user to log in with. */
export type ResolvedOpenBisSeed = OpenBisSeed & { users: [OpenBisUser, ...OpenBisUser[]] };

/** The parts of a seed that are lists. */
export const OPENBIS_LISTS = [
  'users',
  'spaces',
  'projects',
  'collections',
  'objects',
  'datasets',
  'vocabularies',
  'propertyTypes',
  'objectTypes',
  'collectionTypes',
  'datasetTypes',
] as const satisfies readonly (keyof OpenBisSeed)[];

const SYSTEM = 'system';
const identifier = (type: string, value: string): Obj => ({
  '@type': `as.dto.${type}`,
  identifier: value.toUpperCase(),
});
export const spaceId = (permId: string): Obj => ({ '@type': 'as.dto.space.id.SpacePermId', permId });
const projectId = (value: string): Obj => identifier('project.id.ProjectIdentifier', value);
const experimentId = (value: string): Obj => identifier('experiment.id.ExperimentIdentifier', value);
const sampleId = (value: string): Obj => identifier('sample.id.SampleIdentifier', value);
const typeId = (permId: string, entityKind: string): Obj => ({
  '@type': 'as.dto.entitytype.id.EntityTypePermId',
  permId,
  entityKind,
});

/** Fills an openBIS through its own methods, so that a seed obeys its rules. The first user gets a token. */
export function loadOpenBisSeed(openbis: OpenBis, types: OpenBisSeed, seed: ResolvedOpenBisSeed): void {
  const { users } = seed;
  const { tables } = openbis.store;
  const now = openbis.context.clock.now();
  const system = { registrator: SYSTEM, registrationDate: now };
  tables.person.put({
    ...system,
    id: SYSTEM,
    userId: SYSTEM,
    firstName: '',
    lastName: 'System User',
    email: '',
    active: true,
    space: null,
  });
  tables.roleAssignment.put({
    ...system,
    id: openbis.store.techId(),
    role: 'ADMIN',
    user: SYSTEM,
    group: null,
    space: null,
    project: null,
  });
  tables.dataStore.put({ id: STORE_CODE, code: STORE_CODE, registrationDate: now });
  for (const user of users) {
    const { username, password, firstName = null, lastName = null, email = null } = user;
    tables.person.put({
      ...system,
      id: username,
      userId: username,
      firstName,
      lastName,
      email,
      active: true,
      space: null,
      password,
    });
    openbis.context.scrubber.hide(password);
  }
  openbis.anonymous = seed.anonymous ?? null;
  const load = (caller: string, part: OpenBisSeed) => {
    const origin = { origin: '', commit: () => undefined };
    const work = openbis.work(origin, {
      token: '',
      user: caller,
      creator: caller,
      patSession: null,
      workspace: '',
    });
    fill(work, part);
  };
  load(SYSTEM, types);
  for (const { code, description } of seed.spaces ?? [])
    load(SYSTEM, { spaces: [{ code, ...(description === undefined ? {} : { description }) }] });
  for (const { username, roles = [] } of users) {
    for (const { role, space = null } of roles) {
      tables.roleAssignment.put({
        ...system,
        id: openbis.store.techId(),
        role,
        user: username,
        group: null,
        space,
        project: null,
      });
    }
  }
  const [first] = users;
  // Records are the first user's, if that user may make them.
  const author = first.roles?.some(({ role, space }) => role === 'ADMIN' && space === undefined)
    ? first.username
    : SYSTEM;
  load(author, { ...seed, spaces: [] });
  const token = `$pat-${newToken(openbis.context, first.username)}`;
  openbis.context.scrubber.hide(token);
  tables.personalAccessToken.put({
    ...system,
    id: token,
    owner: first.username,
    sessionName: 'sandbox',
    validFromDate: now,
    validToDate: now + MAX_VALIDITY_S * 1000,
    accessDate: null,
    modifier: SYSTEM,
    modificationDate: now,
  });
}

/** The personal access token that came along for a user. */
export function openbisToken(openbis: OpenBis, owner: string): string {
  const tokens = openbis.store.tables.personalAccessToken.all();
  return tokens.find((token) => token.owner === owner)?.id ?? '';
}

function fill(work: Work, seed: OpenBisSeed): void {
  const make = (name: string, part: string, items: readonly (readonly [at: unknown, creation: Obj])[]) => {
    items.forEach(([at, creation], i) => {
      attempt(`openbis.${part}[${i}] (${String(at)})`, () => {
        METHODS.get(name)?.run(work, [[creation]], work.writer());
      });
    });
  };
  const raw = (items: readonly Obj[] | undefined) => (items ?? []).map((item) => [item.code, item] as const);
  make('createVocabularies', 'vocabularies', raw(seed.vocabularies));
  make('createPropertyTypes', 'propertyTypes', raw(seed.propertyTypes));
  make('createExperimentTypes', 'collectionTypes', raw(seed.collectionTypes));
  make('createSampleTypes', 'objectTypes', raw(seed.objectTypes));
  make('createDataSetTypes', 'datasetTypes', raw(seed.datasetTypes));
  make(
    'createSpaces',
    'spaces',
    (seed.spaces ?? []).map((space) => [space.code, { ...space }]),
  );
  make(
    'createProjects',
    'projects',
    (seed.projects ?? []).map(({ identifier: name, description }) => {
      const [space = '', code = ''] = parts(name);
      return [name, { code, description, spaceId: spaceId(space) }];
    }),
  );
  make(
    'createExperiments',
    'collections',
    (seed.collections ?? []).map(({ identifier: name, type, properties }) => {
      const path = parts(name);
      const code = path.pop();
      return [
        name,
        { code, projectId: projectId(`/${path.join('/')}`), typeId: typeId(type, 'EXPERIMENT'), properties },
      ];
    }),
  );
  make(
    'createSamples',
    'objects',
    (seed.objects ?? []).map((object) => {
      const [space = '', project = '', code = null] = parts(object.identifier);
      const creation = {
        code,
        spaceId: spaceId(space),
        projectId: projectId(`/${space}/${project}`),
        experimentId: object.collection === undefined ? null : experimentId(object.collection),
        typeId: typeId(object.type, 'SAMPLE'),
        properties: object.properties,
        parentIds: (object.parents ?? []).map(sampleId),
      };
      return [object.identifier, creation];
    }),
  );
  for (const [i, { code, type, object, collection, properties, files }] of (seed.datasets ?? []).entries()) {
    attempt(`openbis.datasets[${i}]`, () => {
      const creation: Obj = {
        typeId: typeId(type, 'DATA_SET'),
        sampleId: object === undefined ? null : sampleId(object),
        experimentId: collection === undefined ? null : experimentId(collection),
        properties,
        ...(code === undefined ? { autoGeneratedCode: true } : { code }),
      };
      const stored = Object.entries(files).map(([path, content]) => inlineFile(path, content));
      relateAll(work, [createDataSet(work, creation, 'PHYSICAL', withFolders(stored))], [creation]);
    });
  }
}

function attempt(at: string, run: () => void): void {
  try {
    run();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SandboxError('SEED', `the seed does not fit: ${at}: ${why}`, { cause });
  }
}

const parts = (path: string): string[] =>
  path
    .toUpperCase()
    .split('/')
    .filter((part) => part !== '');
