import { isDay } from './dates.ts';
import type { DataType, Json } from './model.ts';

/** A field has a value of a type that the server's mapper cannot convert. */
export class BindError extends Error {
  override readonly name = 'BindError';

  constructor(readonly field: string) {
    super(field);
  }
}

type Reader = (value: unknown, field: string) => unknown;

const text: Reader = (value, field) => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new BindError(field);
};

const integer: Reader = (value, field) => {
  const number = typeof value === 'string' && /^[+-]?\d+$/.test(value.trim()) ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return Math.trunc(number);
  throw new BindError(field);
};

const day: Reader = (value, field) => {
  if (typeof value === 'string' && isDay(value)) return value;
  throw new BindError(field);
};

const list =
  (item: Reader): Reader =>
  (value, field) => {
    if (!Array.isArray(value)) throw new BindError(field);
    return value.map((entry, i) => (entry === null ? null : item(entry, `${field}[${i}]`)));
  };

/** Known keys only; what else is there is ignored. A null is the same as nothing. */
const object =
  (fields: Readonly<Record<string, Reader>>): Reader =>
  (value, field) => {
    const out: Json = {};
    for (const [name, entry] of Object.entries(plain(value, field))) {
      const reader = fields[name];
      if (reader && entry !== null) out[name] = reader(entry, field === '' ? name : `${field}.${name}`);
    }
    return out;
  };

const dictionary =
  (item: Reader): Reader =>
  (value, field) =>
    Object.fromEntries(
      Object.entries(plain(value, field)).map(([name, entry]) => [
        name,
        entry === null ? null : item(entry, `${field}[${name}]`),
      ]),
    );

function plain(value: unknown, field: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw new BindError(field);
}

const url = object({ url: text });
const attributes = dictionary(list(object({ value: text, units: text, terms: list(url) })));
const common = {
  alias: text,
  accession: text,
  title: text,
  description: text,
  releaseDate: day,
  attributes,
};
const publications = list(object({ pubMedId: integer, doi: text }));

const READERS: Readonly<Record<DataType, Reader>> = {
  samples: object({
    ...common,
    taxonId: integer,
    taxon: text,
    sampleRelationships: list(object({ alias: text, accession: text, team: text, relationshipNature: text })),
    sampleExternalReferences: list(url),
    submissionInfo: object({ title: text, description: text, updateDate: day, releaseDate: day }),
    persons: list(object({ firstName: text, lastName: text, initials: text, email: text, role: text })),
    organizations: list(object({ name: text, address: text, uri: text, role: text })),
    publications,
    databases: list(object({ name: text, id: text, uri: text })),
    termSources: list(object({ name: text, uri: text, version: text })),
  }),
  projects: object({ ...common, publications }),
};

/** The fields of a posted document, each with the type the server gives it. */
export function bindDocument(type: DataType, value: Json): Json {
  return READERS[type](value, '') as Json;
}
