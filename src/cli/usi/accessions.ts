import type { UsiAccessions } from '../../index.ts';
import type { Log } from '../log.ts';
import { Output } from '../output.ts';
import { ACCESSION, ERROR, STATUS } from '../records/mapping.ts';
import { formatOf, openRecords } from '../records/open.ts';
import { ResultColumns } from '../table/columns.ts';
import { UserError } from '../user-error.ts';
import { usiSamplesTable } from './table.ts';

export interface TableFlags {
  table?: string;
  output?: string;
}

export const TABLE = [
  { flags: '--table <file>', description: 'the table that was submitted; it comes back with the accessions' },
  { flags: '--output <file>', description: 'where it goes; default: stdout' },
] as const;

/** Writes the table back with the accessions, found by alias; or without a table a table of aliases and accessions. */
export async function writeAccessions(
  { accessions, missing }: UsiAccessions,
  { table, output }: TableFlags,
  log: Log,
): Promise<void> {
  const to = output === undefined ? Output.stdout() : await Output.file(output);
  if (table === undefined) {
    const rows = Object.entries(accessions).map((row) => `${row.join('\t')}\n`);
    await to.write(['alias\taccession\n', ...rows].join(''));
  } else {
    const {
      header,
      delimiter = '\t',
      above,
      entries,
    } = await openRecords(table, formatOf(table, undefined), usiSamplesTable);
    if (!header)
      throw new UserError(`${table} is no table`, 'Leave --table out for a list of aliases and accessions.');
    const late = new Map(missing.map((one) => [one.alias, one]));
    const columns = new ResultColumns(header, delimiter, [ACCESSION, STATUS, ERROR]);
    await to.write(above + columns.header());
    for await (const { row, reading } of entries) {
      if (!row) continue;
      const alias = 'item' in reading ? reading.item.alias : '';
      const accession = accessions[alias];
      const { status, message = '' } = late.get(alias) ?? {};
      const values = accession
        ? { [ACCESSION]: accession, [STATUS]: 'stored', [ERROR]: '' }
        : { ...(status !== undefined && { [STATUS]: status, [ERROR]: message }) };
      await to.write('note' in reading ? row.raw + row.eol : columns.row(row, values));
    }
  }
  await to.finish();
  if (output) log.say(`written to ${output}`);
}
