import { EXIT, type ExitCode } from '../exit-codes.ts';
import { TIMEOUT, YES } from '../options.ts';
import { Output } from '../output.ts';
import { AAP } from '../settings/accounts.ts';
import { type Context, command } from '../spec.ts';
import { AccessionTable, TABLE, type TableFlags } from './accessions.ts';
import { idOf, submissionOf } from './find.ts';

interface Flags extends TableFlags {
  wait: boolean;
  timeout: number;
  ignore?: string[];
  dryRun?: boolean;
}

export const usiFinalize = command<Flags>({
  name: 'finalize',
  summary: 'Wait for validation, hand the submission in, wait for the accessions',
  arguments: [{ name: '<submission>', description: 'name or id' }],
  options: [
    {
      flags: '--ignore <validator>',
      description: 'looks past the errors of one validator, such as Ena; repeatable',
      repeatable: true,
    },
    {
      flags: '--no-wait',
      description: 'does not wait for the accessions; `accession usi status` asks for them',
    },
    { flags: '--dry-run', description: 'only says whether it could be handed in' },
    TIMEOUT,
    ...TABLE,
    YES,
  ],
  writes: true,
  account: AAP,
  more: ['What is handed in cannot be changed any more.'],
  idle: ({ wait }) =>
    wait
      ? []
      : (['--table', '--output'] as const).map((option) => [
          option,
          'does nothing with --no-wait: there are no accessions yet',
          'Leave it out; `accession usi status` takes it later.',
        ]),
  async run(context) {
    const { flags, log } = context;
    const to =
      flags.json && flags.table === undefined && flags.output === undefined
        ? undefined
        : await AccessionTable.open(flags, log);
    try {
      return await finalize(context, to);
    } finally {
      await to?.discard();
    }
  },
});

async function finalize(
  { args, flags, repos, interrupt, log }: Context<Flags>,
  to: AccessionTable | undefined,
): Promise<ExitCode> {
  const { submissions } = repos.usi;
  const call = { signal: interrupt.signal };
  const wait = { ...call, timeoutMs: flags.timeout * 1000 };
  const found = await submissionOf(repos.usi, args[0] ?? '', call);
  const name = `"${found.name ?? idOf(found)}"`;
  const { status } = await repos.usi.submissionStatuses.get(found, call);
  if (flags.dryRun) {
    const ready = await submissions.isReady(found, call);
    log.warn(
      `dry run: ${name} is ${status}, and ${ready ? 'could be handed in' : 'could not be handed in now'}`,
    );
    return ready ? EXIT.done : EXIT.refused;
  }
  if (status === 'Draft') {
    log.say(`waiting for the validation of ${name}`);
    await submissions.waitUntil(found, 'Validated', wait);
    const how = { ...call, ...(flags.ignore && { ignore: flags.ignore }) };
    await interrupt.throughout(() => submissions.finalize(found, how));
    log.say(`handed in ${name}`);
  } else log.say(`${name} was handed in before: it is ${status}`);
  if (!flags.wait) return EXIT.done;
  log.say('waiting for the archives');
  await submissions.waitUntil(found, 'Completed', wait);
  const given = await submissions.accessions(found, call);
  const { accessions, missing } = given;
  log.say(
    `completed: ${Object.keys(accessions).length} accessions${missing.length > 0 ? `, ${missing.length} missing` : ''}`,
  );
  if (flags.json)
    await Output.stdout().json({ id: idOf(found), name: found.name, status: 'Completed', ...given });
  if (to && !(await to.write(given))) return EXIT.tryAgain;
  return missing.length > 0 ? EXIT.notYet : EXIT.done;
}
