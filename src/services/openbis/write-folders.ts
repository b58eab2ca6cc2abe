import type { Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import { checkedAlone, checkedAs } from './checked.ts';
import { collectionCreation, projectCreation, spaceCreation } from './creations.ts';
import type { OpenBisDeleteOptions, OpenBisTrashed } from './deletion-types.ts';
import { getCollections, getProjects, getSpaces } from './endpoints/records.ts';
import * as write from './endpoints/write-records.ts';
import { refusalKind } from './explain.ts';
import { collectionId, projectId, type RecordRef, type SpaceRef, spaceId } from './ids.ts';
import { createKeyed } from './keyed.ts';
import { Lookups } from './lookups.ts';
import { getOne } from './one.ts';
import { isOurs } from './ours.ts';
import { isSame } from './same.ts';
import * as schemas from './schemas/write-input.ts';
import { deleteRecords } from './trash.ts';
import type { OpenBisCollection, OpenBisProject, OpenBisSpace } from './types.ts';
import { collectionUpdate, projectUpdate, spaceUpdate } from './updates.ts';
import { valuesFor } from './values-for.ts';
import type {
  NewOpenBisCollection,
  NewOpenBisProject,
  NewOpenBisSpace,
  OpenBisCollectionChange,
  OpenBisCreated,
  OpenBisProjectChange,
  OpenBisSpaceChange,
} from './write-types.ts';

export async function createSpace(
  run: Runner,
  given: NewOpenBisSpace,
  call: CallOptions = {},
): Promise<OpenBisCreated> {
  const space = checkedAlone(run, 'openbis.spaces.create', schemas.newSpace(), given);
  return createKeyed(
    run,
    async () => {
      const [permId = space.code] = await run(write.createSpaces, [spaceCreation(space)], call);
      return { permId, code: permId };
    },
    async (since) => {
      const [found] = await run(getSpaces, { refs: [space.code] }, call);
      const same = (found?.description ?? '') === (space.description ?? '');
      return found && same && (await isOurs(run, found, since, call))
        ? { permId: found.code, code: found.code }
        : undefined;
    },
  );
}

export async function createProject(
  run: Runner,
  given: NewOpenBisProject,
  call: CallOptions = {},
): Promise<OpenBisCreated> {
  const project = checkedAlone(run, 'openbis.projects.create', schemas.newProject(), given);
  const { code } = project;
  const identifier = `/${spaceId(project.space).permId}/${code}`;
  return createKeyed(
    run,
    async () => {
      const [permId = ''] = await run(write.createProjects, [projectCreation(project)], call);
      return { permId, identifier, code };
    },
    async (since) => {
      const [found] = await run(getProjects, { refs: [identifier] }, call);
      const same = (found?.description ?? '') === (project.description ?? '');
      return found && same && (await isOurs(run, found, since, call))
        ? { permId: found.permId, identifier, code }
        : undefined;
    },
  );
}

export async function createCollection(
  run: Runner,
  given: NewOpenBisCollection,
  call: CallOptions = {},
): Promise<OpenBisCreated> {
  const operation = 'openbis.collections.create';
  const collection = checkedAlone(run, operation, schemas.newCollection(), given);
  const { code } = collection;
  const lookups = new Lookups(run, operation, call);
  const type = await lookups.type('collection', collection.type);
  const values = valuesFor(run, operation, type, collection.properties, { isNew: true });
  const identifier = `${await lookups.projectPath(collection.project as RecordRef)}/${code}`;
  return createKeyed(
    run,
    async () => {
      const [permId = ''] = await run(
        write.createCollections,
        [collectionCreation(collection, values)],
        call,
      );
      return { permId, identifier, code };
    },
    async (since) => {
      const [found] = await run(getCollections, { refs: [identifier] }, call);
      return found && isSame(type, values, found) && (await isOurs(run, found, since, call))
        ? { permId: found.permId, identifier, code }
        : undefined;
    },
  );
}

/** What is there, or made now; somebody else may make it in between. */
async function getOrCreate<T>(
  get: () => Promise<T | undefined>,
  create: () => Promise<unknown>,
  read: () => Promise<T>,
): Promise<T> {
  const found = await get();
  if (found !== undefined) return found;
  try {
    await create();
  } catch (error) {
    if (refusalKind(error) !== 'already-exists') throw error;
  }
  return read();
}

export function getOrCreateSpace(
  run: Runner,
  given: NewOpenBisSpace,
  call: CallOptions = {},
): Promise<OpenBisSpace> {
  const space = checkedAlone(run, 'openbis.spaces.getOrCreate', schemas.newSpace(), given);
  return getOrCreate(
    async () => (await run(getSpaces, { refs: [space.code] }, call))[0],
    () => createSpace(run, space, call),
    () => getOne(run, getSpaces, space.code, call),
  );
}

export function getOrCreateProject(
  run: Runner,
  given: NewOpenBisProject,
  call: CallOptions = {},
): Promise<OpenBisProject> {
  const project = checkedAlone(run, 'openbis.projects.getOrCreate', schemas.newProject(), given);
  const path = `/${String(spaceId(project.space).permId)}/${project.code}`;
  return getOrCreate(
    async () => (await run(getProjects, { refs: [path] }, call))[0],
    () => createProject(run, project, call),
    () => getOne(run, getProjects, path, call),
  );
}

export async function getOrCreateCollection(
  run: Runner,
  given: NewOpenBisCollection,
  call: CallOptions = {},
): Promise<OpenBisCollection> {
  const operation = 'openbis.collections.getOrCreate';
  const collection = checkedAlone(run, operation, schemas.newCollection(), given);
  const lookups = new Lookups(run, operation, call);
  const path = `${await lookups.projectPath(collection.project as RecordRef)}/${collection.code}`;
  return getOrCreate(
    async () => (await run(getCollections, { refs: [path] }, call))[0],
    () => createCollection(run, collection, call),
    () => getOne(run, getCollections, path, call),
  );
}

export async function updateSpace(
  run: Runner,
  space: SpaceRef,
  given: OpenBisSpaceChange,
  call?: CallOptions,
): Promise<void> {
  const change = checkedAs(run, 'openbis.spaces.update', schemas.spaceChange(), given, 'change');
  checkedAs<unknown>(run, 'openbis.spaces.update', schemas.refs.Spaces(), space, 'space');
  await run(write.updateSpaces, [spaceUpdate(space, change)], call);
}

export async function updateProject(
  run: Runner,
  project: RecordRef,
  given: OpenBisProjectChange,
  call?: CallOptions,
): Promise<void> {
  const change = checkedAs(run, 'openbis.projects.update', schemas.projectChange(), given, 'change');
  checkedAs<unknown>(run, 'openbis.projects.update', schemas.refs.Projects(), project, 'project');
  await run(write.updateProjects, [projectUpdate(project, change)], call);
}

export async function updateCollection(
  run: Runner,
  collection: RecordRef,
  given: OpenBisCollectionChange,
  call: CallOptions = {},
): Promise<void> {
  const operation = 'openbis.collections.update';
  const change = checkedAs(run, operation, schemas.collectionChange(), given, 'change');
  checkedAs<unknown>(run, operation, schemas.refs.Collections(), collection, 'collection');
  const { properties } = change;
  if (properties === undefined) {
    await run(write.updateCollections, [collectionUpdate(collection, change, undefined)], call);
    return;
  }
  const { type } = await getOne(run, getCollections, collection, call);
  const known = await new Lookups(run, operation, call).type('collection', type?.code ?? '');
  const values = valuesFor(run, operation, known, properties, { isNew: false, at: 'change' });
  await run(write.updateCollections, [collectionUpdate(collection, change, values)], call);
}

export function deleteSpaces(
  run: Runner,
  spaces: SpaceRef | readonly SpaceRef[],
  reason: string,
  options?: CallOptions,
): Promise<OpenBisTrashed> {
  return deleteRecords(
    run,
    {
      operation: 'openbis.spaces.delete',
      endpoint: write.deleteSpaces,
      options: 'space.delete.Space',
      given: spaces,
      kind: 'Spaces',
      id: spaceId,
      trash: false,
      remaining: (refs, call) => run(getSpaces, { refs }, call),
    },
    reason,
    options,
  );
}

export function deleteProjects(
  run: Runner,
  projects: RecordRef | readonly RecordRef[],
  reason: string,
  options?: CallOptions,
): Promise<OpenBisTrashed> {
  return deleteRecords(
    run,
    {
      operation: 'openbis.projects.delete',
      endpoint: write.deleteProjects,
      options: 'project.delete.Project',
      given: projects,
      kind: 'Projects',
      id: projectId,
      trash: false,
      remaining: (refs, call) => run(getProjects, { refs }, call),
    },
    reason,
    options,
  );
}

export function deleteCollections(
  run: Runner,
  collections: RecordRef | readonly RecordRef[],
  reason: string,
  options?: OpenBisDeleteOptions,
): Promise<OpenBisTrashed> {
  return deleteRecords(
    run,
    {
      operation: 'openbis.collections.delete',
      endpoint: write.deleteCollections,
      options: 'experiment.delete.Experiment',
      given: collections,
      kind: 'Collections',
      id: collectionId,
      trash: true,
      remaining: (refs, call) => run(getCollections, { refs }, call),
    },
    reason,
    options,
  );
}
