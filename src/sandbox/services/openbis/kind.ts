import type { Frozen, Modified, Row, TableName } from './model.ts';
import type { Store } from './store.ts';
import { Dto, type Fields, type Wire } from './wire.ts';

/** Fetch options as they came. */
export type Options = Readonly<Record<string, unknown>>;

/** Writes a record in full or as a reference; undefined: not there, or not for the eyes of this user. */
export type Render = (table: TableName, id: string, options: Options) => Wire;

/** What a record points to. */
export interface Link {
  readonly table: TableName;
  readonly ids: readonly string[];
  readonly many: boolean;
}

/** A part that is no other record. */
export interface Built {
  build(options: Options, render: Render): Wire;
}

/** How the records of one table look on the wire. */
export interface Kind<R> {
  /** `as.dto.sample.Sample` */
  dto(row: R): string;
  /** `as.dto.sample.fetchoptions.SampleFetchOptions` */
  fetch(row: R): string;
  /** What is always there. */
  fields(row: R, store: Store): Fields;
  /** What is there when it is fetched, and null otherwise. */
  readonly parts: Readonly<Record<string, (row: R, store: Store) => Link | Built>>;
}

export const one = (table: TableName, id: string | null): Link => ({
  table,
  ids: id === null ? [] : [id],
  many: false,
});
export const many = (table: TableName, ids: readonly string[]): Link => ({ table, ids, many: true });
export const built = (value: Wire): Built => ({ build: () => value });

export const permId = (type: string, id: string, more: Fields = {}): Dto =>
  new Dto(type, { permId: id, ...more });

/** New servers write the number twice. */
export const techId = (type: string, id: string): Dto => new Dto(type, { techId: Number(id), id });

/** The flags of a record that may be frozen. */
export function freezing(frozen: Frozen, flags: readonly string[]): Fields {
  return Object.fromEntries(flags.map((flag) => [flag, frozen[flag] ?? false]));
}

export const dates = ({ registrationDate, modificationDate }: Modified): Fields => ({
  registrationDate,
  modificationDate,
});

export const people = {
  registrator: (row: { readonly registrator: string }) => one('person', row.registrator),
  modifier: (row: { readonly modifier: string }) => one('person', row.modifier),
};

/** Nothing is remembered of earlier states. */
export const histories = (...names: string[]): Record<string, () => Built> =>
  Object.fromEntries(names.map((name) => [name, () => built([])]));

export const plainKind = (dto: string, fetch: string): { dto(): string; fetch(): string } => ({
  dto: () => `as.dto.${dto}`,
  fetch: () => `as.dto.${fetch}FetchOptions`,
});

export type AnyRow = Row & Readonly<Record<string, unknown>>;
