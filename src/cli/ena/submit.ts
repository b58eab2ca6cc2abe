import type { EnaDocument, EnaSample } from '../../index.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Idle } from '../idle.ts';
import { day, SUBMIT, type SubmitFlags, wholeNumber } from '../options.ts';
import { LoginGuard, outcomeOf } from '../records/from-bulk.ts';
import type { Mapping } from '../records/mapping.ts';
import { type Format, formatOf } from '../records/open.ts';
import type { Outcome } from '../records/outcome.ts';
import { sendRecords } from '../records/send.ts';
import { targetOf } from '../records/target.ts';
import { WEBIN } from '../settings/accounts.ts';
import { type Context, command } from '../spec.ts';
import { UserError } from '../user-error.ts';
import { batchesOf, knownAs, outcomesOf } from './batches.ts';
import { submitDocument } from './submit-document.ts';
import { enaSamplesTable } from './table.ts';

interface Flags extends SubmitFlags {
  hold?: string;
  checklist?: string;
  batch: number;
  queue?: boolean;
  asIs?: boolean;
  acceptExisting?: boolean;
}

export const enaSubmit = command<Flags>({
  name: 'submit',
  summary: 'Submit a document (XML, JSON), many documents (NDJSON), or a table of samples',
  arguments: [
    {
      name: '<file>',
      description:
        "XML or JSON document, NDJSON of documents, ENA's spreadsheet of samples (TSV, CSV), or ISA-Tab; - reads stdin",
    },
  ],
  options: [
    {
      flags: '--hold <day>',
      description:
        'samples of a table are private until then; default: two years, the longest. A document has an action HOLD',
      parse: day,
    },
    { flags: '--checklist <id>', description: 'of the samples of a table that names none' },
    {
      flags: '--batch <number>',
      description: 'samples of a table that are stored together, or not at all',
      default: 100,
      parse: wholeNumber,
    },
    {
      flags: '--queue',
      description: 'hands a document in without waiting for its receipt; `ena poll` asks for it',
    },
    {
      flags: '--as-is',
      description: 'sends a document byte for byte; then a repetition is not recognised by itself',
    },
    {
      flags: '--accept-existing',
      description: 'of a document: objects whose alias is taken keep the accession that is there, unchanged',
    },
    ...SUBMIT,
  ],
  writes: true,
  account: WEBIN,
  more: [
    'A document that is submitted twice is stored once: the second time gives the receipt of the first.',
  ],
  idle: (flags, [file = '']) => idleFor(formatOf(file, flags.format)),
  async run(context) {
    const { args, flags } = context;
    const [file = ''] = args;
    const format = formatOf(file, flags.format);
    if (format === 'xml' || format === 'json') return submitDocument(context, file, format);
    return format === 'ndjson' ? submitDocuments(context, file) : submitTable(context, file);
  },
});

/** What a file can hold, and the options that mean nothing for it, with what to do instead. */
const NOT_FOR = {
  'a document': [
    ['--hold', 'Put an action HOLD with its day into the document.'],
    ['--checklist', 'Put an attribute ENA-CHECKLIST into its samples.'],
    ['--batch', 'Leave it out: a document is stored as a whole. It is for the samples of a table.'],
    ['--concurrency', 'Leave it out: a document is sent by itself. It is for tables and for many documents.'],
    ['--journal', 'Leave it out: a document that is sent twice is stored once.'],
    ['--skip-invalid', 'A document is stored as a whole, or not at all.'],
  ],
  'many documents': [
    ['--hold', 'Put an action HOLD with its day into each document.'],
    ['--checklist', 'Put an attribute ENA-CHECKLIST into their samples.'],
    ['--batch', 'Leave it out: each document is stored by itself. It is for the samples of a table.'],
    ['--queue', 'Leave it out, or hand them in one by one.'],
    ['--as-is', 'Leave it out, or send them one by one.'],
    ['--accept-existing', 'Leave it out, or send them one by one.'],
  ],
  'samples of a table': [
    ['--queue', 'Leave it out: --batch keeps documents small.'],
    ['--as-is', 'Leave it out: the documents are made of the rows.'],
    ['--accept-existing', 'Leave it out: samples whose alias is taken get their accession anyway.'],
  ],
} as const;

function idleFor(format: Format): Idle[] {
  const isDocument = format === 'xml' || format === 'json';
  const what = isDocument ? 'a document' : format === 'ndjson' ? 'many documents' : 'samples of a table';
  return NOT_FOR[what].map(([option, instead]) => [option, `is not for ${what}`, instead]);
}

/** Documents are no rows. */
const NO_TABLE: Mapping<EnaDocument> = {
  columns: [],
  results: [],
  begin() {
    throw new UserError('documents are not read from a table');
  },
};

function submitDocuments(context: Context<Flags>, file: string): Promise<ExitCode> {
  const { flags, repos, interrupt } = context;
  const { journal, concurrency } = flags;
  let target = '';
  const work = (dryRun: boolean) =>
    async function* (documents: AsyncIterable<EnaDocument>): AsyncGenerator<Outcome> {
      const guard = new LoginGuard();
      const run = repos.ena.submissions.createMany(guard.pass(documents), {
        concurrency,
        dryRun,
        signal: interrupt.signal,
        ...(journal !== undefined && { journal }),
      });
      target = targetOf(run.summary.target);
      for await (const result of run) {
        const known = knownAs(result);
        const outcome: Outcome =
          known === undefined
            ? outcomeOf(result, (submission) => ({ submission }))
            : { status: 'found', key: result.key, values: { submission: known } };
        guard.see(outcome);
        yield result.status === 'stored'
          ? { ...outcome, more: { accessions: result.value.accessions.rows } }
          : outcome;
      }
      guard.end();
    };
  return sendRecords(context, {
    file,
    mapping: NO_TABLE,
    check: work(true),
    work: work(false),
    target: () => target,
  });
}

function submitTable(context: Context<Flags>, file: string): Promise<ExitCode> {
  const { flags, repos, interrupt, log } = context;
  const { journal, concurrency, hold = true, batch, checklist } = flags;
  const { submissions } = repos.ena;
  let target = '';
  const work = (dryRun: boolean) =>
    async function* (samples: AsyncIterable<EnaSample>): AsyncGenerator<Outcome> {
      const underWay: { samples: EnaSample[]; document: EnaDocument }[] = [];
      async function* documents(): AsyncGenerator<EnaDocument> {
        for await (const one of batchesOf(samples, dryRun ? 1 : batch, hold, interrupt.asked)) {
          underWay.push(one);
          yield one.document;
        }
      }
      const guard = new LoginGuard();
      const run = submissions.createMany(guard.pass(documents()), {
        // A document is large; ENA works on few of an account at a time.
        concurrency: Math.min(concurrency, 4),
        dryRun,
        signal: interrupt.signal,
        ...(journal !== undefined && !dryRun && { journal }),
      });
      target = targetOf(run.summary.target);
      for await (const result of run) {
        const one = underWay.shift();
        if (!one) continue;
        const outcomes = await outcomesOf(one, result, (submission) =>
          submissions.receipt(submission, { signal: interrupt.signal }),
        );
        for (const outcome of outcomes) guard.see(outcome);
        yield* outcomes;
      }
      guard.end();
    };
  if (flags.hold === undefined && !flags.dryRun)
    log.say(
      'the samples are private for two years; --hold says another day, and they can be released any time',
    );
  return sendRecords(context, {
    file,
    mapping: enaSamplesTable(checklist),
    check: work(true),
    work: work(false),
    target: () => target,
  });
}
