import { InputError } from '../errors/index.ts';

/** Where a page begins. */
export interface Place {
  readonly input: unknown;
  readonly cursor: string;
}

export interface LoadedPage<T> {
  readonly items: readonly T[];
  readonly place: Place;
  readonly next: Place | undefined;
  readonly numbered: { number: number; pages: number; total?: number } | undefined;
  /** The place of a page by number, where pages can be asked for by number. */
  at(number: number): Place | undefined;
  keyOf(item: T): string | undefined;
}

/** Where a Pager gets its pages from. */
export interface PageSource<T> {
  /** Without a place: the first page. */
  load(place: Place | undefined, signal: AbortSignal): Promise<LoadedPage<T>>;
  /** The error for a list that leads nowhere: the next page was read already, or page after page is empty. */
  endless(cursor: string): Error;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: T[];
  /** Give this as `cursor` to begin again with this page, in this process or another. */
  readonly cursor: string;
  /** Give this as `cursor` to go on after this page; undefined on the last one. */
  readonly nextCursor?: string;
  /** How many items there are in all, where the repository says so. */
  readonly total?: number;
}

/** `all()` stops here unless told otherwise: more is usually a forgotten filter. */
const GUARD = 10_000;
/** Pages fetched ahead of the reader when they are known by number, unless `prefetch` says otherwise. */
const PREFETCH = 2;
/** More than this many requests at a time for one list is unkind to a public service. */
const MOST_PREFETCHED = 8;
/** So many pages in a row with nothing on them are a list that never ends. */
const MOST_EMPTY = 100;
/** Items remembered to recognise those that moved to a later page while we read. */
const REMEMBERED = 20_000;

/**
 * A list that is read page by page as you go. Not a promise: nothing is asked for until you iterate, or call
 * `first()`, `all()` or `pages()`. Leaving a loop early ends what is under way.
 */
export class Pager<T> implements AsyncIterable<T> {
  readonly #source: PageSource<T>;
  readonly #signal: AbortSignal | undefined;
  readonly #passes: ((item: T) => boolean | Promise<boolean>) | undefined;
  readonly #prefetch: number;

  constructor(
    source: PageSource<T>,
    signal?: AbortSignal,
    {
      passes,
      prefetch = PREFETCH,
    }: { passes?: (item: T) => boolean | Promise<boolean>; prefetch?: number } = {},
  ) {
    this.#source = source;
    this.#signal = signal;
    this.#passes = passes;
    this.#prefetch = prefetch;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }

  /** Page after page, each fetched while the one before is read. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const reading = new AbortController();
    const onAbort = () => reading.abort(this.#signal?.reason);
    if (this.#signal?.aborted) onAbort();
    this.#signal?.addEventListener('abort', onAbort);
    const begun = new Map<string, Promise<LoadedPage<T>>>();
    const load = (place: Place): Promise<LoadedPage<T>> => {
      let loading = begun.get(place.cursor);
      if (!loading) {
        loading = this.#source.load(place, reading.signal);
        // Its turn may never come, when the reader leaves; it must not count as unhandled.
        loading.catch(() => {});
        begun.set(place.cursor, loading);
      }
      return loading;
    };
    const seen = new Set<string>();
    const known = new Recent();
    let empty = 0;
    try {
      let page: LoadedPage<T> | undefined = await this.#source.load(undefined, reading.signal);
      while (page) {
        const { place, next }: LoadedPage<T> = page;
        begun.delete(place.cursor);
        seen.add(place.cursor);
        empty = page.items.length === 0 ? empty + 1 : 0;
        if (next && (seen.has(next.cursor) || empty === MOST_EMPTY)) throw this.#source.endless(next.cursor);
        if (next) {
          void load(next);
          const { numbered } = page;
          for (
            let ahead = 2;
            numbered && ahead <= this.#prefetch && numbered.number + ahead < numbered.pages;
            ahead += 1
          ) {
            const later = page.at(numbered.number + ahead);
            if (later) void load(later);
          }
        }
        yield publicPage(await this.#pick(page), known);
        page = next && (await load(next));
      }
    } finally {
      this.#signal?.removeEventListener('abort', onAbort);
      reading.abort();
    }
  }

  /**
   * The first item, or undefined when there is none. Fetches one page; of a filtered list, or one that begins with empty pages,
   * as many as it takes.
   */
  async first(): Promise<T | undefined> {
    if (!this.#passes) {
      const page = await this.#source.load(undefined, this.#signal ?? new AbortController().signal);
      if (page.items.length > 0 || !page.next) return page.items[0];
    }
    for await (const item of this) return item;
    return undefined;
  }

  /** The same list with only the items that pass. They are looked at here: all pages are fetched all the same. */
  filter(passes: (item: T) => boolean | Promise<boolean>): Pager<T> {
    const before = this.#passes;
    return new Pager(this.#source, this.#signal, {
      passes: before ? async (item) => (await before(item)) && passes(item) : passes,
      prefetch: this.#prefetch,
    });
  }

