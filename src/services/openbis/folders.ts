import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import type { OpenBisDeleteOptions, OpenBisTrashed } from './deletion-types.ts';
import {
  getCollections,
  getProjects,
  getSpaces,
  searchCollections,
  searchProjects,
  searchSpaces,
} from './endpoints/records.ts';
import type { OpenBisCollectionFetch, OpenBisProjectFetch, OpenBisSpaceFetch } from './fetch-types.ts';
import type { RecordRef, SpaceRef } from './ids.ts';
import { byCode, getOne, getSeveral, isThere, type OpenBisGetOptions } from './one.ts';
import type { OpenBisCollectionQuery, OpenBisProjectQuery, OpenBisSpaceQuery } from './query-types.ts';
import type { OpenBisCollection, OpenBisProject, OpenBisSpace } from './types.ts';
import * as write from './write-folders.ts';
import type {
  NewOpenBisCollection,
  NewOpenBisProject,
  NewOpenBisSpace,
  OpenBisCollectionChange,
  OpenBisCreated,
  OpenBisProjectChange,
  OpenBisSpaceChange,
} from './write-types.ts';

/** The top folders. */
export class OpenBisSpaces {
  constructor(private readonly run: Runner) {}

  /** Spaces that you may see. */
  list(query: OpenBisSpaceQuery = {}, options?: CallOptions): Pager<OpenBisSpace> {
    return this.run.pages(searchSpaces, query, options);
  }

  /**
   * A space by its code.
   * @throws NotFound there is no such space, or you may not see it
   */
  get(space: SpaceRef, options?: OpenBisGetOptions<OpenBisSpaceFetch>): Promise<OpenBisSpace> {
    return getOne(this.run, getSpaces, space, options);
  }

  /** Several spaces in one call, in the order of their codes; undefined where there is none. */
  getMany(
    spaces: readonly SpaceRef[],
    options?: OpenBisGetOptions<OpenBisSpaceFetch>,
  ): Promise<(OpenBisSpace | undefined)[]> {
    return getSeveral(this.run, getSpaces, spaces, options);
  }

  exists(space: SpaceRef, options?: CallOptions): Promise<boolean> {
    return isThere(this.run, getSpaces, space, options);
  }

  /**
   * Makes a space. Safe after a lost answer: it is looked up by its code.
   * @throws Conflict there is one of this code
   * @throws Forbidden only administrators may
   */
  create(space: NewOpenBisSpace, options?: CallOptions): Promise<OpenBisCreated> {
    return write.createSpace(this.run, space, options);
  }

  /** The space of this code; made if there is none. */
  getOrCreate(space: NewOpenBisSpace, options?: CallOptions): Promise<OpenBisSpace> {
    return write.getOrCreateSpace(this.run, space, options);
  }

  /** Changes what is named, and freezes. */
  update(space: SpaceRef, change: OpenBisSpaceChange, options?: CallOptions): Promise<void> {
    return write.updateSpace(this.run, space, change, options);
  }

  /**
   * Deletes spaces at once and for good.
   * @param reason kept by the repository
   * @throws RejectedError there is something in it, be it in the trash
   */
  delete(
    spaces: SpaceRef | readonly SpaceRef[],
    reason: string,
    options?: CallOptions,
  ): Promise<OpenBisTrashed> {
    return write.deleteSpaces(this.run, spaces, reason, options);
  }
}

/** Folders in spaces. */
export class OpenBisProjects {
  constructor(private readonly run: Runner) {}

  /** Projects, of all spaces or of one: `list({ space: 'DEMO' })`. */
  list(query: OpenBisProjectQuery = {}, options?: CallOptions): Pager<OpenBisProject> {
    return this.run.pages(searchProjects, query, options);
  }

  /**
   * A project by its path, its permId, or its code.
   * @throws NotFound there is no such project, or you may not see it
   * @throws InputError several projects have this code
   */
  async get(project: RecordRef, options?: OpenBisGetOptions<OpenBisProjectFetch>): Promise<OpenBisProject> {
    return getOne(
      this.run,
      getProjects,
      await byCode(this.run, searchProjects, project, plain(options)),
      options,
    );
  }

