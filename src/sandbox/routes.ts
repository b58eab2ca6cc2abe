import type { Readable } from 'node:stream';
import type { Answer } from './answer.ts';
import { mediaType, preferred } from './negotiate.ts';

/** One request, as a handler sees it. */
export interface Call {
  readonly method: string;
  /** Percent-encoded, without a trailing slash. */
  readonly path: string;
  /** Decoded path parameters. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** Scheme, host and port the caller used; links in answers start with it. */
  readonly origin: string;
  /** The body as text; empty on a route that streams. */
  readonly body: string;
  /** The body as bytes; empty on a route that streams. */
  readonly raw: Buffer;
  /** The body as it comes in. Ended already, unless the route streams. */
  readonly stream: Readable;
  /** The media type agreed on for the answer. */
  readonly type: string;
  /** To be called at the moment something is stored. */
  commit(): void;
}

/** One endpoint of an emulated service. */
export interface Route {
  service: string;
  /** `<service>.<thing>.<action>`: the name used by faults, the journal and the client. */
  operation: string;
  /** An HTTP method, or `*` for a handler that answers whatever verb no other handler takes. */
  method: string;
  /** Segments; `:name` stands for one segment, a last `:name*` for all that are left, if any. No trailing slash. */
  pattern: string;
  /** Content types the handler reads. Absent: it does not look. */
  consumes?: readonly string[];
  /** Media types it can answer with, preferred first. Absent: it does not look at Accept. */
  produces?: readonly string[];
  /** True: the handler reads `call.stream` itself; the body is not kept in memory. */
  streams?: boolean;
  /** For an address that many operations share: the body says which one is meant. */
  rpc?: Rpc;
  /** `map`: the top level of the answer is a dictionary, so its keys are data. */
  shape?: 'map';
  handle(call: Call): Answer | Promise<Answer>;
}

/** How the body of a remote call is read before faults are matched. */
export interface Rpc {
  /** All operations of the address, for lists. */
  operations: readonly string[];
  /** The operation of this body (undefined: the route's own), and the body without secrets, for the journal. */
  read(body: string): { operation: string | undefined; shown: string };
}

/** A route without its handler, for lists and tests. */
export interface RouteInfo {
  service: string;
  operation: string;
  method: string;
  pattern: string;
}

/** Why no route took a request whose path some route knows. */
export type Mismatch =
  | { reason: 'method'; allow: string[] }
  | { reason: 'content-type' }
  | { reason: 'accept' };

export type Selection =
  | { found: true; route: Route; params: Record<string, string>; type: string }
  | { found: false; mismatch: Mismatch | null; route: Route | null };

interface Compiled {
  route: Route;
  segments: string[];
  /** Fixed segments weigh more, the earlier the more. */
  weight: string;
}

export class RouteTable {
  readonly #compiled: Compiled[];

  constructor(routes: readonly Route[]) {
    this.#compiled = routes
      .map((route) => {
        const segments = split(route.pattern);
        return { route, segments, weight: segments.map((s) => (s.startsWith(':') ? '0' : '1')).join('') };
      })
      .sort((a, b) => (a.weight === b.weight ? 0 : a.weight < b.weight ? 1 : -1));
  }

  list(): RouteInfo[] {
    return this.#compiled.flatMap(({ route: { service, operation, method, pattern, rpc } }) =>
      (rpc?.operations ?? [operation]).map((name) => ({ service, operation: name, method, pattern })),
    );
  }

  /**
   * Chooses as a Spring application does: all routes that fit the path, then by verb, Content-Type and Accept,
   * the most specific first. A `*` route is the last resort and is not counted when nothing fits.
   */
  select(method: string, path: string, contentType: string | null, accept: string | null): Selection {
    const verb = method === 'HEAD' ? 'GET' : method;
    const byPath = this.#onPath(path);
    const ordered = [
      ...byPath.filter(({ route }) => route.method === verb),
      ...byPath.filter(({ route }) => route.method === '*'),
    ];
    for (const { route, params } of ordered) {
      if (!reads(route, contentType)) continue;
      const type = route.produces ? preferred(accept, route.produces) : '';
      if (type !== undefined) return { found: true, route, params, type };
    }
    const named = byPath.filter(({ route }) => route.method !== '*');
    const byVerb = named.filter(({ route }) => route.method === verb);
    const first = (byVerb[0] ?? byPath[0])?.route ?? null;
    if (byPath.length === 0) return { found: false, mismatch: null, route: null };
    if (byVerb.length === 0) {
      const allow = [...new Set(named.map(({ route }) => route.method))];
      return { found: false, mismatch: { reason: 'method', allow }, route: null };
    }
    const readable = byVerb.some(({ route }) => reads(route, contentType));
    return { found: false, mismatch: { reason: readable ? 'accept' : 'content-type' }, route: first };
  }

  /** The routes most like a request that none fitted. */
  nearest(method: string, path: string, count = 3): string[] {
    const wanted = split(path);
    return this.#compiled
      .map(({ route, segments }) => {
        let score = route.method === method ? 1 : 0;
        segments.forEach((segment, i) => {
          if (segment === wanted[i]) score += 4;
          else if (segment.startsWith(':') && wanted[i] !== undefined) score += 1;
        });
        return {
          name: `${route.method} ${route.pattern}`,
          score: score - Math.abs(segments.length - wanted.length),
        };
      })
      .sort((a, b) => b.score - a.score)
      .slice(0, count)
      .map(({ name }) => name);
  }

  #onPath(path: string): { route: Route; params: Record<string, string> }[] {
    const wanted = split(path);
    const out: { route: Route; params: Record<string, string> }[] = [];
    for (const { route, segments } of this.#compiled) {
      const rest = segments.at(-1)?.endsWith('*') ? segments.length - 1 : undefined;
      if (rest === undefined ? segments.length !== wanted.length : wanted.length < rest) continue;
      const params: Record<string, string> = {};
      const fits = segments.every((segment, i) => {
        if (i === rest) {
          params[segment.slice(1, -1)] = wanted.slice(i).map(decoded).join('/');
          return true;
        }
        const given = wanted[i] ?? '';
        if (!segment.startsWith(':')) return segment === given;
        params[segment.slice(1)] = decoded(given);
        return given !== '';
      });
      if (fits) out.push({ route, params });
    }
    return out;
  }
}

function reads(route: Route, contentType: string | null): boolean {
  return route.consumes === undefined || route.consumes.includes(mediaType(contentType));
}

function split(path: string): string[] {
  return path.replace(/^\/+/, '').split('/');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
