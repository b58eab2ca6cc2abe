import { KINDS, type Kind } from './kinds.ts';
import type { StoredObject, StoredSubmission } from './model.ts';

export interface StoreState {
  objects: StoredObject[];
  submissions: StoredSubmission[];
}

/** The objects and submissions. Records are replaced, never changed. */
export class EnaStore {
  #objects = new Map<string, StoredObject>();
  /** Primary accession by secondary. */
  #secondary = new Map<string, string>();
  /** Primary accession by account, type and alias. */
  #alias = new Map<string, string>();
  #submissions = new Map<string, StoredSubmission>();
  #submissionAlias = new Map<string, string>();

  /** By primary or secondary accession. */
  object(accession: string): StoredObject | undefined {
    return this.#objects.get(accession) ?? this.#objects.get(this.#secondary.get(accession) ?? '');
  }

  byAlias(account: string, kind: Kind, alias: string): StoredObject | undefined {
    return this.#objects.get(this.#alias.get(aliasKey(account, kind, alias)) ?? '');
  }

  /** Everything of the account with this alias, whatever its type. */
  allByAlias(account: string, alias: string): StoredObject[] {
    return KINDS.flatMap((kind) => this.byAlias(account, kind, alias) ?? []);
  }

  objects(): Iterable<StoredObject> {
    return this.#objects.values();
  }

  put(object: StoredObject): void {
    this.#objects.set(object.accession, object);
    if (object.secondary !== undefined) this.#secondary.set(object.secondary, object.accession);
    this.#alias.set(aliasKey(object.account, object.kind, object.alias), object.accession);
  }

  submission(account: string, accessionOrAlias: string): StoredSubmission | undefined {
    const byAlias = this.#submissionAlias.get(JSON.stringify([account, accessionOrAlias]));
    const found = this.#submissions.get(byAlias ?? accessionOrAlias);
    return found?.account === account ? found : undefined;
  }

  submissionByAlias(account: string, alias: string): StoredSubmission | undefined {
    return this.#submissions.get(this.#submissionAlias.get(JSON.stringify([account, alias])) ?? '');
  }

  submissions(): Iterable<StoredSubmission> {
    return this.#submissions.values();
  }

  putSubmission(submission: StoredSubmission): void {
    this.#submissions.set(submission.accession, submission);
    this.#submissionAlias.set(JSON.stringify([submission.account, submission.alias]), submission.accession);
  }

  /** Forgets what is not to be kept. */
  keep(objects: (object: StoredObject) => boolean, submissions: (item: StoredSubmission) => boolean): void {
    this.restore({
      objects: [...this.#objects.values()].filter(objects),
      submissions: [...this.#submissions.values()].filter(submissions),
    });
  }

  state(): StoreState {
    return structuredClone({
      objects: [...this.#objects.values()],
      submissions: [...this.#submissions.values()],
    });
  }

  restore(state: StoreState): void {
    const { objects, submissions } = structuredClone(state);
    const maps = [this.#objects, this.#secondary, this.#alias, this.#submissions, this.#submissionAlias];
    for (const map of maps) map.clear();
    for (const object of objects) this.put(object);
    for (const submission of submissions) this.putSubmission(submission);
  }
}

function aliasKey(account: string, kind: Kind, alias: string): string {
  return JSON.stringify([account, kind, alias]);
}
