/** One value of a characteristic: `{ text: '3', unit: 'year' }`. */
export interface CharacteristicValue {
  /** The value as a person reads it. */
  text?: string;
  /** Terms of an ontology that mean the same, as IRIs (`http://purl.obolibrary.org/obo/NCBITaxon_9606`) or short ids. */
  ontologyTerms?: string[];
  /** Unit of a number: `year`, `mg`, … */
  unit?: string;
  /** Where an imported value came from: `attribute`, `core`, … Set by imports from ENA. */
  tag?: string;
  [field: string]: unknown;
}

/** Names are case sensitive: `Organism` and `organism` are two characteristics. Every name has a list of values. */
export interface Characteristics {
  [name: string]: CharacteristicValue[];
}

/** What one sample is to another: `{ source, type: 'derived from', target }`. */
export interface Relationship {
  /** Accession of the sample that the sentence begins with. Left out on a new sample: it is the sample itself. */
  source?: string;
  /** `derived from`, `same as`, `child of`, `has member`, or your own words; lower case with spaces. */
  type: string;
  /** Accession of the other sample. */
  target: string;
  [field: string]: unknown;
}

/** A record in another archive. */
export interface ExternalReference {
  url: string;
  /** Data Use Ontology codes: `DUO:0000007`. */
  duo?: string[];
  [field: string]: unknown;
}

export interface Contact {
  Name?: string;
  FirstName?: string;
  LastName?: string;
  MidInitials?: string;
  Role?: string;
  'E-mail'?: string;
  Affiliation?: string;
  URL?: string;
  [field: string]: unknown;
}

export interface Organization {
  Name?: string;
  Role?: string;
  'E-mail'?: string;
  URL?: string;
  Address?: string;
  [field: string]: unknown;
}

export interface Publication {
  doi?: string;
  pubmed_id?: string;
  [field: string]: unknown;
}

/** Words for the state of a record; the repository may add others. Visibility follows `release`, not this. */
export type SampleStatus =
  | 'DRAFT'
  | 'PRIVATE'
  | 'PUBLIC'
  | 'CANCELLED'
  | 'SUPPRESSED'
  | 'KILLED'
  | (string & {});

/** What a submitter says of a sample; the same in answers and in what is sent. */
export interface SampleContent {
  /** The submitter's name of the sample, without blanks around it. The repository does not check that it is unique. */
  name: string;
  /** NCBI taxon. Set by the repository from the organism; drop it when you change the organism. */
  taxId?: number | string;
  /** Computed from `release` when left out. */
  status?: SampleStatus;
  /** What is known of the sample. The default checklist asks for an `organism`. */
  characteristics?: Characteristics;
  /** On reading also those that other samples point at this one with (their `source` is the other). */
  relationships?: Relationship[];
  externalReferences?: ExternalReference[];
  organization?: Organization[];
  contact?: Contact[];
  publications?: Publication[];
  /** Webin account that owns the record; the repository sets it from the token. */
  webinSubmissionAccountId?: string | null;
  /** How it was submitted: `JSON_API` for us. A record of another source is to be edited there. */
  submittedVia?: string;
  /** Fields that this version does not know are kept and sent back. */
  [field: string]: unknown;
}

/** A stored sample. */
export interface Sample extends SampleContent {
  /** `SAMEA…`, given by the repository. */
  accession: string;
  /** `ERS…`, given by the repository. */
  sraAccession?: string;
  /** When the sample becomes or became public: ISO 8601 in UTC, with 0, 3, 6 or 9 digits of a second. */
  release?: string;
  /** Last change. Set by the repository. */
  update?: string;
  /** First full submission. Set by the repository. */
  submitted?: string;
  /** Creation of the record. Set by the repository. */
  create?: string;
  /** AAP domain; only on old records. */
  domain?: string | null;
  _links?: { [relation: string]: unknown };
}

/** A sample to be stored for the first time. */
export interface NewSample extends SampleContent {
  /**
   * When the sample becomes public: a Date, `2026-01-31` (midnight UTC) or `2026-01-31T12:00:00Z`. In the past:
   * public at once.
   */
  release: string | Date;
  /** Given by the repository; for a sample that has one use `update`. */
  accession?: never;
}

