import type { JournalHeader } from '../../core/many/journal.ts';

/** Where a run goes, and as whom: `https://… as Webin-1 (test)`. */
export const targetOf = ({ baseUrl, account, environment }: JournalHeader): string =>
  `${baseUrl}${account === '' ? '' : ` as ${account}`} (${environment})`;
