import { OrderedPool } from '../../core/many/ordered-pool.ts';
import type { NewSample } from '../../index.ts';
import { CONCURRENCY, FORMAT, type InputFlags, OUTPUT } from '../options.ts';
import { LoginGuard } from '../records/from-bulk.ts';
import { formatOf } from '../records/open.ts';
import type { Outcome } from '../records/outcome.ts';
import { sendRecords } from '../records/send.ts';
import { WEBIN } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { refusedFor } from './issues.ts';
import { Relatives } from './relatives.ts';
import { samplesTable } from './table.ts';

interface Flags extends InputFlags {
  output?: string;
  checklist?: string;
  concurrency: number;
}

/** Not stored, so it does not matter which. */
const ANY_DAY = '2100-01-01';

export const biosamplesValidate = command<Flags>({
  name: 'validate',
  summary: 'Ask BioSamples what a checklist says of samples; stores nothing',
  arguments: [{ name: '<file>', description: 'table (TSV, CSV), ISA-Tab, NDJSON or JSON; - reads stdin' }],
  options: [
    {
      flags: '--checklist <id>',
      description: 'such as ERC000011; default: the one of the sample, else the minimal one',
    },
    OUTPUT,
    CONCURRENCY,
    FORMAT,
  ],
  writes: false,
  account: WEBIN,
  async run(context) {
    const { args, flags, repos, interrupt } = context;
    const [file = ''] = args;
    const mappingWith = (isNamed: (name: string) => boolean) => samplesTable(ANY_DAY, isNamed);
    const relatives = await Relatives.in(file, formatOf(file, flags.format), mappingWith);
    const { checklist, concurrency } = flags;
    const { biosamples } = repos;
    const one = async (sample: NewSample): Promise<Outcome> => {
      const key = String(sample.name ?? '');
      try {
        const { valid, issues } = await biosamples.samples.validate(sample, {
          signal: interrupt.signal,
          ...(checklist !== undefined && { checklist }),
        });
        if (valid) return { status: 'valid', key };
        return { status: 'refused', key, error: refusedFor(issues), more: { issues } };
      } catch (error) {
        return { status: statusOf(error), key, error };
      }
    };
    return sendRecords(context, {
      file,
      mapping: mappingWith(relatives.isNamed),
      async *work(items) {
        const guard = new LoginGuard();
        for await (const outcome of new OrderedPool(guard.pass(items), concurrency, one)) {
          guard.see(outcome);
          yield outcome;
        }
        guard.end();
      },
      target: () => `checked by ${checklist ?? 'the checklist of each sample'}, nothing was stored`,
    });
  },
});

/** What is wrong with the sample, or with the way to the repository. */
const statusOf = (error: unknown): 'refused' | 'failed' => {
  const { code } = error as { code?: string };
  return code === 'input' || code === 'invalid' || code === 'rejected' ? 'refused' : 'failed';
};
