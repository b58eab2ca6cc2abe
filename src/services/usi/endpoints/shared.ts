import type { HalPage } from '../schemas/common.ts';

/** The repository's reference page. */
export const API = 'https://submission.ebi.ac.uk/api/docs/submission_api.html';
/** The reference page of AAP. */
export const AAP = 'https://explore.api.aai.ebi.ac.uk/docs/';
export const ACCEPT = 'application/hal+json, application/json;q=0.9';

/** Large pages: the server's own default of 20 means hundreds of calls for a few thousand samples. */
export const PAGE_SIZE = 250;

/** How a list is read. */
export interface UsiPageQuery {
  /** Items per page. Default 250; the server cuts at 500. */
  size?: number;
  /** Begins at this page; the first is 0. */
  page?: number;
  /** Begins at a page that `pages()` gave. */
  cursor?: string;
  /** `lastModifiedDate,desc` */
  sort?: string;
}

interface Numbered {
  page?: number | undefined;
}

/** How lists are read: `next` says whether there is more, the number where. */
export const byPageNumber = <Item, Wire extends HalPage>(
  items: (wire: Wire) => readonly Item[] | undefined,
  key?: (item: Item) => string | undefined,
) => ({
  // An empty page has no `_embedded` at all.
  items: (wire: Wire): readonly Item[] => items(wire) ?? [],
  next<Q extends Numbered>({ _links, page }: Wire, query: Q, link: (href: string) => URL): Q | undefined {
    const given = _links?.next;
    const next = Array.isArray(given) ? given[0] : given;
    if (!next) return undefined;
    const { searchParams } = link(next.href.replace(/\{[?&][^}]*\}/g, ''));
    const asked = searchParams.get('page');
    const number = asked !== null && /^\d+$/.test(asked) ? Number(asked) : (query.page ?? 0) + 1;
    return page && number >= page.totalPages ? undefined : { ...query, page: number };
  },
  cursor: ({ page }: Numbered): string => `page=${page ?? 0}`,
  numbered: ({ page }: Wire) =>
    page && { number: page.number, pages: page.totalPages, total: page.totalElements },
  at: <Q extends Numbered>(query: Q, page: number): Q => ({ ...query, page }),
  ...(key && { key }),
});

/** AAP does not page: one answer is the whole list. */
export const wholeList = <Item>() => ({
  items: (wire: readonly Item[]): readonly Item[] => wire,
  next: () => undefined,
  cursor: () => 'all',
});
