import { EXIT } from '../exit-codes.ts';
import { told } from '../explain-error.ts';
import type { Entry } from './entry.ts';
import { orStopped, STOPPED } from './or-stopped.ts';
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

/** How long the rest of an input that may never end, as a pipe, is read for once nothing is sent any more. */
interface Patience {
  /** Cuts it off at once. */
  signal: AbortSignal;
  /** How long the next record may take to come. */
  waitMs: number;
  onCut(): void;
}

/**
 * Gives every entry of a file in order, each with what became of it; holds only those that are under way. When the work
 * is stopped or breaks off, the entries that are left follow as `not sent`, so that whatever is written from them is
 * whole; then the error is thrown.
 */
export async function* walk<T>(
  entries: AsyncGenerator<Entry<T>>,
  work: Work<T>,
  asked?: AbortSignal,
  patience?: Patience,
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
  if (!source.isBroken) yield* source.rest(patience);
  if (trouble) throw trouble.error;
}

const lost = (error: unknown): Outcome => ({ status: 'unknown', key: '', error });

class Source<T> {
  readonly #entries: AsyncGenerator<Entry<T>>;
  readonly #asked: AbortSignal | undefined;
  readonly #waiting: Entry<T>[] = [];
  #next: Promise<IteratorResult<Entry<T>>> | undefined;
  /** Nobody works on what comes now. */
  #isLeft = false;
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
      if (result === STOPPED || this.#isLeft) return;
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

  async *rest(patience: Patience | undefined): AsyncGenerator<Step<T>, void, undefined> {
    this.#isLeft = true;
    for (;;) {
      const next = this.#next ?? this.#read();
      this.#next = undefined;
      const result = patience ? await inTime(next, patience) : await next;
      if (result === STOPPED) return patience?.onCut();
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

/** The same, and not longer than that. */
async function inTime<T>(promise: Promise<T>, { signal, waitMs }: Patience): Promise<T | typeof STOPPED> {
  const cut = new AbortController();
  const stop = () => cut.abort();
  const timer = setTimeout(stop, waitMs);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await orStopped(promise, cut.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
