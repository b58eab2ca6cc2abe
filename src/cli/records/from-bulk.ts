import { Unauthenticated } from '../../core/errors/index.ts';
import type { BulkResult } from '../../core/many/bulk-plan.ts';
import { orStopped, STOPPED } from './or-stopped.ts';
import type { Outcome } from './outcome.ts';

/** A result of `createMany`, in the words of a table. */
export function outcomeOf<T>(
  result: BulkResult<T>,
  valuesOf: (reference: string, value?: T) => Readonly<Record<string, string>>,
): Outcome {
  const { status, key } = result;
  if (status === 'stored') return { status, key, values: valuesOf(result.reference, result.value) };
  if (status === 'found') {
    const changed = result.changed === true;
    return { status, key, values: valuesOf(result.reference), ...(changed && { more: { changed } }) };
  }
  if (status === 'valid') return { status, key };
  const { error, reference } = result;
  return { status, key, error, ...(reference !== undefined && { more: { reserved: reference } }) };
}

/**
 * A login that was refused once will be refused again: a run must not knock ten thousand times. Begins nothing more
 * after the first refusal, lets what is under way come to its end, and then says why.
 */
export class LoginGuard {
  #refused: Unauthenticated | undefined;
  /** The next record of a pipe may never come. */
  readonly #stop = new AbortController();

  async *pass<T>(items: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    const source = items[Symbol.asyncIterator]();
    while (this.#refused === undefined) {
      const next = await orStopped(source.next(), this.#stop.signal);
      if (next === STOPPED || next.done) return;
      yield next.value;
    }
  }

  see({ error }: { error?: unknown }): void {
    if (!(error instanceof Unauthenticated)) return;
    this.#refused ??= error;
    this.#stop.abort();
  }

  end(): void {
    if (this.#refused) throw this.#refused;
  }
}
