import { createHash } from 'node:crypto';
import {
  type Attribute,
  compareAttributes,
  compareReferences,
  compareRelationships,
  type ExternalReference,
  type Relationship,
  sortedSet,
} from './model.ts';
import type { Curation, CurationLink } from './store.ts';

/** SHA-256 over the UTF-16LE bytes of the parts, nothing between them. */
function digest(parts: readonly string[]): string {
  return createHash('sha256')
    .update(Buffer.from(parts.join(''), 'utf16le'))
    .digest('hex');
}

/** A curation in its normal form, with the hash that identifies it. */
export function makeCuration(parts: Omit<Curation, 'hash'>): Curation {
  const curation = {
    attributesPre: sortedSet(parts.attributesPre, compareAttributes),
    attributesPost: sortedSet(parts.attributesPost, compareAttributes),
    externalReferencesPre: sortedSet(parts.externalReferencesPre, compareReferences),
    externalReferencesPost: sortedSet(parts.externalReferencesPost, compareReferences),
    relationshipsPre: sortedSet(parts.relationshipsPre, compareRelationships),
    relationshipsPost: sortedSet(parts.relationshipsPost, compareRelationships),
  };
  const hashed = [
    ...[...curation.attributesPre, ...curation.attributesPost].flatMap((item) => [
      item.type,
      item.value,
      item.tag ?? '',
      item.unit ?? '',
      ...item.iri,
    ]),
    ...[...curation.externalReferencesPre, ...curation.externalReferencesPost].flatMap((item) => [
      item.url,
      ...item.duo,
    ]),
    ...[...curation.relationshipsPre, ...curation.relationshipsPost].flatMap((item) => [
      item.source ?? '',
      item.target,
      item.type,
    ]),
  ];
  return { ...curation, hash: digest(hashed) };
}

/** Identifies a curation on one sample; the account is not part of it. */
export function linkHash(curationHash: string, sample: string): string {
  return digest([curationHash, sample]);
}

/** What curations change. */
export interface Curated {
  attributes: Attribute[];
  externalReferences: ExternalReference[];
  relationships: Relationship[];
}

/** Lays curations over a sample in the order given; one whose conditions do not hold is skipped for good. */
export function applyCurations<T extends Curated>(sample: T, links: readonly CurationLink[]): T {
  let out = sample;
  for (const { curation } of links) {
    const attributes = swap(
      out.attributes,
      curation.attributesPre,
      curation.attributesPost,
      compareAttributes,
    );
    const externalReferences = swap(
      out.externalReferences,
      curation.externalReferencesPre,
      curation.externalReferencesPost,
      compareReferences,
    );
    const relationships = swap(
      out.relationships,
      curation.relationshipsPre,
      curation.relationshipsPost,
      compareRelationships,
    );
    if (attributes && externalReferences && relationships) {
      out = { ...out, attributes, externalReferences, relationships };
    }
  }
  return out;
}

/** Takes all of `pre` out and puts `post` in; undefined when a Pre is missing or a Post is there already. */
function swap<T>(
  items: readonly T[],
  pre: readonly T[],
  post: readonly T[],
  compare: (a: T, b: T) => number,
): T[] | undefined {
  const has = (list: readonly T[], item: T) => list.some((other) => compare(other, item) === 0);
  if (!pre.every((item) => has(items, item))) return undefined;
  const left = items.filter((item) => !has(pre, item));
  if (post.some((item) => has(left, item))) return undefined;
  return sortedSet([...left, ...post], compare);
}
