import type { Answer } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import type { Claims } from '../aap/tokens.ts';
import type { Desk } from './desk.ts';
import { parameter, routesOf } from './http.ts';
import { DATA_TYPES, type DataType, type StoredDocument, type Verdict } from './model.ts';
import { hal, page } from './paging.ts';
import { renderDocument } from './render-documents.ts';
import { refuse } from './rules.ts';
import { outcomes } from './validation.ts';

/** Searches over documents, the versions of one document included. */
export function searchRoutes(desk: Desk): Route[] {
  return DATA_TYPES.flatMap((type) => {
    const api = new Searches(desk, type);
    const at = `/${type}/search`;
    return routesOf([
      [`usi.${type}.history`, 'GET', `${at}/history`, (call) => api.history(call)],
      [`usi.${type}.currentVersion`, 'GET', `${at}/current-version`, (call) => api.currentVersion(call)],
      [`usi.${type}.getByAccession`, 'GET', `${at}/by-accession`, (call) => api.byAccession(call)],
      [`usi.${type}.getByAlias`, 'GET', `${at}/by-submissionId-and-alias`, (call) => api.byAlias(call)],
      [`usi.${type}.listBySubmission`, 'GET', `${at}/by-submission`, (call) => api.bySubmission(call)],
      [`usi.${type}.listByTeam`, 'GET', `${at}/by-team`, (call) => api.byTeam(call)],
      [
        `usi.${type}.listWithErrors`,
        'GET',
        `${at}/by-submission-and-data-type-with-errors`,
        (call) => api.bySubmission(call, 'Error'),
      ],
      [
        `usi.${type}.listWithWarnings`,
        'GET',
        `${at}/by-submission-and-data-type-with-warnings`,
        (call) => api.bySubmission(call, 'Warning'),
      ],
    ]);
  });
}

class Searches {
  constructor(
    private readonly desk: Desk,
    private readonly type: DataType,
  ) {}

  /** All versions over all submissions, newest first. */
  history(call: Call): Answer {
    return this.#page(call, this.#versions(call).reverse());
  }

  currentVersion(call: Call): Answer {
    return this.#single(call, this.#versions(call).at(-1));
  }

  /** Nobody asks whose it is. */
  byAccession(call: Call): Answer {
    this.desk.claims(call);
    const found = this.desk.store
      .withAccession(parameter(call, 'accession'))
      .filter((document) => document.type === this.type);
    return this.#single(call, found.at(-1));
  }

  byAlias(call: Call): Answer {
    const claims = this.desk.claims(call);
    const alias = parameter(call, 'alias');
    const found = this.#inSubmission(claims, call).find((document) => document.alias === alias);
    return this.#single(call, found);
  }

  bySubmission(call: Call, outcome?: Verdict['status']): Answer {
    const documents = this.#inSubmission(this.desk.claims(call), call);
    if (outcome === undefined) return this.#page(call, documents);
    this.desk.validation.look(documents);
    const found = documents.filter(({ id }) =>
      Object.values(outcomes(this.desk.store.document(id)?.validation.verdicts ?? [])).includes(outcome),
    );
    return this.#page(call, found);
  }

  /** One version of each alias, the current one. */
  byTeam(call: Call): Answer {
    const { desk } = this;
    const team = parameter(call, 'teamName');
    desk.refuseOthers(desk.claims(call), team);
    const current = new Map<string, StoredDocument>();
    for (const document of desk.store.documents()) {
      if (document.team === team && document.type === this.type) current.set(document.alias, document);
    }
    return this.#page(call, [...current.values()]);
  }

  #versions(call: Call): StoredDocument[] {
    const team = parameter(call, 'teamName');
    this.desk.refuseOthers(this.desk.claims(call), team);
    return this.desk.store.versions(team, this.type, parameter(call, 'alias'));
  }

  /** Nothing for a submission that does not exist: a search has no 404. */
  #inSubmission(claims: Claims, call: Call): StoredDocument[] {
    const submission = this.desk.store.submission(parameter(call, 'submissionId'));
    if (!submission) return [];
    this.desk.refuseOthers(claims, submission.team.name);
    return this.desk.store.documentsOf(submission.id, this.type);
  }

  #single(call: Call, found: StoredDocument | undefined): Answer {
    if (!found) throw refuse('usi.unknown');
    const [document = found] = this.#looked([found]);
    return hal(renderDocument(this.desk, call.origin, document));
  }

  #page(call: Call, items: readonly StoredDocument[]): Answer {
    return page(call, {
      name: this.type,
      items,
      refresh: (shown) => this.#looked(shown),
      render: (document) => renderDocument(this.desk, call.origin, document),
      emptyArray: true,
    });
  }

  #looked(documents: readonly StoredDocument[]): StoredDocument[] {
    this.desk.validation.look(documents);
    return documents.map(({ id }) => this.desk.store.document(id)).filter((item) => item !== undefined);
  }
}