  /** Several projects by path or permId; undefined where there is none. */
  getMany(
    projects: readonly RecordRef[],
    options?: OpenBisGetOptions<OpenBisProjectFetch>,
  ): Promise<(OpenBisProject | undefined)[]> {
    return getSeveral(this.run, getProjects, projects, options);
  }

  /** By path or permId. */
  exists(project: RecordRef, options?: CallOptions): Promise<boolean> {
    return isThere(this.run, getProjects, project, options);
  }

  /**
   * Makes a project in a space. Safe after a lost answer: it is looked up by its path.
   * @throws Conflict there is one of this code in the space
   * @throws NotFound there is no such space
   */
  create(project: NewOpenBisProject, options?: CallOptions): Promise<OpenBisCreated> {
    return write.createProject(this.run, project, options);
  }

  /** The project of this path; made if there is none. */
  getOrCreate(project: NewOpenBisProject, options?: CallOptions): Promise<OpenBisProject> {
    return write.getOrCreateProject(this.run, project, options);
  }

  /** Changes what is named, moves it to another space, and freezes. */
  update(project: RecordRef, change: OpenBisProjectChange, options?: CallOptions): Promise<void> {
    return write.updateProject(this.run, project, change, options);
  }

  /**
   * Deletes projects at once and for good.
   * @param reason kept by the repository
   * @throws RejectedError there is something in it, be it in the trash
   */
  delete(
    projects: RecordRef | readonly RecordRef[],
    reason: string,
    options?: CallOptions,
  ): Promise<OpenBisTrashed> {
    return write.deleteProjects(this.run, projects, reason, options);
  }
}

/** Collections of objects; older pages call them experiments. */
export class OpenBisCollections {
  constructor(private readonly run: Runner) {}

  /** Collections: of all, of a space, of a project; by type, property, tag, date. */
  list(query: OpenBisCollectionQuery = {}, options?: CallOptions): Pager<OpenBisCollection> {
    return this.run.pages(searchCollections, query, options);
  }

  /**
   * A collection by its path, its permId, or its code.
   * @throws NotFound there is no such collection, or you may not see it
   * @throws InputError several collections have this code
   */
  async get(
    collection: RecordRef,
    options?: OpenBisGetOptions<OpenBisCollectionFetch>,
  ): Promise<OpenBisCollection> {
    const ref = await byCode(this.run, searchCollections, collection, plain(options));
    return getOne(this.run, getCollections, ref, options);
  }

  /** Several collections by path or permId; undefined where there is none. */
  getMany(
    collections: readonly RecordRef[],
    options?: OpenBisGetOptions<OpenBisCollectionFetch>,
  ): Promise<(OpenBisCollection | undefined)[]> {
    return getSeveral(this.run, getCollections, collections, options);
  }

  /** By path or permId. */
  exists(collection: RecordRef, options?: CallOptions): Promise<boolean> {
    return isThere(this.run, getCollections, collection, options);
  }

  /**
   * Makes a collection. Values are held against its type before anything is sent. Safe after a lost answer: it is looked
   * up by its path.
   * @throws InputError a value does not fit, or a mandatory one is missing
   * @throws Conflict there is one of this code in the project
   */
  create(collection: NewOpenBisCollection, options?: CallOptions): Promise<OpenBisCreated> {
    return write.createCollection(this.run, collection, options);
  }

  /** The collection of this path; made if there is none. */
  getOrCreate(collection: NewOpenBisCollection, options?: CallOptions): Promise<OpenBisCollection> {
    return write.getOrCreateCollection(this.run, collection, options);
  }

  /** Changes the properties and tags that are named, moves it to another project with all that is in it, and freezes. */
  update(collection: RecordRef, change: OpenBisCollectionChange, options?: CallOptions): Promise<void> {
    return write.updateCollection(this.run, collection, change, options);
  }

  /**
   * Moves collections into the trash, with their objects and datasets: see `deletions`.
   * @param reason kept by the repository
   */
  delete(
    collections: RecordRef | readonly RecordRef[],
    reason: string,
    options?: OpenBisDeleteOptions,
  ): Promise<OpenBisTrashed> {
    return write.deleteCollections(this.run, collections, reason, options);
  }
}

/** The options of the look-up before: without what is fetched. */
export function plain(options: (CallOptions & { fetch?: unknown }) | undefined): CallOptions {
  const { fetch: _fetch, ...rest } = options ?? {};
  return rest;
}
