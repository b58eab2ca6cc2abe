import type { EnaDocument } from './types.ts';

/** What is searched, and how. */
export interface PortalQuery<Field extends string = string> {
  /** `read_run`, `sample`, `study`, `analysis`, `assembly`, `taxon`, …: `portal.results()` has them all. */
  result: string;
  /** `tax_tree(2) AND country="Norway"`; without it everything. */
  query?: string;
  /** Fields of the rows; `portal.fields(result)` has them all. Default: accession and title. */
  fields?: readonly Field[];
  /** So many rows at most. Default: all. */
  limit?: number;
  /** So many rows are left out at the beginning. */
  offset?: number;
  /** Rows asked for at a time. Default 10,000. */
  size?: number;
  /** Default `ena`; also `metagenome`, `pathogen`, `faang`, `vertebrate`, … */
  dataPortal?: string;
  /** Also what was made of environmental samples. */
  includeMetagenomes?: boolean;
}

/** A row: the fields that were asked for, and the accession. All are texts; empty where there is nothing. */
export type PortalRow<Field extends string = string> = { [name in Field]: string } & {
  [field: string]: string | undefined;
};

/** Which files. */
export interface FileReportRequest<Field extends string = string> {
  /** Of a run, an analysis, an experiment, a sample, or a study. */
  accession: string;
  /** Default `read_run`. */
  result?: 'read_run' | 'analysis' | (string & {});
  /** Default: `fastq_ftp`, `fastq_md5`, `fastq_bytes` and the accession. */
  fields?: readonly Field[];
}

/** A field of the rows of a result. */
export interface PortalField {
  columnId: string;
  description?: string;
  type?: string;
  [field: string]: unknown;
}

/** A kind of records that can be searched. */
export interface PortalResult {
  resultId: string;
  description?: string;
  [field: string]: unknown;
}

/** Public records. */
export interface BrowserRecords {
  /** As ENA keeps them. */
  xml: string;
  /** The same, read: `document.samples`, `document.runs`, … */
  document: EnaDocument;
}

/** A taxon of the taxonomy that ENA uses. */
export interface Taxon {
  /** NCBI number, as a text. */
  taxId: string;
  scientificName: string;
  commonName?: string;
  formalName?: boolean;
  /** `species`, `genus`, … */
  rank?: string;
  division?: string;
  lineage?: string;
  geneticCode?: string;
  mitochondrialGeneticCode?: string;
  /** Samples may name it: species may, and genera may not. */
  submittable: boolean;
  [field: string]: unknown;
}

/** A taxon that samples may name. */
export interface TaxonSuggestion {
  taxId: string;
  scientificName: string;
  displayName?: string;
  [field: string]: unknown;
}
