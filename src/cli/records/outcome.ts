import { RecordError } from '../user-error.ts';
import type { Entry } from './entry.ts';

export const STATUSES = ['stored', 'found', 'valid', 'refused', 'failed', 'unknown', 'not sent'] as const;
/** `not sent`: the run ended before it. The others as in docs/many.md. */
export type Status = (typeof STATUSES)[number];

/** What became of one record. */
export interface Outcome {
  status: Status;
  /** Its name or alias. */
  key: string;
  /** By result column: the accession, … */
  values?: Readonly<Record<string, string>>;
  error?: unknown;
  /** What else a program may want to know, for --json. */
  more?: Readonly<Record<string, unknown>>;
}

/** Rows that stay as they are: what they say of an earlier run is still true, and must not get lost. */
export const staysAsItWas = <T>({ reading }: Entry<T>): boolean => 'has' in reading || 'doubt' in reading;

/** What is known of an entry that is not sent at all; nothing of what is no record. */
export function unsent<T>({ reading }: Entry<T>): Outcome | undefined {
  if ('has' in reading)
    return { status: 'found', key: reading.key ?? '', values: { accession: reading.has } };
  if ('doubt' in reading)
    return { status: 'unknown', key: reading.key, error: new RecordError('input', reading.doubt) };
  if ('problems' in reading)
    return { status: 'refused', key: '', error: new RecordError('input', reading.problems.join('; ')) };
  return 'note' in reading ? undefined : { status: 'not sent', key: '' };
}
