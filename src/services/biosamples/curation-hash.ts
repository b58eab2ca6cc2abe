import { createHash } from 'node:crypto';
import type { Attribute, CurationLists, ExternalReference, Relationship } from './types.ts';

/** Java's order of texts, which is that of UTF-16 code units; nothing comes before something. */
function compareTexts(a: string | null | undefined, b: string | null | undefined): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : -1;
  if (b === null || b === undefined) return 1;
  return a < b ? -1 : 1;
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = compareTexts(a[index], b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

/** In order, and each once. */
function setOf<T>(items: readonly T[], compare: (a: T, b: T) => number): T[] {
  const ordered = [...items].sort(compare);
  return ordered.filter((item, index) => index === 0 || compare(ordered[index - 1] as T, item) !== 0);
}

/** Java's `trim`, which takes control characters away too, and leaves a no-break space. */
const trimmed = (text: string): string => {
  let [start, end] = [0, text.length];
  while (start < end && text.charCodeAt(start) <= 0x20) start += 1;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end -= 1;
  return text.slice(start, end);
};

/** An attribute as the repository keeps it. */
export function normalAttribute(attribute: Attribute): Attribute {
  const { type, value, iri, unit, tag } = attribute;
  return {
    ...attribute,
    type: trimmed(type),
    value: trimmed(value),
    ...(iri && { iri: setOf(iri, compareTexts) }),
    ...(typeof unit === 'string' && { unit: trimmed(unit) }),
    ...(typeof tag === 'string' && { tag: trimmed(tag) }),
  };
}

/** A reference as the repository keeps it; how else it writes addresses anew is not known here. */
export const normalReference = (reference: ExternalReference): ExternalReference => ({
  ...reference,
  url: trimmed(reference.url),
  ...(reference.duo && { duo: setOf(reference.duo, compareTexts) }),
});

/** A relationship as we send it (schemas/samples.ts) and the repository keeps it. */
export const normalRelationship = (relationship: Relationship): Relationship => ({
  ...relationship,
  ...(relationship.source !== undefined && { source: relationship.source.trim() }),
  type: relationship.type.trim(),
  target: relationship.target.trim(),
});

const compareAttributes = (a: Attribute, b: Attribute): number =>
  compareTexts(a.type, b.type) ||
  compareTexts(a.value, b.value) ||
  compareTexts(a.tag, b.tag) ||
  compareLists(a.iri ?? [], b.iri ?? []) ||
  compareTexts(a.unit, b.unit);

const compareReferences = (a: ExternalReference, b: ExternalReference): number =>
  compareTexts(a.url, b.url) || compareLists(a.duo ?? [], b.duo ?? []);

const compareRelationships = (a: Relationship, b: Relationship): number =>
  compareTexts(a.type, b.type) || compareTexts(a.target, b.target) || compareTexts(a.source, b.source);

const attributeSet = (list: readonly Attribute[] = []) => setOf(list.map(normalAttribute), compareAttributes);
const referenceSet = (list: readonly ExternalReference[] = []) =>
  setOf(list.map(normalReference), compareReferences);
const relationshipSet = (list: readonly Relationship[] = []) =>
  setOf(list.map(normalRelationship), compareRelationships);

/** The six lists of a curation as the server keeps them: sets, in their order, of values in their normal form. */
export function sorted(curation: Partial<CurationLists>): CurationLists {
  return {
    attributesPre: attributeSet(curation.attributesPre),
    attributesPost: attributeSet(curation.attributesPost),
    externalReferencesPre: referenceSet(curation.externalReferencesPre),
    externalReferencesPost: referenceSet(curation.externalReferencesPost),
    relationshipsPre: relationshipSet(curation.relationshipsPre),
    relationshipsPost: relationshipSet(curation.relationshipsPost),
  };
}

/** SHA-256 over the texts as UTF-16LE, without separators, in lower-case hex. */
function digest(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(Buffer.from(text, 'utf16le'));
  return hash.digest('hex');
}

const attributeTexts = (attribute: Attribute): string[] => [
  attribute.type,
  attribute.value,
  ...(attribute.tag ? [attribute.tag] : []),
  ...(attribute.unit ? [attribute.unit] : []),
  ...(attribute.iri ?? []),
];
const referenceTexts = ({ url, duo }: ExternalReference): string[] => [url, ...(duo ?? [])];
const relationshipTexts = ({ source, target, type }: Relationship): string[] => [source ?? '', target, type];

/** The id of a curation: the same change has the same hash, whoever makes it. */
export function curationHash(curation: Partial<CurationLists>): string {
  const lists = sorted(curation);
  return digest([
    ...lists.attributesPre.flatMap(attributeTexts),
    ...lists.attributesPost.flatMap(attributeTexts),
    ...lists.externalReferencesPre.flatMap(referenceTexts),
    ...lists.externalReferencesPost.flatMap(referenceTexts),
    ...lists.relationshipsPre.flatMap(relationshipTexts),
    ...lists.relationshipsPost.flatMap(relationshipTexts),
  ]);
}

/** The id of a curation on one sample. */
export const curationLinkHash = (curation: Partial<CurationLists>, accession: string): string =>
  digest([curationHash(curation), accession]);
