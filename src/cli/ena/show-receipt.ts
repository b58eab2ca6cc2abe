import type { Receipt } from '../../index.ts';
import type { Log } from '../log.ts';
import { Output } from '../output.ts';

/** Shows a receipt: the accessions as a table, what ENA said besides on stderr; or with --json all of it. */
export async function showReceipt(
  receipt: Receipt,
  { json, output }: { json?: boolean; output?: string },
  log: Log,
): Promise<void> {
  const to = output === undefined ? Output.stdout() : await Output.file(output);
  if (json) await to.json(receipt);
  else {
    const rows = receipt.accessions.rows.map(({ type, alias, accession, external = '' }) => [
      type,
      alias,
      accession,
      external,
    ]);
    await to.write(
      [['type', 'alias', 'accession', 'external'], ...rows].map((row) => `${row.join('\t')}\n`).join(''),
    );
  }
  await to.finish();
  const { warning = [], info = [] } = receipt.messages ?? {};
  for (const message of warning) log.warn(`ENA warns: ${message}`);
  for (const message of info) log.say(`ENA says: ${message}`);
  if (receipt.settledBy) log.say('it was stored already; this is the receipt of then');
}
