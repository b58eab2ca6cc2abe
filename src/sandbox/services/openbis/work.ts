import type { Context } from '../../service.ts';
import { type Found, find, idText, isIdClass, isIdOf } from './ids.ts';
import type { AnyRow } from './kind.ts';
import type { Kinds } from './kinds.ts';
import type { EntityKind, Frozen, TableName } from './model.ts';
import { className, isObj, type Obj, textOf, told } from './params.ts';
import { Writer } from './render.ts';
import { placeOf, Rights } from './rights.ts';
import { OpenBisRefusal, refuse } from './rules.ts';
import { Search } from './search.ts';
import type { Caller } from './sessions.ts';
import type { Store } from './store.ts';

/** Everything one call works with. */
export class Work {
  readonly rights: Rights;
  readonly search: Search;
  /** Records made in this call, by the id their creation gave itself. */
  readonly created = new Map<string, Found>();

  constructor(
    readonly context: Context,
    readonly store: Store,
    readonly kinds: Kinds,
    readonly caller: Caller,
    /** Said when something is stored. */
    readonly commit: () => void,
  ) {
    this.rights = new Rights(store, caller.user);
    this.search = new Search(store, kinds, this.rights.sees, caller.user);
  }

  get now(): number {
    return this.context.clock.now();
  }

  get user(): string {
    return this.caller.user;
  }

  /** For one answer: what it writes twice it refers to. */
  writer(): Writer {
    return new Writer(this.store, this.kinds, this.rights.sees);
  }

  registered(): {
    registrator: string;
    registrationDate: number;
    modifier: string;
    modificationDate: number;
  } {
    const { user, now } = this;
    return { registrator: user, registrationDate: now, modifier: user, modificationDate: now };
  }

  touched(): { modifier: string; modificationDate: number } {
    return { modifier: this.user, modificationDate: this.now };
  }

  /** The record an id of a request names; refuses what is unknown, of the wrong class, or not for this user. */
  resolve(table: TableName, value: unknown, kind?: EntityKind): string {
    if (!isObj(value)) throw refuse('id.null', { what: `${titled(table)} id` });
    const type = className(value);
    const id = idText(value);
    if (type === '') throw refuse('rpc.no-type', { expected: `ch.ethz.sis.openbis.I${titled(table)}Id` });
    if (type === 'CreationId') {
      const found = this.created.get(textOf(value.creationId) ?? '');
      if (found?.table === table) return found.id;
      throw refuse('id.unknown', { type, id });
    }
    if (!isIdClass(type)) {
      throw refuse('rpc.type', {
        type: String(value['@type']),
        expected: `ch.ethz.sis.openbis.I${titled(table)}Id`,
      });
    }
    if (!isIdOf(table, value)) throw refuse('id.unsupported', { type, id });
    const found = find(this.store, value, { user: this.user, ...(kind ? { kind } : {}) });
    if (!found) throw refuse('id.unknown', { type, id });
    const row = this.store.tables[table].get(found.id) as unknown as AnyRow | undefined;
    if (row && !this.rights.sees(table, row)) throw refuse('rights.object', { type, id });
    return found.id;
  }

  optional(table: TableName, value: unknown, kind?: EntityKind): string | null {
    return isObj(value) ? this.resolve(table, value, kind) : null;
  }

  remember(creation: Obj, table: TableName, id: string): void {
    const name = isObj(creation.creationId) ? textOf(creation.creationId.creationId) : null;
    if (name !== null) this.created.set(name, { table, id });
  }

  /** May the user write records that lie where this one does? */
  needAt(table: TableName, row: object, role: 'USER' | 'POWER_USER' | 'ADMIN' = 'USER'): void {
    this.rights.need(role, placeOf(this.store, table, row as AnyRow));
  }

  thaw(frozen: Frozen, flag: string, operation: string, kind: string, id: string): void {
    if (frozen[flag]) throw refuse('frozen', { operation, kind, id });
  }

  /** Runs something for each of many; what it refuses says which one it was. */
  each<T, R>(action: string, items: readonly T[], run: (item: T) => R): R[] {
    return items.map((item, i) => {
      try {
        return run(item);
      } catch (error) {
        if (!(error instanceof OpenBisRefusal) || error.values.context !== undefined) throw error;
        const context = `${action} (${i + 1}/${items.length}) ${told(item).slice(0, 400)}`;
        throw new OpenBisRefusal(error.openbis, { ...error.values, context });
      }
    });
  }
}

export const titled = (table: string): string => table.charAt(0).toUpperCase() + table.slice(1);
