import type { NewSample } from '../../index.ts';
import { day, LOOK_FOR, SUBMIT, type SubmitFlags } from '../options.ts';
import { LoginGuard, outcomeOf } from '../records/from-bulk.ts';
import { ACCESSION } from '../records/mapping.ts';
import { formatOf } from '../records/open.ts';
import type { Outcome } from '../records/outcome.ts';
import { sendRecords } from '../records/send.ts';
import { targetOf } from '../records/target.ts';
import type { Work } from '../records/walk.ts';
import { WEBIN } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { Relatives } from './relatives.ts';
import { samplesTable } from './table.ts';
import { checkTogether, reservedIn, storeTogether } from './together.ts';

interface Flags extends SubmitFlags {
  release?: string;
  lookFor: number;
}

export const biosamplesSubmit = command<Flags>({
  name: 'submit',
  summary: 'Store new samples, and get their accessions',
  arguments: [{ name: '<file>', description: 'table (TSV, CSV), ISA-Tab, NDJSON or JSON; - reads stdin' }],
  options: [
    {
      flags: '--release <day>',
      description: 'for samples that have no release date of their own',
      parse: day,
    },
    LOOK_FOR,
    ...SUBMIT,
  ],
  writes: true,
  account: WEBIN,
  more: [
    'Samples may refer to others of the same file by name (derived from, …). Then BioSamples looks at all of them first, all',
    'get accessions, and the records are stored with accessions in place of the names.',
  ],
  idle: ({ journal }) =>
    journal === undefined
      ? [
          [
            '--look-for',
            'does nothing without --journal',
            'Add --journal FILE: only by it a record is found.',
          ],
        ]
      : [],
  async run(context) {
    const { args, flags, repos, interrupt, log } = context;
    const [file = ''] = args;
    const { release, journal, concurrency, lookFor } = flags;
    const { samples } = repos.biosamples;
    const mappingWith = (isNamed: (name: string) => boolean) => samplesTable(release, isNamed);
    const relatives = await Relatives.in(file, formatOf(file, flags.format), mappingWith);
    const options = {
      concurrency,
      reconcileForMs: lookFor * 1000,
      signal: interrupt.signal,
      ...(journal !== undefined && { journal }),
    };
    let target = '';
    let leftOver: readonly string[] = [];
    const work = (dryRun: boolean) =>
      async function* (items: AsyncIterable<NewSample>): AsyncGenerator<Outcome> {
        const guard = new LoginGuard();
        const run = samples.createMany(guard.pass(withRelease(items, release)), { ...options, dryRun });
        target = targetOf(run.summary.target);
        leftOver = run.summary.leftOver;
        for await (const result of run) {
          const outcome = outcomeOf(result, (reference) => ({ [ACCESSION]: reference }));
          guard.see(outcome);
          yield outcome;
        }
        guard.end();
      };
    /** Looks at samples that are in memory already. */
    const checkEach = async (list: readonly NewSample[]): Promise<Outcome[]> => {
      const outcomes: Outcome[] = [];
      const run = samples.createMany(list, { dryRun: true });
      target = targetOf(run.summary.target);
      for await (const result of run) outcomes.push(outcomeOf(result, () => ({})));
      return outcomes;
    };
    const together =
      (todo: Work<NewSample>): Work<NewSample> =>
      (items) =>
        todo(withRelease(items, release));
    return sendRecords(context, {
      file,
      mapping: mappingWith(relatives.isNamed),
      check: relatives.together ? together(checkTogether(relatives, checkEach)) : work(true),
      work: relatives.together
        ? together(
            storeTogether(
              relatives,
              checkEach,
              async (list, more) => {
                const results = await samples.createRelated(list, {
                  ...options,
                  ...more,
                  stop: interrupt.asked,
                });
                // With a journal the next run uses them.
                if (journal === undefined) leftOver = reservedIn(results);
                return results;
              },
              { log, quiet: flags.quiet === true },
            ),
          )
        : work(false),
      needsJournal: true,
      target: () => target,
      after: () =>
        leftOver.length === 0
          ? []
          : [`reserved and not used (empty, private, harmless): ${leftOver.join(', ')}`],
    });
  },
});

async function* withRelease(
  items: AsyncIterable<NewSample>,
  release: string | undefined,
): AsyncGenerator<NewSample> {
  for await (const item of items) yield release === undefined || item.release ? item : { ...item, release };
}
