import { EXIT } from '../exit-codes.ts';
import { YES } from '../options.ts';
import { Output } from '../output.ts';
import { SODAR } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { projectOf } from './find.ts';

export const sodarCollections = command<object>({
  name: 'collections',
  summary: 'Make the place for the files of a project in iRODS: once, after its sheets',
  arguments: [{ name: '<project>', description: 'UUID or title' }],
  options: [YES],
  writes: true,
  ownServer: true,
  account: SODAR,
  more: ['Where they are there already nothing is done.'],
  async run({ args, flags, repos, interrupt, log }) {
    const { sodar } = repos;
    const call = { signal: interrupt.signal };
    const project = await projectOf(sodar, args[0] ?? '', call);
    const { irods_status: there } = await sodar.sampleSheets.investigation(project, call);
    if (!there) {
      interrupt.becomePatient();
      await sodar.irods.createCollections(project, call);
    }
    log.say(there ? 'they are there already' : `made the collections of "${project.title}"`);
    if (flags.json)
      await Output.stdout().json({ project: project.sodar_uuid, status: there ? 'found' : 'stored' });
    return EXIT.done;
  },
});
