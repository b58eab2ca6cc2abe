import type { Answer } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import type { Desk } from './desk.ts';
import { parameter, routesOf } from './http.ts';
import type { StoredDocument } from './model.ts';
import { hal, page } from './paging.ts';
import { renderFullResult, renderProcessing, renderResult } from './render-documents.ts';
import { refuse } from './rules.ts';

/** Validation results, which have no check of team membership at all, and processing statuses. */
export function resultRoutes(desk: Desk): Route[] {
  const api = new Results(desk);
  const processing = (call: Call) => api.processingStatuses(call);
  return routesOf([
    [
      'usi.validationResults.list',
      'GET',
      '/validationResults/search/by-submission',
      (call) => api.results(call),
    ],
    [
      'usi.validationResults.getByEntity',
      'GET',
      '/validationResults/search/by-entity',
      (call) => api.resultOfEntity(call),
    ],
    ['usi.validationResults.get', 'GET', '/validationResults/:id', (call) => api.result(call)],
    ['usi.processingStatuses.list', 'GET', '/processingStatuses/search/by-submission', processing],
    // The name of 2018.
    ['usi.processingStatuses.list', 'GET', '/processingStatuses/search/findBySubmissionId', processing],
    ['usi.processingStatuses.get', 'GET', '/processingStatuses/:id', (call) => api.processingStatus(call)],
  ]);
}

class Results {
  constructor(private readonly desk: Desk) {}

  results(call: Call): Answer {
    const { desk } = this;
    desk.claims(call);
    const documents = desk.store.documentsOf(parameter(call, 'submissionId'));
    desk.validation.look(documents);
    return page(call, {
      name: 'validationResults',
      items: documents,
      refresh: (items) => items.map((item) => desk.store.document(item.id) ?? item),
      render: (document) => renderResult(desk, call.origin, document),
      emptyArray: true,
    });
  }

  result(call: Call): Answer {
    this.desk.claims(call);
    return this.#full(
      call,
      this.#find(({ validation }) => validation.id === call.params.id),
    );
  }

  resultOfEntity(call: Call): Answer {
    this.desk.claims(call);
    return this.#full(call, this.desk.store.document(parameter(call, 'entityUuid')));
  }

  processingStatuses(call: Call): Answer {
    const { desk } = this;
    const claims = desk.claims(call);
    const submission = desk.store.submission(parameter(call, 'submissionId'));
    if (submission) desk.refuseOthers(claims, submission.team.name);
    if (submission) desk.processing.look(submission.id);
    return page(call, {
      name: 'processingStatuses',
      items: submission ? desk.store.documentsOf(submission.id) : [],
      render: (document) => renderProcessing(call.origin, document),
      emptyArray: true,
    });
  }

  processingStatus(call: Call): Answer {
    const claims = this.desk.claims(call);
    const found = this.#find(({ processing }) => processing.id === call.params.id);
    if (!found) throw refuse('usi.unknown');
    this.desk.refuseOthers(claims, found.team);
    return hal(renderProcessing(call.origin, found));
  }

  #full(call: Call, found: StoredDocument | undefined): Answer {
    if (!found) throw refuse('usi.unknown');
    this.desk.validation.look([found]);
    return hal(renderFullResult(this.desk, call.origin, this.desk.store.document(found.id) ?? found));
  }

  #find(wanted: (document: StoredDocument) => boolean): StoredDocument | undefined {
    for (const document of this.desk.store.documents()) if (wanted(document)) return document;
    return undefined;
  }
}
