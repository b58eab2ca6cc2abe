import type { Row } from '../table/tokenise.ts';
import type { Reading } from './mapping.ts';

/** One thing in a file, in order. */
export interface Entry<T> {
  /** Where it stands, for messages: `line 7`. */
  readonly place: string;
  readonly reading: Reading<T>;
  /** The row, when it is one. */
  readonly row?: Row;
}