  /**
   * The same list with so many pages asked for while one is read, 1 to 8; without this, 2. Each is kept in memory until its
   * turn. Only where the repository numbers its pages (a BioSamples search with `page`, USI, openBIS, lists of SODAR): where a
   * page names the next, as a cursor does, one is asked for ahead and no more.
   * @throws InputError for any other number
   */
  prefetch(pages: number): Pager<T> {
    if (!Number.isInteger(pages) || pages < 1 || pages > MOST_PREFETCHED) {
      throw new InputError([
        { path: 'pages', message: `must be a whole number from 1 to ${MOST_PREFETCHED}` },
      ]);
    }
    return new Pager(this.#source, this.#signal, {
      ...(this.#passes && { passes: this.#passes }),
      prefetch: pages,
    });
  }

  async #pick(page: LoadedPage<T>): Promise<LoadedPage<T>> {
    const passes = this.#passes;
    if (!passes) return page;
    const items: T[] = [];
    for (const item of page.items) if (await passes(item)) items.push(item);
    // How many there are in all would be a lie now.
    const numbered = page.numbered && { number: page.numbered.number, pages: page.numbered.pages };
    return { ...page, items, numbered };
  }

  /**
   * The items as an array. Without `limit` it refuses past 10,000, so that a forgotten filter does not fill the
   * memory; `limit: Infinity` means all of them.
   * @throws InputError when there are more than 10,000 and no limit was given, or the limit is no number of items
   */
  async all({ limit }: { limit?: number } = {}): Promise<T[]> {
    const items: T[] = [];
    // Anything else would never be reached, and the guard be gone.
    if (limit !== undefined && limit !== Number.POSITIVE_INFINITY && !(Number.isInteger(limit) && limit >= 0))
      throw new InputError([
        { path: 'limit', message: 'must be a whole number from 0, or Infinity for all' },
      ]);
    if (limit === 0) return items;
    for await (const item of this) {
      if (limit === undefined && items.length === GUARD) {
        throw new InputError([
          {
            path: 'limit',
            message: `there are more than ${GUARD} items; give a limit (Infinity for all), or iterate`,
          },
        ]);
      }
      items.push(item);
      if (items.length === limit) break;
    }
    return items;
  }
}

function publicPage<T>({ items, place, next, numbered, keyOf }: LoadedPage<T>, known: Recent): Page<T> {
  return {
    items: items.filter((item) => {
      const key = keyOf(item);
      return key === undefined || known.add(key);
    }),
    cursor: place.cursor,
    ...(next && { nextCursor: next.cursor }),
    ...(numbered?.total !== undefined && { total: numbered.total }),
  };
}

/** The last so many keys; memory stays flat over a million items. */
class Recent {
  readonly #keys = new Set<string>();

  /** False when the key was there already. */
  add(key: string): boolean {
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    if (this.#keys.size > REMEMBERED) {
      for (const oldest of this.#keys) {
        this.#keys.delete(oldest);
        break;
      }
    }
    return true;
  }
}
