import type { SodarProject } from '../../index.ts';
import { EXIT } from '../exit-codes.ts';
import { Output } from '../output.ts';
import { SODAR } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { tsvLine } from '../tsv.ts';

interface Flags {
  categories?: boolean;
  output?: string;
}

const COLUMNS: readonly [string, (project: SodarProject) => string][] = [
  ['uuid', ({ sodar_uuid }) => sodar_uuid],
  ['type', ({ type }) => type ?? ''],
  ['title', ({ full_title, title }) => full_title ?? title],
  ['description', ({ description }) => description ?? ''],
];

export const sodarProjects = command<Flags>({
  name: 'projects',
  summary: 'The projects that the account can see',
  arguments: [{ name: '[text]', description: 'part of the title, the categories or the description' }],
  options: [
    { flags: '--categories', description: 'also the categories that projects lie in' },
    { flags: '--output <file>', description: 'where the list goes; default: stdout' },
  ],
  writes: false,
  account: SODAR,
  more: ['Without --json a table: uuid, type, title, description. With it the whole records.'],
  async run({ args, flags, repos, interrupt, log }) {
    const { categories = false, json } = flags;
    const wanted = (args[0] ?? '').toLocaleLowerCase('en');
    return Output.filled(flags.output, async (output) => {
      if (!json) await output.write(tsvLine(COLUMNS.map(([name]) => name)));
      let found = 0;
      for await (const project of repos.sodar.projects.list({}, { signal: interrupt.signal })) {
        const { type, title, full_title, description } = project;
        if (type === 'CATEGORY' && !categories) continue;
        const text = `${full_title ?? title}\n${description ?? ''}`.toLocaleLowerCase('en');
        if (!text.includes(wanted)) continue;
        if (json) await output.json(project);
        else await output.write(tsvLine(COLUMNS.map(([, read]) => read(project))));
        found += 1;
        if (output.isClosed) break;
      }
      if (found === 0) log.say('nothing found');
      return EXIT.done;
    });
  },
});
