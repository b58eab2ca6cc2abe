import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import { createOne } from './create-project.ts';
import { deleteProject, getProject, listProjects, updateProject } from './endpoints/projects.ts';
import type { SodarPageQuery } from './endpoints/shared.ts';
import { patchOne } from './patch-project.ts';
import { treeOf } from './tree.ts';
import type {
  NewSodarProject,
  SodarProject,
  SodarProjectChange,
  SodarProjectUpdate,
  SodarRef,
  SodarTree,
} from './types.ts';

/** Projects, and the categories that they lie in. */
export class SodarProjects {
  constructor(private readonly run: Runner) {}

  /**
   * The projects and categories that the account can see, by their full titles. Of those that it may only find there is
   * no more than title and UUID.
   * @see https://sodar-core.readthedocs.io/en/latest/app_projectroles_api_rest.html
   */
  list(query: SodarPageQuery = {}, options?: CallOptions): Pager<SodarProject> {
    return this.run.pages(listProjects, query, options);
  }

  /** The same as a tree: categories with what lies in them. */
  async tree(options?: CallOptions): Promise<SodarTree[]> {
    return treeOf(await this.list({}, options).all({ limit: Number.POSITIVE_INFINITY }));
  }

  /**
   * A project or category, with its members.
   * @throws Forbidden the account has no role in it
   * @throws NotFound there is none of this UUID
   */
  get(project: SodarRef, options?: CallOptions): Promise<SodarProject> {
    return this.run(getProject, { project }, options);
  }

  /**
   * Makes a project or category, owned by you unless `owner` says otherwise. When the answer is lost, it is looked up by
   * its title and category, which are unique together: it never comes to be twice.
   * @throws Invalid there is one of this title in the category already
   * @throws CallError with `outcome: 'unknown'` when the answer was lost and the project could not be found, or one of this
   *   title is not as it was sent
   */
  create(project: NewSodarProject, options?: CallOptions): Promise<SodarProject> {
    return createOne(this.run, project, options);
  }

  /**
   * Replaces what a project says of itself: take it from `get`, change it, give it back. Public access is always sent along,
   * since an update without it takes it away.
   * @throws InputError neither `public_access` nor `public_guest_access` is there
   */
  update(project: SodarProjectUpdate, options?: CallOptions): Promise<SodarProject> {
    return this.run(updateProject, project, options);
  }

  /**
   * Changes these fields and keeps all others, public access too: reads the project, and updates it as a whole.
   * @throws InputError the account may only find the project, so that the rest cannot be read
   */
  patch(project: SodarRef, change: SodarProjectChange, options?: CallOptions): Promise<SodarProject> {
    return patchOne(this.run, project, change, options);
  }

  /**
   * Deletes a project with all that is in it, or an empty category. Since SODAR 1.1. There is no way back.
   * @throws Forbidden the account is not its owner, or the category is not empty
   */
  delete(project: SodarRef, options?: CallOptions): Promise<void> {
    return this.run(deleteProject, { project }, options);
  }
}
