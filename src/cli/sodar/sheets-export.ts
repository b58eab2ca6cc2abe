import { existsSync } from 'node:fs';
import { EXIT } from '../exit-codes.ts';
import { Output } from '../output.ts';
import { SODAR } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { UserError } from '../user-error.ts';
import { projectOf } from './find.ts';

interface Flags {
  output?: string;
  overwrite?: boolean;
}

export const sodarSheetsExport = command<Flags>({
  name: 'export',
  summary: 'Save the ISA-Tab sheets of a project',
  arguments: [{ name: '<project>', description: 'UUID or title' }],
  options: [
    {
      flags: '-o, --output <place>',
      description: 'NAME.zip, NAME.json, or a folder; required without --json, which writes to stdout',
    },
    { flags: '--overwrite', description: 'replaces files that are there' },
  ],
  writes: false,
  account: SODAR,
  more: ['SODAR writes sheets anew: they are not byte for byte what was imported.'],
  idle: ({ output }) =>
    output === undefined ? [['--overwrite', 'does nothing without --output', 'Leave it out.']] : [],
  async run({ args, flags, repos, interrupt, log }) {
    const { output: destination, overwrite = false, json } = flags;
    if (destination === undefined && !json)
      throw new UserError(
        '--output is missing',
        'Give NAME.zip, NAME.json or a folder; or --json for stdout.',
      );
    const { sodar } = repos;
    const call = { signal: interrupt.signal };
    const project = await projectOf(sodar, args[0] ?? '', call);
    const { sampleSheets } = sodar;
    if (destination === undefined) {
      await Output.stdout().json(await sampleSheets.exportJson(project, call));
      return EXIT.done;
    }
    let files: readonly string[] = [destination];
    if (/\.zip$/i.test(destination)) {
      await sampleSheets.exportZip(project, { destination, overwrite, ...call });
    } else if (/\.json$/i.test(destination)) {
      if (!overwrite && existsSync(destination))
        throw new UserError(`${destination} is there already`, '--overwrite replaces it.');
      await Output.filled(destination, async (output) =>
        output.write(`${JSON.stringify(await sampleSheets.exportJson(project, call), null, 2)}\n`),
      );
    } else ({ files } = await sampleSheets.exportFolder(project, { destination, overwrite, ...call }));
    log.say(`saved the sheets of "${project.title}" to ${destination}`);
    if (json) await Output.stdout().json({ project: project.sodar_uuid, files });
    return EXIT.done;
  },
});
