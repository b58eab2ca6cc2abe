import { type Answer, empty, json } from '../../answer.ts';
import type { Call } from '../../routes.ts';
import type { Login } from './accounts.ts';
import { type Data, parseBody } from './body.ts';
import { Fields } from './fields.ts';
import { type Api, atLeast, type Generation } from './generations.ts';
import type { Project, User } from './model.ts';
import { refuse } from './rules.ts';
import type { Site } from './site.ts';

/** An endpoint below `/sodar`. */
export interface SodarRoute {
  operation: string;
  method: string;
  /** Below `/sodar`. Parameters are UUIDs unless their name is in WORDS. */
  path: string;
  api: Api;
  /** Release line that has it first. Default: all have it. */
  since?: Generation;
  /** Version of the API that has it first. */
  version?: string;
  /** Nobody has to be logged in. */
  open?: boolean;
  /** Its Allow header names its own verbs only. */
  alone?: boolean;
  handle(request: SodarRequest): Answer | Promise<Answer>;
}

/** Parameters that are not UUIDs. */
export const WORDS: ReadonlySet<string> = new Set(['secret', 'app', 'item']);

/** What was found out about a call before its handler ran. */
export interface Session {
  generation: Generation;
  /** Media type of all its JSON answers, refusals too. */
  type: string;
  version: string;
  /** The Allow header. */
  allow: string;
}

/** One call to the REST API, negotiated and logged in. */
export class SodarRequest {
  #data: Promise<Data> | undefined;

  constructor(
    readonly site: Site,
    readonly call: Call,
    readonly session: Session,
    private readonly login: Login | null,
  ) {}

  get user(): User {
    if (!this.login) throw refuse('auth.missing');
    return this.login.user;
  }

  get token(): string | undefined {
    return this.login?.token?.token;
  }

  get legacy(): boolean {
    return this.session.generation === '0.14.1';
  }

  /** Whether the agreed version of the API is this one or a later one; legacy versions are all below 1.0. */
  since(version: string): boolean {
    return atLeast(this.session.version, version);
  }

  param(name: string): string {
    return this.call.params[name] ?? '';
  }

  project(name = 'project'): Project {
    return this.found(this.site.store.projects.get(this.param(name)));
  }

  found<T>(value: T | undefined): T {
    if (value === undefined) throw refuse('object.unknown');
    return value;
  }

  data(): Promise<Data> {
    this.#data ??= parseBody(this.call);
    return this.#data;
  }

  async fields(): Promise<Fields> {
    return new Fields(await this.data());
  }

  json(value: unknown, status = 200): Answer {
    const { type, allow } = this.session;
    return json(value, { status, type, headers: { allow } });
  }

  detail(text: string, more: object = {}): Answer {
    return this.json({ detail: text, ...more });
  }

  gone(): Answer {
    return empty(204, { allow: this.session.allow });
  }

  /** All of a list, or the page that was asked for; releases before 1.0 do not look. */
  list<T>(rows: readonly T[], render: (row: T) => unknown, links: 'absolute' | 'path' = 'absolute'): Answer {
    const asked = this.call.query.get('page');
    if (asked === null || this.legacy) return this.json(rows.map(render));
    const size = this.site.pageSize;
    const last = Math.max(1, Math.ceil(rows.length / size));
    // Lists of files are paged by other code, which does not expect a page that is no number.
    if (links === 'path' && !/^-?\d+$/.test(asked)) throw refuse('http.crash');
    const page = asked === 'last' ? last : Number(asked);
    if (!Number.isInteger(page) || page < 1 || page > last) throw refuse('page.invalid');
    const link = (to: number) => {
      const query = new URLSearchParams(this.call.query);
      if (to === 1 && links === 'absolute') query.delete('page');
      else query.set('page', String(to));
      const tail = query.size === 0 ? '' : `?${query}`;
      return `${links === 'absolute' ? this.call.origin : ''}${this.call.path}${tail}`;
    };
    return this.json({
      count: rows.length,
      next: page < last ? link(page + 1) : null,
      previous: page > 1 ? link(page - 1) : null,
      results: rows.slice((page - 1) * size, page * size).map(render),
    });
  }
}
