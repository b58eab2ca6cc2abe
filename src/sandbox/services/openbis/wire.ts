/** What an answer is made of before it is text. */
export type Wire =
  | undefined
  | null
  | string
  | number
  | boolean
  | Dto
  | Pairs
  | readonly Wire[]
  | { readonly [key: string]: Wire };

export type Fields = Record<string, Wire>;

/** An object with a type and an identity: written in full where it is met first, as its number afterwards. */
export class Dto {
  constructor(
    readonly type: string,
    public fields: Fields = {},
  ) {}
}

/** A map whose keys keep their order even when they look like numbers. */
export class Pairs {
  constructor(readonly entries: readonly (readonly [string, Wire])[]) {}
}

/** JSON as the server's Jackson writes it: `@type`, and `@id` counted from 1 through the whole value. */
export function toJson(value: Wire): string {
  const numbers = new Map<Dto, number>();
  const members = (entries: Iterable<readonly [string, Wire]>): string => {
    const out: string[] = [];
    for (const [key, item] of entries) {
      if (item !== undefined) out.push(`${JSON.stringify(key)}:${write(item)}`);
    }
    return out.join(',');
  };
  const write = (item: Wire): string => {
    if (item instanceof Dto) {
      const known = numbers.get(item);
      if (known !== undefined) return String(known);
      const number = numbers.size + 1;
      numbers.set(item, number);
      const rest = members(Object.entries(item.fields));
      return `{"@type":${JSON.stringify(item.type)},"@id":${number}${rest === '' ? '' : ','}${rest}}`;
    }
    if (item instanceof Pairs) return `{${members(item.entries)}}`;
    if (Array.isArray(item)) return `[${item.map((entry: Wire) => write(entry ?? null)).join(',')}]`;
    if (typeof item === 'object' && item !== null) return `{${members(Object.entries(item))}}`;
    return JSON.stringify(item ?? null);
  };
  return write(value);
}

/** A piece of a request, given back as it came, with numbers of its own. */
export function echoed(value: unknown, known: ReadonlyMap<object, Wire> = new Map()): Wire {
  if (typeof value !== 'object' || value === null) return value as Wire;
  const met = known.get(value);
  if (met !== undefined) return met;
  if (Array.isArray(value)) return value.map((item) => echoed(item, known));
  const { '@type': type, '@id': _id, ...rest } = value as Record<string, unknown>;
  // Known before its members are read: one of them may refer back to it.
  const dto = typeof type === 'string' ? new Dto(type) : null;
  const within = new Map([...known, [value, dto]]);
  const fields = Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, echoed(item, within)]));
  if (!dto) return fields;
  dto.fields = fields;
  return dto;
}
