/** A path whose values are percent-encoded. Made only by {@link path}, so that no raw text becomes an address. */
export class SafePath {
  constructor(readonly text: string) {}
}

/**
 * Builds a path: values are percent-encoded, and `.`, `..` and empty ones refused, since servers and proxies
 * resolve them to another resource.
 */
export function path(parts: TemplateStringsArray, ...values: (string | number)[]): SafePath {
  let text = parts[0] ?? '';
  values.forEach((value, index) => {
    const plain = String(value);
    if (plain === '' || plain === '.' || plain === '..') {
      throw new RangeError(`"${plain}" cannot be part of an address`);
    }
    text += encodeURIComponent(plain) + (parts[index + 1] ?? '');
  });
  return new SafePath(text);
}

export type QueryValue = string | number | boolean | undefined;
/** A list repeats the parameter: `filter=a&filter=b`. Undefined leaves it out. */
export type Query = Readonly<Record<string, QueryValue | readonly QueryValue[]>>;

/** Base address, path and query in one. */
export const joinUrl = (base: string, { text }: SafePath, query?: Query): string =>
  withQuery(base.replace(/\/+$/, '') + text, query);

/** Adds a query to an address that may have one; spaces as `%20`, since some servers take `+` literally. */
export function withQuery(url: string, query: Query = {}): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? (value as readonly QueryValue[]) : [value as QueryValue]) {
      if (item !== undefined) pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(item))}`);
    }
  }
  if (pairs.length === 0) return url;
  return `${url}${url.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

/** True when both addresses have the same scheme, host and port: only then may a credential go along. */
export function sameOrigin(a: string, b: string): boolean {
  try {
    return new URL(a).origin === new URL(b).origin;
  } catch {
    return false;
  }
}

/** The name and password in an address; undefined when one of them has a `%` that does not encode anything. */
export function loginIn(address: string): { username: string; password: string } | undefined {
  const { username, password } = new URL(address);
  try {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    return undefined;
  }
}
