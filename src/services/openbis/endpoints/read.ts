import type { PagedEndpoint, PageShape } from '../../../core/http/endpoint.ts';
import { lazy } from '../../../core/schema.ts';
import { composite } from '../criteria.ts';
import { type Dto, dto } from '../dto.ts';
import { fetchOptions, type Wanted } from '../fetch.ts';
import type { WireId } from '../ids.ts';
import { rpc, rpcShape } from '../rpc.ts';
import type { Checked, Schema } from '../schemas/common.ts';
import * as common from '../schemas/common.ts';
import { getting } from '../schemas/query.ts';

/** Small lists come whole; large ones in pages that fit into memory well. */
const PAGE = 500;

interface Placed {
  start?: number | undefined;
  pageSize?: number | undefined;
  sort?: string | undefined;
  fetch?: Wanted | undefined;
}

interface Found<Item> {
  objects: readonly Item[];
  totalCount: number;
}

interface Searching<S extends Schema<Placed>, Item> {
  method: string;
  input: () => S;
  item: () => Schema<Item>;
  /** Below `as.dto.`: `sample.search.Sample`. */
  criteria: string;
  /** What is fetched: a kind of fetch.ts. */
  kind: string;
  where: (query: Checked<S>) => Dto[];
  /** What puts items in an order that stays: without one, pages may overlap. The last is unique. */
  order: readonly string[];
  key: (item: Item) => string;
  /** Answers hold tokens. */
  secret?: boolean;
}

const FIELDS: Readonly<Record<string, string>> = {
  code: 'CODE',
  registrationDate: 'REGISTRATION_DATE',
  modificationDate: 'MODIFICATION_DATE',
  identifier: 'IDENTIFIER',
  type: 'TYPE',
};

/** `as.dto.sample.fetchoptions.SampleFetchOptions` → `…SampleSortOptions` */
function sorted(options: Dto, sort: string | undefined, order: readonly string[]): Dto {
  const asc = !sort?.startsWith('-');
  const name = sort?.replace(/^-/, '');
  const field = name?.startsWith('property:')
    ? `PROPERTY${name.slice('property:'.length).toUpperCase()}`
    : name && FIELDS[name];
  const fields = [...(field ? [field] : []), ...order.filter((one) => one !== field)];
  if (fields.length === 0) return options;
  const sortings = fields.map((one, index) =>
    dto('as.dto.common.fetchoptions.Sorting', {
      field: one,
      order: dto('as.dto.common.fetchoptions.SortOrder', { asc: index === 0 ? asc : true }),
    }),
  );
  const type = options['@type'].replace(/FetchOptions$/, 'SortOptions');
  return { ...options, sort: dto(type, { sortings }) };
}

/** A search: page after page, in an order that stays. */
export const searching =
  <Query, Item>() =>
  <S extends Schema<Placed>>(shape: Searching<S, Item>): PagedEndpoint<Query, Item> => {
    const { method, input, kind, order, where, criteria, item, key } = shape;
    const call = rpcShape<Found<Item>, Found<Item>, S>({
      method,
      effect: 'read',
      input,
      params: (query) => {
        const { start, pageSize, sort, fetch } = placeIn(query);
        const options = sorted(fetchOptions(kind, fetch), sort, order);
        // A copy: options that lead back to themselves do not bring pages there.
        return [composite(criteria, where(query)), { ...options, from: start, count: pageSize }];
      },
      output: lazy(() => common.found(item())),
      ...(shape.secret && { answerIsSecret: true }),
    });
    const paging: PageShape<Item, Found<Item>, Placed> = {
      items: ({ objects }) => objects,
      next({ objects, totalCount }, query) {
        const { start, pageSize } = placeIn(query);
        const next = start + pageSize;
        return next < totalCount && objects.length > 0 ? { ...query, start: next } : undefined;
      },
      cursor: (query) => `from=${placeIn(query).start}`,
      numbered({ totalCount }, query) {
        const { start, pageSize } = placeIn(query);
        return {
          number: Math.floor(start / pageSize),
          pages: Math.ceil(totalCount / pageSize),
          total: totalCount,
        };
      },
      at(query, number) {
        const { start, pageSize } = placeIn(query);
        return { ...query, start: (start % pageSize) + number * pageSize };
      },
      key,
    };
    return { ...call, paging } as unknown as PagedEndpoint<Query, Item>;
  };

const placeIn = ({ start = 0, pageSize = PAGE, ...rest }: Placed) => ({ start, pageSize, ...rest });

interface Getting<Item> {
  method: string;
  item: () => Schema<Item>;
  kind: string;
  ref: () => Schema;
  id: (ref: never) => WireId;
  /** Parts that come with a get and not with a list. */
  more?: readonly string[];
  /** `false`: no parts can be asked for. */
  fetchable?: boolean;
  /** Answers hold tokens. */
  secret?: boolean;
}

interface Got {
  refs: unknown[];
  /** One that is missing is an error. */
  need?: boolean;
  fetch?: Wanted | undefined;
}

export interface Asked<Ref> {
  refs: readonly Ref[];
  need?: boolean;
  fetch?: object | undefined;
}

/** Asks for records by name. Those that are not there, or not for this user, are undefined. */
export const reading =
  <Ref, Item>() =>
  (shape: Getting<Item>) => {
    const input: () => Schema<Got> = lazy(() => getting(shape.kind, shape.ref, shape.fetchable !== false));
    return rpc<Asked<Ref>, (Item | undefined)[], { [id: string]: Item }>()({
      method: shape.method,
      effect: 'read',
      input,
      params: ({ refs, fetch }) => [
        refs.map((ref) => shape.id(ref as never)),
        fetchOptions(shape.kind, fetch, shape.more),
      ],
      output: lazy(() => common.byId(shape.item())),
      ...(shape.secret && { answerIsSecret: true }),
      rejection(found, { refs, need }) {
        if (!need) return undefined;
        const find = finder(found);
        const missing = refs.map((ref) => shape.id(ref as never)).find((id) => find(id) === undefined);
        if (missing === undefined) return undefined;
        const [name] = keysOf(missing);
        return { message: `there is no ${nounOf(shape.kind)} "${name}", or you may not see it`, means: 404 };
      },
      result(found, { refs }) {
        const find = finder(found);
        return refs.map((ref) => find(shape.id(ref as never)));
      },
    });
  };

/** Finds by id. Servers give ids in upper case, or as they were sent. What is no map is left to the schema. */
function finder<Item>(found: { [id: string]: Item }): (id: WireId) => Item | undefined {
  const known = new Map(Object.entries(found ?? {}).map(([id, item]) => [id.toUpperCase(), item] as const));
  return (id) => {
    const key = keysOf(id).find((one) => known.has(one.toUpperCase()));
    return key === undefined ? undefined : known.get(key.toUpperCase());
  };
}

/** By which an answer may name a record: the text of the id as it was sent; of a type also with its kind. */
function keysOf({ permId, identifier, techId, code, vocabularyCode, entityKind }: WireId): string[] {
  if (typeof permId === 'string') return [permId, `${permId} (${String(entityKind)})`];
  if (typeof identifier === 'string') return [identifier];
  if (techId !== undefined) return [String(techId)];
  return [vocabularyCode === undefined ? String(code) : `${String(code)} (${String(vocabularyCode)})`];
}

/** `objectType` → `object type` */
const nounOf = (kind: string): string =>
  kind === 'pat' ? 'personal access token' : kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
