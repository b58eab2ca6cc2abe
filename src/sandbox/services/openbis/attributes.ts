import type { Kinds } from './kinds.ts';
import type { TableName, Tables } from './model.ts';
import type { Store } from './store.ts';
import { Dto, type Fields, type Wire } from './wire.ts';

/** The plain value inside an id object. */
export function bare(value: Wire): Wire {
  if (!(value instanceof Dto)) return value;
  const { permId, identifier, id } = value.fields;
  return permId ?? identifier ?? id ?? null;
}

/** What can be searched and sorted by: the fields of the wire, ids as text. */
export function attributesOf<K extends TableName>(
  kinds: Kinds,
  store: Store,
  table: K,
  row: Tables[K],
): Fields {
  const fields = kinds[table].fields(row, store);
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, bare(value)]));
}
