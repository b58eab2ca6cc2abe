import { type Answer, json } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import type { WebinTokens } from '../webin/tokens.ts';
import { type Archive, owns } from './archive.ts';
import { FilterError, matcher, parseFilter } from './filters.ts';
import { decodedTwice, flag, HAL_OR_JSON, JSON_TYPE, whole } from './http.ts';
import { type IndexedSample, newestFirst } from './index-of-samples.ts';
import { type Links, pageOf, queryString, V1 } from './links.ts';
import { compareText } from './model.ts';
import { refuse } from './rules.ts';
import { textMatcher } from './text-search.ts';

const MAX_PAGE = 500;
const MAX_SIZE = 200;
const DEFAULT_SIZE = 20;

/** What a search asks for, decoded. */
export interface Query {
  text: string | undefined;
  filters: string[];
}

export function searchRoutes(search: Search): Route[] {
  return [
    {
      service: 'biosamples',
      operation: 'biosamples.samples.search',
      method: 'GET',
      pattern: `${V1}/samples`,
      produces: HAL_OR_JSON,
      handle: (call) => search.samples(call),
    },
    {
      service: 'biosamples',
      operation: 'biosamples.accessions.list',
      method: 'GET',
      pattern: `${V1}/accessions`,
      produces: [JSON_TYPE],
      handle: (call) => search.accessions(call),
    },
  ];
}

export class Search {
  constructor(
    private readonly archive: Archive,
    private readonly tokens: WebinTokens,
  ) {}

  query(call: Call): Query {
    const text = call.query.get('text');
    return {
      text: text === null || text === '' ? undefined : decodedTwice(text),
      filters: call.query
        .getAll('filter')
        .filter((filter) => filter !== '')
        .map(decodedTwice),
    };
  }

  /** Everything that matches and that the caller may see, newest update first. */
  find(query: Query, principal: string | undefined): IndexedSample[] {
    const { archive } = this;
    const dialect = { newer: archive.newer };
    const filters = query.filters.map((filter) => {
      try {
        return parseFilter(filter, dialect);
      } catch (error) {
        if (!(error instanceof FilterError)) throw error;
        const refusal = refuse(error.problem === 'unknown' ? 'filter.unknown' : 'filter.invalid', { filter });
        throw refusal;
      }
    });
    const matches = matcher(filters, dialect);
    const mentions = query.text === undefined ? () => true : textMatcher(query.text);
    return archive.index
      .all()
      .filter(
        (doc) =>
          (archive.isPublic(doc) || owns(doc, principal)) &&
          !isSuppressed(doc) &&
          matches(doc) &&
          mentions(doc.words),
      );
  }

  principal(call: Call): string | undefined {
    return this.tokens.principal(call.headers.get('authorization'));
  }

  samples(call: Call): Answer {
    const page = whole(call, 'page');
    const size = positive(whole(call, 'size'), DEFAULT_SIZE);
    if (size > MAX_SIZE || (page !== undefined && (page > MAX_PAGE || page < 0)))
      throw refuse('search.pagination');
    const query = this.query(call);
    const hits = this.find(query, this.principal(call));
    const cursor = call.query.get('cursor') ?? undefined;
    const body =
      cursor === undefined && page !== undefined
        ? this.#page(call, query, hits, page, size)
        : this.#cursor(call, query, hits, cursor ?? '*', size);
    return json(body, { type: call.type, headers: { 'cache-control': 'max-age=300' } });
  }

  /** Accessions only; an index look-up, so nothing but plain strings. */
  accessions(call: Call): Answer {
    const query = this.query(call);
    const page = Math.max(0, whole(call, 'page') ?? 0);
    const size = positive(whole(call, 'size'), 100);
    const hits = this.find(query, this.principal(call));
    const url = (n: number, s: number) =>
      `${call.origin}${V1}/accessions${queryString([...parameters(query), ['page', `${n}`], ['size', `${s}`]])}`;
    const numbers = pageOf(
      url,
      { page, size, total: hits.length },
      { previous: 'previous', lastTooFar: true },
    );
    const accessions = hits.slice(page * size, (page + 1) * size).map((doc) => doc.accession);
    return json({
      ...(accessions.length === 0 ? {} : { _embedded: { accessions } }),
      _links: numbers.links,
      page: numbers.page,
    });
  }

