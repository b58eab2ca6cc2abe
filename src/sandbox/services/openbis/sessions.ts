import type { Context } from '../../service.ts';
import type { PersonRow } from './model.ts';
import { refuse } from './rules.ts';
import type { Store } from './store.ts';

/** A session that was not used for so long has ended. */
export const IDLE_MS = 720 * 60_000;
/** One login more closes the oldest session of the user. */
export const MOST_SESSIONS = 5;

export interface Session {
  readonly token: string;
  readonly user: string;
  /** Who logged in; another one with loginAs. */
  readonly creator: string;
  lastUsed: number;
}

/** Who makes a call. */
export interface Caller {
  readonly token: string;
  readonly user: string;
  readonly creator: string;
  /** Name shared by all personal access tokens of one session; null with a session token. */
  readonly patSession: string | null;
  /** Key of the session workspace. */
  readonly workspace: string;
}

/** Session tokens. Personal access tokens are records of the store and outlive everything. */
export class Sessions {
  #sessions = new Map<string, Session>();

  constructor(
    private readonly context: Context,
    private readonly store: Store,
  ) {}

  /** null: wrong user or password, which is no error. */
  login(userId: string, password: string): string | null {
    const person = this.store.tables.person.get(userId);
    return person?.active && person.password !== undefined && person.password === password
      ? this.open(person)
      : null;
  }

  open(person: PersonRow, creator: string = person.userId): string {
    const now = this.context.clock.now();
    const token = newToken(this.context, person.userId);
    const own = [...this.#sessions.values()].filter(({ user }) => user === person.userId);
    for (const old of own.slice(0, Math.max(0, own.length - MOST_SESSIONS + 1)))
      this.#sessions.delete(old.token);
    this.#sessions.set(token, { token, user: person.userId, creator, lastUsed: now });
    this.context.scrubber.hide(token);
    return token;
  }

  /** Unknown tokens pass in silence, and so do personal access tokens, which stay valid. */
  logout(token: string): void {
    this.#sessions.delete(token);
  }

  active(token: string): boolean {
    try {
      this.caller(token);
      return true;
    } catch {
      return false;
    }
  }

  caller(token: unknown): Caller {
    if (typeof token !== 'string' || token === '') throw refuse('session.empty');
    if (token.startsWith('$pat')) return this.#byPat(token);
    const now = this.context.clock.now();
    const session = this.#sessions.get(token);
    if (!session) throw refuse('session.unknown', { token });
    if (this.context.expired.has(token) || now - session.lastUsed > IDLE_MS) {
      this.#sessions.delete(token);
      throw refuse('session.ended');
    }
    session.lastUsed = now;
    return { token, user: session.user, creator: session.creator, patSession: null, workspace: token };
  }

  list(): readonly Session[] {
    return [...this.#sessions.values()];
  }

  state(): Session[] {
    return structuredClone([...this.#sessions.values()]);
  }

  restore(sessions: readonly Session[]): void {
    this.#sessions = new Map(sessions.map((session) => [session.token, { ...session }]));
    for (const { token } of sessions) this.context.scrubber.hide(token);
  }

  #byPat(token: string): Caller {
    const now = this.context.clock.now();
    const table = this.store.tables.personalAccessToken;
    const row = table.get(token);
    if (!row || this.context.settings['openbis.api'] === '3.5') throw refuse('session.pat-unknown');
    if (this.context.expired.has(token) || row.validToDate < now) throw refuse('session.pat-ended');
    if (row.validFromDate > now) throw refuse('session.pat-early');
    if (row.accessDate !== now) table.put({ ...row, accessDate: now });
    const { owner, sessionName } = row;
    return {
      token,
      user: owner,
      creator: owner,
      patSession: sessionName,
      workspace: `pat:${owner}:${sessionName}`,
    };
  }
}

/** `admin-230317133255245x9E432E4241A58D972496ACD02AC95BC9` */
export function newToken({ clock, ids }: Context, user: string): string {
  const time = new Date(clock.now()).toISOString().replace(/\D/g, '').slice(2);
  return `${user}-${time}x${ids.bytes('openbis.token').subarray(0, 16).toString('hex').toUpperCase()}`;
}
