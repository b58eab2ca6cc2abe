import type { CreationRef, RecordRef, SpaceRef } from './ids.ts';

/** A value of a property. A Date becomes a text of the property's kind; null clears. */
export type OpenBisValue = string | number | boolean | Date | null | readonly (string | number | boolean)[];

/** Values by the code of their property type, in any case: `{ $NAME: 'Leaf 1', weight: 2.5 }`. */
export interface OpenBisValues {
  readonly [code: string]: OpenBisValue;
}

/** A record that is there, or one that is made in the same call. */
export type OpenBisRef = RecordRef | CreationRef;

/** A dataset by its permId, or the dataset itself. */
export type OpenBisDatasetRef = string | { readonly permId: string };

/** What an answer to a creation names. Takes the place of a reference everywhere. */
export interface OpenBisCreated {
  permId: string;
  /** Where it lies: `/SPACE/PROJECT/CODE`. Datasets have none. */
  identifier?: string;
  code?: string;
}

/** A new space: the top folder, and the unit of rights. */
export interface NewOpenBisSpace {
  code: string;
  description?: string;
  /** By which other records of the same call name it. */
  creationId?: string;
}

/** A new project: a folder in a space. */
export interface NewOpenBisProject {
  space: SpaceRef | CreationRef;
  code: string;
  description?: string;
  /** User name of the person who leads it. */
  leader?: string;
  creationId?: string;
}

/** A new collection (the wire calls it experiment). */
export interface NewOpenBisCollection {
  /** Code of the collection type. */
  type: string;
  project: OpenBisRef;
  code: string;
  properties?: OpenBisValues;
  /** Codes of tags; one of your own that does not exist is made. */
  tags?: readonly string[];
  creationId?: string;
}

/** A new object (the wire calls it sample). */
export interface NewOpenBisObject {
  /** Code of the object type. */
  type: string;
  /** Default: taken from the type, when that makes codes by itself. */
  code?: string;
  /** What it lies in; the project and the space of a collection need not be said. Without any of the three it is shared. */
  collection?: OpenBisRef;
  project?: OpenBisRef;
  space?: SpaceRef | CreationRef;
  properties?: OpenBisValues;
  parents?: readonly OpenBisRef[];
  children?: readonly OpenBisRef[];
  /** The object that it is a part of. */
  container?: OpenBisRef;
  /** Its parts. */
  components?: readonly OpenBisRef[];
  tags?: readonly string[];
  metaData?: Readonly<Record<string, string>>;
  creationId?: string;
}

/** A new dataset without files of its own: a container of other datasets. */
export interface NewOpenBisDataset {
  /** Code of the dataset type. */
  type: string;
  /** Default: the server makes one; it is the permId as well. */
  code?: string;
  /** What it belongs to: an object or a collection. */
  object?: OpenBisRef;
  collection?: OpenBisRef;
  properties?: OpenBisValues;
  parents?: readonly OpenBisDatasetRef[];
  children?: readonly OpenBisDatasetRef[];
  /** The datasets in it. */
  components?: readonly OpenBisDatasetRef[];
  /** The containers that it is in. */
  containers?: readonly OpenBisDatasetRef[];
  tags?: readonly string[];
  creationId?: string;
}

/** How a list of relations changes. Without `set`, what is not named stays. */
export interface OpenBisListChange<T> {
  add?: readonly T[];
  remove?: readonly T[];
  /** Replaces the whole list; an empty one clears it. */
  set?: readonly T[];
}

/** Freezing cannot be undone. */
export interface OpenBisFreezing<Part extends string> {
  /** No change any more. */
  freeze?: true;
  /** No new and no removed relations of these kinds any more; implies `freeze`. */
  freezeFor?: readonly Part[];
}

export interface OpenBisSpaceChange extends OpenBisFreezing<'projects' | 'samples'> {
  /** null clears it. */
  description?: string | null;
}

export interface OpenBisProjectChange extends OpenBisFreezing<'experiments' | 'samples'> {
  description?: string | null;
  leader?: string | null;
  /** Moves it, with all that is in it. */
  space?: SpaceRef;
}

export interface OpenBisCollectionChange extends OpenBisFreezing<'dataSets' | 'samples'> {
  /** Only these change; null clears one. */
  properties?: OpenBisValues;
  /** Moves it, with all that is in it. */
  project?: RecordRef;
  tags?: OpenBisListChange<string>;
}

export interface OpenBisObjectChange
  extends OpenBisFreezing<'components' | 'children' | 'parents' | 'dataSets'> {
  /** Only these change; null clears one. */
  properties?: OpenBisValues;
  /** Moves it; null takes it out of its collection and leaves it in the project. */
  collection?: RecordRef | null;
  /** Moves it into the project itself, or with `collection` into one of that project. */
  project?: RecordRef | null;
  space?: SpaceRef;
  parents?: OpenBisListChange<RecordRef>;
  children?: OpenBisListChange<RecordRef>;
  components?: OpenBisListChange<RecordRef>;
  /** null takes it out of its container. */
  container?: RecordRef | null;
  tags?: OpenBisListChange<string>;
}

export interface OpenBisDatasetChange
  extends OpenBisFreezing<'children' | 'parents' | 'components' | 'containers'> {
  properties?: OpenBisValues;
  /** Gives it to another object. */
  object?: RecordRef | null;
  /** Gives it to another collection. */
  collection?: RecordRef | null;
  parents?: OpenBisListChange<OpenBisDatasetRef>;
  children?: OpenBisListChange<OpenBisDatasetRef>;
  components?: OpenBisListChange<OpenBisDatasetRef>;
  containers?: OpenBisListChange<OpenBisDatasetRef>;
  tags?: OpenBisListChange<string>;
}
