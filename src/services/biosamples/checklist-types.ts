/** A field of a checklist. */
export interface ChecklistField {
  /** Name of the characteristic. */
  name: string;
  description?: string;
  /** How a sample without it is treated. */
  requirement: 'mandatory' | 'recommended' | 'optional';
  /** The only values it may have. */
  choices?: readonly string[];
  /** A regular expression that its text must match. */
  pattern?: string;
  /** Units it may have. */
  units?: readonly string[];
  /** `date`, `uri`, … */
  format?: string;
  /** Characters. */
  minLength?: number;
  maxLength?: number;
  /** Values that one sample may have. */
  maxValues?: number;
}

/** What a kind of sample should say of itself. */
export interface Checklist {
  /** `BSDC00001`, `ERC000011`, … */
  accession: string;
  title?: string;
  description?: string;
  /** At least one of each group must be there: `[['organism', 'Organism', 'species', 'Species']]`. */
  oneOf: readonly (readonly string[])[];
  fields: readonly ChecklistField[];
  /** The JSON Schema (draft-07) itself. */
  schema: JsonSchema;
}

/** A JSON Schema (draft-07). */
export interface JsonSchema {
  title?: string;
  description?: string;
  [keyword: string]: unknown;
}

/** A checklist by its id, with or without a version: `ERC000011`, `ERC000011:1.0.0`. */
export type ChecklistRef = string | { accession: string; version?: string };

/** A checklist as the schema store lists it. */
export interface ChecklistRecord {
  accession: string;
  name?: string | null;
  version?: string | null;
  title?: string | null;
  description?: string | null;
  [field: string]: unknown;
}
