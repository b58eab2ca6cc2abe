import { look, type Progress } from '../../lifecycle.ts';
import type { Context } from '../../service.ts';
import { externalData, type Filterable } from './filters.ts';
import { compareInstants } from './instants.ts';
import { type Attribute, compareText, type ExternalReference } from './model.ts';

/** What search knows of a sample: its curated state at the time of indexing. */
export interface IndexedSample extends Filterable {
  attributes: readonly Attribute[];
  externalReferences: readonly ExternalReference[];
  /** Lower-case text that free-text search looks into. */
  words: string;
}

interface Pending {
  accession: string;
  progress: Progress;
}

export const INDEXING = 'biosamples.index';

/** The search index: it learns of a write only when its indexing is done. */
export class SampleIndex {
  #docs = new Map<string, IndexedSample>();
  #pending: Pending[] = [];
  #sorted: IndexedSample[] | null = null;

  constructor(
    private readonly context: Context,
    /** The sample as it is to be indexed now. */
    private readonly build: (accession: string) => IndexedSample | undefined,
  ) {}

  /** A sample was written. */
  enqueue(accession: string): void {
    const { lifecycle, clock } = this.context;
    this.#pending.push({ accession, progress: lifecycle.start(INDEXING, clock.now()) });
  }

  /** All documents, newest update first, then by accession. Counts as one look at the index. */
  all(): readonly IndexedSample[] {
    const now = this.context.clock.now();
    const waiting: Pending[] = [];
    for (const pending of this.#pending) {
      if (look(pending.progress, now)) this.#add(pending.accession);
      else waiting.push(pending);
    }
    this.#pending = waiting;
    this.#sorted ??= [...this.#docs.values()].sort(newestFirst);
    return this.#sorted;
  }

  /** Indexes at once, whatever the plan: for the records of a seed. */
  addNow(accession: string): void {
    this.#add(accession);
  }

  state(): { docs: IndexedSample[]; pending: Pending[] } {
    return structuredClone({ docs: [...this.#docs.values()], pending: this.#pending });
  }

  restore(state: { docs: IndexedSample[]; pending: Pending[] }): void {
    const { docs, pending } = structuredClone(state);
    this.#docs = new Map(docs.map((doc) => [doc.accession, doc]));
    this.#pending = pending;
    this.#sorted = null;
  }

  #add(accession: string): void {
    const doc = this.build(accession);
    if (!doc) return;
    this.#docs.set(accession, doc);
    this.#sorted = null;
  }
}

export function newestFirst(
  a: { update: string; accession: string },
  b: { update: string; accession: string },
): number {
  return compareInstants(b.update, a.update) || compareText(a.accession, b.accession);
}

export function wordsOf(sample: Omit<IndexedSample, 'words'>): string {
  const parts = [sample.accession, sample.name];
  for (const { type, value } of sample.attributes) parts.push(type, value);
  for (const { url } of sample.externalReferences) parts.push(externalData(url).id);
  for (const { type, target } of sample.relationships) parts.push(type, target);
  return parts.join('\n').toLowerCase();
}
