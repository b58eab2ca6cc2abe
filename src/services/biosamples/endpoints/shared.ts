import type { Query } from '../../../core/http/url.ts';

/** The repository's reference pages. */
export const API = 'https://www.ebi.ac.uk/biosamples/docs/references/api';

/** Several read operations of the server answer plain JSON only; the root answers HAL only. */
export const ACCEPT = 'application/hal+json, application/json;q=0.9';

/** The server decodes text and filters once more than the web says: a percent sign has to be written twice. */
const twiceDecoded = (text: string): string => text.replaceAll('%', '%25');

export function searchTerms(text: string | undefined, filter: string | readonly string[] | undefined): Query {
  return {
    text: text === undefined ? undefined : twiceDecoded(text),
    filter: typeof filter === 'string' ? twiceDecoded(filter) : filter?.map(twiceDecoded),
  };
}

interface FramePage {
  _links?: { next?: { href: string } | undefined } | undefined;
  page?: { number: number; totalPages: number; totalElements: number } | undefined;
}

interface Numbered {
  page?: number | undefined;
}

/** How lists are read by page number, as the server's framework makes them. */
export const byPageNumber = <Item, Wire extends FramePage>(
  items: (wire: Wire) => readonly Item[] | undefined,
) => ({
  items: (wire: Wire): readonly Item[] => items(wire) ?? [],
  next<Q extends Numbered>({ _links, page }: Wire, query: Q, link: (href: string) => URL): Q | undefined {
    if (!_links?.next) return undefined;
    link(_links.next.href);
    const number = (query.page ?? 0) + 1;
    // The last page points one too far on some servers.
    return page && number >= page.totalPages ? undefined : { ...query, page: number };
  },
  cursor: ({ page }: Numbered): string => `page=${page ?? 0}`,
  numbered: ({ page }: Wire) =>
    page && { number: page.number, pages: page.totalPages, total: page.totalElements },
  at: <Q extends Numbered>(query: Q, page: number): Q => ({ ...query, page }),
});
