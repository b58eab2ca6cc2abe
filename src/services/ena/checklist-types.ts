/** One field of a checklist. */
export interface EnaChecklistField {
  /** What to send as the `tag` of the attribute: `geographic location (latitude)`. */
  label: string;
  /** Name without blanks; not to be sent. */
  name: string;
  /** Heading of the group it stands in. */
  group?: string;
  description?: string;
  /** `recommended` is a wish only. */
  requirement: 'mandatory' | 'recommended' | 'optional';
  /** It may be given more than once. */
  multiple: boolean;
  type: 'text' | 'long-text' | 'choice' | 'date' | 'taxon' | 'ontology' | 'other';
  /** Regular expression for the whole value. */
  pattern?: string;
  /** Characters. */
  minLength?: number;
  maxLength?: number;
  /** The only values there are. */
  choices?: string[];
  /** One of these has to be given as the `unit`. */
  units?: string[];
  /** Names of old, which ENA no longer looks at. */
  synonyms?: string[];
}

/** What a kind of samples has to say of itself. Plain data: save it as JSON, and check samples without a network. */
export interface EnaChecklist {
  /** `ERC000014` */
  accession: string;
  name: string;
  description?: string;
  /** `Sample` */
  type?: string;
  authority?: string;
  fields: EnaChecklistField[];
}

/** A checklist in a list. */
export interface EnaChecklistRecord {
  /** `ERC000014` */
  id: string;
  displayName?: string | null;
  description?: string | null;
  [field: string]: unknown;
}
