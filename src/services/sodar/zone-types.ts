import type { SodarRef, SodarUser } from './types.ts';

/**
 * Where a landing zone is. Busy: CREATING, PREPARING, VALIDATING, MOVING, DELETING. Files can be written in ACTIVE and FAILED.
 * At its end: MOVED, DELETED, NOT CREATED.
 */
export type SodarZoneStatus =
  | 'CREATING'
  | 'NOT CREATED'
  | 'ACTIVE'
  | 'PREPARING'
  | 'VALIDATING'
  | 'MOVING'
  | 'MOVED'
  | 'FAILED'
  | 'DELETING'
  | 'DELETED'
  | (string & {});

/** A place in iRODS for files on their way into an assay. Unknown fields are kept. */
export interface SodarLandingZone {
  sodar_uuid: string;
  /** Set by the server: date, time, and what was asked for. An `update` rewrites it. */
  title: string;
  project: string;
  /** Before SODAR 1.0 the user, later the UUID. */
  user?: SodarUser | string | null;
  assay: string;
  status: SodarZoneStatus;
  /** What is going on or what went wrong; may have many lines. */
  status_info: string;
  /** True while it is validated and moved: then nobody may write. */
  status_locked?: boolean;
  /** ISO 8601. */
  date_modified: string;
  description?: string;
  user_message?: string;
  configuration?: string | null;
  config_data?: unknown;
  /** From SODAR 1.2. */
  coll_creation?: boolean;
  /** Null once it is deleted, or could not be created. */
  irods_path: string | null;
}

/** A landing zone to be. */
export interface SodarLandingZoneInput {
  /** The assay its files go to, by UUID. */
  assay: SodarRef;
  /** Part of the title: the server puts date and time before it, we a few letters behind it that are found again. */
  title?: string;
  description?: string;
  /** Shown to the members of the project when the files have been moved. At most 1,024 characters. */
  user_message?: string;
  /** Name of a special configuration of the site. */
  configuration?: string;
  config_data?: Record<string, unknown>;
  /** Make the collections that the assay expects (ResultsReports, MiscFiles, one for each sample, …). Default false. */
  create_colls?: boolean;
  /** With `create_colls`: files go into those collections only. Default false. */
  restrict_colls?: boolean;
}

/** What can be changed of a landing zone. */
export interface SodarLandingZoneUpdate {
  description?: string;
  user_message?: string;
}

export interface SodarLandingZoneQuery {
  /** Also those that are MOVED, DELETED or NOT CREATED. Default false. */
  finished?: boolean;
  /** Begins at a page that `pages()` gave. */
  cursor?: string;
}

export interface SodarZoneFilesQuery {
  /** Also collections. Default false. */
  include_colls?: boolean;
  /** Also checksums, which iRODS may have to look up. Default false. */
  include_checksum?: boolean;
  /** Begins at a page that `pages()` gave. */
  cursor?: string;
}

/** How a zone looked at some time: plain data, to tell what has changed since. */
export interface SodarZoneSeen {
  status: string;
  status_info: string;
  date_modified: string;
}

/** A landing zone that was handed in. Give it to `waitUntil`; as plain data it can be waited for in another process. */
export interface SodarSubmittedZone {
  sodar_uuid: string;
  /** The server's word. */
  detail: string;
  action: 'validate' | 'move' | 'delete';
  /** How it was before: the server shows that for a while after it was handed in. */
  before: SodarZoneSeen;
}

/** What the site and the project allow (from SODAR 1.2). Unknown fields are kept. */
export interface SodarZoneSettings {
  LANDINGZONES_DISABLE_FOR_USERS?: boolean;
  LANDINGZONES_TRIGGER_ENABLE?: boolean;
  LANDINGZONES_TRIGGER_FILE?: string;
  LANDINGZONES_ZONE_CREATE_LIMIT?: number | null;
  LANDINGZONES_ZONE_VALIDATE_LIMIT?: number | null;
  /** File name endings that are refused: `exe`. */
  file_name_prohibit?: string[];
  [key: string]: unknown;
}
