/** How many results may wait for the one before them, for each place in the pool. */
const WINDOW = 8;

/**
 * Works on items some at a time; results come in the order of the items. A slow one does not hold up the start of the
 * others, until a bounded number of results waits for it; a slow reader holds up everything, so that nothing piles up.
 */
export class OrderedPool<T, R> implements AsyncIterable<R> {
  readonly #source: AsyncIterator<T> | Iterator<T>;
  readonly #concurrency: number;
  readonly #work: (item: T, index: number) => Promise<R>;
  readonly #finished = new Map<number, { value: R } | { error: unknown }>();
  readonly #underWay = new Set<Promise<void>>();
  #next = 0;
  #read = 0;
  #exhausted = false;
  #stopped = false;
  #pulling: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  constructor(
    items: Iterable<T> | AsyncIterable<T>,
    concurrency: number,
    work: (item: T, index: number) => Promise<R>,
  ) {
    // With no place nothing would ever begin, and whoever reads would wait for ever.
    if (!(concurrency >= 1)) throw new RangeError(`a pool needs at least one place, not ${concurrency}`);
    this.#source =
      Symbol.asyncIterator in items
        ? items[Symbol.asyncIterator]()
        : (items as Iterable<T>)[Symbol.iterator]();
    this.#concurrency = concurrency;
    this.#work = work;
  }

  /** Starts nothing more; what is under way is still given. */
  stop(): void {
    this.#stopped = true;
    this.#wake?.();
  }

  /** When nothing is under way any more: the results that nobody has read, in order. For after a {@link stop}. */
  async settled(): Promise<R[]> {
    await Promise.allSettled([...this.#underWay]);
    // Tells a generator that is the source that no more is wanted; a source that never answers is not waited for.
    const letGo = async () => this.#source.return?.();
    if (!this.#exhausted) void letGo().catch(() => {});
    const unread: R[] = [];
    for (; this.#read < this.#next; this.#read += 1) {
      const done = this.#finished.get(this.#read);
      this.#finished.delete(this.#read);
      if (done && 'value' in done) unread.push(done.value);
    }
    return unread;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<R, void, undefined> {
    try {
      yield* this.#results();
    } finally {
      this.stop();
    }
  }

  async *#results(): AsyncGenerator<R, void, undefined> {
    for (;;) {
      this.#fill();
      const done = this.#finished.get(this.#read);
      if (done) {
        this.#finished.delete(this.#read);
        this.#read += 1;
        if ('error' in done) throw done.error;
        yield done.value;
      } else if (this.#read === this.#next && (this.#exhausted || this.#stopped)) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }

  #fill(): void {
    const room =
      this.#underWay.size < this.#concurrency && this.#next - this.#read < this.#concurrency * WINDOW;
    if (this.#stopped || this.#exhausted || this.#pulling || !room) return;
    this.#pulling = this.#pull();
  }

  /** Takes the next item; one at a time, since a source may be a stream. */
  async #pull(): Promise<void> {
    try {
      const { value, done } = await this.#source.next();
      if (done) this.#exhausted = true;
      else if (!this.#stopped) this.#start(value);
    } catch (error) {
      this.#exhausted = true;
      this.#finished.set(this.#next, { error });
      this.#next += 1;
    }
    this.#pulling = undefined;
    this.#fill();
    this.#wake?.();
  }

  #start(item: T): void {
    const index = this.#next;
    this.#next += 1;
    const running: Promise<void> = this.#work(item, index)
      .then(
        (value) => this.#finished.set(index, { value }),
        (error) => this.#finished.set(index, { error }),
      )
      .then(() => {
        this.#underWay.delete(running);
        this.#fill();
        this.#wake?.();
      });
    this.#underWay.add(running);
  }
}
