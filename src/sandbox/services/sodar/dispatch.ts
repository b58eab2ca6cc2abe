import type { Answer, Refusal } from '../../answer.ts';
import type { Call, Mismatch, Route } from '../../routes.ts';
import type { Accounts } from './accounts.ts';
import { GENERATIONS, type Generation, mediaTypeOf, named, negotiate } from './generations.ts';
import { type Session, SodarRequest, type SodarRoute, WORDS } from './request.ts';
import { refuse } from './rules.ts';
import type { Site } from './site.ts';
import { settleZones } from './zone-flow.ts';

export const ROOT = '/sodar';
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const IS_UUID = new RegExp(`^${UUID}$`);

/** What stands between the wire and a handler: which release answers, in which version, for whom. */
export class Dispatcher {
  readonly #sessions = new WeakMap<Call, Session>();
  readonly #patterns: { route: SodarRoute; pattern: RegExp }[];

  constructor(
    private readonly site: Site,
    private readonly accounts: Accounts,
    private readonly all: readonly SodarRoute[],
  ) {
    this.#patterns = all.map((route) => ({ route, pattern: patternOf(route.path) }));
  }

  routes(): Route[] {
    return this.all.map((route) => ({
      service: 'sodar',
      operation: route.operation,
      method: route.method,
      pattern: `${ROOT}${route.path}`,
      handle: (call) => this.#run(call, route),
    }));
  }

  /** The session of a call; of one that was refused before it had any, what a plain server would say. */
  session(call: Call): Session {
    const generation = this.#pinned ?? named(call.headers.get('accept'), 'projectroles') ?? '0.14.1';
    return (
      this.#sessions.get(call) ?? {
        generation,
        type: mediaTypeOf('projectroles', generation),
        version: '',
        allow: '',
      }
    );
  }

  /** A path without a route, or a verb without one. */
  unrouted(call: Call, mismatch: Mismatch | null): Refusal {
    const [first] = this.#onPath(call.path);
    if (mismatch?.reason !== 'method' || !first) return this.#noRoute(call);
    try {
      this.#open(call, first);
      if (!first.open) this.accounts.login(call.headers.get('authorization'));
    } catch (error) {
      if (error instanceof Error && error.name === 'Refusal') return error as Refusal;
      throw error;
    }
    return refuse('http.method', { method: call.method });
  }

  davMethod(): Refusal {
    return refuse('dav.method');
  }

  async #run(call: Call, route: SodarRoute): Promise<Answer> {
    const parameters = Object.entries(call.params);
    if (!parameters.every(([name, value]) => WORDS.has(name) || IS_UUID.test(value)))
      throw this.#noRoute(call);
    const session = this.#open(call, route);
    const login = route.open ? null : this.accounts.login(call.headers.get('authorization'));
    settleZones(this.site);
    const request = new SodarRequest(this.site, call, session, login);
    if (route.version !== undefined && !request.since(route.version)) throw refuse('accept.view');
    return route.handle(request);
  }

  /** Finds release and version. What is refused from here on is refused in the endpoint's media type. */
  #open(call: Call, route: SodarRoute): Session {
    const accept = call.headers.get('accept');
    const since = route.since ?? '0.14.1';
    const generation = this.#pinned ?? named(accept, route.api) ?? since;
    const here = this.#onPath(call.path).filter((one) => isIn(one, generation));
    if (here.length === 0) throw this.#noRoute(call);
    const session = {
      generation,
      type: mediaTypeOf(route.api, generation),
      version: '',
      allow: allowed(here, route),
    };
    this.#sessions.set(call, session);
    if (!here.includes(route)) throw refuse('http.method', { method: call.method });
    session.version = negotiate(route.api, generation, accept);
    return session;
  }

  #noRoute(call: Call): Refusal {
    const api = /^\/sodar\/(samplesheets|landingzones)\//.exec(call.path)?.[1];
    const known = api === 'samplesheets' || api === 'landingzones' ? api : 'projectroles';
    const generation = this.#pinned ?? named(call.headers.get('accept'), known) ?? '0.14.1';
    return refuse(generation === '0.14.1' || generation === '1.3' ? 'http.no-route' : 'http.no-route-crash');
  }

  get #pinned(): Generation | undefined {
    const wanted = this.site.context.settings['sodar.generation'];
    return wanted === 'auto' ? undefined : wanted;
  }

  #onPath(path: string): SodarRoute[] {
    return this.#patterns.filter(({ pattern }) => pattern.test(path)).map(({ route }) => route);
  }
}

function isIn({ since = '0.14.1' }: SodarRoute, generation: Generation): boolean {
  return GENERATIONS.indexOf(generation) >= GENERATIONS.indexOf(since);
}

function allowed(routes: readonly SodarRoute[], { alone }: SodarRoute): string {
  const verbs = routes.map(({ method }) => method);
  if (alone) return verbs.join(', ');
  return [...verbs, ...(verbs.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}

function patternOf(path: string): RegExp {
  const parts = path.split('/').map((part) => {
    if (!part.startsWith(':')) return part;
    return WORDS.has(part.slice(1)) ? '[^/]+' : UUID;
  });
  return new RegExp(`^${ROOT}${parts.join('/')}$`);
}
