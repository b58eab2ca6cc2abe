import type { NewSample } from '../../index.ts';
import { day, LOOK_FOR, SUBMIT, type SubmitFlags } from '../options.ts';
import { LoginGuard, outcomeOf } from '../records/from-bulk.ts';
import { ACCESSION } from '../records/mapping.ts';
import type { Outcome } from '../records/outcome.ts';
import { sendRecords } from '../records/send.ts';
import { targetOf } from '../records/target.ts';
import { WEBIN } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { samplesTable } from './table.ts';

interface Flags extends SubmitFlags {
  release?: string;
  lookFor: number;
}

export const biosamplesSubmit = command<Flags>({
  name: 'submit',
  summary: 'Store new samples, and get their accessions',
  arguments: [{ name: '<file>', description: 'table (TSV, CSV), NDJSON or JSON; - reads stdin' }],
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
  run(context) {
    const { args, flags, repos, interrupt } = context;
    const [file = ''] = args;
    const { release, journal, concurrency, lookFor } = flags;
    let target = '';
    let leftOver: readonly string[] = [];
    const work = (dryRun: boolean) =>
      async function* (items: AsyncIterable<NewSample>): AsyncGenerator<Outcome> {
        const guard = new LoginGuard();
        const run = repos.biosamples.samples.createMany(guard.pass(withRelease(items, release)), {
          concurrency,
          dryRun,
          reconcileForMs: lookFor * 1000,
          signal: interrupt.signal,
          ...(journal !== undefined && { journal }),
        });
        target = targetOf(run.summary.target);
        leftOver = run.summary.leftOver;
        for await (const result of run) {
          const outcome = outcomeOf(result, (reference) => ({ [ACCESSION]: reference }));
          guard.see(outcome);
          yield outcome;
        }
        guard.end();
      };
    return sendRecords(context, {
      file,
      mapping: samplesTable(release),
      check: work(true),
      work: work(false),
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
