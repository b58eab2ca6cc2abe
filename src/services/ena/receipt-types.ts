/** What became of one object. */
export interface ReceiptObject {
  alias?: string;
  /** `ERS…`; missing when nothing was stored, and for studies also when only `externalAccession` is there. */
  accession?: string;
  /** `PRIVATE`, `PUBLIC`, … Means nothing in a refusal. */
  status?: string;
  /** A day with a zone: `2027-01-12Z`, `2027-01-12+01:00`; `dayOf` leaves the zone away. */
  holdUntilDate?: string;
  /** The same object elsewhere: BioSample `SAMEA…` of a sample, `ERP…` of a project. */
  externalAccession?: { id: string; db?: string };
  /** All of them, when there are several. */
  externalAccessions?: { id: string; db?: string }[];
  centerName?: string;
  [field: string]: unknown;
}

/** ENA's answer to a document, JSON or XML, as plain data. */
export interface ReceiptContent {
  success: boolean;
  /** ISO 8601 with a zone. */
  receiptDate?: string;
  submissionFile?: string;
  projects?: ReceiptObject[];
  studies?: ReceiptObject[];
  samples?: ReceiptObject[];
  experiments?: ReceiptObject[];
  runs?: ReceiptObject[];
  analyses?: ReceiptObject[];
  dacs?: ReceiptObject[];
  policies?: ReceiptObject[];
  datasets?: ReceiptObject[];
  sampleGroups?: ReceiptObject[];
  checklists?: ReceiptObject[];
  submission?: ReceiptObject;
  /** Of a document that was submitted in parts: the submission of each part. */
  submissions?: ReceiptObject[];
  messages?: { info?: string[]; warning?: string[]; error?: string[] };
  /** `ADD`, `HOLD`, … */
  actions?: string[];
  /**
   * How the answer was found out, when it was not simply given: `receipt` the first one was lost and ENA issued it
   * again; `duplicates` everything was there already, and the accessions come from the texts of the refusal; `report` the
   * answer to an action was lost, and ENA's reports show that it was carried out.
   */
  settledBy?: 'receipt' | 'duplicates' | 'report';
  [field: string]: unknown;
}

/** A document in the queue. Plain data: save it as JSON, and wait for it in another process. */
export interface QueuedSubmission {
  /** `ERA12944374`; also the accession of the submission. */
  submissionId: string;
  submissionAccountId?: string;
  /** Alias of the submission, by which its receipt can be asked for again. */
  alias?: string;
  /** Of its objects, by which its receipt is told from that of another document under the same alias. */
  fingerprint?: string;
  /** How many objects were sent, by kind. */
  sent?: { [kind: string]: number };
  /** It was only to be checked, so there are no accessions to come. */
  validated?: boolean;
}

/** What ENA's reports say of one object. */
export interface EnaReport {
  /** The accession. */
  id: string;
  alias?: string | null;
  /** `SAMEA…` of a sample, `ERP…` of a project. */
  secondaryId?: string | null;
  /** Local time of the server, without a zone. */
  firstCreated?: string | null;
  firstPublic?: string | null;
  releaseStatus?: string | null;
  submissionAccountId?: string | null;
  holdDate?: string | null;
  title?: string | null;
  [field: string]: unknown;
}
