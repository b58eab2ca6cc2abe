import type { SodarUser } from './types.ts';

/** A file in iRODS. Unknown fields are kept. */
export interface SodarFile {
  name: string;
  /** `obj` is a file, `coll` a collection (a folder; only where they were asked for). */
  type: 'obj' | 'coll' | (string & {});
  /** Whole path in iRODS. */
  path: string;
  /** Bytes. Absent for collections. */
  size?: number;
  /** ISO 8601 with offset; before SODAR 1.0 `YYYY-MM-DD HH:MM` in the server's time. */
  modify_time?: string;
  /** MD5 in hex, or `sha2:` and SHA-256 in base64. From SODAR 1.1; null while iRODS has not computed it. */
  checksum?: string | null;
}

/** How iRODS itself is reached, for iCommands (`irods_environment.json`). Sites add fields of their own; all are kept. */
export interface SodarIrodsEnvironment {
  /** Decides which checksum files the site wants: `.md5` or `.sha256`. */
  irods_default_hash_scheme?: 'MD5' | 'SHA256' | (string & {});
  irods_host?: string;
  irods_port?: number;
  /** With the domain where the site has several: `user@DOMAIN`. */
  irods_user_name?: string;
  irods_zone_name?: string;
  irods_home?: string;
  irods_cwd?: string;
  irods_authentication_scheme?: string;
  [key: string]: unknown;
}

/** What `irods.createCollections` made. */
export interface SodarCollections {
  detail: string;
  /** Path of the project's sample data in iRODS. */
  path: string;
}

/** Whether an operation holds the project. */
export interface SodarLockStatus {
  is_locked: boolean;
}

/** A request to delete files or collections; an owner or delegate accepts or rejects it. Unknown fields are kept. */
export interface SodarDataRequest {
  sodar_uuid: string;
  project: string;
  action: 'DELETE' | (string & {});
  /** What to delete: a file or collection below an assay. */
  path: string;
  target_path?: string | null;
  /** Who asks: before SODAR 1.0 the user, later the UUID. */
  user?: SodarUser | string | null;
  status: 'ACTIVE' | 'ACCEPTED' | 'REJECTED' | 'FAILED' | (string & {});
  status_info?: string;
  description?: string | null;
  date_created?: string;
}

/** What is asked for. */
export interface SodarDataRequestInput {
  /** Whole path in iRODS of a file or collection below an assay's sample data. */
  path: string;
  /** Why. At most 1,024 characters. */
  description?: string | null;
}

/** Lets whoever has it read a collection, without an account. Unknown fields are kept. */
export interface SodarAccessTicket {
  sodar_uuid: string;
  study?: string;
  assay?: string;
  /** The secret itself: `https://ticket:<this>@<WebDAV server><path>`. Left out of errors and logs. */
  ticket: string;
  path: string;
  user?: SodarUser | string | null;
  date_created?: string;
  /** Null: never. */
  date_expires?: string | null;
  label?: string | null;
  /** Addresses from which it is good; empty: from everywhere. From SODAR 1.1. */
  allowed_hosts?: string[];
  is_active?: boolean;
}

/** A ticket to be. */
export interface SodarAccessTicketInput {
  /** Whole path in iRODS of a collection below an assay's sample data (from SODAR 1.1 also of a file). */
  path: string;
  label?: string | null;
  /** A Date or ISO 8601, in the future. Default: never. */
  date_expires?: Date | string | null;
  /** Addresses from which it is good. Default: everywhere. Servers before 1.1 cannot limit it: then it is an error. */
  allowed_hosts?: string[];
}

/** What can be changed of a ticket. What is left out stays. */
export type SodarAccessTicketUpdate = Omit<SodarAccessTicketInput, 'path'>;
