import { EXIT } from '../exit-codes.ts';
import { inWords, told } from '../explain-error.ts';
import { wholeNumber } from '../options.ts';
import { Output } from '../output.ts';
import { OPENBIS } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { tsvLine } from '../tsv.ts';
import { UserError } from '../user-error.ts';
import { findRecords, noSuchRecord } from './find.ts';
import { cellsOf, contentOf, FILE_COLUMNS, RECORD_COLUMNS } from './listing.ts';
import { inSession } from './session.ts';

interface Flags {
  limit?: number;
  direct?: boolean;
  output?: string;
}

/** A dataset, and a folder in it. */
const IN_DATASET = /^(\d+-\d+)\/+(.+?)\/*$/;

export const openbisLs = command<Flags>({
  name: 'ls',
  summary: 'What lies in a space, project, collection, object or dataset; without a path the spaces',
  arguments: [
    { name: '[path]', description: '/SPACE/PROJECT/COLLECTION, a permId, or PERMID/folder of a dataset' },
  ],
  options: [
    {
      flags: '--direct',
      description:
        'of a space or project also the objects outside of any collection; reads all of its objects',
    },
    { flags: '--limit <number>', description: 'at most so many', parse: wholeNumber },
    { flags: '--output <file>', description: 'where the list goes; default: stdout' },
  ],
  writes: false,
  account: OPENBIS,
  more: [
    'Without --json a table: entity, identifier, permId, type, name, registered; of files path, bytes, crc32.',
    'With it the whole records, each with its `entity`.',
  ],
  run: (context) =>
    inSession(context, async () => {
      const { args, flags, repos, interrupt, log } = context;
      const [given = ''] = args;
      const { limit = Number.POSITIVE_INFINITY, direct = false, json } = flags;
      const call = { signal: interrupt.signal };
      const [, dataset = given, below = ''] = IN_DATASET.exec(given) ?? [];
      const atRoot = /^\/*$/.test(given);
      return Output.filled(flags.output, async (output) => {
        const [place] = atRoot ? [] : await findRecords(repos.openbis, dataset, undefined, call);
        if (!place && !atRoot) {
          log.warn(inWords(told(noSuchRecord(given))));
          await output.discard();
          return EXIT.refused;
        }
        if (direct && place?.entity !== 'space' && place?.entity !== 'project') {
          throw new UserError(
            '--direct is for a space or a project',
            'Leave it out: elsewhere all objects are listed anyway.',
          );
        }
        if (!json) await output.write(tsvLine(place?.entity === 'dataset' ? FILE_COLUMNS : RECORD_COLUMNS));
        let count = 0;
        for await (const one of contentOf(repos.openbis, place, { direct, below }, call)) {
          if (json) await output.json({ entity: one.entity, ...one.record });
          else await output.write(tsvLine(cellsOf(one)));
          count += 1;
          if (count >= limit || output.isClosed) break;
        }
        if (count === 0) log.say('nothing there');
        return EXIT.done;
      });
    }),
});
