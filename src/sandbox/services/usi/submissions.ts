import { type Answer, empty } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import { type Desk, TEAM_PREFIX } from './desk.ts';
import {
  bodyObject,
  changed,
  checkConditions,
  created,
  parameter,
  routesOf,
  shown,
  versioned,
} from './http.ts';
import { contentsPath, href, type Links, query, submissionPath } from './links.ts';
import { DATA_TYPES, type Json, type StoredSubmission, TYPES } from './model.ts';
import { hal, page } from './paging.ts';
import { foundSubmission, listedSubmission, projectSubmission, renderSubmission } from './render.ts';
import { refuse } from './rules.ts';

const SORTABLE: Readonly<Record<string, (submission: StoredSubmission) => string | number>> = {
  name: ({ name }) => name ?? '',
  createdDate: ({ created: { at } }) => at,
  lastModifiedDate: ({ modified: { at } }) => at,
  submissionStatus: ({ status: { value } }) => value,
};

/** Submissions themselves; their status and summaries are in statuses.ts. */
export function submissionRoutes(desk: Desk): Route[] {
  const api = new Submissions(desk);
  const one = '/submissions/:submission';
  return [
    ...routesOf([
      ['usi.submissions.create', 'POST', '/teams/:team/submissions', (call) => api.create(call)],
      ['usi.submissions.list', 'GET', '/user/submissions', (call) => api.mine(call)],
      ['usi.submissions.statusSummary', 'GET', '/user/submissionStatusSummary', (call) => api.summary(call)],
      ['usi.submissions.listByTeam', 'GET', '/submissions/search/by-team', (call) => api.byTeam(call)],
      ['usi.submissions.get', 'GET', one, (call) => api.get(call)],
      ['usi.submissions.update', 'PUT', one, (call) => api.write(call, false)],
      ['usi.submissions.patch', 'PATCH', one, (call) => api.write(call, true)],
      ['usi.submissions.delete', 'DELETE', one, (call) => api.remove(call)],
      ['usi.submissions.contents', 'GET', `${one}/contents`, (call) => api.contents(call)],
    ]),
    ...routesOf([
      // Says nothing of PUT and PATCH, which are there.
      ['usi.submissions.options', 'OPTIONS', one, () => empty(200, { allow: 'GET,DELETE,OPTIONS' })],
    ]),
  ];
}

class Submissions {
  constructor(private readonly desk: Desk) {}

  create(call: Call): Answer {
    const { desk } = this;
    const claims = desk.claims(call);
    const { team: name = '' } = call.params;
    const body = bodyObject(call);
    desk.refuseOthers(claims, name);
    const domain = desk.directory.domainNamed(name);
    if (!domain?.users.includes(claims.sub)) throw refuse('usi.not-live');
    if (!name.startsWith(TEAM_PREFIX)) {
      throw refuse('usi.not-a-subs-team', { type: 'Submission', field: 'team.name', value: name });
    }
    const team = desk.team(name);
    if (!team) throw refuse('usi.no-profile');
    const centre = team.profile['centre name'];
    if (!centre?.trim()) {
      throw refuse('usi.profile-attribute', {
        type: 'Submission',
        field: "team.profile['centre name']",
        value: shown(centre),
      });
    }
    const touch = desk.touch(claims);
    const submission: StoredSubmission = {
      id: desk.newId('submission'),
      n: desk.context.ids.next('usi.submission-order'),
      version: 0,
      ...ownFields(body),
      submitter: { email: claims.email, name: claims.name },
      team,
      created: touch,
      modified: touch,
      status: {
        id: desk.newId('status'),
        value: 'Draft',
        version: 0,
        created: touch,
        modified: touch,
      },
    };
    desk.store.putSubmission(submission);
    call.commit();
    const { href: location } = href(call.origin, submissionPath(submission.id));
    return created(call, location, '"0"', () => renderSubmission(desk, call.origin, submission));
  }

  /** Of all teams of the token, the last changed first. */
  mine(call: Call): Answer {
    const { desk } = this;
    const items = this.#own(call).sort((a, b) => b.modified.at - a.modified.at || b.n - a.n);
    return page(call, {
      name: 'submissions',
      items,
      render: (submission) => listedSubmission(desk, call.origin, submission),
      sortable: SORTABLE,
    });
  }

