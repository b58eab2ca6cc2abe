import { type DataType, referencesOf, type StoredDocument, type StoredSubmission } from './model.ts';

/** What a snapshot holds. */
export interface StoreState {
  submissions: StoredSubmission[];
  documents: StoredDocument[];
}

/** Submissions and their documents, with the look-ups that checks need; ten thousand documents are no burden. */
export class Store {
  #submissions = new Map<string, StoredSubmission>();
  #documents = new Map<string, StoredDocument>();
  #bySubmission = new Map<string, Set<string>>();
  #byAlias = new Map<string, Set<string>>();
  #byAccession = new Map<string, Set<string>>();
  /** Documents with a reference to the key, inside one submission. */
  #referring = new Map<string, Set<string>>();

  submission(id: string): StoredSubmission | undefined {
    return this.#submissions.get(id);
  }

  submissionOfStatus(statusId: string): StoredSubmission | undefined {
    return this.submissions().find((submission) => submission.status.id === statusId);
  }

  submissions(): StoredSubmission[] {
    return [...this.#submissions.values()];
  }

  putSubmission(submission: StoredSubmission): void {
    this.#submissions.set(submission.id, submission);
  }

  /** With everything in it. */
  removeSubmission(id: string): void {
    for (const document of this.documentsOf(id)) this.removeDocument(document.id);
    this.#submissions.delete(id);
  }

  document(id: string): StoredDocument | undefined {
    return this.#documents.get(id);
  }

  documents(): Iterable<StoredDocument> {
    return this.#documents.values();
  }

  /** In order of creation. */
  documentsOf(submission: string, type?: DataType): StoredDocument[] {
    const all = this.#found(this.#bySubmission.get(submission));
    return type === undefined ? all : all.filter((document) => document.type === type);
  }

  /** Every version of a document over all submissions of a team, oldest first. */
  versions(team: string, type: DataType, alias: string): StoredDocument[] {
    return this.#found(this.#byAlias.get(key(team, alias))).filter((document) => document.type === type);
  }

  /** All documents of a team with this alias, of whatever type. */
  namesakes(team: string, alias: string): StoredDocument[] {
    return this.#found(this.#byAlias.get(key(team, alias)));
  }

  withAccession(accession: string): StoredDocument[] {
    return this.#found(this.#byAccession.get(accession));
  }

  /** Documents of a submission that refer to a document by alias and team, or by accession. */
  referring(submission: string, to: { team: string; alias: string; accession?: string }): StoredDocument[] {
    const ids = new Set(this.#referring.get(key(submission, to.team, to.alias)));
    if (to.accession !== undefined) {
      for (const id of this.#referring.get(key(submission, to.accession)) ?? []) ids.add(id);
    }
    return this.#found(ids);
  }

  putDocument(document: StoredDocument): void {
    const before = this.#documents.get(document.id);
    const moved =
      !before ||
      before.body !== document.body ||
      before.alias !== document.alias ||
      before.accession !== document.accession;
    if (before && moved) this.#index(before, (set, id) => set.delete(id));
    this.#documents.set(document.id, document);
    if (moved) this.#index(document, (set, id) => set.add(id));
  }

  removeDocument(id: string): void {
    const document = this.#documents.get(id);
    if (!document) return;
    this.#index(document, (set) => set.delete(id));
    this.#bySubmission.get(document.submission)?.delete(id);
    this.#documents.delete(id);
  }

  state(): StoreState {
    return structuredClone({ submissions: this.submissions(), documents: [...this.#documents.values()] });
  }

  restore(state: StoreState): void {
    for (const map of [this.#submissions, this.#documents]) map.clear();
    for (const map of [this.#bySubmission, this.#byAlias, this.#byAccession, this.#referring]) map.clear();
    const { submissions, documents } = structuredClone(state);
    for (const submission of submissions) this.putSubmission(submission);
    for (const document of documents) this.putDocument(document);
  }

  #found(ids: Iterable<string> | undefined): StoredDocument[] {
    const out: StoredDocument[] = [];
    for (const id of ids ?? []) {
      const document = this.#documents.get(id);
      if (document) out.push(document);
    }
    // An index may hold ids in the order of the last change.
    return out.sort((a, b) => a.n - b.n);
  }

  #index(document: StoredDocument, change: (set: Set<string>, id: string) => void): void {
    const { id, submission, team, alias, accession } = document;
    setOf(this.#bySubmission, submission).add(id);
    change(setOf(this.#byAlias, key(team, alias)), id);
    if (accession !== undefined) change(setOf(this.#byAccession, accession), id);
    for (const reference of referencesOf(document)) {
      const to = reference?.accession
        ? key(submission, reference.accession)
        : reference?.alias
          ? key(submission, reference.team ?? '', reference.alias)
          : undefined;
      if (to !== undefined) change(setOf(this.#referring, to), id);
    }
  }
}

/** No part of a name can hold the separator: JSON text may, but nothing finds it then. */
function key(...parts: string[]): string {
  return parts.join('\u0000');
}

function setOf(map: Map<string, Set<string>>, name: string): Set<string> {
  let set = map.get(name);
  if (!set) {
    set = new Set();
    map.set(name, set);
  }
  return set;
}