/** The whole record as it shall be from now on. What is left out is lost. */
export interface SampleUpdate extends SampleContent {
  accession: string;
  /** Required, as on {@link NewSample}; typed loosely so that what `get` gave can be edited and sent back. */
  release?: string | Date;
}

/** What an accession is reserved with. */
export interface SampleReservation extends SampleContent {
  release?: string | Date;
  accession?: never;
}

/** A sample by its accession (`SAMEA…`, also `ERS…`), or with a choice of how it is read. */
export type SampleRef = string | { accession: string; applyCurations?: boolean };

/** A search. Text and filters may be combined. */
export interface SampleQuery {
  /** Free text. */
  text?: string;
  /**
   * `attr:organism:Homo sapiens`, `name:…`, `acc:SAMEA1.*`, `dt:release:from=2024-01-01`, `rel:derived from:SAMEA1`, …
   * The same field twice means or, different fields mean and. Values are case sensitive.
   */
  filter?: string | readonly string[];
  /** Samples per page, 1 to 200. Default 200: fewer, larger pages are faster. */
  size?: number;
  /** Begins at a page that `pages()` gave. */
  cursor?: string;
  /** Reads by page number from this one (0 to 500) instead of by cursor; then a total is known. */
  page?: number;
  /** `update,desc`; only when reading by page number. */
  sort?: string | readonly string[];
  /** False shows the records as submitted. Default true: curations of others are applied. */
  applyCurations?: boolean;
}

/** One thing that a checklist finds wrong. */
export interface ValidationIssue {
  /** JSON pointer as the validator gives it: `/characteristics/organism`. Empty for the sample as a whole. */
  path: string;
  messages: string[];
}

/** What a checklist says of a sample. Nothing is stored. */
export interface Validation {
  valid: boolean;
  issues: ValidationIssue[];
  /** The sample as the repository understands it, when it is valid. */
  sample?: SampleContent;
}

/** A characteristic in the words of curations: type and value instead of name and text. */
export interface Attribute {
  type: string;
  value: string;
  /** Ontology terms. */
  iri?: string[] | null;
  unit?: string | null;
  tag?: string | null;
  [field: string]: unknown;
}

/** What a curation takes away (Pre) and puts in its place (Post). */
export interface CurationLists {
  attributesPre: Attribute[];
  attributesPost: Attribute[];
  externalReferencesPre: ExternalReference[];
  externalReferencesPost: ExternalReference[];
  relationshipsPre: Relationship[];
  relationshipsPost: Relationship[];
}

/** A change to a sample, applied wholly or not at all. */
export interface Curation extends CurationLists {
  /** SHA-256 of the change; the same change has the same hash, whoever makes it. Computed; not sent. */
  hash?: string;
  [field: string]: unknown;
}

/** A curation on one sample. The record itself is not changed: curations are applied when it is read. */
export interface CurationLink {
  /** Accession. */
  sample: string;
  curation: Curation;
  /** The account that made it. */
  webinSubmissionAccountId?: string | null;
  domain?: string | null;
  created?: string;
  /** Identifies curation and sample together; the same link made twice is one. */
  hash?: string;
  _links?: { [relation: string]: unknown };
  [field: string]: unknown;
}

/** What to change on a sample for all who read it with curations. */
export interface NewCurationLink {
  /** Accession. */
  sample: string;
  /** From `curations.diff`, or written by hand; a list that is left out is empty. */
  curation: Partial<CurationLists>;
}

/** One cell of a table. */
export interface StructuredCell {
  value?: string | null;
  iri?: string | null;
  [field: string]: unknown;
}

/** A table that belongs to a sample, such as an antibiogram. Identified by its owner and type. */
export interface StructuredTable {
  /** `AMR`, `CHICKEN_DATA`, `HISTOLOGY_MARKERS`, … Keep its case: the repository does not compare it reliably. */
  type: string;
  /** Rows; keys are the column names, which are free text. */
  content: { [column: string]: StructuredCell }[];
  /** The account that owns the table. Filled in by us from the login when it and `domain` are left out. */
  webinSubmissionAccountId?: string | null;
  /** Old form of ownership. */
  domain?: string | null;
  schema?: string | null;
  [field: string]: unknown;
}

