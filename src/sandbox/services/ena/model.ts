import type { Progress } from '../../lifecycle.ts';
import type { Kind } from './kinds.ts';
import type { XmlElement } from './xml.ts';

/** Words of `status` and `releaseStatus` that the sandbox uses. */
export type ReleaseStatus = 'PRIVATE' | 'PUBLIC' | 'CANCELLED';

/** A file that a run or analysis names. */
export interface NamedFile {
  name: string;
  type: string;
  method: string;
  /** As sent, or as the `.md5` file beside it said. */
  checksum: string;
}

/** A stored object. JSON-safe; never changed in place. */
export interface StoredObject {
  kind: Kind;
  accession: string;
  /** BioSample accession of a sample, ERP of a project, PRJEB of a study. */
  secondary?: string;
  alias: string;
  account: string;
  center: string;
  broker?: string;
  /** The submitted element. */
  element: XmlElement;
  /** Accessions that this object refers to, by what they are. */
  refs: { kind: Kind; accession: string }[];
  /** Lab time, milliseconds. */
  created: number;
  updated: number;
  cancelled: boolean;
  /** Part of the production service, so that no nightly reset removes it: what a seed brings along. */
  production: boolean;
  /** Lab time at which it was released by hand; null: not. */
  released: number | null;
  /** Day until which it is private; null for experiments, runs and analyses, which follow their study. */
  holdUntil: string | null;
  files: NamedFile[];
  /** Processing of the files; null where there are none. */
  processing: Processing | null;
}

/** What happens to the files of a run or analysis after it was stored. */
export interface Processing {
  started: number;
  /** Its `fail`: the state it ends in, in place of the natural one. */
  progress: Progress;
  /** Set once it is over for good. */
  ended: { at: number; status: string; error: string | null } | null;
}

/** A submission that added something, kept for RECEIPT and reports. */
export interface StoredSubmission {
  accession: string;
  alias: string;
  account: string;
  created: number;
  production: boolean;
  objects: string[];
}

export function textOf(object: { element: XmlElement }, ...path: string[]): string | undefined {
  let at: XmlElement | undefined = object.element;
  for (const name of path) at = at?.children.find((item) => item.name === name);
  return at?.text || undefined;
}

/** Title, wherever the object's type keeps it. */
export function titleOf(object: StoredObject): string | undefined {
  return object.kind === 'study' ? textOf(object, 'DESCRIPTOR', 'STUDY_TITLE') : textOf(object, 'TITLE');
}

/** `SEQUENCE_ASSEMBLY`, `SEQUENCE_VARIATION`, … */
export function analysisTypeOf(object: { element: XmlElement }): string | undefined {
  const type = object.element.children.find((item) => item.name === 'ANALYSIS_TYPE');
  return type?.children[0]?.name;
}