  #cursor(call: Call, query: Query, hits: readonly IndexedSample[], cursor: string, size: number): unknown {
    const newer = this.archive.newer;
    const after = cursor === '*' ? undefined : readCursor(cursor);
    const rest = after === undefined ? hits : hits.filter((doc) => newestFirst(after, doc) < 0);
    const docs = rest.slice(0, size);
    const curated = flag(call, 'applyCurations', true);
    const url = (at: string) => {
      const curations: [string, string][] = curated ? [['applyCurations', 'true']] : [];
      return `${call.origin}${V1}/samples${queryString([...parameters(query), ['cursor', at], ['size', `${size}`], ...curations])}`;
    };
    const links: Links = { self: { href: url(cursor) } };
    // The old index gives a new cursor with every page that holds something, so the last one is always empty.
    const last = docs.at(-1);
    if (last && (!newer || rest.length > size)) links.next = { href: url(writeCursor(last, newer)) };
    if (cursor === '*') links.cursor = { href: url('*') };
    links.sample = { href: `${call.origin}${V1}/samples/{accession}`, templated: true };
    return { ...this.#embedded(call, docs, curated), _links: links };
  }

  #page(call: Call, query: Query, hits: readonly IndexedSample[], page: number, size: number): unknown {
    const sort = call.query.getAll('sort');
    const sorted = sort.length === 0 ? hits : [...hits].sort(ordering(sort));
    const base = `${call.origin}${V1}/samples`;
    const sorts = sort.map((value): [string, string] => ['sort', value]);
    const url = (n: number, s: number) =>
      base + queryString([...parameters(query), ['page', `${n}`], ['size', `${s}`], ...sorts]);
    const numbers = pageOf(
      url,
      { page, size, total: hits.length },
      { previous: 'previous', lastTooFar: true },
    );
    const cursor = { href: base + queryString([...parameters(query), ['cursor', '*'], ['size', `${size}`]]) };
    const docs = sorted.slice(page * size, (page + 1) * size);
    return {
      ...this.#embedded(call, docs, flag(call, 'applyCurations', true)),
      _links: { ...numbers.links, cursor, sample: { href: `${base}/{accession}`, templated: true } },
      page: numbers.page,
    };
  }

  /** The samples themselves come from the store, so they are newer than the index that found them. */
  #embedded(call: Call, docs: readonly IndexedSample[], curated: boolean): object {
    const { store } = this.archive;
    const samples = docs.flatMap((doc) => {
      const stored = store.sample(doc.accession);
      return stored ? [this.archive.hal(call.origin, stored, curated)] : [];
    });
    return samples.length === 0 ? {} : { _embedded: { samples } };
  }
}

/** The parameters that every link of a listing repeats. */
export function parameters(query: Query): [string, string][] {
  const out: [string, string][] = query.text === undefined ? [] : [['text', query.text]];
  for (const filter of query.filters) out.push(['filter', filter]);
  return out;
}

function positive(value: number | undefined, otherwise: number): number {
  return value === undefined || value < 1 ? otherwise : value;
}

function isSuppressed(doc: IndexedSample): boolean {
  return doc.attributes.some((item) => item.type === 'INSDC status' && item.value === 'suppressed');
}

function writeCursor(doc: IndexedSample, newer: boolean): string {
  const key = `${doc.update},${doc.accession}`;
  return newer ? key : Buffer.from(key).toString('base64');
}

function readCursor(cursor: string): { update: string; accession: string } {
  const key = cursor.includes(',') ? cursor : Buffer.from(cursor, 'base64').toString('utf8');
  const [update = '', accession = ''] = key.split(',');
  if (accession === '' || Number.isNaN(Date.parse(update))) throw refuse('cursor.invalid');
  return { update, accession };
}

/** `field,asc|desc`, several in order of weight; an unknown field sorts nothing. */
function ordering(sorts: readonly string[]): (a: IndexedSample, b: IndexedSample) => number {
  const keys = sorts.map((sort) => {
    const [field = '', direction = 'asc'] = sort.split(',');
    return { field, sign: direction.toLowerCase() === 'desc' ? -1 : 1 };
  });
  return (a, b) => {
    for (const { field, sign } of keys) {
      const order = sign * compareText(sortValue(a, field), sortValue(b, field));
      if (order !== 0) return order;
    }
    return newestFirst(a, b);
  };
}

function sortValue(doc: IndexedSample, field: string): string {
  if (field === 'accession' || field === 'id') return doc.accession;
  if (field === 'name') return doc.name;
  if (field === 'update' || field === 'release' || field === 'create') return doc[field];
  return '';
}
