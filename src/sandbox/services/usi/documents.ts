import { type Answer, empty, type Refusal } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import { BindError, bindDocument } from './bind.ts';
import type { Desk } from './desk.ts';
import { bodyObject, changed, checkConditions, created, routesOf, versioned } from './http.ts';
import { contentsPath, documentPath, href, type Links, query } from './links.ts';
import {
  DATA_TYPES,
  type DataType,
  type Json,
  type Reference,
  referencesOf,
  type StoredDocument,
  TYPES,
} from './model.ts';
import { hal, page } from './paging.ts';
import { foundSubmission } from './render.ts';
import { renderDocument, renderProcessing, renderResult } from './render-documents.ts';
import { refuse, refuseAll } from './rules.ts';
import { outcomes } from './validation.ts';

/** Documents: samples, and the one project a submission may have. */
export function documentRoutes(desk: Desk): Route[] {
  return DATA_TYPES.flatMap((type) => {
    const api = new Documents(desk, type);
    const contents = `/submissions/:submission/contents/${type}`;
    return routesOf([
      [`usi.${type}.list`, 'GET', contents, (call) => api.list(call)],
      [`usi.${type}.create`, 'POST', contents, (call) => api.create(call)],
      [`usi.${type}.summary`, 'GET', `${contents}/summary`, (call) => api.summary(call)],
      [`usi.${type}.get`, 'GET', `/${type}/:id`, (call) => api.get(call)],
      [`usi.${type}.update`, 'PUT', `/${type}/:id`, (call) => api.write(call, false)],
      [`usi.${type}.patch`, 'PATCH', `/${type}/:id`, (call) => api.write(call, true)],
      [`usi.${type}.delete`, 'DELETE', `/${type}/:id`, (call) => api.remove(call)],
      [`usi.${type}.validationResult`, 'GET', `/${type}/:id/validationResult`, (call) => api.result(call)],
      [`usi.${type}.processingStatus`, 'GET', `/${type}/:id/processingStatus`, (call) => api.status(call)],
      [`usi.${type}.submission`, 'GET', `/${type}/:id/submission`, (call) => api.submission(call)],
    ]);
  });
}

class Documents {
  constructor(
    private readonly desk: Desk,
    private readonly type: DataType,
  ) {}

  list(call: Call): Answer {
    const { desk, type } = this;
    const submission = desk.submission(call);
    const documents = desk.store.documentsOf(submission.id, type);
    const own = query({ submissionId: submission.id, dataTypeId: type });
    const path = contentsPath(submission.id, type);
    const links: Links = {
      checklists: href(call.origin, `/checklists/search/by-data-type-id?${query({ dataTypeId: type })}`),
      validationSummaryCounts: href(call.origin, `${path}/summary`),
      dataType: href(call.origin, `/dataTypes/${type}`),
      'documents-with-errors': href(
        call.origin,
        `/${type}/search/by-submission-and-data-type-with-errors?${own}`,
      ),
      'documents-with-warnings': href(
        call.origin,
        `/${type}/search/by-submission-and-data-type-with-warnings?${own}`,
      ),
      ...(desk.isDraft(submission) ? { create: href(call.origin, path) } : {}),
    };
    return page(call, {
      name: type,
      items: documents,
      refresh: (items) => this.#looked(items),
      render: (document) => renderDocument(desk, call.origin, document),
      links,
      sortable: SORTABLE,
    });
  }

