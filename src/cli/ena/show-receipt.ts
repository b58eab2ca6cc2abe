import type { Receipt } from '../../index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Log } from '../log.ts';
import type { ResultFile } from '../result-file.ts';

/** Shows a receipt: the accessions as a table, what ENA said besides on stderr; or with --json all of it. */
export async function showReceipt(
  receipt: Receipt,
  json: boolean | undefined,
  to: ResultFile,
  log: Log,
): Promise<ExitCode> {
  const written = await to.write(json ? `${JSON.stringify(receipt)}\n` : tableOf(receipt));
  const { warning = [], info = [] } = receipt.messages ?? {};
  for (const message of warning) log.warn(`ENA warns: ${message}`);
  for (const message of info) log.say(`ENA says: ${message}`);
  if (receipt.settledBy) log.say('it was stored already; this is the receipt of then');
  return written ? EXIT.done : EXIT.tryAgain;
}

function tableOf({ accessions }: Receipt): string {
  const rows = accessions.rows.map(({ type, alias, accession, external = '' }) => [
    type,
    alias,
    accession,
    external,
  ]);
  return [['type', 'alias', 'accession', 'external'], ...rows].map((row) => `${row.join('\t')}\n`).join('');
}
