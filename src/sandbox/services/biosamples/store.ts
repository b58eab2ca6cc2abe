import type { Instant } from './instants.ts';
import {
  type Attribute,
  type ExternalReference,
  type Relationship,
  SRA_ACCESSION,
  type StoredSample,
} from './model.ts';

/** A change to how a sample is shown, without a change to the sample. */
export interface Curation {
  attributesPre: Attribute[];
  attributesPost: Attribute[];
  externalReferencesPre: ExternalReference[];
  externalReferencesPost: ExternalReference[];
  relationshipsPre: Relationship[];
  relationshipsPost: Relationship[];
  hash: string;
}

export interface CurationLink {
  sample: string;
  curation: Curation;
  webinSubmissionAccountId: string;
  created: Instant;
  hash: string;
}

export interface StructuredTable {
  /** Legacy owner; today's tables belong to an account. */
  domain: string | null;
  webinSubmissionAccountId: string | null;
  type: string;
  schema: string | null;
  content: Record<string, unknown>[];
}

export interface StructuredRecord {
  accession: string;
  create: Instant;
  update: Instant;
  data: StructuredTable[];
}

/** What a snapshot holds. */
export interface StoreState {
  samples: StoredSample[];
  links: CurationLink[];
  structured: StructuredRecord[];
}

/** The records, with the look-ups that reading needs. Records go in and are never changed afterwards. */
export class Store {
  #samples = new Map<string, StoredSample>();
  #links = new Map<string, CurationLink>();
  #structured = new Map<string, StructuredRecord>();
  /** Accessions of samples with a relationship that points to the key. */
  #pointing = new Map<string, Set<string>>();
  #bySra = new Map<string, string>();
  #linksOf = new Map<string, Set<string>>();

  sample(accession: string): StoredSample | undefined {
    return this.#samples.get(accession);
  }

  samples(): Iterable<StoredSample> {
    return this.#samples.values();
  }

  get sampleCount(): number {
    return this.#samples.size;
  }

  putSample(sample: StoredSample): void {
    const { accession } = sample;
    for (const relation of this.#samples.get(accession)?.relationships ?? []) {
      this.#pointing.get(relation.target)?.delete(accession);
    }
    this.#samples.set(accession, sample);
    for (const relation of sample.relationships) setOf(this.#pointing, relation.target).add(accession);
    for (const attribute of sample.attributes) {
      if (attribute.type === SRA_ACCESSION && !this.#bySra.has(attribute.value)) {
        this.#bySra.set(attribute.value, accession);
      }
    }
  }

  accessionOfSra(sra: string): string | undefined {
    return this.#bySra.get(sra);
  }

  /** Relationships stored on other samples that point to this one. */
  inverse(accession: string): Relationship[] {
    const out: Relationship[] = [];
    for (const other of this.#pointing.get(accession) ?? []) {
      if (other === accession) continue;
      for (const relation of this.#samples.get(other)?.relationships ?? []) {
        if (relation.target === accession) out.push(relation);
      }
    }
    return out;
  }

  link(hash: string): CurationLink | undefined {
    return this.#links.get(hash);
  }

  links(): Iterable<CurationLink> {
    return this.#links.values();
  }

  /** In the order in which they apply. */
  linksOf(accession: string): CurationLink[] {
    const out: CurationLink[] = [];
    for (const hash of this.#linksOf.get(accession) ?? []) {
      const link = this.#links.get(hash);
      if (link) out.push(link);
    }
    return out.sort((a, b) => Date.parse(a.created) - Date.parse(b.created));
  }

  /** The first of equal links stays, with its date and account. */
  putLink(link: CurationLink): void {
    if (this.#links.has(link.hash)) return;
    this.#links.set(link.hash, link);
    setOf(this.#linksOf, link.sample).add(link.hash);
  }

  deleteLink(hash: string): void {
    const link = this.#links.get(hash);
    if (!link) return;
    this.#links.delete(hash);
    this.#linksOf.get(link.sample)?.delete(hash);
  }

  structured(accession: string): StructuredRecord | undefined {
    return this.#structured.get(accession);
  }

  structuredRecords(): Iterable<StructuredRecord> {
    return this.#structured.values();
  }

  putStructured(record: StructuredRecord): void {
    this.#structured.set(record.accession, record);
  }

  state(): StoreState {
    return structuredClone({
      samples: [...this.#samples.values()],
      links: [...this.#links.values()],
      structured: [...this.#structured.values()],
    });
  }

  restore(state: StoreState): void {
    for (const map of [
      this.#samples,
      this.#links,
      this.#structured,
      this.#pointing,
      this.#bySra,
      this.#linksOf,
    ]) {
      map.clear();
    }
    const { samples, links, structured } = structuredClone(state);
    for (const sample of samples) this.putSample(sample);
    for (const link of links) this.putLink(link);
    for (const record of structured) this.putStructured(record);
  }
}

function setOf(map: Map<string, Set<string>>, key: string): Set<string> {
  let set = map.get(key);
  if (!set) {
    set = new Set();
    map.set(key, set);
  }
  return set;
}
