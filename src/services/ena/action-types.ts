/** The actions that everybody may ask for, and those that ENA reserves to itself. */
export const ACTIONS = [
  'ADD',
  'MODIFY',
  'VALIDATE',
  'HOLD',
  'RELEASE',
  'CANCEL',
  'RECEIPT',
  'SUPPRESS',
  'KILL',
  'PROTECT',
  'ROLLBACK',
] as const;
export type ActionType = (typeof ACTIONS)[number];

/** One thing to be done. */
export interface Action {
  type: ActionType | (string & {});
  /** Accession or alias of one object. Required for CANCEL, SUPPRESS, KILL and RECEIPT. */
  target?: string;
  /** Of HOLD: the day on which it becomes public, at most two years ahead: `2027-01-12`. Without it: in two years. */
  holdUntilDate?: string | Date;
  /** Of old documents in several files: the file. Means nothing today, and goes only as XML. */
  source?: string;
  /** Of old documents in several files: its kind. Means nothing today, and goes only as XML. */
  schema?: string;
}
