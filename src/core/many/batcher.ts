interface Waiting<In, Out> {
  readonly item: In;
  readonly resolve: (value: Out) => void;
  readonly reject: (error: unknown) => void;
}

/** So many turns of the event loop without a newcomer, and those who wait go. */
const QUIET_TURNS = 3;

/**
 * Lets those who come at about the same time travel together: each asks for itself, one call is made for many. Nobody
 * waits for somebody who may never come.
 */
export class Batcher<In, Out> {
  readonly #most: number;
  readonly #work: (items: readonly In[]) => Promise<readonly Settled<Out>[]>;
  #waiting: Waiting<In, Out>[] = [];
  #watched = false;

  /** @param work gives one result for each item, in their order; when it fails, all of them do */
  constructor(most: number, work: (items: readonly In[]) => Promise<readonly Settled<Out>[]>) {
    this.#most = most;
    this.#work = work;
  }

  ask(item: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#waiting.length >= this.#most) this.#go();
      else if (!this.#watched) this.#watch(this.#waiting.length, QUIET_TURNS);
    });
  }

  #watch(seen: number, turns: number): void {
    this.#watched = true;
    setImmediate(() => {
      const now = this.#waiting.length;
      if (now > 0 && turns > 0) return this.#watch(now, now === seen ? turns - 1 : QUIET_TURNS);
      this.#watched = false;
      if (now > 0) this.#go();
    });
  }

  #go(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    this.#work(batch.map(({ item }) => item)).then(
      (results) => {
        for (const [index, { resolve, reject }] of batch.entries()) {
          const result = results[index];
          if (result && 'value' in result) resolve(result.value);
          else reject(result?.error ?? new Error('a batch has fewer results than items'));
        }
      },
      (error: unknown) => {
        for (const { reject } of batch) reject(error);
      },
    );
  }
}

export type Settled<T> = { readonly value: T } | { readonly error: unknown };
