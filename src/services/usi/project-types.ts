import type { UsiResource } from './hal-types.ts';
import type { UsiAttributes, UsiDocument } from './types.ts';

/** What a project says. */
export interface UsiProjectContent {
  title?: string;
  description?: string;
  attributes?: UsiAttributes;
  /** `[{ pubMedId: 25035323 }]` or `[{ doi: '10.1038/nature12373' }]` */
  publications?: { pubMedId?: number; doi?: string; [field: string]: unknown }[];
  /** Only to change a project that is archived already. */
  accession?: string;
}

/** A project to be created; a submission has one at most. */
export interface NewUsiProject extends UsiProjectContent {
  /** Your name for it. */
  alias: string;
  /** Day from which it is public. */
  releaseDate?: string | Date;
  [field: string]: unknown;
}

/** A change: what is not named stays as it is. Null takes a value away. */
export type UsiProjectChange = { [K in keyof UsiProjectContent]?: UsiProjectContent[K] | null } & {
  alias?: string;
  releaseDate?: string | Date;
};

/** A stored project. */
export interface UsiProject extends UsiProjectContent, UsiDocument {
  [field: string]: unknown;
}

/** A project, or its id. */
export type UsiProjectRef = string | UsiResource;
