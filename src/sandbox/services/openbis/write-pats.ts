import type { Obj } from './params.ts';
import { isObj, textOf } from './params.ts';
import { refuse } from './rules.ts';
import { newToken } from './sessions.ts';
import { field } from './updates.ts';
import type { Work } from './work.ts';
import { noToken } from './write-others.ts';

/** The longest a token may live: 30 days, in seconds. */
export const MAX_VALIDITY_S = 2_592_000;
/** How long before its end a token should be replaced: 5 days, in seconds. */
export const WARNING_S = 432_000;

/** Checked before any operation starts, for every method that concerns tokens. */
export function checkPats(work: Work, manages: boolean): void {
  if (work.context.settings['openbis.api'] === '3.5') throw refuse('pat.off');
  if (manages) noToken(work, 'personal access tokens');
}

export function createPat(work: Work, creation: Obj): string {
  const sessionName = textOf(creation.sessionName);
  const { validFromDate: from, validToDate: to } = creation;
  if (sessionName === null || sessionName.trim() === '') throw refuse('pat.name');
  if (typeof from !== 'number') throw refuse('pat.no-from');
  if (typeof to !== 'number') throw refuse('pat.no-to');
  if (to < work.now) throw refuse('pat.past');
  if (to <= from) throw refuse('pat.order');
  const owner = isObj(creation.ownerId) ? work.resolve('person', creation.ownerId) : work.user;
  if (owner !== work.user) work.rights.need('ADMIN', null);
  const hash = `$pat-${newToken(work.context, owner)}`;
  work.context.scrubber.hide(hash);
  work.store.tables.personalAccessToken.put({
    id: hash,
    owner,
    sessionName,
    validFromDate: from,
    // Longer is not refused but cut: whoever asks has to read what was given.
    validToDate: Math.min(to, from + MAX_VALIDITY_S * 1000),
    accessDate: null,
    ...work.registered(),
  });
  return hash;
}

/** Only the access date can be changed. */
export function updatePat(work: Work, update: Obj): string {
  const id = work.resolve('personalAccessToken', update.personalAccessTokenId);
  const row = work.store.tables.personalAccessToken.get(id);
  const date = field(update, 'accessDate')?.value;
  if (row && typeof date === 'number')
    work.store.tables.personalAccessToken.put({ ...row, accessDate: date });
  return id;
}
