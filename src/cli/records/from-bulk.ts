import { Unauthenticated } from '../../core/errors/index.ts';
import type { BulkResult } from '../../core/many/bulk-plan.ts';
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

  async *pass<T>(items: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    const source = items[Symbol.asyncIterator]();
    while (this.#refused === undefined) {
      const { value, done } = await source.next();
      if (done) return;
      yield value;
    }
  }

  see({ error }: { error?: unknown }): void {
    if (error instanceof Unauthenticated) this.#refused ??= error;
  }

  end(): void {
    if (this.#refused) throw this.#refused;
  }
}
