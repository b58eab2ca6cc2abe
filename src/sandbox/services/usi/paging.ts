import { type Answer, json } from '../../answer.ts';
import type { Call } from '../../routes.ts';
import { API, href, type Links, query } from './links.ts';

const DEFAULT_SIZE = 20;
const LARGEST = 500;
export const HAL = 'application/hal+json;charset=UTF-8';

export function hal(value: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return json(value, { status, type: HAL, headers });
}

interface Listing<T> {
  /** Key inside `_embedded`. */
  name: string;
  items: readonly T[];
  render(item: T): unknown;
  links?: Links;
  /** Values that `sort` may name. */
  sortable?: Readonly<Record<string, (item: T) => string | number>>;
  /** Searches give an empty array where the server's own controllers leave `_embedded` out. */
  emptyArray?: boolean;
  /** Called with the items of the page before they are rendered; what it gives is rendered. */
  refresh?(items: readonly T[]): readonly T[];
}

/** One page of a list; a number that cannot be read counts as absent, a size that is too large is cut. */
export function page<T>(call: Call, listing: Listing<T>): Answer {
  const number = whole(call.query.get('page')) ?? 0;
  const size = Math.min(whole(call.query.get('size')) || DEFAULT_SIZE, LARGEST);
  const sorted = sort(call, listing);
  const slice = sorted.slice(number * size, (number + 1) * size);
  const shown = (listing.refresh?.(slice) ?? slice).map((item) => listing.render(item));
  const totalElements = sorted.length;
  const totalPages = Math.ceil(totalElements / size);
  const body: Record<string, unknown> = {};
  if (shown.length > 0 || listing.emptyArray) body._embedded = { [listing.name]: shown };
  body._links = { ...pageLinks(call, number, size, totalPages), ...listing.links };
  body.page = { size, totalElements, totalPages, number };
  return hal(body);
}

function pageLinks(call: Call, number: number, size: number, totalPages: number): Links {
  const own: Record<string, string> = {};
  for (const [name, value] of call.query) if (name !== 'page' && name !== 'size') own[name] = value;
  const path = call.path.slice(API.length);
  const at = (n: number) =>
    href(call.origin, `${path}?${query({ ...own, page: String(n), size: String(size) })}`);
  const links: Links = {};
  if (totalPages > 1) links.first = at(0);
  if (number > 0) links.prev = at(number - 1);
  links.self = at(number);
  if (number + 1 < totalPages) links.next = at(number + 1);
  if (totalPages > 1) links.last = at(totalPages - 1);
  return links;
}

function sort<T>(call: Call, { items, sortable = {} }: Listing<T>): readonly T[] {
  const [field = '', direction = 'asc'] = (call.query.get('sort') ?? '').split(',');
  const value = sortable[field];
  if (!value) return items;
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
  return [...items].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    return left === right ? 0 : left < right ? -sign : sign;
  });
}

function whole(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}
