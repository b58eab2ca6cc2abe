import type { AnyRow } from './kind.ts';
import type { Role, RoleRow, TableName } from './model.ts';
import { refuse } from './rules.ts';
import type { Store } from './store.ts';

const RANK: Readonly<Record<Role, number>> = {
  DISABLED: 0,
  OBSERVER: 1,
  USER: 2,
  POWER_USER: 3,
  ADMIN: 4,
  ETL_SERVER: 2,
};

/** Where a record lies; null stands for the whole instance. */
export interface Place {
  readonly space: string | null;
  readonly project: string | null;
}

/** What one user may see and do. */
export class Rights {
  readonly #roles: readonly RoleRow[];

  constructor(
    private readonly store: Store,
    readonly user: string,
  ) {
    const { authorizationGroup, roleAssignment } = store.tables;
    const groups = authorizationGroup.find('user', user);
    const ids = [
      ...roleAssignment.find('user', user),
      ...groups.flatMap((group) => roleAssignment.find('group', group)),
    ];
    this.#roles = ids.flatMap((id) => roleAssignment.get(id) ?? []);
  }

  get admin(): boolean {
    return this.rank({ space: null, project: null }) >= RANK.ADMIN;
  }

  rank(place: Place): number {
    const ranks = this.#roles
      .filter(({ space, project }) =>
        project !== null ? project === place.project : space === null || space === place.space,
      )
      .map(({ role }) => RANK[role]);
    return Math.max(0, ...ranks);
  }

  /** Refuses when the user has not at least this role there. */
  need(role: Role, place: Place | null): void {
    const where = place ?? { space: null, project: null };
    if (this.rank(where) >= RANK[role]) return;
    const levels =
      where.space === null
        ? ['INSTANCE']
        : where.project === null
          ? ['SPACE', 'INSTANCE']
          : ['PROJECT', 'SPACE', 'INSTANCE'];
    const enough = (Object.keys(RANK) as Role[]).filter(
      (name) => RANK[name] >= RANK[role] && name !== 'ETL_SERVER',
    );
    const roles = levels
      .flatMap((level) => enough.map((name) => `${level}_${name}`))
      .filter((name) => !/INSTANCE_(USER|POWER_USER)/.test(name));
    throw refuse('rights.role', { roles: roles.join(', '), user: this.user });
  }

  readonly sees = (table: TableName, row: AnyRow): boolean => {
    switch (table) {
      case 'tag':
      case 'personalAccessToken':
        return row.owner === this.user || (table === 'personalAccessToken' && this.admin);
      case 'deletion':
        return row.registrator === this.user || this.admin;
      case 'space':
        // Somebody with a role in one project only sees the space around it.
        return (
          this.rank({ space: row.id, project: null }) > 0 ||
          this.#roles.some(({ project }) => this.#in(project, row.id))
        );
      default: {
        const place = placeOf(this.store, table, row);
        return place === null || place.space === null || this.rank(place) > 0;
      }
    }
  };

  #in(project: string | null, space: string): boolean {
    return project !== null && this.store.tables.project.get(project)?.space === space;
  }
}

/** null: records of this table lie nowhere. */
export function placeOf(store: Store, table: TableName, row: AnyRow): Place | null {
  const project = (id: unknown): Place => {
    const found = typeof id === 'string' ? store.tables.project.raw(id) : undefined;
    return { space: found?.space ?? null, project: found?.id ?? null };
  };
  switch (table) {
    case 'space':
      return { space: row.id, project: null };
    case 'project':
      return project(row.id);
    case 'experiment':
      return project(row.project);
    case 'sample':
      return row.project === null
        ? { space: row.space as string | null, project: null }
        : project(row.project);
    case 'dataSet': {
      const owner = row.sample === null ? 'experiment' : 'sample';
      const found = store.tables[owner].raw(String(row[owner]));
      return found ? placeOf(store, owner, found as unknown as AnyRow) : { space: null, project: null };
    }
    default:
      return null;
  }
}
