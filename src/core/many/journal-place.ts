import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from '../errors/index.ts';
import { isNoFile, whyNotWritten } from '../not-written.ts';

/**
 * Whether a journal can be kept there, without beginning it: a dry run tells too, and so does a command that has to send
 * something before it can open the journal.
 * @throws ConfigError it is a folder, its folder is missing, or one may not write there
 */
export function checkJournalPlace(path: string): void {
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    if (isNoFile(path)) throw Object.assign(new Error(), { code: 'ENOTSUP' });
    if (there) accessSync(path, constants.R_OK | constants.W_OK);
    // The lock lies beside it.
    accessSync(dirname(path), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw noJournalThere(path, error);
  }
}

export const noJournalThere = (path: string, error: unknown): ConfigError =>
  new ConfigError(`the journal ${path} cannot be written${whyNotWritten(error)}`, {
    hint: 'Name a file in a folder that is there, and in which you may write.',
  });
