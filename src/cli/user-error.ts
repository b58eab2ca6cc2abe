import { InputError } from '../core/errors/index.ts';
import type { ExitCode } from './exit-codes.ts';

/** Something that the person at the keyboard can mend: a file, a column, an option. Nothing was sent. */
export class UserError extends Error {
  override name = 'UserError';

  constructor(
    message: string,
    /** What to do about it, one sentence. */
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** Results that could not be written: a full disk, a stream that is closed. What they tell of may have been done. */
export class OutputLost extends Error {
  override name = 'OutputLost';
}

/** The end of a run that had begun: told as its cause is, with an exit code that knows of what was done before. */
export class BrokenOff extends Error {
  override name = 'BrokenOff';

  constructor(
    override readonly cause: unknown,
    readonly exitCode: ExitCode,
  ) {
    super('broken off', { cause });
  }
}

/** What is wrong with one record of many: noticed here (`input`), or said by the repository (`refused`). */
export class RecordError extends Error {
  override name = 'RecordError';

  constructor(
    readonly code: 'input' | 'refused',
    message: string,
  ) {
    super(message);
  }
}

/** Whether it was noticed before anything was sent. */
export const isInputTrouble = (error: unknown): boolean =>
  error instanceof InputError || (error instanceof RecordError && error.code === 'input');
