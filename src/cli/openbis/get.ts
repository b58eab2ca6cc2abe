import { toTable } from '../../index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { inWords, told } from '../explain-error.ts';
import { Output } from '../output.ts';
import { jsonOf } from '../records/sink.ts';
import { OPENBIS } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { tsvLine } from '../tsv.ts';
import { ENTITIES, type Entity, type Found, findOne, noSuchRecord } from './find.ts';
import { inSession } from './session.ts';

interface Flags {
  entity?: Entity;
  table?: boolean;
  output?: string;
}

const ABOUT_ONE = new Set(['not-found', 'forbidden', 'input', 'invalid', 'usage']);

export const openbisGet = command<Flags>({
  name: 'get',
  summary: 'Read records by their paths, permIds or codes',
  arguments: [
    { name: '<identifier...>', description: '/SPACE/PROJECT/CODE, 20240101120000123-45, or a code' },
  ],
  options: [
    {
      flags: '--entity <entity>',
      description: 'what is meant, where a collection and an object have one path',
      choices: ENTITIES,
    },
    {
      flags: '--table',
      description: 'one row for each record and one column for each property, instead of JSON',
    },
    { flags: '--output <file>', description: 'where the records go; default: stdout' },
  ],
  writes: false,
  account: OPENBIS,
  idle: ({ json }) => (json ? [['--table', 'does nothing with --json', 'Leave one of the two out.']] : []),
  run: (context) =>
    inSession(context, async () => {
      const { args, flags, repos, interrupt, log } = context;
      const call = { signal: interrupt.signal };
      return Output.filled(flags.output, async (output) => {
        const kept: Found[] = [];
        let worst: ExitCode = EXIT.done;
        const missed = async (given: string, error: unknown, exitCode: ExitCode) => {
          worst = Math.max(worst, exitCode) as ExitCode;
          if (flags.json) await output.json({ identifier: given, error: jsonOf(error) });
          log.warn(inWords(told(error)));
        };
        for (const given of args) {
          if (output.isClosed) break;
          try {
            const found = await findOne(repos.openbis, given, flags.entity, call);
            if (!found) {
              await missed(given, noSuchRecord(given), EXIT.refused);
              continue;
            }
            if (flags.table) kept.push(found);
            else if (flags.json) await output.json({ entity: found.entity, ...found.record });
            else
              await output.write(`${JSON.stringify({ entity: found.entity, ...found.record }, null, 2)}\n`);
          } catch (error) {
            // What is wrong with one record is no reason to leave out the others.
            if (!ABOUT_ONE.has(told(error).code)) throw error;
            await missed(given, error, told(error).exitCode);
          }
        }
        if (flags.table) await output.write(tableOf(kept));
        return worst;
      });
    }),
});

function tableOf(found: readonly Found[]): string {
  const table = toTable(found.map(({ entity, record }) => ({ entity, ...record })));
  const columns = ['entity', ...table.columns];
  const rows = [...table].map((row, index) => [
    found[index]?.entity ?? '',
    ...table.columns.map((column) => row[column] ?? ''),
  ]);
  return [columns, ...rows].map(tsvLine).join('');
}
