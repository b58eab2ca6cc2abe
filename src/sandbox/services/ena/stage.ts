import type { EnaArchive } from './archive.ts';
import type { Kind } from './kinds.ts';
import type { StoredObject } from './model.ts';
import type { ReceiptItem } from './receipt.ts';
import type { Problem } from './rules.ts';

/** How records of a seed differ from what is submitted while the sandbox runs. */
export interface SeedManner {
  /** Milliseconds since 1970 at which everything was created. */
  at: number;
  /** Accessions that are given, by JSON of type and alias. */
  accessions: ReadonlyMap<string, string | undefined>;
  secondary: Readonly<Record<string, string>>;
}

/** What one submission is about to change. Nothing of it is stored before `commit`: it is all or nothing. */
export class Stage {
  readonly problems: Problem[] = [];
  readonly items: ReceiptItem[] = [];
  readonly info: string[] = [];
  readonly #changed = new Map<string, StoredObject>();
  readonly #aliases = new Map<string, string>();

  constructor(
    readonly archive: EnaArchive,
    readonly account: string,
    readonly seed: SeedManner | undefined,
  ) {}

  /** When everything in it happens. */
  get now(): number {
    return this.seed?.at ?? this.archive.context.clock.now();
  }

  /** By primary or secondary accession, of any account. */
  byAccession(accession: string): StoredObject | undefined {
    const stored = this.archive.store.object(accession);
    return this.#changed.get(stored?.accession ?? accession) ?? stored;
  }

  /** The accession of a sample that was registered in BioSamples, by that or by its `ERS…` number. */
  biosample(accession: string): string | undefined {
    const { biosamples } = this.archive;
    return (biosamples.sample(accession) ?? biosamples.sample(biosamples.accessionOfSra(accession) ?? ''))
      ?.accession;
  }

  byAlias(kind: Kind, alias: string): StoredObject | undefined {
    const staged = this.#changed.get(this.#aliases.get(JSON.stringify([kind, alias])) ?? '');
    if (staged) return staged;
    const stored = this.archive.store.byAlias(this.account, kind, alias);
    return stored && (this.#changed.get(stored.accession) ?? stored);
  }

  put(object: StoredObject): void {
    this.#changed.set(object.accession, object);
    this.#aliases.set(JSON.stringify([object.kind, object.alias]), object.accession);
  }

  /** Everything, as it will be. */
  *objects(): Iterable<StoredObject> {
    for (const object of this.archive.store.objects()) {
      if (!this.#changed.has(object.accession)) yield object;
    }
    yield* this.#changed.values();
  }

  /** What new and changed objects are called. */
  get changed(): string[] {
    return [...this.#changed.keys()];
  }

  commit(): void {
    for (const object of this.#changed.values()) this.archive.store.put(object);
  }
}
