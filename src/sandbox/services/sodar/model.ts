import type { StoredFile } from '../../files.ts';

/** Microseconds since 1970: the server's times have six digits. */
export type Micros = number;

/** An account of a SODAR site. A name with `@` belongs to a directory service, any other to the site itself. */
export interface User {
  uuid: string;
  username: string;
  name: string;
  email: string;
  password: string;
  superuser: boolean;
}

export interface Token {
  token: string;
  user: string;
  /** null: it does not end. */
  expires: Micros | null;
}

export const RANKS = {
  'project owner': 10,
  'project delegate': 20,
  'project contributor': 30,
  'project guest': 40,
  'project viewer': 45,
  'project finder': 50,
} as const;
export type RoleName = keyof typeof RANKS;

export interface Project {
  uuid: string;
  title: string;
  type: 'PROJECT' | 'CATEGORY';
  parent: string | null;
  description: string | null;
  readme: string;
  /** What anybody with an account may do here. */
  publicAccess: 'project guest' | 'project viewer' | null;
  archive: boolean;
}

export interface Role {
  uuid: string;
  project: string;
  user: string;
  role: RoleName;
}

export interface Invite {
  uuid: string;
  project: string;
  email: string;
  role: RoleName;
  issuer: string;
  created: Micros;
  expires: Micros;
  message: string;
  active: boolean;
}

export interface TimelineEvent {
  uuid: string;
  project: string | null;
  app: string;
  user: string | null;
  name: string;
  description: string;
  classified: boolean;
  changes: { uuid: string; time: Micros; type: string; description: string }[];
  objects: { uuid: string; label: string; name: string; model: string; object: string }[];
}

export interface Term {
  name: string;
  accession: string | null;
  ontology_name: string | null;
}

export interface Assay {
  uuid: string;
  fileName: string;
  platform: string;
  technology: Term;
  measurement: Term;
  comments: Record<string, string>;
  /** Names of collections that a zone with collections gets for the rows of the table. */
  rowCollections: string[];
}

export interface Study {
  uuid: string;
  identifier: string;
  fileName: string;
  title: string;
  description: string;
  comments: Record<string, string>;
  assays: Assay[];
}

/** An imported ISA-Tab as text, in the shape in which it is exported. */
export interface IsaText {
  investigation: { path: string; tsv: string };
  studies: Record<string, { tsv: string }>;
  assays: Record<string, { tsv: string }>;
}

/** The one active sample sheet of a project. */
export interface Sheet {
  uuid: string;
  project: string;
  identifier: string;
  title: string;
  description: string;
  comments: Record<string, string>;
  archiveName: string | null;
  /** Whether the collections exist in iRODS. */
  collections: boolean;
  modified: Micros;
  studies: Study[];
  isa: IsaText;
}

export type ZoneStatus =
  | 'CREATING'
  | 'NOT CREATED'
  | 'ACTIVE'
  | 'PREPARING'
  | 'VALIDATING'
  | 'MOVING'
  | 'MOVED'
  | 'FAILED'
  | 'DELETING'
  | 'DELETED';

export interface ZoneStep {
  status: ZoneStatus;
  info: string;
}

/** What happens to a zone in the background. */
export interface ZoneFlow {
  kind: 'create' | 'validate' | 'move' | 'delete';
  /** The stages, the last of which is where it ends. */
  steps: ZoneStep[];
  /** Index of the stage in force; -1: the answer to the call has left, nothing has happened yet. */
  at: number;
  started: Micros;
  /** Microseconds it takes in all; null when looks decide, or when it never ends. */
  takes: number | null;
  /** Looks after which it is done; null when time decides, or when it never ends. */
  reads: number | null;
  looks: number;
  event: string;
  /** Index of the stage at which it stops for ever; null: none. */
  stuckAt: number | null;
  /** False: it ends in a failure and leaves iRODS as it is. */
  works: boolean;
  /** Whether it holds the lock of the project. */
  locks: boolean;
}

export interface Zone {
  uuid: string;
  project: string;
  user: string;
  assay: string;
  title: string;
  status: ZoneStatus;
  info: string;
  modified: Micros;
  description: string;
  userMessage: string;
  configuration: string | null;
  configData: unknown;
  /** The real collection: an update changes title and shown path, but not this. */
  collection: string;
  createColls: boolean;
  restrictColls: boolean;
  flow: ZoneFlow | null;
}

export interface Ticket {
  uuid: string;
  project: string;
  study: string;
  assay: string;
  ticket: string;
  path: string;
  user: string;
  created: Micros;
  expires: Micros | null;
  label: string | null;
  allowedHosts: string[];
}

export interface DataRequest {
  uuid: string;
  project: string;
  path: string;
  user: string;
  status: 'ACTIVE' | 'ACCEPTED' | 'REJECTED' | 'FAILED';
  description: string | null;
  created: Micros;
}

/** A file in iRODS. */
export interface DataObject {
  path: string;
  file: StoredFile;
  modified: Micros;
  /** Whether iRODS has computed its checksum yet. */
  summed: boolean;
}

export interface Setting {
  plugin: string;
  name: string;
  project: string | null;
  user: string | null;
  value: unknown;
}

export interface CacheItem {
  project: string;
  app: string;
  name: string;
  data: unknown;
  updated: Micros;
  user: string;
  uuid: string;
}
