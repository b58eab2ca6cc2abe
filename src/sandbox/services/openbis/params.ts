/** An object of a request. */
export type Obj = Readonly<Record<string, unknown>>;

export function isObj(value: unknown): value is Obj {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The server takes one value where a list is declared, at any depth. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export const objectsOf = (value: unknown): Obj[] => listOf(value).filter(isObj);

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;

/** `as.dto.sample.id.SamplePermId` → `SamplePermId` */
export const className = (value: unknown): string => {
  const type = isObj(value) ? value['@type'] : undefined;
  return typeof type === 'string' ? type.slice(type.lastIndexOf('.') + 1) : '';
};

/** Members that hold numbers; everywhere else a number may stand for an object seen before. */
const NUMBERS = new Set([
  'from',
  'count',
  'techId',
  'ordinal',
  'accessDate',
  'validFromDate',
  'validToDate',
  'dataProductionDate',
  'fileLength',
  'checksumCRC32',
  'wishedNumberOfStreams',
  'hourOffset',
  '@id',
]);
/** Members whose inside is data of the user. */
const DATA = new Set(['properties', 'parameters', 'metaData', 'fileMetadata']);

/** Puts objects in place of the numbers that refer to them, within one parameter. The result may have cycles. */
export function dereferenced(param: unknown): unknown {
  const known = new Map<string, Record<string, unknown>>();
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) collect(item);
    if (!isObj(value)) return;
    const id = value['@id'];
    if (id !== undefined && !known.has(String(id))) known.set(String(id), value as Record<string, unknown>);
    for (const [key, item] of Object.entries(value)) if (!DATA.has(key)) collect(item);
  };
  collect(param);
  if (known.size === 0) return param;

  const seen = new Set<object>();
  const resolved = (value: unknown): unknown =>
    typeof value === 'number' ? (known.get(String(value)) ?? value) : value;
  const replace = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) value[i] = resolved(item);
      for (const item of value) replace(item);
      return;
    }
    const searched = /\.search\.\w+Value$/.test(String((value as Obj)['@type']));
    const fields = value as Record<string, unknown>;
    for (const [key, item] of Object.entries(fields)) {
      if (NUMBERS.has(key) || DATA.has(key) || (searched && key === 'value')) continue;
      fields[key] = resolved(item);
      replace(fields[key]);
    }
  };
  const root = resolved(param);
  replace(root);
  return root;
}

/** A piece of a request as text. What refers to an object around it is shown as that object's number. */
export function told(item: unknown): string {
  const plain = (value: unknown, above: readonly unknown[]): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (above.includes(value)) return (value as Obj)['@id'];
    const within = [...above, value];
    if (Array.isArray(value)) return value.map((entry) => plain(entry, within));
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry, within)]));
  };
  return JSON.stringify(plain(item, []));
}
