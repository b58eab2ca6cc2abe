import type { OpenBisDownload } from '../../index.ts';
import { EXIT } from '../exit-codes.ts';
import { wholeNumber } from '../options.ts';
import { Output } from '../output.ts';
import { OPENBIS } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { bytesText, Transfer } from '../transfer.ts';
import { tsvLine } from '../tsv.ts';
import { matcher } from './pattern.ts';
import { inSession } from './session.ts';

interface Flags {
  output: string;
  only?: string[];
  flat?: boolean;
  overwrite?: boolean;
  concurrency: number;
}

export const openbisDownload = command<Flags>({
  name: 'download',
  summary: 'Fetch the files of a dataset, each checked by size and CRC-32',
  arguments: [{ name: '<dataset>', description: 'permId, such as 20240101120000123-45' }],
  options: [
    { flags: '-o, --output <folder>', description: 'where they go; it is made', default: '.' },
    {
      flags: '--only <pattern>',
      description:
        'only these: a file, a folder, or a pattern such as "*.fastq.gz" (`*` any characters, `?` one); repeatable',
      repeatable: true,
    },
    { flags: '--flat', description: 'without the folders PERMID/original around them' },
    { flags: '--overwrite', description: 'replaces files that are there and differ' },
    { flags: '--concurrency <number>', description: 'files at a time', default: 4, parse: wholeNumber },
  ],
  writes: false,
  account: OPENBIS,
  more: [
    'Cut off, run the same again: files that are there and whole are kept, and the others are gone on with.',
  ],
  run: (context) =>
    inSession(context, async () => {
      const { args, flags, repos, interrupt, log } = context;
      const [dataset = ''] = args;
      const matches = flags.only && matcher(flags.only);
      const transfer = new Transfer(log, flags.quiet);
      let got: OpenBisDownload;
      try {
        got = await repos.openbis.datasets.download(dataset, {
          destination: flags.output,
          concurrency: flags.concurrency,
          defaultFolders: flags.flat !== true,
          overwrite: flags.overwrite === true,
          signal: interrupt.signal,
          ...(matches && { files: ({ path }) => matches(path) }),
          onProgress: (progress) => transfer.tell(progress, progress.file),
        });
      } finally {
        transfer.end();
      }
      const { folder, files, size } = got;
      if (files.length === 0 && matches) {
        log.warn(
          `no file of ${dataset} is meant by ${flags.only?.join(', ')}; \`accession openbis ls ${dataset}\` shows them`,
        );
        return EXIT.refused;
      }
      const kept = files.filter((file) => file.kept).length;
      const fetched = `${files.length - kept} fetched${kept > 0 ? `, ${kept} kept that were there` : ''}`;
      log.say(`${fetched}, ${bytesText(size)} in ${folder}`);
      const output = Output.stdout();
      if (flags.json) await output.json({ dataset, folder, files, size });
      else {
        await output.write(tsvLine(['file', 'bytes', 'crc32', 'status']));
        for (const file of files)
          await output.write(
            tsvLine([file.file, String(file.size), file.crc32, file.kept ? 'kept' : 'fetched']),
          );
      }
      return EXIT.done;
    }),
});
