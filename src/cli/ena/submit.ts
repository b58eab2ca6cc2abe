import { readFile } from 'node:fs/promises';
import { type EnaDocument, type EnaSample, fromXml, toXml } from '../../index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { day, SUBMIT, type SubmitFlags, wholeNumber } from '../options.ts';
import { Output } from '../output.ts';
import { LoginGuard, outcomeOf } from '../records/from-bulk.ts';
import { parsed } from '../records/json.ts';
import type { Mapping } from '../records/mapping.ts';
import { formatOf } from '../records/open.ts';
import type { Outcome } from '../records/outcome.ts';
import { sendRecords } from '../records/send.ts';
import { targetOf } from '../records/target.ts';
import { WEBIN } from '../settings/accounts.ts';
import { type Context, command } from '../spec.ts';
import { isStdin, wholeTextOf } from '../table/text.ts';
import { UserError } from '../user-error.ts';
import { batchesOf, knownAs, outcomesOf } from './batches.ts';
import { showReceipt } from './show-receipt.ts';
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
      description: 'samples of a table are private until then; default: two years, the longest',
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
  run(context) {
    const { args, flags } = context;
    const [file = ''] = args;
    const format = formatOf(file, flags.format);
    if (format === 'xml' || format === 'json') return submitDocument(context, file, format);
    return format === 'ndjson' ? submitDocuments(context, file) : submitTable(context, file);
  },
});

async function submitDocument(
  { flags, repos, interrupt, log }: Context<Flags>,
  file: string,
  format: 'xml' | 'json',
): Promise<ExitCode> {
  const { submissions } = repos.ena;
  const whole = (['asIs', 'queue'] as const).find((flag) => flags[flag]);
  if (flags.acceptExisting && whole !== undefined)
    throw new UserError(
      `--accept-existing does not go with ${whole === 'asIs' ? '--as-is' : '--queue'}`,
      'It takes out of the document what is there already, when ENA has answered: leave one of the two out.',
    );
  const text = isStdin(file) ? await wholeTextOf(file) : await read(file);
  const document = format === 'xml' ? fromXml(text) : (parsed(text, file) as EnaDocument);
  if (flags.dryRun) {
    toXml(document);
    const run = submissions.createMany([], { dryRun: true });
    const { target } = await run.done();
    log.warn(`dry run, nothing was sent: the document can be sent; it would go to ${targetOf(target)}`);
    return EXIT.done;
  }
  const source = flags.asIs ? Buffer.from(text) : document;
  const call = { signal: interrupt.signal, ...(format === 'xml' && !flags.asIs && { format }) };
  if (flags.queue) {
    const queued = await submissions.enqueue(source, call);
    const to = flags.output === undefined ? Output.stdout() : await Output.file(flags.output);
    await to.json(queued);
    await to.finish();
    log.say(`in the queue; accession ena poll ${flags.output ?? queued.submissionId} asks for the receipt`);
    return EXIT.done;
  }
  const receipt = await submissions.submit(source, {
    ...call,
    ...(flags.acceptExisting && { onDuplicate: 'accept' }),
  });
  await showReceipt(receipt, flags, log);
  return EXIT.done;
}

const read = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`${file} cannot be read (${error.code})`);
  });

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
