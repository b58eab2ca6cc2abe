import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import * as master from './endpoints/master.ts';
import { searchDataStores } from './endpoints/records.ts';
import { OpenBisCoded } from './master.ts';
import type {
  NewOpenBisAnnotation,
  NewOpenBisRole,
  NewOpenBisTag,
  OpenBisAnnotationChange,
} from './master-write-types.ts';
import { getOne, isThere } from './one.ts';
import type {
  OpenBisCodeQuery,
  OpenBisPageQuery,
  OpenBisPersonQuery,
  OpenBisRoleQuery,
} from './query-types.ts';
import type {
  OpenBisDataStore,
  OpenBisGroup,
  OpenBisPerson,
  OpenBisPlugin,
  OpenBisRoleAssignment,
  OpenBisSemanticAnnotation,
  OpenBisTag,
} from './types.ts';
import * as write from './write-others.ts';

/** Tags: everybody has their own. */
export class OpenBisTags {
  constructor(private readonly run: Runner) {}

  /** Your tags, by code: `list({ code: 'SEEN' })`. */
  list(query: OpenBisCodeQuery = {}, options?: CallOptions): Pager<OpenBisTag> {
    return this.run.pages(master.searchTags, query, options);
  }

  /**
   * A tag of yours by its code, or any by its permId `/owner/CODE`.
   * @throws NotFound there is no such tag
   */
  get(tag: string | { permId: string }, options?: CallOptions): Promise<OpenBisTag> {
    return getOne(this.run, master.getTags, tag, options);
  }

  exists(tag: string | { permId: string }, options?: CallOptions): Promise<boolean> {
    return isThere(this.run, master.getTags, tag, options);
  }

  /**
   * Makes a tag of yours. Records get tags by their own `update`, which makes those that are missing.
   * @throws Conflict you have one of this code
   */
  create(tag: NewOpenBisTag, options?: CallOptions): Promise<{ permId: string }> {
    return write.createTag(this.run, tag, options);
  }

  /** Changes the description; null clears it. */
  update(
    tag: string | { permId: string },
    change: { description: string | null },
    options?: CallOptions,
  ): Promise<void> {
    return write.updateTag(this.run, tag, change, options);
  }

  /**
   * Deletes tags at once and for good; the records that had them stay.
   * @param reason kept by the repository
   */
  delete(
    tags: string | { permId: string } | readonly (string | { permId: string })[],
    reason: string,
    options?: CallOptions,
  ): Promise<void> {
    return write.deleteTags(this.run, tags, reason, options);
  }
}

/** Everybody who has, or had, an account. */
export class OpenBisPersons {
  constructor(private readonly run: Runner) {}

  list(query: OpenBisPersonQuery = {}, options?: CallOptions): Pager<OpenBisPerson> {
    return this.run.pages(master.searchPersons, query, options);
  }

  /**
   * A person by user name, with the roles.
   * @throws NotFound there is nobody of this name
   */
  get(userId: string, options?: CallOptions): Promise<OpenBisPerson> {
    return getOne(this.run, master.getPersons, userId, options);
  }

  exists(userId: string, options?: CallOptions): Promise<boolean> {
    return isThere(this.run, master.getPersons, userId, options);
  }
}

/** Groups of persons. */
export class OpenBisGroups extends OpenBisCoded<OpenBisGroup> {
  /** @internal */
  constructor(run: Runner) {
    super(run, master.searchGroups, master.getGroups);
  }
}

/** Who may do what, and where. */
export class OpenBisRoleAssignments {
  constructor(private readonly run: Runner) {}

  /** Of all, of a person or a group, in a space or a project. */
  list(query: OpenBisRoleQuery = {}, options?: CallOptions): Pager<OpenBisRoleAssignment> {
    return this.run.pages(master.searchRoleAssignments, query, options);
  }

  /**
   * Gives a role to a person or a group: in a space, in a project, or everywhere. After a lost answer it is looked up.
   * @throws Forbidden only administrators may
   */
  create(role: NewOpenBisRole, options?: CallOptions): Promise<{ id: string }> {
    return write.createRole(this.run, role, options);
  }

  /**
   * Takes roles away.
   * @param reason kept by the repository
   */
  delete(
    roles: string | { id: string } | readonly (string | { id: string })[],
    reason: string,
    options?: CallOptions,
  ): Promise<void> {
    return write.deleteRoles(this.run, roles, reason, options);
  }
}

/** Scripts of the server. */
export class OpenBisPlugins {
  constructor(private readonly run: Runner) {}

  list(query: OpenBisPageQuery = {}, options?: CallOptions): Pager<OpenBisPlugin> {
    return this.run.pages(master.searchPlugins, query, options);
  }
}

/** What types and properties mean, in the words of ontologies. */
export class OpenBisSemanticAnnotations {
  constructor(private readonly run: Runner) {}

  list(query: OpenBisPageQuery = {}, options?: CallOptions): Pager<OpenBisSemanticAnnotation> {
    return this.run.pages(master.searchSemanticAnnotations, query, options);
  }

  /**
   * Says what a type or a property means.
   * @throws CallError with `outcome: 'unknown'` when the answer was lost: annotations have no name to look them up by
   */
  create(annotation: NewOpenBisAnnotation, options?: CallOptions): Promise<{ permId: string }> {
    return write.createAnnotation(this.run, annotation, options);
  }

  /** Changes what is named. */
  update(
    annotation: string | { permId: string },
    change: OpenBisAnnotationChange,
    options?: CallOptions,
  ): Promise<void> {
    return write.updateAnnotation(this.run, annotation, change, options);
  }

  /**
   * Deletes annotations at once and for good.
   * @param reason kept by the repository
   */
  delete(
    annotations: string | { permId: string } | readonly (string | { permId: string })[],
    reason: string,
    options?: CallOptions,
  ): Promise<void> {
    return write.deleteAnnotations(this.run, annotations, reason, options);
  }
}

/** Servers that keep files. */
export class OpenBisDataStores {
  constructor(private readonly run: Runner) {}

  list(query: OpenBisPageQuery = {}, options?: CallOptions): Pager<OpenBisDataStore> {
    return this.run.pages(searchDataStores, query, options);
  }
}
