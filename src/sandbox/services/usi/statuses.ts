import type { Answer } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import type { Desk } from './desk.ts';
import { bodyObject, changed, checkConditions, routesOf, shown, versioned } from './http.ts';
import { href, projected, submissionPath } from './links.ts';
import { DATA_TYPES, type StoredSubmission, TYPES } from './model.ts';
import { hal } from './paging.ts';
import { describe } from './reference.ts';
import { renderStatus } from './render.ts';
import { refuse } from './rules.ts';
import { blocks } from './validation.ts';

/** Where a submission stands, and what stands in its way. */
export function statusRoutes(desk: Desk): Route[] {
  const api = new Statuses(desk);
  const one = '/submissions/:submission';
  const below = (call: Call) => desk.submission(call);
  const byId = (call: Call) => api.byId(call);
  return routesOf([
    ['usi.submissionStatuses.get', 'GET', `${one}/submissionStatus`, (call) => api.get(call, below)],
    ['usi.submissionStatuses.update', 'PUT', `${one}/submissionStatus`, (call) => api.write(call, below)],
    ['usi.submissionStatuses.patch', 'PATCH', `${one}/submissionStatus`, (call) => api.write(call, below)],
    ['usi.submissionStatuses.get', 'GET', '/submissionStatuses/:status', (call) => api.get(call, byId)],
    ['usi.submissionStatuses.update', 'PUT', '/submissionStatuses/:status', (call) => api.write(call, byId)],
    ['usi.submissionStatuses.patch', 'PATCH', '/submissionStatuses/:status', (call) => api.write(call, byId)],
    [
      'usi.submissions.availableStatuses',
      'GET',
      `${one}/availableSubmissionStatuses`,
      (call) => api.available(call),
    ],
    [
      'usi.submissions.processingSummary',
      'GET',
      `${one}/processingStatusSummaryCounts`,
      (call) => api.counts(call),
    ],
    [
      'usi.submissions.processingSummaryByType',
      'GET',
      `${one}/processingStatusSummaryTypeCounts`,
      (call) => api.countsByType(call),
    ],
    ['usi.submissions.blockers', 'GET', `${one}/submissionBlockersSummary`, (call) => api.blockers(call)],
  ]);
}

class Statuses {
  constructor(private readonly desk: Desk) {}

  byId(call: Call): StoredSubmission {
    const claims = this.desk.claims(call);
    const found = this.desk.store.submissionOfStatus(call.params.status ?? '');
    if (!found) throw refuse('usi.unknown');
    this.desk.refuseOthers(claims, found.team.name);
    return found;
  }

  get(call: Call, find: (call: Call) => StoredSubmission): Answer {
    const submission = this.#looked(find(call));
    const { version, modified } = submission.status;
    return versioned(call, version, modified.at, () => renderStatus(this.desk, call.origin, submission));
  }

  write(call: Call, find: (call: Call) => StoredSubmission): Answer {
    const { desk } = this;
    const old = find(call);
    checkConditions(call, old.status.version, old.status.modified.at);
    const wanted = bodyObject(call).status;
    const values = { type: 'SubmissionStatus', field: 'status', value: shown(wanted) };
    if (wanted === undefined || wanted === null || wanted === '') throw refuse('usi.status-missing', values);
    if (!desk.validated(old)) throw refuse('usi.status-locked', values);
    if (wanted !== 'Submitted' || !desk.isDraft(old)) throw refuse('usi.status-invalid', values);
    const touch = desk.touch(desk.claims(call));
    const submission: StoredSubmission = {
      ...old,
      version: old.version + 1,
      modified: touch,
      submitted: touch.at,
      status: { ...old.status, value: 'Submitted', version: old.status.version + 1, modified: touch },
    };
    desk.store.putSubmission(submission);
    for (const document of desk.store.documentsOf(old.id)) {
      const { id } = document.processing;
      desk.store.putDocument({ ...document, processing: { id, status: 'Submitted', modified: touch } });
    }
    desk.processing.submit(old.id);
    call.commit();
    const { version, modified } = submission.status;
    return changed(call, version, modified.at, () => renderStatus(desk, call.origin, submission));
  }

  /** Without `_embedded` there is nothing that may come next. */
  available(call: Call): Answer {
    const { desk } = this;
    const { id, ...submission } = this.#validated(desk.submission(call));
    const path = submissionPath(id);
    const next = desk.submittable({ id, ...submission });
    return hal({
      ...(next
        ? { _embedded: { statusDescriptions: [describe(call.origin, 'submissionStatuses', 'Submitted')] } }
        : {}),
      _links: {
        self: href(call.origin, `${path}/availableSubmissionStatuses`),
        submission: projected(call.origin, path),
      },
    });
  }

  counts(call: Call): Answer {
    return hal(this.#counts(this.#looked(this.desk.submission(call))));
  }

  countsByType(call: Call): Answer {
    const submission = this.#looked(this.desk.submission(call));
    const types = DATA_TYPES.map((type) => [TYPES[type].className, this.#counts(submission, type)] as const);
    return hal(Object.fromEntries(types.filter(([, counts]) => Object.keys(counts).length > 0)));
  }

  blockers(call: Call): Answer {
    const { desk } = this;
    const submission = this.#validated(desk.submission(call));
    const documents = desk.store.documentsOf(submission.id);
    const issues: Record<string, { displayName: string; count: number }> = {};
    let total = 0;
    for (const document of documents) {
      if (!blocks(document)) continue;
      total += 1;
      const { displayName } = TYPES[document.type];
      issues[document.type] = { displayName, count: (issues[document.type]?.count ?? 0) + 1 };
    }
    return hal({
      notReadyFileCount: 0,
      validationIssuesPerDataTypeId: issues,
      totalMetadataBlockers: total,
      emptySubmission: documents.length === 0,
      anyPendingValidationResult: documents.some((document) => blocks(document) === undefined),
      _links: { self: href(call.origin, `${submissionPath(submission.id)}/submissionBlockersSummary`) },
    });
  }

  #counts({ id }: StoredSubmission, type?: (typeof DATA_TYPES)[number]): Record<string, number> {
    const out: Record<string, number> = {};
    for (const { processing } of this.desk.store.documentsOf(id, type)) {
      out[processing.status] = (out[processing.status] ?? 0) + 1;
    }
    return out;
  }

  /** Counts a look at where the submission stands. */
  #looked(submission: StoredSubmission): StoredSubmission {
    this.desk.processing.look(submission.id);
    return this.desk.store.submission(submission.id) ?? submission;
  }

  /** Counts a look at the results of its documents. */
  #validated(submission: StoredSubmission): StoredSubmission {
    this.desk.validation.look(this.desk.store.documentsOf(submission.id));
    return submission;
  }
}
