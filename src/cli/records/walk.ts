import { EXIT } from '../exit-codes.ts';
import { told } from '../explain-error.ts';
import type { Entry } from './entry.ts';
import { type Outcome, unsent } from './outcome.ts';

/**
 * Sends records, and gives one outcome for each that was begun, in their order. It fails with an error of the library, or
 * one for the user, only when it has given all of these.
 */
export type Work<T> = (items: AsyncIterable<T>) => AsyncIterable<Outcome>;

export interface Step<T> {
  entry: Entry<T>;
  outcome: Outcome | undefined;
}

const STOPPED = Symbol('stopped');

/**
 * Gives every entry of a file in order, each with what became of it; holds only those that are under way. When the work
 * is stopped or breaks off, the entries that are left follow as `not sent`, so that whatever is written from them is
 * whole; then the error is thrown.
 */
export async function* walk<T>(
  entries: AsyncGenerator<Entry<T>>,
  work: Work<T>,
  asked?: AbortSignal,
): AsyncGenerator<Step<T>, void, undefined> {
  const source = new Source(entries, asked);
  let trouble: { error: unknown } | undefined;
  let any = false;
  try {
    for await (const outcome of work(source.items())) {
      any = true;
      yield* source.before();
      const entry = source.shift();
      if (entry) yield { entry, outcome };
    }
  } catch (error) {
    // Nothing has begun: the settings are wrong, or the journal is another's.
    if (!any && told(error).exitCode === EXIT.input) throw error;
    trouble = { error };
  }
  yield* source.before();
  // Taken, and no word of it: never begun, unless something broke in our own hands.
  const broken = trouble !== undefined && told(trouble.error).exitCode === EXIT.unexpected;
  for (let entry = source.shift(); entry; entry = source.shift()) {
    yield { entry, outcome: broken && 'item' in entry.reading ? lost(trouble?.error) : unsent(entry) };
  }
  if (!source.isBroken) yield* source.rest();
  if (trouble) throw trouble.error;
}

const lost = (error: unknown): Outcome => ({ status: 'unknown', key: '', error });

class Source<T> {
  readonly #entries: AsyncGenerator<Entry<T>>;
  readonly #asked: AbortSignal | undefined;
  readonly #waiting: Entry<T>[] = [];
  #next: Promise<IteratorResult<Entry<T>>> | undefined;
  isBroken = false;

  constructor(entries: AsyncGenerator<Entry<T>>, asked: AbortSignal | undefined) {
    this.#entries = entries;
    this.#asked = asked;
  }

  async *items(): AsyncGenerator<T, void, undefined> {
    while (!this.#asked?.aborted) {
      // A read that is under way when we are stopped is not lost: the rest begins with it.
      this.#next ??= this.#read();
      const result = await orStopped(this.#next, this.#asked);
      if (result === STOPPED) return;
      this.#next = undefined;
      if (result.done) return;
      this.#waiting.push(result.value);
      if ('item' in result.value.reading) yield result.value.reading.item;
    }
  }

  /** Entries without a record that stand before the next one with a record. */
  *before(): Generator<Step<T>> {
    for (;;) {
      const [first] = this.#waiting;
      if (!first || 'item' in first.reading) return;
      this.#waiting.shift();
      yield { entry: first, outcome: unsent(first) };
    }
  }

  shift(): Entry<T> | undefined {
    return this.#waiting.shift();
  }

  async *rest(): AsyncGenerator<Step<T>, void, undefined> {
    for (;;) {
      const result = await (this.#next ?? this.#read());
      this.#next = undefined;
      if (result.done) return;
      yield { entry: result.value, outcome: unsent(result.value) };
    }
  }

  async #read(): Promise<IteratorResult<Entry<T>>> {
    try {
      return await this.#entries.next();
    } catch (error) {
      this.isBroken = true;
      throw error;
    }
  }
}

/** What comes first. A race with one promise for all would keep something of every record until the end. */
function orStopped<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T | typeof STOPPED> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(STOPPED);
    signal?.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal?.removeEventListener('abort', stop));
  });
}
