import { compareInstants, type Instant } from './instants.ts';
import type { Relationship } from './model.ts';

/** A search filter, taken apart. */
export type Filter =
  | { type: 'attr'; name: string; value?: string }
  | { type: 'name' | 'dom' | 'webinId' | 'strd'; value: string }
  | { type: 'acc'; pattern: RegExp }
  | { type: 'dt'; field: 'release' | 'update' | 'submitted' | 'create'; from?: Instant; until?: Instant }
  | { type: 'rel' | 'rrel'; name: string; value?: string }
  | { type: 'extd'; name: string; value?: string };

/** What a filter can see of a sample. */
export interface Filterable {
  accession: string;
  name: string;
  domain?: string;
  webinSubmissionAccountId?: string;
  release: Instant;
  update: Instant;
  submitted?: Instant;
  create: Instant;
  attributes: readonly { type: string; value: string }[];
  /** Own and inverse ones. */
  relationships: readonly Relationship[];
  externalReferences: readonly { url: string }[];
  structuredTypes: readonly string[];
}

export type FilterProblem = 'unknown' | 'invalid';

export class FilterError extends Error {
  override readonly name = 'FilterError';

  constructor(
    readonly problem: FilterProblem,
    readonly filter: string,
  ) {
    super(`${problem} filter: ${filter}`);
  }
}

/** Writes a literal colon so that it does not separate. */
export function escapeColons(text: string): string {
  return text.replaceAll(':', '\\:');
}

function unescapeColons(text: string): string {
  return text.replaceAll('\\:', ':');
}

/** Splits at unescaped colons into at most `parts` pieces; the last one keeps the colons it has. */
function splitAt(text: string, parts: number): string[] {
  const out: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length && out.length < parts - 1; i++) {
    if (text[i] !== ':' || text[i - 1] === '\\') continue;
    out.push(text.slice(start, i));
    start = i + 1;
  }
  out.push(text.slice(start));
  return out.map(unescapeColons);
}

export interface FilterDialect {
  /** The newer line matches accessions exactly or with a trailing wildcard, and knows more fields. */
  newer: boolean;
}

export function parseFilter(text: string, dialect: FilterDialect): Filter {
  const type = splitAt(text, 2)[0] ?? '';
  const rest = splitAt(text, 2)[1];
  const [, field = '', value] = splitAt(text, 3);
  const invalid = () => new FilterError('invalid', text);
  switch (type) {
    case 'attr':
    case 'rel':
    case 'rrel':
    case 'extd':
      if (field === '') throw invalid();
      return { type, name: field, ...(value === undefined ? {} : { value }) };
    case 'strd':
      if (!dialect.newer) throw new FilterError('unknown', text);
      if (rest === undefined || rest === '') throw invalid();
      return { type, value: rest };
    case 'name':
    case 'dom':
    case 'webinId':
      if (rest === undefined || rest === '') throw invalid();
      return { type, value: rest };
    case 'acc':
      if (rest === undefined || rest === '') throw invalid();
      return { type, pattern: accessionPattern(text, rest, dialect) };
    case 'dt':
      return dateFilter(text, field, value, dialect);
    default:
      throw new FilterError('unknown', text);
  }
}

function accessionPattern(filter: string, value: string, dialect: FilterDialect): RegExp {
  if (dialect.newer) {
    const stem = value.replace(/\.?\*$/, '');
    const tail = stem === value ? '' : '.*';
    return new RegExp(`^${stem.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}${tail}$`);
  }
  try {
    return new RegExp(`^(?:${value})$`);
  } catch {
    throw new FilterError('invalid', filter);
  }
}

const DATE_FIELDS = ['release', 'update', 'submitted', 'create'] as const;

