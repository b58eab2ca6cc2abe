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
  /** The submitter's name of the sample. The repository does not check that it is unique. */
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
