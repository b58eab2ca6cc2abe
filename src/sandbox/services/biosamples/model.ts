import type { Instant } from './instants.ts';

export const STATUSES = ['DRAFT', 'PRIVATE', 'PUBLIC', 'CANCELLED', 'SUPPRESSED', 'KILLED'] as const;
export type Status = (typeof STATUSES)[number];

export const SUBMITTED_VIA = [
  'JSON_API',
  'FILE_UPLOADER',
  'PIPELINE_IMPORT',
  'WEBIN_SERVICES',
  'FILE_UPLOADER_PLACEHOLDER',
  'USI',
  'SAMPLETAB',
] as const;
export type SubmittedVia = (typeof SUBMITTED_VIA)[number];

/** One value of one characteristic. */
export interface Attribute {
  type: string;
  value: string;
  tag?: string;
  /** Sorted, without duplicates. */
  iri: string[];
  unit?: string;
}

export interface Relationship {
  /** Absent until the server fills in a new accession. */
  source?: string;
  type: string;
  target: string;
}

export interface ExternalReference {
  url: string;
  duo: string[];
}

/** Contacts, organisations and publications: fixed keys with text values. */
export type TextRecord = Record<string, string>;

/** A sample as it is kept: attributes flat and sorted, relationships only those submitted with it. */
export interface StoredSample {
  name: string;
  accession: string;
  sraAccession?: string;
  domain?: string;
  webinSubmissionAccountId?: string;
  taxId?: number;
  status: Status;
  release: Instant;
  update: Instant;
  submitted?: Instant;
  create: Instant;
  attributes: Attribute[];
  relationships: Relationship[];
  externalReferences: ExternalReference[];
  organization: TextRecord[];
  contact: TextRecord[];
  publications: TextRecord[];
  submittedVia: SubmittedVia;
}

/** A sample as it was sent. */
export type ParsedSample = Omit<StoredSample, 'accession' | 'release' | 'update' | 'create'> & {
  accession?: string;
  release?: Instant;
  update?: Instant;
  create?: Instant;
  /** False when the status was computed. */
  statusGiven: boolean;
};

export const SRA_ACCESSION = 'SRA accession';

/** Order of two texts by UTF-16 code units: upper case before lower case. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareOptional(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  return b === undefined ? 1 : compareText(a, b);
}

/** Item by item; a list comes before those that continue it. */
function compareLists(a: readonly string[], b: readonly string[]): number {
  for (const [i, item] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    const order = compareText(item, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

export function compareAttributes(a: Attribute, b: Attribute): number {
  return (
    compareText(a.type, b.type) ||
    compareText(a.value, b.value) ||
    compareOptional(a.tag, b.tag) ||
    compareLists(a.iri, b.iri) ||
    compareOptional(a.unit, b.unit)
  );
}

export function compareRelationships(a: Relationship, b: Relationship): number {
  return (
    compareText(a.type, b.type) || compareText(a.target, b.target) || compareOptional(a.source, b.source)
  );
}

export function compareReferences(a: ExternalReference, b: ExternalReference): number {
  return compareText(a.url, b.url) || compareLists(a.duo, b.duo);
}

/** Sorted, exact duplicates collapsed. */
export function sortedSet<T>(items: readonly T[], compare: (a: T, b: T) => number): T[] {
  return [...items].sort(compare).filter((item, i, all) => {
    const before = all[i - 1];
    return i === 0 || before === undefined || compare(before, item) !== 0;
  });
}

/** The organism attribute that decides about taxonomy: the first of these types, in any case. */
export function firstOf(attributes: readonly Attribute[], types: readonly string[]): Attribute | undefined {
  return attributes.find((attribute) => types.includes(attribute.type.toLowerCase()));
}

/** taxId as read from the first organism value whose IRI names a taxon. */
export function derivedTaxId(attributes: readonly Attribute[]): number | undefined {
  for (const attribute of attributes) {
    if (attribute.type.toLowerCase() !== 'organism') continue;
    for (const iri of attribute.iri) {
      const id = /(?:^|NCBITaxon_)(\d+)$/.exec(iri)?.[1];
      if (id !== undefined) return Number(id);
    }
  }
  return undefined;
}