  summary(call: Call): Answer {
    const content: Record<string, number> = {};
    for (const { status } of this.#own(call)) content[status.value] = (content[status.value] ?? 0) + 1;
    return hal({ content, _links: { self: href(call.origin, '/user/submissionStatusSummary') } });
  }

  byTeam(call: Call): Answer {
    const { desk } = this;
    const team = parameter(call, 'teamName');
    desk.refuseOthers(desk.claims(call), team);
    return page(call, {
      name: 'submissions',
      items: desk.store.submissions().filter((submission) => submission.team.name === team),
      render: (submission) => foundSubmission(call.origin, submission),
      sortable: SORTABLE,
      emptyArray: true,
    });
  }

  get(call: Call): Answer {
    const { desk } = this;
    const submission = desk.submission(call, false);
    const withStatus = call.query.get('projection') === 'withStatus';
    return versioned(call, submission.version, submission.modified.at, () => {
      const detail = renderSubmission(desk, call.origin, submission) as Json;
      // The projection has the short fields of lists and the links of the whole.
      return withStatus
        ? { ...(foundSubmission(call.origin, submission) as object), _links: detail._links }
        : detail;
    });
  }

  write(call: Call, merge: boolean): Answer {
    const { desk } = this;
    const old = desk.submission(call, false);
    checkConditions(call, old.version, old.modified.at);
    const sent = bodyObject(call);
    if (!desk.isDraft(old)) throw refuse('usi.submission-locked');
    refuseFixed(old, sent, merge);
    const { name, projectName, uiData, submissionPlan, ...fixed } = old;
    const kept = merge ? { name, projectName, uiData, submissionPlan } : {};
    const submission: StoredSubmission = {
      ...fixed,
      ...ownFields({ ...kept, ...sent }),
      version: old.version + 1,
      modified: desk.touch(desk.claims(call)),
    };
    desk.store.putSubmission(submission);
    call.commit();
    const { version, modified } = submission;
    return changed(call, version, modified.at, () => renderSubmission(desk, call.origin, submission));
  }

  /** With its documents and all that belongs to them. */
  remove(call: Call): Answer {
    const { desk } = this;
    const submission = desk.submission(call, false);
    checkConditions(call, submission.version, submission.modified.at);
    if (!desk.isDraft(submission)) throw refuse('usi.submission-locked');
    desk.validation.forget(desk.store.documentsOf(submission.id));
    desk.store.removeSubmission(submission.id);
    call.commit();
    return empty(204);
  }

  contents(call: Call): Answer {
    const { desk } = this;
    const { id, ...submission } = desk.submission(call);
    const links: Links = {};
    const bySubmission = query({ submissionId: id });
    const draft = submission.status.value === 'Draft';
    for (const type of DATA_TYPES) {
      // In 2018 a project was reached by its own link only, and all else by a search.
      if (!desk.older) links[type] = href(call.origin, contentsPath(id, type));
      else if (type === 'samples')
        links[type] = href(call.origin, `/${type}/search/by-submission?${bySubmission}`);
      const full = type === 'projects' && desk.store.documentsOf(id, type).length > 0;
      if (draft && !full) links[`${type}:create`] = href(call.origin, contentsPath(id, type));
    }
    links.files = href(call.origin, `/files/search/by-submission?${bySubmission}`);
    const [project] = desk.store.documentsOf(id, 'projects');
    if (project) links[TYPES.projects.one] = href(call.origin, `/projects/${project.id}`);
    return hal({ _links: links });
  }

  #own(call: Call): StoredSubmission[] {
    const teams = new Set(this.desk.teamsIn(this.desk.claims(call)));
    return this.desk.store.submissions().filter((submission) => teams.has(submission.team.name));
  }
}

/** What a user may say about a submission. */
function ownFields(body: Json): Partial<StoredSubmission> {
  const out: Partial<StoredSubmission> = {};
  for (const field of ['name', 'projectName', 'submissionPlan'] as const) {
    const value = body[field];
    if (value === undefined || value === null) continue;
    if (typeof value === 'object') throw refuse('usi.json');
    out[field] = String(value);
  }
  if (body.uiData !== undefined && body.uiData !== null) out.uiData = body.uiData;
  return out;
}

/** What stays as it was made. A PUT that leaves submitter or team out wants them empty. */
function refuseFixed(old: StoredSubmission, sent: Json, merge: boolean): void {
  const { submitter, team } = old;
  const same = {
    submitter: (value: unknown) => {
      const { email, name } = (value ?? {}) as Json;
      return email === submitter.email && (name === undefined || name === submitter.name);
    },
    team: (value: unknown) => ((value ?? {}) as Json).name === team.name,
    submissionDate: (value: unknown) => value === projectSubmission(old).submissionDate,
  };
  for (const [field, fits] of Object.entries(same)) {
    if (!(field in sent) && (merge || field === 'submissionDate')) continue;
    if (fits(sent[field])) continue;
    throw refuse('usi.submission-field-locked', { type: 'Submission', field, value: shown(sent[field]) });
  }
}
