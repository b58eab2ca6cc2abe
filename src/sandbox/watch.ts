import type { RequestRecord } from './journal.ts';

/**
 * `received`: before anything is handled. `committed`: stored, not yet answered (only requests that store).
 * `answered`: the answer has left, or the connection is gone.
 */
export type RequestStage = 'received' | 'committed' | 'answered';

export interface RequestEvent {
  stage: RequestStage;
  /** Number of the request, from 1. */
  n: number;
  request: RequestRecord;
}

/** The request waits until a returned promise settles: time to kill the caller at an exact moment. */
export type RequestListener = (event: RequestEvent) => void | Promise<void>;

export class Watchers {
  readonly #listeners = new Set<RequestListener>();

  add(listener: RequestListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async tell(stage: RequestStage, record: RequestRecord): Promise<void> {
    for (const listener of this.#listeners) {
      await listener({ stage, n: record.n, request: structuredClone(record) });
    }
  }
}
