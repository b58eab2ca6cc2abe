import type { Row } from './model.ts';

/** How to take back what a transaction has done so far. */
export class UndoLog {
  #steps: (() => void)[] | null = null;

  note(undo: () => void): void {
    this.#steps?.push(undo);
  }

  /** All or nothing. A transaction inside another one belongs to it. */
  run<T>(work: () => T): T {
    if (this.#steps) return work();
    this.#steps = [];
    try {
      return work();
    } catch (error) {
      const steps = this.#steps;
      this.#steps = null;
      for (const undo of steps.reverse()) undo();
      throw error;
    } finally {
      this.#steps = null;
    }
  }
}

type Keys<R> = (row: R) => readonly (string | null)[];

/** Records of one kind with look-ups. Rows are never changed, only replaced. */
export class Table<R extends Row> {
  readonly #rows = new Map<string, R>();
  readonly #indexes = new Map<string, { keys: Keys<R>; ids: Map<string, Set<string>> }>();

  constructor(
    private readonly log: UndoLog,
    indexes: Readonly<Record<string, Keys<R>>> = {},
  ) {
    for (const [name, keys] of Object.entries(indexes)) this.#indexes.set(name, { keys, ids: new Map() });
  }

  get(id: string): R | undefined {
    const row = this.#rows.get(id);
    return row?.trashed === undefined ? row : undefined;
  }

  /** Also what lies in the trash. */
  raw(id: string): R | undefined {
    return this.#rows.get(id);
  }

  /** In the order of registration. */
  all(): R[] {
    return [...this.#rows.values()].filter((row) => row.trashed === undefined);
  }

  /** Ids under a key, in the order of registration, without what lies in the trash. */
  find(index: string, key: string): string[] {
    return [...(this.#ids(index).get(key) ?? [])].filter((id) => this.get(id) !== undefined);
  }

  /** Whether a key is in use, be it in the trash. */
  taken(index: string, key: string): boolean {
    return (this.#ids(index).get(key)?.size ?? 0) > 0;
  }

  put(row: R): R {
    const before = this.#rows.get(row.id);
    this.#rows.set(row.id, row);
    this.#reindex(before, row);
    this.log.note(() => {
      if (before) this.#rows.set(row.id, before);
      else this.#rows.delete(row.id);
      this.#reindex(row, before);
    });
    return row;
  }

  delete(id: string): void {
    const before = this.#rows.get(id);
    if (!before) return;
    this.#rows.delete(id);
    this.#reindex(before, undefined);
    this.log.note(() => {
      this.#rows.set(id, before);
      this.#reindex(undefined, before);
    });
  }

  state(): R[] {
    return structuredClone([...this.#rows.values()]);
  }

  restore(rows: readonly R[]): void {
    this.#rows.clear();
    for (const { ids } of this.#indexes.values()) ids.clear();
    for (const row of structuredClone(rows)) this.put(row);
  }

  #ids(index: string): Map<string, Set<string>> {
    const found = this.#indexes.get(index);
    if (!found) throw new Error(`no index ${index}`);
    return found.ids;
  }

  #reindex(before: R | undefined, after: R | undefined): void {
    for (const { keys, ids } of this.#indexes.values()) {
      const old = new Set(before ? keys(before) : []);
      const now = new Set(after ? keys(after) : []);
      for (const key of old) {
        if (key !== null && !now.has(key) && before) ids.get(key)?.delete(before.id);
      }
      for (const key of now) {
        if (key === null || old.has(key) || !after) continue;
        const set = ids.get(key) ?? new Set();
        ids.set(key, set.add(after.id));
      }
    }
  }
}
