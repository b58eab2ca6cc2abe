import type { AnyRow, Kind, Options } from './kind.ts';
import type { Kinds } from './kinds.ts';
import { NOTES } from './kinds-entities.ts';
import type { SampleRow, TableName } from './model.ts';
import { isObj } from './params.ts';
import { paged } from './sorting.ts';
import type { Store } from './store.ts';
import { Dto, echoed, type Fields, type Wire } from './wire.ts';

/** Whether a user may see a record. */
export type Visible = (table: TableName, row: AnyRow) => boolean;

/**
 * Turns records into answers. As in the server, an object is the same one again when record and fetch options
 * (compared by content) are the same; that is what makes references, and cycles, in answers.
 */
export class Writer {
  readonly #objects = new Map<string, Dto>();
  readonly #fetched = new Map<Options, Dto>();
  readonly #names = new WeakMap<object, string>();

  constructor(
    private readonly store: Store,
    private readonly kinds: Kinds,
    private readonly visible: Visible,
  ) {}

  /** undefined: there is no such record, or not for this user. */
  object(table: TableName, id: string, options: Options): Dto | undefined {
    const row = this.store.tables[table].get(id) as AnyRow | undefined;
    if (!row || !this.visible(table, row)) return undefined;
    const key = `${table}|${id}|${this.#name(options)}`;
    const known = this.#objects.get(key);
    if (known) return known;
    // Every kind is written in the same way; which rows belong to which is settled by the table's name.
    const kind = this.kinds[table] as unknown as Kind<AnyRow>;
    const dto = new Dto(kind.dto(row));
    this.#objects.set(key, dto);
    const fields: Fields = {
      fetchOptions: this.#fetchOptions(kind.fetch(row), Object.keys(kind.parts), options),
    };
    Object.assign(fields, kind.fields(row, this.store));
    for (const [name, part] of Object.entries(kind.parts)) {
      const nested = options[name];
      fields[name] = isObj(nested) ? this.#part(part(row, this.store), nested) : null;
    }
    if (table === 'sample') {
      for (const [name, { of, build }] of Object.entries(NOTES)) {
        const note = build(row as unknown as SampleRow, this.store);
        fields[name] = isObj(options[of]) ? note.build({}, this.#render) : null;
      }
    }
    dto.fields = fields;
    return dto;
  }

  /** Those of the ids that the user may see, sorted and cut as the options say. */
  list(table: TableName, ids: readonly string[], options: Options): Dto[] {
    return paged(this.kinds, this.store, table, this.seen(table, ids), options).flatMap(
      (id) => this.object(table, id, options) ?? [],
    );
  }

  seen(table: TableName, ids: readonly string[]): string[] {
    return ids.filter((id) => {
      const row = this.store.tables[table].get(id) as AnyRow | undefined;
      return row !== undefined && this.visible(table, row);
    });
  }

  readonly #render = (table: TableName, id: string, options: Options): Wire =>
    this.object(table, id, options) ?? null;

  #part(part: ReturnType<Kind<AnyRow>['parts'][string]>, options: Options): Wire {
    if ('build' in part) return part.build(options, this.#render);
    if (part.many) return this.list(part.table, part.ids, options);
    const [id] = part.ids;
    return id === undefined ? null : this.#render(part.table, id, options);
  }

  /**
   * The options as the server gives them back: every object has its own, whose parts are those of the request
   * and therefore shared by all objects.
   */
  #fetchOptions(type: string, parts: readonly string[], options: Options): Dto {
    const fields: Fields = { from: null, count: null, sort: null, cacheMode: 'NO_CACHE' };
    for (const name of parts) {
      const nested = options[name];
      fields[name] = isObj(nested) ? this.#nestedOptions(nested) : null;
    }
    return new Dto(type, fields);
  }

  #nestedOptions(options: Options): Dto {
    const known = this.#fetched.get(options);
    if (known) return known;
    const dto = new Dto(String(options['@type'] ?? 'as.dto.common.fetchoptions.EmptyFetchOptions'));
    this.#fetched.set(options, dto);
    const {
      from = null,
      count = null,
      sort = null,
      cacheMode = 'NO_CACHE',
    } = options as Record<string, Wire>;
    const fields: Fields = { from, count, sort: echoed(sort), cacheMode };
    for (const [name, nested] of Object.entries(options)) {
      if (isObj(nested) && name !== 'sort') fields[name] = this.#nestedOptions(nested);
    }
    dto.fields = fields;
    return dto;
  }

  /** The content of fetch options as text; options that contain themselves are named by how far up they lie. */
  #name(options: Options): string {
    const known = this.#names.get(options);
    if (known !== undefined) return known;
    const name = write(options, []);
    this.#names.set(options, name);
    return name;
  }
}

function write(value: unknown, above: readonly unknown[]): string {
  if (Array.isArray(value)) return `[${value.map((item) => write(item, above)).join()}]`;
  if (!isObj(value)) return JSON.stringify(value ?? null);
  const at = above.indexOf(value);
  if (at >= 0) return `^${above.length - at}`;
  const inside = [...above, value];
  return `{${Object.keys(value)
    .filter((key) => key !== '@id' && value[key] !== null && value[key] !== undefined)
    .sort()
    .map((key) => `${key}:${write(value[key], inside)}`)
    .join()}}`;
}