  create(call: Call): Answer {
    const { desk, type } = this;
    const claims = desk.claims(call);
    const submission = desk.submission(call);
    const given = this.#bound(bodyObject(call), 'usi.binding');
    if (!desk.isDraft(submission)) throw this.#locked();
    if (type === 'projects' && desk.store.documentsOf(submission.id, type).length > 0)
      throw refuse('usi.second-project');
    const team = submission.team.name;
    this.#check(given, { submission: submission.id, team });
    const touch = desk.touch(claims);
    const { alias, accession, body } = parts(given, team);
    const document: StoredDocument = {
      id: desk.newId('document'),
      n: desk.context.ids.next('usi.document-order'),
      type,
      submission: submission.id,
      team,
      alias,
      version: 0,
      body,
      ...(accession === undefined ? {} : { accession }),
      created: touch,
      modified: touch,
      validation: { id: desk.newId('validation'), version: 0 },
      processing: { id: desk.newId('processing'), status: 'Draft', modified: touch },
    };
    this.#store(document);
    call.commit();
    const location = href(call.origin, documentPath(document)).href;
    return created(call, location, String(document.version), () => this.#render(call, document));
  }

  get(call: Call): Answer {
    const found = this.desk.document(call, this.type);
    const [document = found] = this.#looked([found]);
    return versioned(call, document.version, document.modified.at, () => this.#render(call, document));
  }

  write(call: Call, merge: boolean): Answer {
    const { desk } = this;
    const old = desk.document(call, this.type);
    checkConditions(call, old.version, old.modified.at);
    const sent = bodyObject(call);
    const given = this.#bound(merge ? merged(old, sent) : sent, 'usi.json');
    if (!desk.isDraft(desk.submissionOf(old))) throw this.#locked();
    this.#check(given, old);
    const { alias, accession, body } = parts(given, old.team);
    const { accession: _before, ...rest } = old;
    const document: StoredDocument = {
      ...rest,
      alias,
      body,
      ...(accession === undefined ? {} : { accession }),
      version: old.version + 1,
      modified: desk.touch(desk.claims(call)),
    };
    this.#store(document, old);
    call.commit();
    return changed(call, document.version, document.modified.at, () => this.#render(call, document));
  }

  remove(call: Call): Answer {
    const { desk } = this;
    const document = desk.document(call, this.type);
    checkConditions(call, document.version, document.modified.at);
    if (!desk.isDraft(desk.submissionOf(document))) throw this.#locked();
    desk.store.removeDocument(document.id);
    desk.validation.removed(document);
    call.commit();
    return empty(204);
  }

  /** Counts of documents, of those with an error, and of those with a warning. */
  summary(call: Call): Answer {
    const submission = this.desk.submission(call);
    const documents = this.#looked(this.desk.store.documentsOf(submission.id, this.type));
    const counts = { totalNumber: documents.length, hasError: 0, hasWarning: 0 };
    for (const { validation } of documents) {
      const found = Object.values(outcomes(validation.verdicts ?? []));
      if (found.includes('Error')) counts.hasError += 1;
      if (found.includes('Warning')) counts.hasWarning += 1;
    }
    return hal(counts);
  }

  result(call: Call): Answer {
    const found = this.desk.document(call, this.type);
    const [document = found] = this.#looked([found]);
    return hal(renderResult(this.desk, call.origin, document));
  }

  status(call: Call): Answer {
    const found = this.desk.document(call, this.type);
    this.desk.processing.look(found.submission);
    return hal(renderProcessing(call.origin, this.desk.store.document(found.id) ?? found));
  }

  submission(call: Call): Answer {
    const submission = this.desk.submissionOf(this.desk.document(call, this.type));
    return hal(foundSubmission(call.origin, submission));
  }

  /** Counts a look at the results of these documents and gives them as they are then. */
  #looked(documents: readonly StoredDocument[]): StoredDocument[] {
    this.desk.validation.look(documents);
    return documents.map(({ id }) => this.desk.store.document(id)).filter((item) => item !== undefined);
  }

  #render(call: Call, { id }: StoredDocument): unknown {
    const document = this.desk.store.document(id);
    if (!document) throw refuse('usi.unknown');
    return renderDocument(this.desk, call.origin, document);
  }

  #store(document: StoredDocument, old?: StoredDocument): void {
    this.desk.store.putDocument(document);
    this.desk.validation.written(document, old);
  }

  #locked(): Refusal {
    return refuse('usi.document-locked', { type: TYPES[this.type].className });
  }

  #bound(value: Json, otherwise: 'usi.binding' | 'usi.json'): Json {
    try {
      return bindDocument(this.type, value);
    } catch (error) {
      if (error instanceof BindError) throw refuse(otherwise, { field: error.field });
      throw error;
    }
  }

  /** Everything that is wrong with it at once, in one answer. */
  #check(given: Json, own: { id?: string; submission: string; team: string }): void {
    const { store } = this.desk;
    const alias = given.alias as string | undefined;
    const accession = given.accession as string | undefined;
    const type = TYPES[this.type].className;
    const out: Refusal[] = [];
    if (!alias?.trim()) {
      out.push(refuse('usi.alias-missing', { type, field: 'alias', value: alias ?? 'null' }));
    } else {
      const namesakes = store.namesakes(own.team, alias).filter(({ id }) => id !== own.id);
      if (namesakes.some((other) => other.type === this.type && other.submission === own.submission))
        out.push(refuse('usi.alias-taken', { type, field: 'alias', value: alias }));
      if (namesakes.some((other) => other.type !== this.type))
        out.push(refuse('usi.alias-other-type', { type, field: 'dataType', value: this.type }));
    }
    if (accession) {
      const known = store.withAccession(accession).filter(({ id }) => id !== own.id);
      if (known.length === 0)
        out.push(refuse('usi.accession-unknown', { type, field: 'accession', value: accession }));
      const differ = (field: string, value: string, same: (other: StoredDocument) => boolean) => {
        if (!known.every(same)) out.push(refuse('usi.accession-mismatch', { type, field, value }));
      };
      differ('alias', alias ?? 'null', (other) => other.alias === alias);
      differ('team.name', own.team, (other) => other.team === own.team);
      differ('dataType', this.type, (other) => other.type === this.type);
    }
    refuseAll(out);
  }
}

const SORTABLE: Readonly<Record<string, (document: StoredDocument) => string | number>> = {
  alias: ({ alias }) => alias,
  createdDate: ({ created: { at } }) => at,
  lastModifiedDate: ({ modified: { at } }) => at,
};

/** What a document is known by, and its other fields; references are filled in as the server does it. */
function parts(given: Json, team: string): { alias: string; accession?: string; body: Json } {
  const { alias, accession, ...body } = given;
  if (body.sampleRelationships !== undefined) {
    body.sampleRelationships = referencesOf({ body }).map((reference): Reference | null =>
      reference?.alias && !reference.team && !reference.accession ? { ...reference, team } : reference,
    );
  }
  return { alias: alias as string, ...(accession ? { accession: accession as string } : {}), body };
}

/** PATCH: keys that are there replace, null removes, attributes are merged name by name. */
function merged(old: StoredDocument, sent: Json): Json {
  const before: Json = { alias: old.alias, accession: old.accession ?? null, ...old.body };
  const { attributes } = sent;
  const isObject = typeof attributes === 'object' && attributes !== null && !Array.isArray(attributes);
  const both = isObject
    ? { ...((before.attributes as object | undefined) ?? {}), ...attributes }
    : attributes;
  return { ...before, ...sent, ...('attributes' in sent ? { attributes: both } : {}) };
}
