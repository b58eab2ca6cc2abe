import type { Runner } from '../../core/http/context.ts';
import type { Endpoint, PagedEndpoint } from '../../core/http/endpoint.ts';
import type { CallOptions } from '../../core/options.ts';
import type { Asked } from './endpoints/read.ts';
import { isPermId, type RecordRef } from './ids.ts';
import type { OpenBisText } from './query-types.ts';

/** Options of a call that reads one record. */
export type OpenBisGetOptions<Fetch> = CallOptions & {
  /** What to fetch besides what comes by itself. */
  fetch?: Fetch;
};

type Getter<Ref, Item> = Endpoint<Asked<Ref>, (Item | undefined)[]>;

/** One record by its name. */
export async function getOne<Ref, Item>(
  run: Runner,
  endpoint: Getter<Ref, Item>,
  ref: Ref,
  { fetch, ...options }: OpenBisGetOptions<object> = {},
): Promise<Item> {
  const [item] = await run(endpoint, { refs: [ref], need: true, ...(fetch && { fetch }) }, options);
  return item as Item;
}

/** Several records by their names, undefined where there is none. */
export async function getSeveral<Ref, Item>(
  run: Runner,
  endpoint: Getter<Ref, Item>,
  refs: readonly Ref[],
  { fetch, ...options }: OpenBisGetOptions<object> = {},
): Promise<(Item | undefined)[]> {
  if (Array.isArray(refs) && refs.length === 0) return [];
  return run(endpoint, { refs, ...(fetch && { fetch }) }, options);
}

/** Whether there is one. */
export async function isThere<Ref, Item>(
  run: Runner,
  endpoint: Getter<Ref, Item>,
  ref: Ref,
  options?: CallOptions,
): Promise<boolean> {
  const [item] = await run(endpoint, { refs: [ref] }, options);
  return item !== undefined;
}

/**
 * People know records by their code: one that is neither a path nor a permId is looked up.
 * @throws InputError there are several with this code
 */
export async function byCode(
  run: Runner,
  search: PagedEndpoint<{ code?: OpenBisText; pageSize?: number }, { permId: string; identifier: string }>,
  ref: RecordRef,
  options: CallOptions = {},
): Promise<RecordRef> {
  if (typeof ref !== 'string' || ref.trim() === '' || ref.includes('/') || isPermId(ref.trim())) return ref;
  // A `*` in a code would find others.
  if (/[*?]/.test(ref)) return ref;
  const found = await run.pages(search, { code: ref, pageSize: 3 }, options).all({ limit: 3 });
  const [only, another] = found;
  if (only === undefined) return ref;
  if (another === undefined) return { permId: only.permId };
  const paths = found.map(({ identifier }) => identifier).join(', ');
  throw run.inputError(search.name, [
    { path: '', message: `"${ref}" is the code of several: ${paths}; give the whole path` },
  ]);
}
