import type { NewUsiSample } from '../../index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { SUBMIT, type SubmitFlags } from '../options.ts';
import { LoginGuard, outcomeOf } from '../records/from-bulk.ts';
import type { Outcome } from '../records/outcome.ts';
import { sendRecords } from '../records/send.ts';
import { targetOf } from '../records/target.ts';
import { AAP } from '../settings/accounts.ts';
import { type Context, command } from '../spec.ts';
import { UserError } from '../user-error.ts';
import { findSubmission, idOf, teamFor } from './find.ts';
import { USI_ID, usiSamplesTable } from './table.ts';

interface Flags extends SubmitFlags {
  submission?: string;
  team?: string;
}

/** Of a dry run, which looks nothing up. */
const NOBODY = 'not-made-yet';

export const usiSubmit = command<Flags>({
  name: 'submit',
  summary: 'Put samples into a Draft, which is made when there is none of this name',
  arguments: [{ name: '<file>', description: 'table (TSV, CSV), ISA-Tab, NDJSON or JSON; - reads stdin' }],
  options: [
    {
      flags: '--submission <name>',
      description: 'name or id of the submission; required. Run again, the name finds the same one',
    },
    { flags: '--team <name>', description: 'for which it is made; default: the only one of the account' },
    ...SUBMIT,
  ],
  writes: true,
  account: AAP,
  more: ['Then: `accession usi status` shows what the validators say, `accession usi finalize` hands it in.'],
  async run(context): Promise<ExitCode> {
    const { args, flags, repos, interrupt, log } = context;
    const { journal, concurrency, submission: name } = flags;
    if (name === undefined) {
      throw new UserError(
        '--submission is missing',
        'Give it a name of your own, such as "sheep, spring 2027".',
      );
    }
    let submission = NOBODY;
    let target = '';
    const work = (dryRun: boolean) =>
      async function* (samples: AsyncIterable<NewUsiSample>): AsyncGenerator<Outcome> {
        const guard = new LoginGuard();
        const run = repos.usi.samples.createMany(submission, guard.pass(samples), {
          concurrency,
          dryRun,
          signal: interrupt.signal,
          ...(journal !== undefined && !dryRun && { journal }),
        });
        target = `${targetOf(run.summary.target)}, submission ${JSON.stringify(name)}`;
        for await (const result of run) {
          const outcome = outcomeOf(result, (id) => ({ [USI_ID]: id }));
          guard.see(outcome);
          yield outcome;
        }
        guard.end();
      };
    const code = await sendRecords(context, {
      file: args[0] ?? '',
      mapping: usiSamplesTable,
      check: work(true),
      work: work(false),
      target: () => target,
      before: async () => {
        submission = await draftOf(context, name);
      },
    });
    if (code === EXIT.done && !flags.dryRun) log.say(`next: accession usi finalize ${JSON.stringify(name)}`);
    return code;
  },
});

/** The Draft of this name, made when there is none. */
async function draftOf({ flags, repos, interrupt, log }: Context<Flags>, name: string): Promise<string> {
  const { usi } = repos;
  const call = { signal: interrupt.signal };
  const found = await findSubmission(usi, name, call);
  if (found) {
    const { status } = await usi.submissionStatuses.get(found, call);
    if (status === 'Draft') return idOf(found);
    throw new UserError(
      `the submission "${name}" is ${status}; only a Draft takes samples`,
      'Give another name with --submission; `accession usi status` shows this one.',
    );
  }
  const team = await teamFor(usi, flags.team, call, log);
  const made = await interrupt.throughout(() => usi.submissions.create(team, { name }, call));
  log.say(`made the submission "${name}" (${idOf(made)})`);
  return idOf(made);
}
