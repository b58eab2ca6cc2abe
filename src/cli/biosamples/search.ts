import type { Sample, SampleQuery } from '../../index.ts';
import { EXIT } from '../exit-codes.ts';
import { wholeNumber } from '../options.ts';
import { Output } from '../output.ts';
import { command } from '../spec.ts';
import { tsvLine } from '../tsv.ts';

interface Flags {
  filter?: string[];
  limit?: number;
  count?: boolean;
  output?: string;
}

const COLUMNS: readonly [string, (sample: Sample) => string][] = [
  ['accession', ({ accession }) => accession],
  ['name', ({ name }) => name],
  [
    'organism',
    ({ characteristics = {} }) => (characteristics.organism ?? characteristics.Organism)?.[0]?.text ?? '',
  ],
  ['release', ({ release = '' }) => release.slice(0, 10)],
];

export const biosamplesSearch = command<Flags>({
  name: 'search',
  summary: 'Find samples by text and filters',
  arguments: [{ name: '[text]', description: 'free text' }],
  options: [
    {
      flags: '--filter <filter>',
      description:
        'such as "attr:organism:Homo sapiens"; repeatable: the same field means or, others mean and',
      repeatable: true,
    },
    { flags: '--limit <number>', description: 'at most so many', parse: wholeNumber },
    { flags: '--count', description: 'only how many there are' },
    { flags: '--output <file>', description: 'where the list goes; default: stdout' },
  ],
  writes: false,
  more: ['Without --json a table: accession, name, organism, release. With it the whole records.'],
  idle: ({ count }) => (count ? [['--limit', 'does nothing with --count', 'Leave one of the two out.']] : []),
  async run({ args, flags, repos, interrupt, log }) {
    const { filter, limit = Number.POSITIVE_INFINITY, json } = flags;
    const { samples } = repos.biosamples;
    const query: SampleQuery = { ...(args[0] && { text: args[0] }), ...(filter && { filter }) };
    const call = { signal: interrupt.signal };
    return Output.filled(flags.output, async (output) => {
      if (flags.count) {
        const count = await samples.count(query, call);
        await output.write(json ? `${JSON.stringify({ count })}\n` : `${count}\n`);
      } else {
        if (!json) await output.write(tsvLine(COLUMNS.map(([name]) => name)));
        let found = 0;
        for await (const sample of samples.search({ ...query, ...(limit < 200 && { size: limit }) }, call)) {
          await output.write(json ? `${JSON.stringify(sample)}\n` : rowOf(sample));
          found += 1;
          if (found >= limit || output.isClosed) break;
        }
        if (found === 0) log.say('nothing found; a new sample appears after a while');
      }
      return EXIT.done;
    });
  },
});

const rowOf = (sample: Sample): string => tsvLine(COLUMNS.map(([, read]) => read(sample)));
