import type { Taxon } from '../biosamples/taxonomy.ts';
import { referencesOf, type StoredDocument, TYPES, type Verdict } from './model.ts';
import type { Store } from './store.ts';

export const NATURES = ['derived from', 'child of', 'same as', 'recurated from'];

type Finding = Pick<Verdict, 'status' | 'message'>;
const error = (message: string): Finding => ({ status: 'Error', message });
const warning = (message: string): Finding => ({ status: 'Warning', message });

/** What the validators need to look at. */
export interface Surroundings {
  store: Store;
  taxa: ReadonlyMap<number, Taxon>;
}

/** Every validator's verdicts on a document, with the server's own words. */
export function verdictsOn(document: StoredDocument, around: Surroundings): Verdict[] {
  const checks: Readonly<Record<string, () => Finding[]>> =
    document.type === 'samples'
      ? {
          Core: () => core(document, around.store),
          Taxonomy: () => taxonomy(document, around.taxa),
          Biosamples: () => biosamples(document),
        }
      : {};
  return TYPES[document.type].authors.flatMap((author): Verdict[] => {
    const findings = checks[author]?.() ?? [];
    if (findings.length === 0) return [{ author, status: 'Pass' }];
    return findings.map((finding) => ({ author, ...finding }));
  });
}

/** References must lead somewhere, and attribute values must be there. */
function core(document: StoredDocument, store: Store): Finding[] {
  const out: Finding[] = [];
  for (const reference of referencesOf(document)) {
    if (!reference) continue;
    const { accession, alias, team = '' } = reference;
    if (accession) {
      if (store.withAccession(accession).length === 0)
        out.push(error(`Could not find reference target: ${accession} `));
    } else if (alias && store.versions(team, 'samples', alias).length === 0) {
      out.push(error(`Could not find reference for ALIAS: ${alias} in TEAM: ${team} `));
    }
  }
  const attributes = Object.values((document.body.attributes ?? {}) as Record<string, unknown[] | null>);
  const hasNull = attributes.some((values) =>
    (values ?? []).some((item) => item === null || (item as { value?: unknown }).value == null),
  );
  // The braces are the server's: it forgot to fill them in.
  if (hasNull) out.push(error("An attribute value can't be null. Attribute - {}"));
  return out;
}

function taxonomy({ body }: StoredDocument, taxa: ReadonlyMap<number, Taxon>): Finding[] {
  const invalid = (message: string) => error(`Invalid taxonomy: ${message}`);
  const taxonId = body.taxonId as number | undefined;
  const name = body.taxon as string | undefined;
  const out: Finding[] = [];
  if (taxonId === undefined) out.push(invalid('No taxonID provided.'));
  if (!name) out.push(invalid('No taxon provided.'));
  if (taxonId === undefined || !name) return out;
  const taxon = taxa.get(taxonId);
  if (!taxon) return [invalid('Taxonomy not found.')];
  if (!taxon.submittable) return [invalid('Taxonomy not submittable.')];
  if (taxon.scientificName === name) return [];
  return [
    invalid(
      `Taxon should match the scientific name from the INSDC taxonomy database (${taxon.scientificName}), but is ${name}`,
    ),
  ];
}

function biosamples(document: StoredDocument): Finding[] {
  const out: Finding[] = [];
  if (!document.alias) out.push(error('A sample must have an alias.'));
  if (!document.body.releaseDate) out.push(error('A sample must have a release date.'));
  for (const reference of referencesOf(document)) {
    if (!reference) {
      out.push(error('When present, a SampleRelationship must not be null.'));
      continue;
    }
    const { relationshipNature: nature, alias, accession } = reference;
    if (!nature) out.push(error('A SampleRelationship must have a RelationshipNature.'));
    else if (!NATURES.includes(nature))
      out.push(
        warning(`SampleRelationship nature: [${nature}] unknown, please verify if you wish to proceed.`),
      );
    if (!alias && !accession)
      out.push(error('A SampleRelationship must have a target sample accession or alias.'));
  }
  return out;
}
