import { posix } from 'node:path';

export interface SiteLinks {
  /** How many links within the site were followed. */
  readonly inside: number;
  /** `page: link`, for those that lead nowhere. */
  readonly dead: readonly string[];
  /** Addresses of others, sorted, each once. They are listed, not visited: the gate needs no network. */
  readonly outside: readonly string[];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', quot: '"', lt: '<', gt: '>', '#39': "'" };
const decoded = (text: string): string =>
  text.replace(/&(amp|quot|lt|gt|#39);/g, (_, name: string) => ENTITIES[name] ?? '');

const attributes = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`\\s(?:${name})="([^"]*)"`, 'g'))].map(([, value = '']) => decoded(value));

/**
 * Follows every link and picture of a built site.
 *
 * @param pages What may hold links and be led to, HTML and SVG, by path from the root of the site.
 * @param files Everything else that is there.
 */
export function followLinks(pages: ReadonlyMap<string, string>, files: ReadonlySet<string>): SiteLinks {
  const anchors = new Map([...pages].map(([path, html]) => [path, new Set(attributes(html, 'id|name'))]));
  const outside = new Set<string>();
  const dead: string[] = [];
  let inside = 0;
  for (const [page, html] of pages) {
    for (const link of new Set(attributes(html, 'href|src'))) {
      if (/^[a-z][a-z0-9+.-]*:/i.test(link)) {
        if (link.startsWith('http')) outside.add(link);
        continue;
      }
      inside += 1;
      const [path = '', anchor = ''] = link.split('#').map(decodeURIComponent);
      const target =
        path === '' ? page : posix.normalize(posix.join(posix.dirname(page), path.split('?')[0] ?? ''));
      const there = pages.has(target) || files.has(target);
      const found = there && (anchor === '' || (anchors.get(target)?.has(anchor) ?? false));
      if (!found) dead.push(`${page}: ${link}`);
    }
  }
  return { inside, dead, outside: [...outside].sort() };
}
