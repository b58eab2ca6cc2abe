import type { SodarDeposit, SodarDepositProgress, SodarProject } from '../../index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Idle } from '../idle.ts';
import { DRY_RUN, JOURNAL, LOOK_FOR, wholeNumber, YES } from '../options.ts';
import { Output } from '../output.ts';
import { checkPlaces } from '../places.ts';
import { SODAR } from '../settings/accounts.ts';
import { type Context, command } from '../spec.ts';
import { bytesText, Transfer } from '../transfer.ts';
import { tsvLine } from '../tsv.ts';
import { assayOf, projectOf } from './find.ts';
import { ZONE, type ZoneFlags, zoneFields } from './zone-options.ts';

const DUPLICATES = ['allow', 'refuse', 'skip'] as const;
/** Checksums of large files take their time. */
const WAIT_S = 7_200;

const OF_NEW_ZONES: readonly Idle[] = (['--title', '--description', '--message'] as const).map((option) => [
  option,
  'is said of a new landing zone, and --zone is there already',
  'Leave one of the two out.',
]);
const WITH_JOURNAL: Idle = [
  '--look-for',
  'does nothing without --journal',
  'Add --journal FILE: only by it an earlier run is known.',
];

interface Flags extends ZoneFlags {
  zone?: string;
  journal?: string;
  duplicates: (typeof DUPLICATES)[number];
  validate: boolean;
  concurrency: number;
  timeout: number;
  lookFor: number;
  output?: string;
  dryRun?: boolean;
}

export const sodarZoneDeposit = command<Flags>({
  name: 'deposit',
  summary: 'Bring files into an assay: landing zone, files with checksums, validation, move',
  arguments: [
    { name: '<project>', description: 'UUID or title' },
    { name: '<file...>', description: 'files, and folders, whose files keep their places below them' },
  ],
  options: [
    ...ZONE,
    {
      flags: '--zone <uuid>',
      description: 'goes on with a landing zone that is ACTIVE or FAILED, into its assay; default: a new one',
    },
    JOURNAL,
    {
      flags: '--duplicates <rule>',
      description: 'files whose content the site has already; allow does not look',
      choices: DUPLICATES,
      default: 'allow',
    },
    { flags: '--no-validate', description: 'leaves the check of the files to the move' },
    { flags: '--concurrency <number>', description: 'files at a time', default: 4, parse: wholeNumber },
    {
      flags: '--timeout <seconds>',
      description: 'how long to wait for each of creation, validation and move',
      default: WAIT_S,
      parse: wholeNumber,
    },
    { ...LOOK_FOR, description: 'how long the last request of a run that was killed is looked for' },
    {
      flags: '--output <file>',
      description: 'where the list of files goes, with their checksums; default: stdout',
    },
    DRY_RUN,
    YES,
  ],
  writes: true,
  ownServer: true,
  account: SODAR,
  more: ['Files need SODAR_WEBDAV_URL and SODAR_USERNAME too (docs/configuration.md).'],
  idle: ({ zone, journal }) => [
    ...(zone === undefined ? [] : OF_NEW_ZONES),
    ...(journal === undefined ? [WITH_JOURNAL] : []),
  ],
  async run(context) {
    const { args, flags, repos, interrupt, log } = context;
    const [given = '', ...files] = args;
    const { sodar } = repos;
    const call = { signal: interrupt.signal };
    // Before anything is sent, so that a wrong name is told while nothing has happened.
    checkPlaces({ '--journal': flags.journal, '--output': flags.output }, files, files);
    const output = await Output.to(flags.output);
    const telling = new Telling(context);
    let project: SodarProject | undefined;
    let done: SodarDeposit;
    try {
      project = await projectOf(sodar, given, call);
      const assay =
        flags.zone === undefined || flags.assay !== undefined
          ? await assayOf(sodar, project, flags.assay, call)
          : (await sodar.landingZones.get(flags.zone, call)).assay;
      if (flags.journal === undefined && !flags.dryRun)
        log.say('without --journal a deposit that is cut off has to go on with --zone');
      done = await sodar.landingZones.deposit(
        project,
        { assay, files, ...zoneFields(flags), ...(flags.zone !== undefined && { zone: flags.zone }) },
        {
          ...call,
          concurrency: flags.concurrency,
          duplicates: flags.duplicates,
          validate: flags.validate,
          waitMs: flags.timeout * 1000,
          reconcileForMs: flags.lookFor * 1000,
          dryRun: flags.dryRun === true,
          ...(flags.journal !== undefined && { journal: flags.journal }),
          onProgress: (progress) => telling.tell(progress),
        },
      );
    } catch (error) {
      telling.end();
      await output.discard();
      if (project && telling.hasBegun) log.warn(howToGoOn(flags, project));
      throw error;
    }
    telling.end();
    return showDeposit(done, project, output, context);
  },
});

function howToGoOn({ journal }: Flags, { sodar_uuid }: SodarProject): string {
  return journal
    ? `to go on run the same command again: ${journal} knows the landing zone, and what is there is not sent again`
    : `to go on add --zone UUID; \`accession sodar zone list ${sodar_uuid}\` shows which`;
}

/** Steps as lines, files as a bar. */
class Telling {
  /** Something may have been made. */
  hasBegun = false;
  readonly #context: Context<Flags>;
  readonly #transfer: Transfer;
  #step: SodarDepositProgress['step'] = 'preparing';
  #info = '';

  constructor(context: Context<Flags>) {
    this.#context = context;
    this.#transfer = new Transfer(context.log, context.flags.quiet);
  }

  tell({ step, files, bytes, status, status_info = '' }: SodarDepositProgress): void {
    const { log } = this.#context;
    if (step !== 'preparing') this.hasBegun = true;
    if (step !== this.#step) {
      this.#transfer.end();
      if (step !== 'moved') log.say(`${step} …`);
      this.#step = step;
    }
    if (step === 'uploading') this.#transfer.tell(bytes, `${files.done} of ${files.total} files`);
    else if (status !== undefined && status_info !== this.#info) {
      this.#info = status_info;
      if (this.#context.flags.verbose) log.say(`${status}: ${status_info}`);
    }
  }

  end(): void {
    this.#transfer.end();
  }
}

async function showDeposit(
  { zone, files, uploaded, bytes, duplicates }: SodarDeposit,
  { title }: SodarProject,
  output: Output,
  { flags, log }: Context<Flags>,
): Promise<ExitCode> {
  const { json, dryRun } = flags;
  for (const path of duplicates) log.warn(`left out, the site has it already: ${path}`);
  if (dryRun) log.warn(`dry run, nothing was sent: ${files.length} files would go into "${title}"`);
  else if (zone) {
    const sent = `${uploaded} sent now, ${bytesText(bytes)}`;
    log.say(`moved ${files.length} files into "${title}" (${sent}); landing zone ${zone.sodar_uuid}`);
  } else log.say('all files are in SODAR already; nothing was sent');
  if (json && output.path === undefined)
    await output.json({ ...(dryRun && { dryRun }), zone, files, uploaded, bytes, duplicates });
  else {
    await output.write(tsvLine(['path', 'bytes', 'checksum']));
    for (const { path, size, checksum } of files)
      await output.write(tsvLine([path, String(size ?? ''), checksum ?? '']));
    await output.finish();
    if (json) await Output.stdout().json({ zone, uploaded, bytes, duplicates, files: files.length });
  }
  return EXIT.done;
}
