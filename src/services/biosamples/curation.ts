import {
  curationHash,
  curationLinkHash,
  normalAttribute,
  normalReference,
  normalRelationship,
  sorted,
} from './curation-hash.ts';
import type {
  Attribute,
  Characteristics,
  CharacteristicValue,
  Curation,
  CurationLink,
  ExternalReference,
  Relationship,
  SampleContent,
} from './types.ts';

/** The same values in the words of curations: a characteristic is called attribute there. */
function attributesOf(sample: SampleContent): Attribute[] {
  return Object.entries(sample.characteristics ?? {}).flatMap(([type, values]) =>
    values.map(({ text, ontologyTerms, unit, tag }) =>
      normalAttribute({
        type,
        value: text ?? '',
        iri: [...(ontologyTerms ?? [])],
        ...(unit !== undefined && { unit }),
        ...(tag !== undefined && { tag }),
      }),
    ),
  );
}

const attributeKey = ({ type, value, iri, unit, tag }: Attribute): string =>
  JSON.stringify([type, value, [...(iri ?? [])].sort(), unit ?? null, tag ?? null]);
const referenceKey = ({ url, duo }: ExternalReference): string =>
  JSON.stringify([url, [...(duo ?? [])].sort()]);
const relationshipKey = ({ source, type, target }: Relationship): string =>
  JSON.stringify([source, type, target]);

/** What is in the first list and not in the second. */
function missing<T>(from: readonly T[], other: readonly T[], key: (item: T) => string): T[] {
  const known = new Set(other.map(key));
  return from.filter((item) => !known.has(key(item)));
}

const referencesOf = (sample: SampleContent): ExternalReference[] =>
  (sample.externalReferences ?? []).map(({ url, duo }) => normalReference({ url, duo: duo ?? [] }));

const relationshipsOf = (sample: SampleContent): Relationship[] =>
  (sample.relationships ?? []).map(normalRelationship);

/**
 * The curation that turns one state of a sample into another, with its hash. Both states should be read without
 * curations (`applyCurations: false`); everything else that differs (name, dates, contacts) cannot be curated and is
 * left out.
 */
export function diff(before: SampleContent, after: SampleContent): Curation {
  const [a, b] = [attributesOf(before), attributesOf(after)];
  const [refsA, refsB] = [referencesOf(before), referencesOf(after)];
  const [relA, relB] = [relationshipsOf(before), relationshipsOf(after)];
  const curation = sorted({
    attributesPre: missing(a, b, attributeKey),
    attributesPost: missing(b, a, attributeKey),
    externalReferencesPre: missing(refsA, refsB, referenceKey),
    externalReferencesPost: missing(refsB, refsA, referenceKey),
    relationshipsPre: missing(relA, relB, relationshipKey),
    relationshipsPost: missing(relB, relA, relationshipKey),
  });
  return { ...curation, hash: curationHash(curation) };
}

/** The list after a change, or undefined when the change does not fit: then nothing of the curation is applied. */
function replaced<T>(
  present: readonly T[],
  pre: readonly T[],
  post: readonly T[],
  key: (item: T) => string,
): T[] | undefined {
  const keys = new Set(present.map(key));
  if (!pre.every((item) => keys.has(key(item)))) return undefined;
  const removed = new Set(pre.map(key));
  const left = present.filter((item) => !removed.has(key(item)));
  const kept = new Set(left.map(key));
  if (post.some((item) => kept.has(key(item)))) return undefined;
  return [...left, ...post];
}

function characteristicsFrom(attributes: readonly Attribute[]): Characteristics {
  const found: Characteristics = {};
  const byName = [...attributes].sort((x, y) => (x.type < y.type ? -1 : x.type > y.type ? 1 : 0));
  for (const { type, value, iri, unit, tag } of byName) {
    const entry: CharacteristicValue = {
      text: value,
      ...(iri?.length && { ontologyTerms: [...iri] }),
      ...(unit && { unit }),
      ...(tag && { tag }),
    };
    const values = found[type] ?? [];
    values.push(entry);
    found[type] = values;
  }
  return found;
}

/**
 * A sample as the repository shows it with these curations: in the order in which they were made, each wholly or not
 * at all; one that does not fit when its turn comes is skipped for good. The given sample is not changed.
 */
export function apply<T extends SampleContent>(
  sample: T,
  links: readonly Pick<CurationLink, 'curation' | 'created'>[],
): T {
  let attributes = attributesOf(sample);
  let references = referencesOf(sample);
  let relationships = relationshipsOf(sample);
  let applied = 0;
  const ordered = [...links].sort((a, b) => Date.parse(a.created ?? '') - Date.parse(b.created ?? '') || 0);
  for (const { curation } of ordered) {
    const lists = sorted(curation);
    const nextAttributes = replaced(attributes, lists.attributesPre, lists.attributesPost, attributeKey);
    const nextReferences = replaced(
      references,
      lists.externalReferencesPre,
      lists.externalReferencesPost,
      referenceKey,
    );
    const nextRelationships = replaced(
      relationships,
      lists.relationshipsPre,
      lists.relationshipsPost,
      relationshipKey,
    );
    if (!nextAttributes || !nextReferences || !nextRelationships) continue;
    [attributes, references, relationships] = [nextAttributes, nextReferences, nextRelationships];
    applied += 1;
  }
  if (applied === 0) return sample;
  return {
    ...sample,
    characteristics: characteristicsFrom(attributes),
    ...(references.length > 0 || sample.externalReferences ? { externalReferences: references } : {}),
    ...(relationships.length > 0 || sample.relationships ? { relationships } : {}),
  };
}

export { curationHash as hash, curationLinkHash as linkHash };
