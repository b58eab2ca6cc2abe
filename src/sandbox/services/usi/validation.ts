import { look, type Progress } from '../../lifecycle.ts';
import type { Context } from '../../service.ts';
import { VALIDATION } from './lifecycles.ts';
import { type StoredDocument, TYPES, type Verdict } from './model.ts';
import type { Store } from './store.ts';
import { type Surroundings, verdictsOn } from './validators.ts';

/** Validation that takes its time, document by document. */
export class Validation {
  readonly #store: Store;
  /** By id of the document. */
  #pending = new Map<string, Progress>();
  /** The first lab time at which something is due; spares a look at all of them at every request. */
  #due = Number.POSITIVE_INFINITY;

  constructor(
    private readonly context: Context,
    private readonly around: Surroundings,
  ) {
    this.#store = around.store;
  }

  /** A document was written: it and what refers to it are validated anew. `before`: what it was called. */
  written(document: StoredDocument, before?: StoredDocument): void {
    this.#start(document);
    const { submission } = document;
    const referring = new Map<string, StoredDocument>();
    for (const name of before ? [document, before] : [document]) {
      for (const other of this.#store.referring(submission, name)) referring.set(other.id, other);
    }
    referring.delete(document.id);
    for (const other of referring.values()) this.#start(other);
  }

  /** A document was deleted: the server validates all that is left of the submission. */
  removed(document: StoredDocument): void {
    this.#pending.delete(document.id);
    for (const other of this.#store.documentsOf(document.submission)) this.#start(other);
  }

  forget(submission: readonly StoredDocument[]): void {
    for (const document of submission) this.#pending.delete(document.id);
  }

  /** Finishes what is due by time. */
  tick(): void {
    const now = this.context.clock.now();
    if (now < this.#due) return;
    this.#due = Number.POSITIVE_INFINITY;
    for (const [id, progress] of this.#pending) {
      if (progress.doneAt === null) continue;
      if (progress.doneAt <= now) this.#finish(id, progress);
      else this.#due = Math.min(this.#due, progress.doneAt);
    }
  }

  /** Somebody looks at the results of these documents. */
  look(documents: Iterable<StoredDocument>): void {
    if (this.#pending.size === 0) return;
    const now = this.context.clock.now();
    for (const { id } of documents) {
      const progress = this.#pending.get(id);
      if (progress && progress.doneAt === null && look(progress, now)) this.#finish(id, progress);
    }
  }

  state(): [string, Progress][] {
    return structuredClone([...this.#pending]);
  }

  restore(state: [string, Progress][]): void {
    this.#pending = new Map(structuredClone(state));
    this.#due = 0;
  }

  #start(document: StoredDocument): void {
    const { lifecycle, clock } = this.context;
    const progress = lifecycle.start(VALIDATION, clock.now());
    const { id, version } = document.validation;
    // A new version without verdicts: an answer that is still on its way to the old one is lost.
    this.#store.putDocument({ ...document, validation: { id, version: version + 1 } });
    this.#pending.set(document.id, progress);
    if (progress.doneAt !== null) this.#due = Math.min(this.#due, progress.doneAt);
  }

  #finish(id: string, { fail }: Progress): void {
    this.#pending.delete(id);
    const document = this.#store.document(id);
    if (!document) return;
    const verdicts = verdictsOn(document, this.around);
    const { validation } = document;
    this.#store.putDocument({
      ...document,
      validation: {
        ...validation,
        verdicts: fail === undefined ? verdicts : withError(verdicts, author(document, fail)),
      },
    });
  }
}

/** The validator a plan names; any other word means the one that always counts. */
function author({ type }: StoredDocument, fail: string): string {
  return TYPES[type].authors.includes(fail) ? fail : 'Core';
}

/** As asked for by the plan of the lifecycle. */
function withError(verdicts: readonly Verdict[], author: string): Verdict[] {
  const others = verdicts.filter((verdict) => verdict.author !== author || verdict.status !== 'Pass');
  return [...others, { author, status: 'Error', message: `${author} was told to find an error here.` }];
}

/** Whether the verdicts on a document stop its submission; undefined while there are none. */
export function blocks(document: StoredDocument): boolean | undefined {
  const { verdicts } = document.validation;
  if (!verdicts) return undefined;
  const authors = TYPES[document.type].authors;
  // For samples only these two count; for all other types everybody does.
  const counting = authors.includes('Biosamples') ? ['Core', 'Biosamples'] : undefined;
  return verdicts.some(
    ({ author, status }) => status === 'Error' && (counting === undefined || counting.includes(author)),
  );
}

/** One outcome per author: an error beats a warning, a warning beats a pass. */
export function outcomes(verdicts: readonly Verdict[]): Record<string, Verdict['status']> {
  const weight = { Pass: 0, Warning: 1, Error: 2 };
  const out: Record<string, Verdict['status']> = {};
  for (const { author, status } of verdicts) {
    if (weight[status] >= weight[out[author] ?? 'Pass']) out[author] = status;
  }
  return out;
}
