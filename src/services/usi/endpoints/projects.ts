import { jsonBody } from '../../../core/http/body.ts';
import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { idOf } from '../hal.ts';
import type { NewUsiProject, UsiProject, UsiProjectChange, UsiProjectRef } from '../project-types.ts';
import { type HalPage, nothing, pageQuery } from '../schemas/common.ts';
import * as schemas from '../schemas/projects.ts';
import { submissionSamplesQuery } from '../schemas/samples.ts';
import type { UsiSubmissionRef } from '../types.ts';
import { API, byPageNumber, PAGE_SIZE, type UsiPageQuery } from './shared.ts';

type Page = HalPage & { _embedded?: { projects?: UsiProject[] } };
interface One {
  id: UsiProjectRef;
}

const pages = byPageNumber<UsiProject, Page>(({ _embedded }) => _embedded?.projects, idOf);

export const listMyProjects = pagedEndpoint<UsiPageQuery, UsiProject, Page>()({
  name: 'usi.projects.listMine',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: pageQuery,
  path: () => path`/user/projects`,
  query: ({ size = PAGE_SIZE, page, sort }) => ({ size, page, sort }),
  output: schemas.projectPage,
  paging: pages,
});

export const listProjects = pagedEndpoint<
  { submission: UsiSubmissionRef } & UsiPageQuery,
  UsiProject,
  Page
>()({
  name: 'usi.projects.list',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: submissionSamplesQuery,
  path: ({ submission }) => path`/submissions/${submission}/contents/projects`,
  query: ({ size = PAGE_SIZE, page, sort }) => ({ size, page, sort }),
  output: schemas.projectPage,
  paging: pages,
});

export const createProject = endpoint<{ submission: UsiSubmissionRef; project: NewUsiProject }, UsiProject>()(
  {
    name: 'usi.projects.create',
    doc: API,
    method: 'POST',
    effect: 'create',
    auth: 'required',
    input: schemas.projectToCreate,
    path: ({ submission }) => path`/submissions/${submission}/contents/projects`,
    body: ({ project }) => jsonBody(project),
    output: schemas.project,
  },
);

export const getProject = endpoint<One, UsiProject>()({
  name: 'usi.projects.get',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneProject,
  path: ({ id }) => path`/projects/${id}`,
  output: schemas.project,
});

export const updateProject = endpoint<{ id: UsiProjectRef; project: NewUsiProject }, UsiProject>()({
  name: 'usi.projects.update',
  doc: API,
  method: 'PUT',
  effect: 'replace',
  auth: 'required',
  input: schemas.projectToUpdate,
  path: ({ id }) => path`/projects/${id}`,
  body: ({ project }) => jsonBody(project),
  output: schemas.project,
});

export const patchProject = endpoint<{ id: UsiProjectRef; change: UsiProjectChange }, UsiProject>()({
  name: 'usi.projects.patch',
  doc: API,
  method: 'PATCH',
  effect: 'replace',
  auth: 'required',
  input: schemas.projectToPatch,
  path: ({ id }) => path`/projects/${id}`,
  body: ({ change }) => jsonBody(change),
  output: schemas.project,
});

export const deleteProject = endpoint<One, void>()({
  name: 'usi.projects.delete',
  doc: API,
  method: 'DELETE',
  effect: 'delete',
  auth: 'required',
  input: schemas.oneProject,
  path: ({ id }) => path`/projects/${id}`,
  answer: 'nothing',
  output: nothing,
});
