import type { CallOptions } from '../../core/options.ts';
import type { IsaExport, IsaTab } from './isatab/index.ts';
import type { SodarDetail } from './types.ts';

/** Bytes that come when they come: a file stream, a web stream, a generator. */
export type SodarStream = AsyncIterable<Uint8Array | string>;

/** One file of a sheet. */
export interface SodarSheetFile {
  /** `i_….txt`, `s_….txt` or `a_….txt`. */
  name: string;
  /** Its text, its bytes, or a stream of either. */
  content: string | Uint8Array | SodarStream;
}

/**
 * A sheet in ISA-Tab: a ZIP (its path, its bytes or a stream), the path of a folder, a list of files (paths, or names with
 * content), or tables that were read with {@link IsaTab}.
 */
export type SodarSheetSource =
  | string
  | Uint8Array
  | SodarStream
  | readonly (string | SodarSheetFile)[]
  | IsaTab;

export interface SodarImportOptions extends CallOptions {
  /** After a lost answer: milliseconds to look whether the sheets have changed. Default 60,000. */
  reconcileForMs?: number;
}

/** What an import comes to. */
export interface SodarSheetImport extends SodarDetail {
  /** What SODAR does not support in these sheets, such as kinds of assays that it has no view for. */
  sodar_warnings?: readonly string[] | undefined;
}

/** What an edit comes to. */
export interface SodarSheetEdit {
  /** Names of the files that were changed. None: nothing was sent. */
  changed: readonly string[];
  /** SODAR's answer to the import. */
  import?: SodarSheetImport;
}

/** The sheets of a project as texts. */
export interface SodarSheetExport extends IsaExport {
  /** When they were changed; any change makes it another text. */
  date_modified?: string | undefined;
  [field: string]: unknown;
}

/** A word with the ontology it comes from; a bare text where the sheet names no ontology. */
export type SodarTerm =
  | string
  | {
      name: string | null;
      accession?: string | null | undefined;
      ontology_name?: string | null | undefined;
      [field: string]: unknown;
    };

export interface SodarAssay {
  /** `a_….txt`. */
  file_name: string;
  technology_platform?: string | null | undefined;
  technology_type?: SodarTerm | null | undefined;
  measurement_type?: SodarTerm | null | undefined;
  comments?: Readonly<Record<string, unknown>> | undefined;
  /** Its collection in iRODS; null before there are collections. */
  irods_path: string | null;
  /** What landing zones are made for. */
  sodar_uuid: string;
  [field: string]: unknown;
}

export interface SodarStudy {
  identifier: string;
  /** `s_….txt`. */
  file_name: string;
  title: string;
  description?: string | undefined;
  comments?: Readonly<Record<string, unknown>> | undefined;
  irods_path: string | null;
  /** By UUID. */
  assays: Readonly<Record<string, SodarAssay>>;
  sodar_uuid: string;
  [field: string]: unknown;
}

/** The sheets of a project as SODAR understood them. */
export interface SodarInvestigation {
  identifier: string;
  /** `i_….txt`, after the folder that the ZIP had it in. */
  file_name: string;
  /** UUID of the project. */
  project: string;
  title: string;
  description?: string | undefined;
  /** True when there are collections in iRODS: only then can there be landing zones. */
  irods_status: boolean;
  /** Version of the parser that read the sheets. */
  parser_version?: string | null | undefined;
  /** Name of the ZIP; null when the files came one by one. */
  archive_name?: string | null | undefined;
  comments?: Readonly<Record<string, unknown>> | undefined;
  /** By UUID. */
  studies: Readonly<Record<string, SodarStudy>>;
  sodar_uuid: string;
  [field: string]: unknown;
}

/** Where the files of a sheet go. */
export interface SodarFolderOptions extends CallOptions {
  /** The folder; it is made. */
  destination: string;
  /** Replace files that are there. Default false. */
  overwrite?: boolean;
}

/** Files that were written. */
export interface SodarFolder {
  /** Their paths, the investigation first. */
  files: readonly string[];
  /** When the sheets were changed last. */
  date_modified?: string | undefined;
}
