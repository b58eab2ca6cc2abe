import { type BulkResult, type BulkRun, CallError, RepositoryError, WaitTimeout } from 'accession';

/** What the client says of a record: it is there; it is not; it cannot know. */
export type Says = 'stored' | 'absent' | 'unknown';

/** Takes down what the client claims, to be held against what the sandbox has. */
export class Ledger {
  readonly claims = new Map<string, Says>();
  readonly errors: RepositoryError[] = [];
  /** Results of calls; they too must show no secret. */
  readonly results: unknown[] = [];
  /** What is wrong whatever the sandbox has. */
  readonly wrong: string[] = [];
  readonly duplicates: string[] = [];
  readonly lost: string[] = [];

  claim(key: string, says: Says): void {
    this.claims.set(key, says);
  }

  /** A call that stores what `keys` name. Its failure is taken down; the value is undefined then. */
  async write<T>(keys: string | readonly string[], work: () => Promise<T>): Promise<T | undefined> {
    const all = typeof keys === 'string' ? [keys] : keys;
    try {
      const value = await work();
      this.results.push(value);
      for (const key of all) this.claim(key, 'stored');
      return value;
    } catch (error) {
      this.failed(error);
      for (const key of all) this.claim(key, saysOf(error));
      return undefined;
    }
  }

  /** A call that stores nothing. */
  async read<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      const value = await work();
      this.results.push(value);
      return value;
    } catch (error) {
      this.failed(error);
      return undefined;
    }
  }

  /** A list that must hold each of these once, if it comes to its end. */
  async list(expected: readonly string[], read: () => Promise<readonly string[]>): Promise<void> {
    const found = await this.read(read);
    if (!found) return;
    const once = new Set(found);
    if (once.size !== found.length) this.duplicates.push('an item was read twice');
    for (const key of expected) if (!once.has(key)) this.lost.push(`${key} was not read`);
  }

  /** A run over many. Without a journal a failed one was not stored; with one the next run takes care of it. */
  async bulk<In, Out>(run: BulkRun<In, Out>, journaled: boolean): Promise<void> {
    try {
      for await (const result of run) this.#bulkResult(result, journaled);
    } catch (error) {
      this.failed(error);
    }
    this.results.push(run.summary);
  }

  #bulkResult<T>(result: BulkResult<T>, journaled: boolean): void {
    const { key, status } = result;
    this.results.push(result);
    if ('error' in result) this.failed(result.error);
    if (status === 'stored' || status === 'found') this.claim(key, 'stored');
    else if (status === 'refused') this.claim(key, 'absent');
    else if (status === 'failed') this.claim(key, journaled ? 'unknown' : 'absent');
    else this.claim(key, 'unknown');
  }

  failed(error: unknown): void {
    if (error instanceof RepositoryError) this.errors.push(error);
    else this.wrong.push(`not an error of this library: ${String(error)}`);
  }

  /** Holds every claim against the records that are there, named once for each time they are there. */
  compare(stored: Iterable<string>): void {
    const counts = new Map<string, number>();
    for (const key of stored) counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const [key, count] of counts) if (count > 1) this.duplicates.push(`${key} is there ${count} times`);
    for (const [key, says] of this.claims) {
      const count = counts.get(key) ?? 0;
      if (says === 'stored' && count === 0) this.lost.push(`${key} was said to be stored and is not`);
      if (says === 'absent' && count > 0) this.wrong.push(`${key} was said not to be stored and is`);
    }
  }
}

function saysOf(error: unknown): Says {
  // Whoever stopped waiting was told that it goes on.
  if (error instanceof WaitTimeout) return 'unknown';
  if (!(error instanceof CallError)) return 'absent';
  return error.outcome === 'unknown' ? 'unknown' : 'absent';
}
