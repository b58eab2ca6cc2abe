import { attributesOf } from './attributes.ts';
import type { AnyRow, Options } from './kind.ts';
import type { Kinds } from './kinds.ts';
import type { TableName } from './model.ts';
import { isObj, objectsOf } from './params.ts';
import type { Store } from './store.ts';

type Key = string | number | null;

/** Sorts and cuts as fetch options say; without a sort, in the order of registration. */
export function paged(
  kinds: Kinds,
  store: Store,
  table: TableName,
  ids: readonly string[],
  options: Options,
): string[] {
  const sorted = sortedIds(kinds, store, table, ids, options);
  const from = typeof options.from === 'number' ? options.from : 0;
  const count = typeof options.count === 'number' ? options.count : sorted.length;
  return sorted.slice(from, from + count);
}

function sortedIds(
  kinds: Kinds,
  store: Store,
  table: TableName,
  ids: readonly string[],
  options: Options,
): string[] {
  const sortings = isObj(options.sort) ? objectsOf(options.sort.sortings) : [];
  if (sortings.length === 0) return [...ids];
  const keyed = ids.map((id) => {
    const row = store.tables[table].get(id);
    const keys = sortings.map(({ field }) =>
      row ? sortKey(kinds, store, table, row as unknown as AnyRow, String(field)) : null,
    );
    return { id, keys };
  });
  const signs = sortings.map(({ order }) => (isObj(order) && order.asc === false ? -1 : 1));
  keyed.sort((a, b) => {
    for (const [i, sign] of signs.entries()) {
      const order = compare(a.keys[i] ?? null, b.keys[i] ?? null) * sign;
      if (order !== 0) return order;
    }
    return 0;
  });
  return keyed.map(({ id }) => id);
}

/** `CODE`, `REGISTRATION_DATE`, `TYPE`, `PROPERTY$NAME`, … */
function sortKey(kinds: Kinds, store: Store, table: TableName, row: AnyRow, field: string): Key {
  if (field.startsWith('PROPERTY')) {
    const value = isObj(row.properties) ? row.properties[field.slice('PROPERTY'.length)] : undefined;
    if (value === undefined || value === null) return null;
    const text = String(value);
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  }
  if (field === 'TYPE') return typeof row.type === 'string' ? row.type : null;
  const name = field.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const attribute = attributesOf(kinds, store, table, row as never)[name === 'name' ? 'lastName' : name];
  return typeof attribute === 'number' || typeof attribute === 'string' ? attribute : null;
}

/** Nothing comes last. */
function compare(a: Key, b: Key): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}
