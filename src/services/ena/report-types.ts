import type { EnaReport } from './receipt-types.ts';

/** A row about a sample; `secondaryId` is its `SAMEA…`. */
export interface SampleReport extends EnaReport {
  taxId?: string | null;
  scientificName?: string | null;
  commonName?: string | null;
}

export interface ExperimentReport extends EnaReport {
  instrumentModel?: string | null;
  /** `ERP…` */
  studyId?: string | null;
  sampleId?: string | null;
}

export interface RunReport extends ExperimentReport {
  experimentId?: string | null;
}

export interface AnalysisReport extends EnaReport {
  analysisType?: string | null;
  studyId?: string | null;
  sampleId?: string | null;
}

/** One file of a run or an analysis. */
export interface FileReport {
  /** Accession of the run or analysis. */
  id: string;
  fileName?: string | null;
  /** `fastq`, `bam`, … */
  fileFormat?: string | null;
  /** Digits. */
  bytes?: string | number | null;
  checksumMethod?: string | null;
  checksum?: string | null;
  /** `ARCHIVED` when ENA has taken it over. Files of the test service never are. */
  archiveStatus?: string | null;
  uploadDate?: string | null;
  analysisType?: string | null;
  [field: string]: unknown;
}

/** What became of the files of a run or an analysis. */
export interface ProcessReport {
  /** Accession of the run or analysis. */
  id: string;
  /** `QUEUED`, `ACTIVE`, `COMPLETED`, `ERROR`, `FAILED`, `CANCELLED`, … */
  processingStatus?: string | null;
  /** `Invalid file checksum`, … */
  processingError?: string | null;
  /** `27-09-2024 06:06:40`: day first, local time of the server. */
  processingStart?: string | null;
  processingEnd?: string | null;
  analysisType?: string | null;
  /** Of assemblies, when they have them: `genome:GCA_964187725.1,chromosomes:…`. */
  acc?: string | null;
  [field: string]: unknown;
}

/** A file in the upload area that nothing was submitted with. */
export interface UnsubmittedFile {
  fileName: string;
  /** Digits. */
  bytes?: string | number | null;
  uploadDate?: string | null;
  /** After this day ENA deletes it. */
  expirationDate?: string | null;
  [field: string]: unknown;
}

/** Which objects. */
export interface ReportQuery {
  /** `PRIVATE`, `PUBLIC`, `CANCELLED`, … */
  status?: string;
}

export interface AnalysisReportQuery extends ReportQuery {
  /** `SEQUENCE_ASSEMBLY`, … */
  analysisType?: string;
}

export interface FileReportQuery {
  archiveStatus?: string;
  /** Of the files of analyses only. */
  analysisType?: string;
}

export interface ProcessReportQuery {
  /** `COMPLETED`, `FAILED`, … */
  processStatus?: string;
  /** Of analyses only. */
  analysisType?: string;
}
