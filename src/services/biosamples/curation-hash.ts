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

const irisOf = ({ iri }: Attribute): string[] => [...(iri ?? [])].sort(compareTexts);

const compareAttributes = (a: Attribute, b: Attribute): number =>
  compareTexts(a.type, b.type) ||
  compareTexts(a.value, b.value) ||
  compareTexts(a.tag, b.tag) ||
  compareLists(irisOf(a), irisOf(b)) ||
  compareTexts(a.unit, b.unit);

const compareRelationships = (a: Relationship, b: Relationship): number =>
  compareTexts(a.type, b.type) || compareTexts(a.target, b.target) || compareTexts(a.source, b.source);

/** The six lists of a curation, in the order of the sets that the server keeps them in. */
export function sorted(curation: Partial<CurationLists>): CurationLists {
  return {
    attributesPre: [...(curation.attributesPre ?? [])].sort(compareAttributes),
    attributesPost: [...(curation.attributesPost ?? [])].sort(compareAttributes),
    externalReferencesPre: [...(curation.externalReferencesPre ?? [])].sort((a, b) =>
      compareTexts(a.url, b.url),
    ),
    externalReferencesPost: [...(curation.externalReferencesPost ?? [])].sort((a, b) =>
      compareTexts(a.url, b.url),
    ),
    relationshipsPre: [...(curation.relationshipsPre ?? [])].sort(compareRelationships),
    relationshipsPost: [...(curation.relationshipsPost ?? [])].sort(compareRelationships),
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
  ...irisOf(attribute),
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
