import type { Archive } from '../biosamples/archive.ts';
import {
  compareAttributes,
  compareReferences,
  compareRelationships,
  type ParsedSample,
  sortedSet,
} from '../biosamples/model.ts';
import { type Json, referencesOf, type StoredDocument } from './model.ts';

const TAXON = 'http://purl.obolibrary.org/obo/NCBITaxon_';

interface AttributeValue {
  value?: string;
  units?: string;
  terms?: { url?: string }[];
}

/** Puts a sample into BioSamples, as USI's agent did, and gives its accession. */
export function archiveSample(archive: Archive, document: StoredDocument): string {
  const sample = biosample(document);
  const old = document.accession === undefined ? undefined : archive.store.sample(document.accession);
  // Accounts of Webin own nothing that comes from USI; it belongs to the team.
  const stored = old ? archive.replace(old, sample) : archive.insert(sample, '');
  archive.store.putSample({ ...stored, domain: document.team, webinSubmissionAccountId: undefined });
  return stored.accession;
}

/** The second pass: references by alias become relationships once both sides have accessions. */
export function relateSample(
  archive: Archive,
  document: StoredDocument,
  resolve: (alias: string, team: string) => string | undefined,
): void {
  const accession = document.accession ?? '';
  const stored = archive.store.sample(accession);
  if (!stored) return;
  const relationships = referencesOf(document).flatMap((reference) => {
    if (!reference?.relationshipNature) return [];
    const target = reference.accession ?? resolve(reference.alias ?? '', reference.team ?? '');
    return target === undefined ? [] : [{ source: accession, type: reference.relationshipNature, target }];
  });
  archive.store.putSample({ ...stored, relationships: sortedSet(relationships, compareRelationships) });
  archive.touched(accession);
  for (const { target } of relationships) if (archive.store.sample(target)) archive.touched(target);
}

function biosample({ alias, body }: StoredDocument): ParsedSample {
  const { title, description, taxon, taxonId, releaseDate } = body as Record<string, string | undefined>;
  const attributes: ParsedSample['attributes'] = [];
  const add = (type: string, value: string, iri: string[] = [], unit?: string) =>
    attributes.push({ type, value, iri: [...new Set(iri)].sort(), ...(unit ? { unit } : {}) });
  if (title) add('title', title);
  if (description) add('description', description);
  if (taxonId !== undefined || taxon)
    add('organism', taxon ?? '', taxonId === undefined ? [] : [`${TAXON}${taxonId}`]);
  for (const [type, values] of Object.entries((body.attributes ?? {}) as Record<string, AttributeValue[]>)) {
    // The agent keeps the first value only, and these two names for itself.
    const first = values?.[0];
    if (!first?.value || type === 'release' || type === 'update') continue;
    add(
      type,
      first.value,
      (first.terms ?? []).map((term) => term.url ?? ''),
      first.units,
    );
  }
  const references = ((body.sampleExternalReferences ?? []) as Json[]).flatMap(({ url }) =>
    typeof url === 'string' ? [{ url, duo: [] }] : [],
  );
  return {
    name: alias,
    ...(taxonId === undefined ? {} : { taxId: Number(taxonId) }),
    status: 'PUBLIC',
    statusGiven: false,
    release: `${releaseDate}T00:00:00Z`,
    attributes: sortedSet(attributes, compareAttributes),
    relationships: [],
    externalReferences: sortedSet(references, compareReferences),
    organization: [],
    contact: [],
    publications: [],
    submittedVia: 'USI',
  };
}
