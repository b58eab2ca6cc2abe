import type { Runner } from '../../core/http/context.ts';
import { findIfInDoubt } from '../../core/many/doubt.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import {
  createProject,
  deleteProject,
  getProject,
  listMyProjects,
  listProjects,
  patchProject,
  updateProject,
} from './endpoints/projects.ts';
import type { UsiPageQuery } from './endpoints/shared.ts';
import type { NewUsiProject, UsiProject, UsiProjectChange, UsiProjectRef } from './project-types.ts';
import { differences } from './sample-content.ts';
import type { UsiSubmissionRef } from './types.ts';

/** What samples of a submission belong to: one project at most in each. */
export class UsiProjects {
  constructor(private readonly run: Runner) {}

  /**
   * The projects of all teams of the account.
   * @see https://submission.ebi.ac.uk/api/docs/submission_api.html
   */
  listMine(query: UsiPageQuery = {}, options?: CallOptions): Pager<UsiProject> {
    return this.run.pages(listMyProjects, query, options);
  }

  /** The project of a submission: a list of none or one. */
  list(submission: UsiSubmissionRef, query: UsiPageQuery = {}, options?: CallOptions): Pager<UsiProject> {
    return this.run.pages(listProjects, { ...query, submission }, options);
  }

  /**
   * A project by its id, or a handle read anew.
   * @throws NotFound
   */
  get(project: UsiProjectRef, options?: CallOptions): Promise<UsiProject> {
    return this.run(getProject, { id: project }, options);
  }

  /**
   * Gives a Draft its project. When the answer is lost, it is looked for in the submission.
   * @throws Invalid the submission has a project already, or is no Draft any more
   */
  create(submission: UsiSubmissionRef, project: NewUsiProject, options?: CallOptions): Promise<UsiProject> {
    return createOneProject(this.run, submission, project, options);
  }

  /** Replaces the project with this one; fields that the repository sets by itself are left out. */
  update(project: UsiProjectRef, content: NewUsiProject, options?: CallOptions): Promise<UsiProject> {
    return this.run(updateProject, { id: project, project: content }, options);
  }

  /** Changes what is named and leaves the rest. Null takes a value away. */
  patch(project: UsiProjectRef, change: UsiProjectChange, options?: CallOptions): Promise<UsiProject> {
    return this.run(patchProject, { id: project, change }, options);
  }

  /**
   * Takes the project out of a Draft.
   * @throws Invalid the submission is no Draft any more
   */
  delete(project: UsiProjectRef, options?: CallOptions): Promise<void> {
    return this.run(deleteProject, { id: project }, options);
  }
}

/** A submission has one project at most: the one that is there, with this content, is the one that was sent. */
async function createOneProject(
  run: Runner,
  submission: UsiSubmissionRef,
  project: NewUsiProject,
  call?: CallOptions,
): Promise<UsiProject> {
  return findIfInDoubt(
    () => run(createProject, { submission, project }, call),
    async () => {
      const found = await run.pages(listProjects, { submission }, call).first();
      return found && differences(found, project).length === 0 ? found : undefined;
    },
  );
}
