import { jsonBody } from '../../../core/http/body.ts';
import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { idOf } from '../hal.ts';
import { counts, countsByType, type HalPage, linkList, noInput, nothing } from '../schemas/common.ts';
import * as schemas from '../schemas/submissions.ts';
import type {
  UsiBlockers,
  UsiLinkList,
  UsiStatusDescription,
  UsiSubmission,
  UsiSubmissionContent,
  UsiSubmissionRef,
  UsiSubmissionStatus,
  UsiSubmissionStatusName,
  UsiTeamRef,
} from '../types.ts';
import { API, byPageNumber, PAGE_SIZE, type UsiPageQuery } from './shared.ts';

/** Which submissions, and how they are read. */
export interface UsiSubmissionQuery extends UsiPageQuery {
  /** Only those of this team. */
  team?: UsiTeamRef;
  status?: UsiSubmissionStatusName | readonly UsiSubmissionStatusName[];
  /** Only those with exactly this name. */
  name?: string;
  /** Only those that changed at or after this time. */
  modifiedSince?: string | Date;
}

type Page = HalPage & { _embedded?: { submissions?: UsiSubmission[] } };
interface One {
  submission: UsiSubmissionRef;
}

const pages = byPageNumber<UsiSubmission, Page>(({ _embedded }) => _embedded?.submissions, idOf);

export const listSubmissions = pagedEndpoint<UsiSubmissionQuery, UsiSubmission, Page>()({
  name: 'usi.submissions.list',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.submissionQuery,
  path: () => path`/user/submissions`,
  query: ({ size = PAGE_SIZE, page, sort }) => ({ size, page, sort }),
  output: schemas.submissionPage,
  paging: pages,
});

export const listTeamSubmissions = pagedEndpoint<UsiSubmissionQuery, UsiSubmission, Page>()({
  name: 'usi.submissions.listByTeam',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.submissionQuery,
  path: () => path`/submissions/search/by-team`,
  query: ({ team, size = PAGE_SIZE, page, sort }) => ({ teamName: team, size, page, sort }),
  output: schemas.submissionPage,
  paging: pages,
});

export const getSubmission = endpoint<One, UsiSubmission>()({
  name: 'usi.submissions.get',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneSubmission,
  path: ({ submission }) => path`/submissions/${submission}`,
  output: schemas.submission,
});

export const createSubmission = endpoint<
  { team: UsiTeamRef; content?: UsiSubmissionContent },
  UsiSubmission
>()({
  name: 'usi.submissions.create',
  doc: API,
  method: 'POST',
  effect: 'create',
  auth: 'required',
  input: schemas.newSubmission,
  path: ({ team }) => path`/teams/${team}/submissions`,
  // A body is required, even an empty one.
  body: ({ content = {} }) => jsonBody(content),
  output: schemas.submission,
  hint: (status) =>
    status === 500
      ? 'USI says so when the domain of the team has no profile: aap.profiles.create(domain, { "centre name": "…" }) makes one.'
      : undefined,
});

export const patchSubmission = endpoint<
  { submission: UsiSubmissionRef; change: UsiSubmissionContent },
  UsiSubmission
>()({
  name: 'usi.submissions.patch',
  doc: API,
  method: 'PATCH',
  effect: 'replace',
  auth: 'required',
  input: schemas.submissionPatch,
  path: ({ submission }) => path`/submissions/${submission}`,
  body: ({ change }) => jsonBody(change),
  output: schemas.submission,
});

export const deleteSubmission = endpoint<One, void>()({
  name: 'usi.submissions.delete',
  doc: API,
  method: 'DELETE',
  effect: 'delete',
  auth: 'required',
  input: schemas.oneSubmission,
  path: ({ submission }) => path`/submissions/${submission}`,
  answer: 'nothing',
  output: nothing,
});

export const submissionContents = endpoint<One, UsiLinkList>()({
  name: 'usi.submissions.contents',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneSubmission,
  path: ({ submission }) => path`/submissions/${submission}/contents`,
  output: linkList,
});

export const availableStatuses = endpoint<
  One,
  UsiStatusDescription[],
  { _embedded?: { statusDescriptions?: UsiStatusDescription[] } }
>()({
  name: 'usi.submissions.availableStatuses',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneSubmission,
  path: ({ submission }) => path`/submissions/${submission}/availableSubmissionStatuses`,
  output: schemas.descriptionPage,
  result: ({ _embedded }) => _embedded?.statusDescriptions ?? [],
});

export const submissionBlockers = endpoint<One, UsiBlockers>()({
  name: 'usi.submissions.blockers',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneSubmission,
  path: ({ submission }) => path`/submissions/${submission}/submissionBlockersSummary`,
  output: schemas.blockers,
});

export const processingSummary = endpoint<One, { [status: string]: number }>()({
  name: 'usi.submissions.processingSummary',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneSubmission,
  path: ({ submission }) => path`/submissions/${submission}/processingStatusSummaryCounts`,
  output: counts,
});

export const processingSummaryByType = endpoint<One, { [type: string]: { [status: string]: number } }>()({
  name: 'usi.submissions.processingSummaryByType',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneSubmission,
  path: ({ submission }) => path`/submissions/${submission}/processingStatusSummaryTypeCounts`,
  output: countsByType,
});

export const statusSummary = endpoint<
  undefined,
  { [status: string]: number },
  { content?: { [status: string]: number } }
>()({
  name: 'usi.submissions.statusSummary',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: noInput,
  path: () => path`/user/submissionStatusSummary`,
  output: schemas.statusSummary,
  result: ({ content }) => content ?? {},
});

export const getSubmissionStatus = endpoint<One, UsiSubmissionStatus>()({
  name: 'usi.submissionStatuses.get',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneSubmission,
  path: ({ submission }) => path`/submissions/${submission}/submissionStatus`,
  output: schemas.submissionStatus,
});

export const updateSubmissionStatus = endpoint<
  { submission: UsiSubmissionRef; status: UsiSubmissionStatusName },
  UsiSubmissionStatus
>()({
  name: 'usi.submissionStatuses.update',
  doc: API,
  method: 'PUT',
  effect: 'transition',
  auth: 'required',
  input: schemas.statusChange,
  path: ({ submission }) => path`/submissions/${submission}/submissionStatus`,
  body: ({ status }) => jsonBody({ status }),
  output: schemas.submissionStatus,
});
