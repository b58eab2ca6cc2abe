import type { NewUsiSample, UsiAccessions } from '../../index.ts';
import type { Log } from '../log.ts';
import type { Entry } from '../records/entry.ts';
import { ACCESSION, ERROR, STATUS } from '../records/mapping.ts';
import { formatOf, openRecords } from '../records/open.ts';
import { ResultFile } from '../result-file.ts';
import { type Header, ResultColumns } from '../table/columns.ts';
import { UserError } from '../user-error.ts';
import { usiSamplesTable } from './table.ts';

export interface TableFlags {
  json?: boolean;
  table?: string;
  output?: string;
}

export const TABLE = [
  { flags: '--table <file>', description: 'the table that was submitted; it comes back with the accessions' },
  { flags: '--output <file>', description: 'where it goes; default: stdout' },
] as const;

/**
 * Where the accessions go: the table that was submitted, with their columns, or without one a table of aliases and
 * accessions. It is read and opened before anything is handed in, when a mistake in a name can still be mended.
 */
export class AccessionTable {
  private constructor(
    private readonly table: Table | undefined,
    private readonly to: ResultFile,
    private readonly flags: TableFlags,
    private readonly log: Log,
  ) {}

  static async open(flags: TableFlags, log: Log): Promise<AccessionTable> {
    const { json, table, output } = flags;
    if (json && table !== undefined && output === undefined)
      throw new UserError('--table and --json both write to stdout', 'Add --output FILE for the table.');
    const read = table === undefined ? undefined : await readTable(table);
    const to = await ResultFile.open(output, table === undefined ? [] : [table], log);
    return new AccessionTable(read, to, flags, log);
  }

  /** Whether it could be written. */
  async write(given: UsiAccessions): Promise<boolean> {
    const text = this.table ? filledIn(this.table, given) : listOf(given);
    // With --json all accessions are on stdout already.
    const written = await this.to.write(text, this.flags.json ? '' : text);
    if (written && this.flags.output) this.log.say(`written to ${this.flags.output}`);
    return written;
  }

  discard(): Promise<void> {
    return this.to.discard();
  }
}

interface Table {
  header: Header;
  delimiter: string;
  above: string;
  entries: readonly Entry<NewUsiSample>[];
}

/** As a whole: what became of it while the archives were at work must not matter. */
async function readTable(path: string): Promise<Table> {
  const { header, delimiter, above, entries } = await openRecords(
    path,
    formatOf(path, undefined),
    usiSamplesTable,
  );
  if (!header || delimiter === undefined)
    throw new UserError(`${path} is no table`, 'Leave --table out for a list of aliases and accessions.');
  const all: Entry<NewUsiSample>[] = [];
  for await (const entry of entries) all.push(entry);
  return { header, delimiter, above, entries: all };
}

function filledIn(
  { header, delimiter, above, entries }: Table,
  { accessions, missing }: UsiAccessions,
): string {
  const late = new Map(missing.map((one) => [one.alias, one]));
  const columns = new ResultColumns(header, delimiter, [ACCESSION, STATUS, ERROR]);
  const rows = entries.map(({ row, reading }) => {
    if (!row) return '';
    const alias = 'item' in reading ? reading.item.alias : '';
    const accession = accessions[alias];
    const { status, message = '' } = late.get(alias) ?? {};
    const values = accession
      ? { [ACCESSION]: accession, [STATUS]: 'stored', [ERROR]: '' }
      : { ...(status !== undefined && { [STATUS]: status, [ERROR]: message }) };
    return 'note' in reading ? row.raw + row.eol : columns.row(row, values);
  });
  return [above, columns.header(), ...rows].join('');
}

const listOf = ({ accessions }: UsiAccessions): string =>
  ['alias\taccession\n', ...Object.entries(accessions).map((row) => `${row.join('\t')}\n`)].join('');
