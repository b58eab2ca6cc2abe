import { EXIT } from '../exit-codes.ts';
import { Output } from '../output.ts';
import { SODAR } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { tsvLine } from '../tsv.ts';
import { projectOf } from './find.ts';
import { ZONE_COLUMNS } from './show-zone.ts';

interface Flags {
  finished?: boolean;
}

export const sodarZoneList = command<Flags>({
  name: 'list',
  summary: 'The landing zones of a project',
  arguments: [{ name: '<project>', description: 'UUID or title' }],
  options: [{ flags: '--finished', description: 'also those that are moved, deleted or could not be made' }],
  writes: false,
  account: SODAR,
  async run({ args, flags, repos, interrupt, log }) {
    const { sodar } = repos;
    const call = { signal: interrupt.signal };
    const project = await projectOf(sodar, args[0] ?? '', call);
    const output = Output.stdout();
    if (!flags.json) await output.write(tsvLine(ZONE_COLUMNS.map(([name]) => name)));
    let found = 0;
    for await (const zone of sodar.landingZones.list(project, { finished: flags.finished === true }, call)) {
      if (flags.json) await output.json(zone);
      else await output.write(tsvLine(ZONE_COLUMNS.map(([, read]) => read(zone))));
      found += 1;
      if (output.isClosed) break;
    }
    if (found === 0) log.say('no landing zones');
    return EXIT.done;
  },
});
