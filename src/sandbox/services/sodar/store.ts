import type {
  CacheItem,
  DataObject,
  DataRequest,
  Invite,
  Project,
  Role,
  Setting,
  Sheet,
  Ticket,
  TimelineEvent,
  Token,
  User,
  Zone,
} from './model.ts';

/** Records under a key, in the order in which they were first put. */
export class Table<T> {
  readonly #rows = new Map<string, T>();

  constructor(private readonly key: (row: T) => string) {}

  get(key: string): T | undefined {
    return this.#rows.get(key);
  }

  all(): T[] {
    return [...this.#rows.values()];
  }

  where(test: (row: T) => boolean): T[] {
    return this.all().filter(test);
  }

  put(row: T): T {
    this.#rows.set(this.key(row), row);
    return row;
  }

  delete(key: string): boolean {
    return this.#rows.delete(key);
  }

  fill(rows: readonly T[]): void {
    this.#rows.clear();
    for (const row of structuredClone(rows)) this.put(row);
  }
}

export interface StoreState {
  users: User[];
  tokens: Token[];
  projects: Project[];
  roles: Role[];
  invites: Invite[];
  settings: Setting[];
  events: TimelineEvent[];
  sheets: Sheet[];
  zones: Zone[];
  tickets: Ticket[];
  requests: DataRequest[];
  collections: string[];
  objects: DataObject[];
  cache: CacheItem[];
}

const byUuid = (row: { uuid: string }): string => row.uuid;

/** Everything that one site has stored. */
export class Store {
  readonly users = new Table<User>(byUuid);
  readonly tokens = new Table<Token>((token) => token.token);
  readonly projects = new Table<Project>(byUuid);
  readonly roles = new Table<Role>(byUuid);
  readonly invites = new Table<Invite>(byUuid);
  readonly settings = new Table<Setting>(settingKey);
  readonly events = new Table<TimelineEvent>(byUuid);
  readonly sheets = new Table<Sheet>((sheet) => sheet.project);
  readonly zones = new Table<Zone>(byUuid);
  readonly tickets = new Table<Ticket>(byUuid);
  readonly requests = new Table<DataRequest>(byUuid);
  /** Absolute paths. */
  readonly collections = new Table<string>((path) => path);
  readonly objects = new Table<DataObject>((object) => object.path);
  readonly cache = new Table<CacheItem>((item) => cacheKey(item.project, item.app, item.name));

  state(): StoreState {
    return structuredClone({
      users: this.users.all(),
      tokens: this.tokens.all(),
      projects: this.projects.all(),
      roles: this.roles.all(),
      invites: this.invites.all(),
      settings: this.settings.all(),
      events: this.events.all(),
      sheets: this.sheets.all(),
      zones: this.zones.all(),
      tickets: this.tickets.all(),
      requests: this.requests.all(),
      collections: this.collections.all(),
      objects: this.objects.all(),
      cache: this.cache.all(),
    });
  }

  restore(state: StoreState): void {
    this.users.fill(state.users);
    this.tokens.fill(state.tokens);
    this.projects.fill(state.projects);
    this.roles.fill(state.roles);
    this.invites.fill(state.invites);
    this.settings.fill(state.settings);
    this.events.fill(state.events);
    this.sheets.fill(state.sheets);
    this.zones.fill(state.zones);
    this.tickets.fill(state.tickets);
    this.requests.fill(state.requests);
    this.collections.fill(state.collections);
    this.objects.fill(state.objects);
    this.cache.fill(state.cache);
  }
}

export function settingKey({ plugin, name, project, user }: Omit<Setting, 'value'>): string {
  return [plugin, name, project ?? '', user ?? ''].join('/');
}

export function cacheKey(project: string, app: string, name: string): string {
  return [project, app, name].join('/');
}