function dateFilter(
  filter: string,
  field: string,
  range: string | undefined,
  dialect: FilterDialect,
): Filter {
  const known = DATE_FIELDS.slice(0, dialect.newer ? 4 : 2).find((name) => name === field);
  const match = /^(?:from=(.*?))?(?:until=(.*))?$/.exec(range ?? '');
  if (known === undefined || !match) throw new FilterError('invalid', filter);
  const bound = (text: string | undefined, late: boolean): Instant | undefined => {
    if (text === undefined || text === '') return undefined;
    // A bare date stands for its first moment in `from` and its last in `until`.
    const whole = /^\d{4}-\d\d-\d\d$/.test(text)
      ? `${text}T${late ? '23:59:59.999999999' : '00:00:00'}`
      : text;
    const stamp = `${whole}Z`;
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z$/.test(stamp) || Number.isNaN(Date.parse(stamp))) {
      throw new FilterError('invalid', filter);
    }
    return /T\d\d:\d\dZ$/.test(stamp) ? stamp.replace('Z', ':00Z') : stamp;
  };
  const from = bound(match[1], false);
  const until = bound(match[2], true);
  return { type: 'dt', field: known, ...(from ? { from } : {}), ...(until ? { until } : {}) };
}

/** Filters of one type and field are alternatives; different ones all have to hold, and so do several acc. */
export function matcher(filters: readonly Filter[], dialect: FilterDialect): (sample: Filterable) => boolean {
  const groups = new Map<string, Filter[]>();
  filters.forEach((filter, i) => {
    const key = groupOf(filter, i, dialect);
    const group = groups.get(key);
    if (group) group.push(filter);
    else groups.set(key, [filter]);
  });
  const all = [...groups.values()];
  return (sample) => all.every((group) => group.some((filter) => holds(filter, sample)));
}

function groupOf(filter: Filter, index: number, dialect: FilterDialect): string {
  if (filter.type === 'acc') return dialect.newer ? 'acc' : `acc ${index}`;
  if (filter.type === 'dt') return `dt ${filter.field}`;
  return 'name' in filter ? `${filter.type} ${filter.name}` : filter.type;
}

function holds(filter: Filter, sample: Filterable): boolean {
  switch (filter.type) {
    case 'attr':
      return sample.attributes.some(
        (item) => item.type === filter.name && (filter.value === undefined || item.value === filter.value),
      );
    case 'name':
      return sample.name === filter.value;
    case 'acc':
      return filter.pattern.test(sample.accession);
    case 'dom':
      return sample.domain === filter.value;
    case 'webinId':
      return sample.webinSubmissionAccountId === filter.value;
    case 'strd':
      return sample.structuredTypes.includes(filter.value);
    case 'dt': {
      const date = sample[filter.field];
      if (date === undefined) return false;
      if (filter.from !== undefined && compareInstants(date, filter.from) < 0) return false;
      return filter.until === undefined || compareInstants(date, filter.until) <= 0;
    }
    case 'rel':
      return sample.relationships.some(
        (item) =>
          item.source === sample.accession &&
          item.type === filter.name &&
          (filter.value === undefined || item.target === filter.value),
      );
    case 'rrel':
      return sample.relationships.some(
        (item) =>
          item.target === sample.accession &&
          item.type === filter.name &&
          (filter.value === undefined || item.source === filter.value),
      );
    case 'extd':
      return sample.externalReferences.some(({ url }) => {
        const data = externalData(url);
        return data.archive === filter.name && (filter.value === undefined || data.id === filter.value);
      });
  }
}

const ARCHIVES: readonly (readonly [RegExp, string])[] = [
  [/www\.ebi\.ac\.uk\/ena/, 'ENA'],
  [/www\.ebi\.ac\.uk\/arrayexpress/, 'ArrayExpress'],
  [/hpscreg\.eu/, 'hPSCreg'],
  [/ncbi\.nlm\.nih\.gov\/projects\/gap/, 'dbGaP'],
  [/ega-archive\.org\/datasets/, 'EGA Dataset'],
  [/ega-archive\.org\/(?:metadata\/v\d+\/)?samples/, 'EGA Sample'],
  [/ega-archive\.org\/studies/, 'EGA Study'],
  [/www\.ebi\.ac\.uk\/biostudies/, 'BioStudies'],
  [/www\.ebi\.ac\.uk\/eva/, 'EVA'],
];

/** Archive nickname and data id of an external reference. */
export function externalData(url: string): { archive: string; id: string } {
  const archive = ARCHIVES.find(([pattern]) => pattern.test(url))?.[1] ?? 'other';
  const id =
    url
      .replace(/[?#].*$/, '')
      .replace(/\/+$/, '')
      .split('/')
      .at(-1) ?? '';
  return { archive, id };
}
