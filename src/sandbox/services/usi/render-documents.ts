import { timestamp } from './dates.ts';
import type { Desk } from './desk.ts';
import { compact } from './http.ts';
import { documentPath, href, type Links, projected, query } from './links.ts';
import { type StoredDocument, TYPES } from './model.ts';
import { dates, embeddedSubmission, renderTeam } from './render.ts';
import { outcomes } from './validation.ts';

export function renderDocument(desk: Desk, origin: string, document: StoredDocument): unknown {
  const { alias, body, accession, created, modified } = document;
  const submission = desk.submissionOf(document);
  return compact({
    alias,
    team: renderTeam(origin, submission.team),
    ...body,
    accession,
    ...dates(created, modified),
    _embedded: {
      processingStatus: {
        ...processingFields(document),
        _links: { self: projected(origin, `/processingStatuses/${document.processing.id}`) },
      },
      validationResult: {
        ...resultFields(desk, document),
        _links: { self: projected(origin, `/validationResults/${document.validation.id}`) },
      },
      submission: embeddedSubmission(origin, submission),
    },
    _links: documentLinks(desk, origin, document, desk.isDraft(submission)),
  });
}

function documentLinks(desk: Desk, origin: string, document: StoredDocument, open: boolean): Links {
  const { type, team, alias } = document;
  const path = documentPath(document);
  const self = href(origin, path);
  const named = query({ teamName: team, alias });
  return {
    self,
    [TYPES[type].one]: self,
    history: href(origin, `/${type}/search/history?${named}`),
    'current-version': href(origin, `/${type}/search/current-version?${named}`),
    ...(open ? { 'self:update': self, 'self:delete': self } : {}),
    processingStatus: href(origin, `${path}/processingStatus`),
    submission: href(origin, `${path}/submission`),
    validationResult: href(origin, `${path}/validationResult`),
    ...(desk.older ? {} : { dataType: href(origin, `/dataTypes/${type}`) }),
  };
}

/** What every view of a result holds; while it is pending that is one word. */
function resultFields(desk: Desk, { type, validation }: StoredDocument): Record<string, unknown> {
  const { verdicts } = validation;
  if (!verdicts) return { validationStatus: 'Pending' };
  const errorMessages: Record<string, string[]> = {};
  for (const author of desk.older ? TYPES[type].authors : []) errorMessages[author] = [];
  for (const { author, message } of verdicts) {
    if (message === undefined) continue;
    errorMessages[author] = [...(errorMessages[author] ?? []), message];
  }
  return {
    overallValidationOutcomeByAuthor: outcomes(verdicts),
    validationStatus: 'Complete',
    errorMessages,
  };
}

/** A result in a list, or of one document. In 2018 authors without a message were listed with an empty array. */
export function renderResult(desk: Desk, origin: string, document: StoredDocument): unknown {
  const path = `/validationResults/${document.validation.id}`;
  const fields = resultFields(desk, document);
  return {
    ...(desk.older ? fields : (compact(fields) as object)),
    _links: {
      self: href(origin, path),
      validationResult: projected(origin, path),
      ...(desk.older ? {} : { submittable: href(origin, documentPath(document)) }),
    },
  };
}

/** A result by its own id: what each validator said, and the count of validations. */
export function renderFullResult(desk: Desk, origin: string, document: StoredDocument): unknown {
  const { id, type, validation } = document;
  const expectedResults: Record<string, unknown[]> = {};
  for (const author of TYPES[type].authors) expectedResults[author] = [];
  const pending = TYPES[type].authors.map((author) => ({ author, status: 'Pending', message: undefined }));
  for (const { author, status, message } of validation.verdicts ?? pending) {
    const result = { validationAuthor: author, validationStatus: status, message, entityUuid: id };
    expectedResults[author] = [...(expectedResults[author] ?? []), compact(result)];
  }
  return {
    version: validation.version,
    expectedResults,
    ...(renderResult(desk, origin, document) as object),
  };
}

function processingFields({ alias, type, accession, processing }: StoredDocument): Record<string, unknown> {
  const { status, message, modified } = processing;
  const { className, archive } = TYPES[type];
  return {
    alias,
    status,
    message,
    submittableType: className,
    archive: status === 'Draft' ? undefined : archive,
    accession,
    lastModifiedDate: timestamp(modified.at),
    lastModifiedBy: modified.by,
  };
}

export function renderProcessing(origin: string, document: StoredDocument): unknown {
  const path = `/processingStatuses/${document.processing.id}`;
  return compact({
    ...processingFields(document),
    _links: {
      self: href(origin, path),
      processingStatus: projected(origin, path),
      submittable: href(origin, documentPath(document)),
      statusDescription: href(origin, `/statusDescriptions/processingStatuses/${document.processing.status}`),
    },
  });
}
