import { type Dialect, isSince } from '../../../core/http/dialects.ts';
import type { TextAnswer } from '../../../core/http/endpoint.ts';

const CORE = 'https://sodar-core.readthedocs.io/en/latest';
const SODAR = 'https://sodar-server.readthedocs.io/en/latest';

/** The repository's reference pages. */
export const DOCS = {
  projectroles: `${CORE}/app_projectroles_api_rest.html`,
  timeline: `${CORE}/app_timeline_api_rest.html`,
  tokens: `${SODAR}/ui_api_tokens.html`,
  samplesheets: `${SODAR}/api_samplesheets.html`,
  landingzones: `${SODAR}/api_landingzones.html`,
  irodsinfo: `${SODAR}/api_irodsinfo.html`,
  taskflowbackend: `${SODAR}/api_taskflowbackend.html`,
} as const;

/** How a list is read. How many items a page has is a setting of the server (100 by default). */
export interface SodarPageQuery {
  /** Begins at a page that `pages()` gave. */
  cursor?: string;
}

/** One page of a list; before 1.0 the whole list. */
export type SodarPage<Item> =
  | readonly Item[]
  | { count: number; next?: string | null; previous?: string | null; results: readonly Item[] };

interface Paged {
  page?: number | undefined;
}

const isWhole = <Item>(page: SodarPage<Item>): page is readonly Item[] => Array.isArray(page);

/** How lists are read: the page is counted here, since the server's links are not always whole addresses. */
export const byPage = <Item>(key: (item: Item) => string | undefined) => ({
  items: (wire: SodarPage<Item>): readonly Item[] => (isWhole(wire) ? wire : wire.results),
  next: <Q extends Paged>(wire: SodarPage<Item>, query: Q): Q | undefined =>
    isWhole(wire) || !wire.next ? undefined : { ...query, page: (query.page ?? 1) + 1 },
  cursor: ({ page }: Paged): string => `page=${page ?? 1}`,
  numbered(wire: SodarPage<Item>, { page = 1 }: Paged) {
    if (isWhole(wire)) return undefined;
    const pages = wire.next && wire.results.length > 0 ? Math.ceil(wire.count / wire.results.length) : page;
    return { number: page - 1, pages, total: wire.count };
  },
  at: <Q extends Paged>(query: Q, number: number): Q => ({ ...query, page: number + 1 }),
  key,
});

/** Without `page` a server from 1.0 on gives the whole list at once; before, it does not know the parameter. */
export const pageOf = ({ page = 1 }: Paged, dialect: Dialect, since = '1.0'): { page?: number } =>
  isSince(dialect, since) ? { page } : {};

/** The list became shorter while it was read: that was its end. */
export const pastTheEnd = ({ status, text }: TextAnswer, { page = 1 }: Paged) =>
  status === 404 && page > 1 && text.includes('Invalid page')
    ? { value: { count: 0, next: null, results: [] } }
    : undefined;

/** For operations that came with a release: older servers have no such address, or refuse the version. */
export const since =
  (release: string) =>
  (status: number): string | undefined =>
    status === 404 || status === 405 || status === 406
      ? `If the id is right, the server is too old: this came with SODAR ${release}.`
      : undefined;