export interface StructuredData {
  /** Accession of the sample. */
  accession: string;
  data: StructuredTable[];
  /** First put. Set by the repository. */
  create?: string;
  /** Last put. Set by the repository. */
  update?: string;
  [field: string]: unknown;
}

/** How often the values of one thing occur. */
export interface Facet {
  /** `attribute`, `date range`, `relation`, `inverse relation`, `external reference data`. */
  type: string;
  /** Name of the attribute or relation. */
  label: string;
  /** Samples that have it. May be an estimate. */
  count: number;
  content: { label: string; count: number; [field: string]: unknown }[];
  [field: string]: unknown;
}

export interface FacetQuery {
  text?: string;
  filter?: string | readonly string[];
  /** Only these facets, then with up to 10,000 values each; without it the 10 commonest with 10 values. */
  facet?: string | readonly string[];
}

export interface AccessionQuery {
  text?: string;
  filter?: string | readonly string[];
  /** Accessions per page. Default 100. */
  size?: number;
  /** Begins at a page that `pages()` gave. */
  cursor?: string;
}

/** Which samples a file shall hold. */
export interface DownloadQuery {
  text?: string;
  filter?: string | readonly string[];
  /** `json` (default): a list of samples. `accessions`: one per line. */
  format?: 'json' | 'accessions';
  /** A ZIP file with one entry. Default false. */
  zip?: boolean;
  /** At most so many. Default, and most that the repository gives: 100,000. */
  count?: number;
}

/** What to change on a stored sample; what is not named stays. */
export interface SampleChange {
  name?: string;
  release?: string | Date;
  /** Only when you mean it: left out, the repository derives it from `release`. */
  status?: SampleStatus;
  taxId?: number | string;
  /** Named characteristics take these values; null takes one away; the others stay. */
  characteristics?: { [name: string]: CharacteristicValue[] | null };
  /** Replaces the whole list; so do all fields below. */
  relationships?: Relationship[];
  externalReferences?: ExternalReference[];
  organization?: Organization[];
  contact?: Contact[];
  publications?: Publication[];
  [field: string]: unknown;
}

/** What became of one sample of many, in the order in which they were given. */
export type ManyResult =
  | { index: number; name: string; status: 'stored'; accession: string; sample: Sample }
  /** A run before this one stored it, says the journal; `changed`: it was another content then. */
  | { index: number; name: string; status: 'found'; accession: string; changed?: true }
  | { index: number; name: string; status: 'refused'; issues: ValidationIssue[]; accession?: string }
  /** It was not stored, for a reason that may pass: no connection, too busy. */
  | { index: number; name: string; status: 'failed'; error: Error; accession?: string }
  /** It may be stored: look it up before you send it again. */
  | { index: number; name: string; status: 'unknown'; error: Error; accession?: string }
  /** Nothing of it was sent, or only its accession reserved, because of what happened to others. */
  | { index: number; name: string; status: 'skipped'; reason: string; accession?: string };

/** A reserved accession, or why there is none. */
export type ReservationResult =
  | { index: number; name: string; status: 'stored'; accession: string }
  | { index: number; name: string; status: 'refused'; issues: ValidationIssue[] }
  /** Nothing was reserved, for a reason that may pass: no connection, too busy. */
  | { index: number; name: string; status: 'failed'; error: Error }
  /** An accession may have been reserved. */
  | { index: number; name: string; status: 'unknown'; error: Error };

/** What the repository would do with many samples. */
export type ValidationResult = { index: number; name: string } & Validation;

/** What the repository thinks of the names of a sample's characteristics. */
export interface Recommendation {
  recommendations: {
    /** 0 to 100. */
    SampleQuality?: number;
    /** Names that many others use. */
    knownAttributes?: string[];
    /** Names that nobody else uses. */
    unknownAttributes?: string[];
    AttributeRecommendations?: { attribute: string; recommendation: string; [field: string]: unknown }[];
    [field: string]: unknown;
  };
  /** The sample with the recommended names. */
  sample: SampleContent;
  [field: string]: unknown;
}
