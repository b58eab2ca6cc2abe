import type { UsiResource } from './hal-types.ts';

/** A group of people who share submissions; in AAP a domain of the same name. */
export interface UsiTeam extends UsiResource {
  /** Given by the server: `subs.test-team-19`. */
  name: string;
  description?: string;
  /** Of the domain; submissions need its `centre name`. */
  profile?: { [attribute: string]: unknown };
  [field: string]: unknown;
}

/** A team, or its name. */
export type UsiTeamRef = string | { name: string };

/** A new team. Its name is given by the server. */
export interface NewUsiTeam {
  description?: string;
  /** The institution that is shown in the archives. Required by today's server. */
  centreName: string;
}

/** What a new or changed submission says of itself. */
export interface UsiSubmissionContent {
  /** For people; should be unique. `create` makes one up, so that a lost answer can be cleared up. */
  name?: string;
  projectName?: string;
  /** Kept for user interfaces, as it is. */
  uiData?: unknown;
  /** Address of a submission plan. */
  submissionPlan?: string;
}

/** Draft is the only one in which anything can be changed; Completed and Failed are final. */
export type UsiSubmissionStatusName =
  | 'Draft'
  | 'Submitted'
  | 'Processing'
  | 'Completed'
  | 'Failed'
  | (string & {});

/**
 * A submission in either of its shapes: read alone, `team` and `submitter` are objects and the status is behind
 * `submissionStatuses.get`; as an element of a list they are texts, and `submissionStatus` is there.
 */
export interface UsiSubmission extends UsiResource {
  name?: string;
  projectName?: string;
  team?: string | UsiTeam;
  submitter?: string | { email?: string; name?: string };
  submissionStatus?: UsiSubmissionStatusName;
  /** When it was submitted: `2018-07-16T07:54:32.221+0000`; `dateOf` reads it. */
  submissionDate?: string;
  createdDate?: string;
  lastModifiedDate?: string;
  /** `usr-…`; the archive's name after processing. */
  createdBy?: string;
  lastModifiedBy?: string;
  [field: string]: unknown;
}

/** A submission, or its id. */
export type UsiSubmissionRef = string | UsiResource;

/** Where a submission is. */
export interface UsiSubmissionStatus extends UsiResource {
  status: UsiSubmissionStatusName;
  /** The server's word about a delay. */
  message?: string;
  lastModifiedDate?: string;
  [field: string]: unknown;
}

/** One state that submissions or documents can be in, and where it leads. */
export interface UsiStatusDescription extends UsiResource {
  statusName: string;
  description?: string;
  /** States that the system may set next. */
  systemTransitions?: string[];
  /** States that you may set next. */
  userTransitions?: string[];
  acceptingUpdates?: boolean;
  [field: string]: unknown;
}

/** What stands in the way of submitting. Servers from 2020 on. */
export interface UsiBlockers extends UsiResource {
  notReadyFileCount?: number;
  validationIssuesPerDataTypeId?: { [dataType: string]: { displayName?: string; count?: number } };
  totalMetadataBlockers?: number;
  emptySubmission?: boolean;
  anyPendingValidationResult?: boolean;
  [field: string]: unknown;
}

/** One value of an attribute. */
export interface UsiAttributeValue {
  /** A text, numbers too. */
  value: string;
  units?: string;
  /** Terms of an ontology that mean the same. */
  terms?: { url?: string; [field: string]: unknown }[];
  [field: string]: unknown;
}

/** Every attribute has a list of values, of which only the first reaches BioSamples. */
export interface UsiAttributes {
  [name: string]: UsiAttributeValue[];
}

/** What one sample is to another, which is named by its accession, or by alias and team. */
export interface UsiRelationship {
  alias?: string;
  accession?: string;
  /** Default: the team of the submission, when there is an alias and no accession. */
  team?: string;
  /** `derived from`, `child of`, `same as`, `recurated from`. */
  relationshipNature?: string;
  [field: string]: unknown;
}

/** What a sample says. */
export interface UsiSampleContent {
  title?: string;
  description?: string;
  /** NCBI taxon number. */
  taxonId?: number;
  /** Scientific name, exactly as INSDC writes it. */
  taxon?: string;
  attributes?: UsiAttributes;
  sampleRelationships?: UsiRelationship[];
  /** Only to change a sample that is archived already. */
  accession?: string;
  sampleExternalReferences?: { url?: string; [field: string]: unknown }[];
}

/** A sample to be created. */
export interface NewUsiSample extends UsiSampleContent {
  /** Your name for it, unique in the submission. */
  alias: string;
  /** Day from which it is public. Default for a new sample: today (UTC). */
  releaseDate?: string | Date;
  [field: string]: unknown;
}

/** A change: what is not named stays as it is, the release date too. Null takes a value away. */
export type UsiSampleChange = { [K in keyof UsiSampleContent]?: UsiSampleContent[K] | null } & {
  alias?: string;
  releaseDate?: string | Date;
};

/** What every stored document has. */
export interface UsiDocument extends UsiResource {
  alias?: string;
  /** Day from which it is public: `2026-01-31`. */
  releaseDate?: string;
  team?: string | UsiTeam;
  createdDate?: string;
  lastModifiedDate?: string;
  createdBy?: string;
  lastModifiedBy?: string;
  /** How it stands, at no extra request. */
  _embedded?: {
    processingStatus?: UsiProcessingStatus;
    validationResult?: UsiValidationResult;
    submission?: UsiSubmission;
    [field: string]: unknown;
  };
}

/** A stored sample. */
export interface UsiSample extends UsiSampleContent, UsiDocument {
  [field: string]: unknown;
}

/** A sample, or its id. */
export type UsiSampleRef = string | UsiResource;

/** An alias lives in a team. */
export interface UsiAliasRef {
  team: UsiTeamRef;
  alias: string;
}

/** What the validators say of one document. While Pending there are no outcomes. */
export interface UsiValidationResult extends UsiResource {
  validationStatus?: 'Pending' | 'Complete' | (string & {});
  /** `{ Core: 'Error', Biosamples: 'Pass' }` */
  overallValidationOutcomeByAuthor?: { [author: string]: 'Pass' | 'Error' | 'Warning' | (string & {}) };
  /** Errors and warnings, by author. */
  errorMessages?: { [author: string]: string[] };
  /** Goes up by one with each validation. Only when read alone. */
  version?: number;
  expectedResults?: { [author: string]: unknown };
  [field: string]: unknown;
}

/** How far the archive has come with one document. */
export interface UsiProcessingStatus extends UsiResource {
  alias?: string;
  /** `Draft`, `Submitted`, `Dispatched`, `Received`, `Processing`, `Completed`, `Error`, `Rejected`, … */
  status?: string;
  /** `Sample`, `Project`, … */
  submittableType?: string;
  archive?: string;
  accession?: string;
  /** The archive's words when it went wrong. */
  message?: string;
  lastModifiedDate?: string;
  [field: string]: unknown;
}

/** How many documents of a kind there are, and how many have errors or warnings. */
export interface UsiValidationSummary {
  totalNumber?: number;
  hasError?: number;
  hasWarning?: number;
  [field: string]: unknown;
}

/** Links only. */
export interface UsiLinkList extends UsiResource {
  [field: string]: unknown;
}

/** Reference data: a data type, a checklist, a plan. */
export interface UsiReference extends UsiResource {
  [field: string]: unknown;
}
