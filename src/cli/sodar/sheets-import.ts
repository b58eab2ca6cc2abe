import {
  type CallOptions,
  NotFound,
  type Sodar,
  type SodarInvestigation,
  type SodarProject,
} from '../../index.ts';
import { EXIT } from '../exit-codes.ts';
import { DRY_RUN } from '../options.ts';
import { Output } from '../output.ts';
import { SODAR } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { UserError } from '../user-error.ts';
import { projectOf } from './find.ts';

interface Flags {
  dryRun?: boolean;
  yes?: boolean;
}

export const sodarSheetsImport = command<Flags>({
  name: 'import',
  summary: 'Bring ISA-Tab sheets into a project; those that are there are replaced as a whole',
  arguments: [
    { name: '<project>', description: 'UUID or title' },
    { name: '<sheets...>', description: 'a folder, a ZIP, or the files i_….txt, s_….txt, a_….txt' },
  ],
  options: [
    DRY_RUN,
    {
      flags: '--yes',
      description: 'needed to replace sheets that are there, and with --environment production',
    },
  ],
  writes: true,
  ownServer: true,
  account: SODAR,
  async run({ args, flags, repos, interrupt, log }) {
    const [given = '', ...files] = args;
    const { sodar } = repos;
    const [only] = files;
    const source = files.length === 1 && only !== undefined && !only.endsWith('.txt') ? only : files;
    const names = await sodar.sampleSheets.check(source);
    const call = { signal: interrupt.signal };
    const project = await projectOf(sodar, given, call);
    const there = await sheetsIn(sodar, project, call);
    const title = `"${project.title}" (${project.sodar_uuid})`;
    if (flags.dryRun) {
      const then = there ? `they would replace ${wordsOf(there)}` : 'there are none yet';
      log.warn(`dry run, nothing was sent: ${names.join(', ')} for ${title}; ${then}`);
      if (flags.json)
        await Output.stdout().json({
          dryRun: true,
          project: project.sodar_uuid,
          files: names,
          replaces: there !== undefined,
        });
      return EXIT.done;
    }
    if (there && !flags.yes) {
      throw new UserError(
        `${title} has sheets already (${wordsOf(there)}), and an import replaces all of them; nothing was sent`,
        'Save those that are there with `accession sodar sheets export`, and add --yes.',
      );
    }
    interrupt.becomePatient();
    const { detail, sodar_warnings = [] } = await sodar.sampleSheets.import(project, source, call);
    for (const warning of sodar_warnings) log.warn(`SODAR warns: ${warning}`);
    log.say(`imported ${names.length} files into ${title}`);
    if (flags.json)
      await Output.stdout().json({ project: project.sodar_uuid, files: names, detail, sodar_warnings });
    return EXIT.done;
  },
});

async function sheetsIn(
  sodar: Sodar,
  project: SodarProject,
  call: CallOptions,
): Promise<SodarInvestigation | undefined> {
  try {
    return await sodar.sampleSheets.investigation(project, call);
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

function wordsOf({ title, studies }: SodarInvestigation): string {
  const all = Object.values(studies);
  const assays = all.reduce((sum, study) => sum + Object.keys(study.assays).length, 0);
  const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
  return `"${title}": ${many(all.length, 'study', 'studies')}, ${many(assays, 'assay', 'assays')}`;
}
