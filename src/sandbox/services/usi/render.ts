import { timestamp } from './dates.ts';
import type { Desk } from './desk.ts';
import { compact } from './http.ts';
import { href, type Links, projected, query, submissionPath, teamLinks, teamPath } from './links.ts';
import type { StoredSubmission, TeamCopy, Touch } from './model.ts';

/** After that long in one state the server asks for patience. */
const PATIENCE_MS = 12 * 3_600_000;
const PATIENCE = 'Submission is still being processed. Please check back later.';

export function dates(created: Touch, modified: Touch): Record<string, string> {
  return {
    createdDate: timestamp(created.at),
    lastModifiedDate: timestamp(modified.at),
    createdBy: created.by,
    lastModifiedBy: modified.by,
  };
}

export function renderTeam(origin: string, team: TeamCopy): unknown {
  return compact({ ...team, _links: teamLinks(origin, team.name) });
}

/** A team right after it was made: the name only, and in 2018 every link twice. */
export function renderNewTeam(desk: Desk, origin: string, name: string): unknown {
  const links = teamLinks(origin, name);
  const doubled = Object.fromEntries(Object.entries(links).map(([rel, link]) => [rel, [link, link].flat()]));
  return { name, _links: desk.older ? doubled : links };
}

/** The shape of GET by id and of POST: `team` and `submitter` are objects, and there is no status in it. */
export function renderSubmission(desk: Desk, origin: string, submission: StoredSubmission): unknown {
  const { id, name, projectName, uiData, submissionPlan, submitter, team, submitted } = submission;
  return compact({
    ...(desk.older ? {} : { id }),
    name,
    projectName,
    uiData,
    submissionPlan,
    submitter,
    team: renderTeam(origin, team),
    submissionDate: submitted === undefined ? undefined : timestamp(submitted),
    ...dates(submission.created, submission.modified),
    _links: {
      submission: projected(origin, submissionPath(id)),
      self: projected(origin, submissionPath(id)),
      submissionStatus: href(origin, `${submissionPath(id)}/submissionStatus`),
      ...submissionLinks(desk, origin, submission),
    },
  });
}

/** The shape of lists: `team`, `submitter` and `submissionStatus` are plain texts. */
export function projectSubmission(submission: StoredSubmission): Record<string, unknown> {
  const { name, projectName, submitter, team, status, submitted } = submission;
  return {
    name,
    projectName,
    submitter: submitter.email,
    team: team.name,
    submissionStatus: status.value,
    submissionDate: submitted === undefined ? undefined : timestamp(submitted),
    ...dates(submission.created, submission.modified),
  };
}

/** An element of the user's own list: many links, but not the one to the status. */
export function listedSubmission(desk: Desk, origin: string, submission: StoredSubmission): unknown {
  const self = href(origin, submissionPath(submission.id));
  return compact({
    ...projectSubmission(submission),
    _links: { self, ...submissionLinks(desk, origin, submission) },
  });
}

/** An element of a team's list: three links and no more. */
export function foundSubmission(origin: string, submission: StoredSubmission): unknown {
  const path = submissionPath(submission.id);
  const { _links, ...fields } = embeddedSubmission(origin, submission);
  return { ...fields, _links: { submission: projected(origin, path), ..._links } };
}

/** As samples embed it. */
export function embeddedSubmission(origin: string, submission: StoredSubmission) {
  const path = submissionPath(submission.id);
  const _links: Links = {
    self: projected(origin, path),
    submissionStatus: href(origin, `${path}/submissionStatus`),
  };
  return { ...(compact(projectSubmission(submission)) as object), _links };
}

function submissionLinks(desk: Desk, origin: string, submission: StoredSubmission): Links {
  const path = submissionPath(submission.id);
  const at = (below: string) => href(origin, `${path}/${below}`);
  const bySubmission = query({ submissionId: submission.id });
  const links: Links = {
    team: href(origin, teamPath(submission.team.name)),
    contents: at('contents'),
    validationResults: href(origin, `/validationResults/search/by-submission?${bySubmission}`),
  };
  if (desk.isDraft(submission)) {
    links['self:update'] = href(origin, path);
    links['self:delete'] = href(origin, path);
  }
  // It says that validation passed, and nothing about the status.
  if (desk.older || desk.validated(submission)) links['submissionStatus:update'] = at('submissionStatus');
  links.availableStatuses = at('availableSubmissionStatuses');
  links.processingStatusSummary = at('processingStatusSummaryCounts');
  links.typeProcessingStatusSummary = at('processingStatusSummaryTypeCounts');
  links.processingStatuses = href(
    origin,
    `/processingStatuses/search/${desk.older ? 'findBySubmissionId' : 'by-submission'}?${bySubmission}`,
  );
  if (!desk.older) links.submissionBlockersSummary = at('submissionBlockersSummary');
  return links;
}

export function renderStatus(desk: Desk, origin: string, submission: StoredSubmission): unknown {
  const { status, team } = submission;
  const self = href(origin, `/submissionStatuses/${status.id}`);
  const waits = status.value === 'Submitted' || status.value === 'Processing';
  const late = waits && desk.context.clock.now() - status.modified.at > PATIENCE_MS;
  return compact({
    status: status.value,
    message: late ? PATIENCE : status.message,
    ...dates(status.created, status.modified),
    team: renderTeam(origin, team),
    _links: {
      submissionStatus: self,
      self,
      ...(desk.submittable(submission) ? { 'self:update': self } : {}),
      statusDescription: href(origin, `/statusDescriptions/submissionStatuses/${status.value}`),
      availableStatuses: href(origin, `${submissionPath(submission.id)}/availableSubmissionStatuses`),
    },
  });
}
