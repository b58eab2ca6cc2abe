import { InputError } from '../core/errors/index.ts';

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
