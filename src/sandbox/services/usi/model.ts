/** JSON as it came in, after binding. */
export type Json = Record<string, unknown>;

export const SUBMISSION_STATUSES = ['Draft', 'Submitted', 'Processing', 'Completed', 'Failed'] as const;
export type SubmissionStatus = (typeof SUBMISSION_STATUSES)[number];

export type ProcessingStatus =
  | 'Draft'
  | 'Submitted'
  | 'Dispatched'
  | 'Received'
  | 'Curation'
  | 'Accepted'
  | 'ActionRequired'
  | 'Processing'
  | 'Completed'
  | 'Error'
  | 'Rejected'
  | 'ArchiveDisabled';

/** Who changed something last, and when (lab time). */
export interface Touch {
  at: number;
  by: string;
}

export interface StoredStatus {
  /** Id of its own: the status is a resource beside the submission. */
  id: string;
  value: SubmissionStatus;
  message?: string;
  version: number;
  created: Touch;
  modified: Touch;
}

export interface StoredSubmission {
  id: string;
  /** Order of creation. */
  n: number;
  version: number;
  name?: string;
  projectName?: string;
  uiData?: unknown;
  submissionPlan?: string;
  submitter: { email: string; name: string };
  /** As the team was when the submission was made. */
  team: TeamCopy;
  created: Touch;
  modified: Touch;
  /** Lab time of the change to Submitted. */
  submitted?: number;
  status: StoredStatus;
}

export interface TeamCopy {
  name: string;
  description: string;
  profile: Record<string, string>;
}

/** Data types the sandbox takes. */
export const DATA_TYPES = ['samples', 'projects'] as const;
export type DataType = (typeof DATA_TYPES)[number];

/** What depends on the type of a document. */
export const TYPES: Readonly<
  Record<
    DataType,
    {
      /** Class name, as error texts and processing statuses show it. */
      className: string;
      /** Name of one, as links show it. */
      one: string;
      displayName: string;
      archive: string;
      /** Validators that look at it, in the order in which results list them. */
      authors: readonly string[];
    }
  >
> = {
  samples: {
    className: 'Sample',
    one: 'sample',
    displayName: 'Samples',
    archive: 'BioSamples',
    authors: ['Core', 'Taxonomy', 'Ena', 'Biosamples', 'JsonSchema'],
  },
  projects: {
    className: 'Project',
    one: 'project',
    displayName: 'Projects',
    archive: 'BioStudies',
    authors: ['Core', 'BioStudies', 'JsonSchema'],
  },
};

/** What one validator said. */
export interface Verdict {
  author: string;
  status: 'Pass' | 'Error' | 'Warning';
  message?: string;
}

export interface StoredValidation {
  id: string;
  /** Counts up with each validation. */
  version: number;
  /** Absent while pending. */
  verdicts?: Verdict[];
}

export interface StoredProcessing {
  id: string;
  status: ProcessingStatus;
  message?: string;
  modified: Touch;
}

/** A document of a submission. Never changed in place: the store takes a new one for an old one. */
export interface StoredDocument {
  id: string;
  n: number;
  type: DataType;
  submission: string;
  team: string;
  alias: string;
  version: number;
  /** The user's own fields, alias and accession left out. */
  body: Json;
  accession?: string;
  created: Touch;
  modified: Touch;
  validation: StoredValidation;
  processing: StoredProcessing;
}

/** A reference from one sample to another, as far as it was filled in. */
export interface Reference {
  alias?: string;
  accession?: string;
  team?: string;
  relationshipNature?: string;
}

/** The references of a document; null stands for an entry that is null. */
export function referencesOf(document: Pick<StoredDocument, 'body'>): (Reference | null)[] {
  const list = document.body.sampleRelationships;
  return Array.isArray(list) ? (list as (Reference | null)[]) : [];
}
