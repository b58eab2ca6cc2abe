import { resolve, sep } from 'node:path';
import { checkJournalPlace } from '../core/many/journal-place.ts';
import { isStdin } from './table/text.ts';
import { UserError } from './user-error.ts';

/** The options that name a file which a command writes, such as `{ '--output': 'out.tsv' }`. */
export type Places = Readonly<Record<string, string | undefined>>;

/**
 * Looks at the files that a command is going to write, before it does anything: none of them is a file that it reads, nor
 * another one that it writes, and a journal can be kept where it is wanted. What is written appears under its name when it is
 * whole, so `out.tsv.part` counts too: it may hold the results of a run that came to grief.
 * @param sent folders that are sent with all that is in them
 * @throws UserError, or ConfigError of a journal
 */
export function checkPlaces(
  places: Places,
  inputs: readonly string[] = [],
  sent: readonly string[] = [],
): void {
  const read = new Set(inputs.filter((input) => !isStdin(input)).map((input) => resolve(input)));
  const written = new Map<string, string>();
  for (const [option, path] of Object.entries(places)) {
    if (path === undefined || path === '-') continue;
    const names = [resolve(path), `${resolve(path)}.part`];
    if (names.some((name) => read.has(name)))
      throw new UserError(
        `${option} is the input itself`,
        'Your own file is never overwritten: name another one.',
      );
    const folder = sent.find((one) => resolve(path).startsWith(`${resolve(one)}${sep}`));
    if (folder !== undefined)
      throw new UserError(
        `${option} would lie in ${folder}, and be sent with it`,
        'Name a file somewhere else.',
      );
    const other = names.map((name) => written.get(name)).find((one) => one !== undefined);
    if (other !== undefined)
      throw new UserError(`${option} and ${other} are one file`, 'Name another file for one of them.');
    for (const name of names) written.set(name, option);
  }
  const journal = places['--journal'];
  if (journal !== undefined) checkJournalPlace(journal);
}
