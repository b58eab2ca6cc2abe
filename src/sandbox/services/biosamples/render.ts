import type { Instant } from './instants.ts';
import {
  type Attribute,
  compareRelationships,
  derivedTaxId,
  type Relationship,
  type Status,
  type StoredSample,
  type SubmittedVia,
  sortedSet,
  type TextRecord,
} from './model.ts';
import type { StructuredTable } from './store.ts';

/** A value of a characteristic on the wire. */
export interface SandboxCharacteristic {
  text: string;
  /** Absent when there are none. */
  ontologyTerms?: string[];
  unit?: string;
  tag?: string;
}

/** A sample on the wire, without links. Fields appear in this order; absent ones have no value. */
export interface SandboxSample {
  name: string;
  accession?: string;
  sraAccession?: string;
  domain?: string;
  webinSubmissionAccountId?: string;
  taxId?: number;
  status: Status;
  release?: Instant;
  update: Instant;
  submitted?: Instant;
  /** Keys in code-point order; each holds at least one value. */
  characteristics: Record<string, SandboxCharacteristic[]>;
  relationships?: { source?: string; type: string; target: string }[];
  externalReferences?: { url: string; duo: string[] }[];
  organization?: TextRecord[];
  contact?: TextRecord[];
  publications?: TextRecord[];
  submittedVia: SubmittedVia;
  create: Instant;
  structuredData?: unknown[];
}

export type Renderable = Omit<StoredSample, 'accession' | 'release'> & {
  accession?: string;
  release?: Instant;
};

export interface RenderOptions {
  /** Relationships of other samples to show with the sample's own. */
  inverse?: readonly Relationship[];
  structured?: readonly StructuredTable[];
  /** Contacts are cut down to their name. */
  contactNamesOnly?: boolean;
  /** Absent values of structured data appear as null. */
  nulls?: boolean;
}

/** The one place that knows the order and the omissions of the wire format. */
export function renderSample(sample: Renderable, options: RenderOptions = {}): SandboxSample {
  const relationships = sortedSet(
    [...sample.relationships, ...(options.inverse ?? [])],
    compareRelationships,
  );
  const taxId = sample.taxId ?? derivedTaxId(sample.attributes);
  return {
    name: sample.name,
    ...given('accession', sample.accession),
    ...given('sraAccession', sample.sraAccession),
    ...given('domain', sample.domain),
    ...given('webinSubmissionAccountId', sample.webinSubmissionAccountId),
    ...given('taxId', taxId),
    status: sample.status,
    ...given('release', sample.release),
    update: sample.update,
    ...given('submitted', sample.submitted),
    characteristics: renderAttributes(sample.attributes),
    ...filled('relationships', relationships.map(renderRelationship)),
    ...filled(
      'externalReferences',
      sample.externalReferences.map(({ url, duo }) => ({ url, duo })),
    ),
    ...filled('organization', sample.organization),
    ...filled('contact', options.contactNamesOnly ? sample.contact.map(nameOnly) : sample.contact),
    ...filled('publications', sample.publications),
    submittedVia: sample.submittedVia,
    create: sample.create,
    ...filled(
      'structuredData',
      (options.structured ?? []).map((table) => renderTable(table, options.nulls ?? false)),
    ),
  };
}

function renderAttributes(attributes: readonly Attribute[]): Record<string, SandboxCharacteristic[]> {
  // Without a prototype, so that a characteristic may be called "__proto__".
  const out: Record<string, SandboxCharacteristic[]> = Object.create(null);
  for (const { type, value, iri, unit, tag } of attributes) {
    out[type] ??= [];
    out[type].push({
      text: value,
      ...filled('ontologyTerms', iri),
      ...given('unit', unit),
      ...given('tag', tag),
    });
  }
  return out;
}

export function renderRelationship(relation: Relationship): {
  source?: string;
  type: string;
  target: string;
} {
  return { ...given('source', relation.source), type: relation.type, target: relation.target };
}

export function nameOnly(contact: TextRecord): TextRecord {
  return contact.Name === undefined ? {} : { Name: contact.Name };
}

/** A table of structured data; the published deployment leaves nulls out. */
export function renderTable(table: StructuredTable, nulls: boolean): unknown {
  const whole = {
    domain: table.domain,
    webinSubmissionAccountId: table.webinSubmissionAccountId,
    type: table.type,
    schema: table.schema,
    content: table.content,
  };
  return nulls ? whole : withoutNulls(whole);
}

export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, withoutNulls(item)]),
  );
}

function given<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

function filled<K extends string, V>(key: K, value: readonly V[]): { [P in K]?: V[] } {
  return (value.length === 0 ? {} : { [key]: [...value] }) as { [P in K]?: V[] };
}
