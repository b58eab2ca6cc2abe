import { type EnaDocument, fromXml, toXml } from '../../index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { Output } from '../output.ts';
import { jsonIn, parsed } from '../records/json.ts';
import { targetOf } from '../records/target.ts';
import { ResultFile } from '../result-file.ts';
import type { Context } from '../spec.ts';
import { wholeBytesOf, wholeTextOf } from '../table/text.ts';
import { UserError } from '../user-error.ts';
import { showReceipt } from './show-receipt.ts';

export interface DocumentFlags {
  output?: string;
  dryRun?: boolean;
  queue?: boolean;
  asIs?: boolean;
  acceptExisting?: boolean;
}

/** One document: checked, sent, and its receipt (or its place in the queue) shown. */
export async function submitDocument(
  context: Context<DocumentFlags>,
  file: string,
  format: 'xml' | 'json',
): Promise<ExitCode> {
  const { flags, log } = context;
  if (flags.acceptExisting && (flags.queue || flags.asIs)) {
    throw new UserError(
      `--accept-existing and ${flags.queue ? '--queue' : '--as-is'} do not go together; nothing was sent`,
      'What is there is taken out of the document when ENA has answered: leave one of the two out.',
    );
  }
  // Bytes may have an encoding of their own, which the document itself declares.
  const source = flags.asIs ? await wholeBytesOf(file) : documentOf(await wholeTextOf(file), file, format);
  return ResultFile.during(flags.output, [file], log, (to) =>
    flags.dryRun ? tellDryRun(context, source, file, format) : send(context, source, format, to),
  );
}

const documentOf = (text: string, file: string, format: 'xml' | 'json', read = parsed): EnaDocument =>
  format === 'xml' ? fromXml(text) : (read(text, file) as EnaDocument);

async function tellDryRun(
  { flags, repos, log }: Context<DocumentFlags>,
  source: EnaDocument | Buffer,
  file: string,
  format: 'xml' | 'json',
): Promise<ExitCode> {
  // Its numbers are sent as they stand.
  if (Buffer.isBuffer(source))
    documentOf(source.toString('utf8').replace(/^\uFEFF/, ''), file, format, jsonIn);
  else toXml(source);
  const target = targetOf((await repos.ena.submissions.createMany([], { dryRun: true }).done()).target);
  log.warn(`dry run, nothing was sent: the document can be sent; it would go to ${target}`);
  if (flags.json)
    await Output.stdout().json({ summary: { valid: 1, dryRun: true }, target, exitCode: EXIT.done });
  return EXIT.done;
}

async function send(
  { flags, repos, interrupt, log }: Context<DocumentFlags>,
  source: EnaDocument | Buffer,
  format: 'xml' | 'json',
  to: ResultFile,
): Promise<ExitCode> {
  const { submissions } = repos.ena;
  const call = { signal: interrupt.signal, ...(format === 'xml' && !flags.asIs && { format }) };
  interrupt.becomePatient();
  if (flags.queue) {
    const queued = await submissions.enqueue(source, call);
    const written = await to.write(`${JSON.stringify(queued)}\n`);
    const handle = written && flags.output !== undefined ? flags.output : queued.submissionId;
    log.say(`in the queue; accession ena poll ${handle} asks for the receipt`);
    return written ? EXIT.done : EXIT.unknown;
  }
  const receipt = await submissions.submit(source, {
    ...call,
    ...(flags.acceptExisting && { onDuplicate: 'accept' }),
  });
  const exitCode = await showReceipt(receipt, flags.json, to, log);
  // The same again gives the same receipt, unless it is sent as it is.
  return exitCode === EXIT.tryAgain && flags.asIs ? EXIT.unknown : exitCode;
}
