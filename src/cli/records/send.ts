import { dirname } from 'node:path';
import { EXIT, type ExitCode, exitCodeOfCounts } from '../exit-codes.ts';
import { inOneLine, told } from '../explain-error.ts';
import type { Log } from '../log.ts';
import type { InputFlags } from '../options.ts';
import { Output } from '../output.ts';
import { checkPlaces } from '../places.ts';
import { progressOf, wordsOf } from '../progress.ts';
import type { Context } from '../spec.ts';
import { isStdin } from '../table/text.ts';
import { BrokenOff, isInputTrouble, UserError } from '../user-error.ts';
import type { Mapping } from './mapping.ts';
import { type Format, formatOf, openRecords } from './open.ts';
import type { Outcome, Status } from './outcome.ts';
import { Results } from './results.ts';
import type { Sink } from './sink.ts';
import { sinksFor } from './sinks-for.ts';
import { type Step, type Work, walk } from './walk.ts';

export interface SendFlags extends InputFlags {
  output?: string;
  journal?: string;
  dryRun?: boolean;
  skipInvalid?: boolean;
}

/** What is sent, and how. */
export interface SendPlan<T> {
  file: string;
  mapping: Mapping<T>;
  /** Checks records without sending them; none where checking is what the command is for. */
  check?: Work<T>;
  /** What has to be there before the first record: a submission. Made when all files that are written are open. */
  before?(): Promise<void>;
  work: Work<T>;
  /** Nothing else recognises a record whose answer was lost. */
  needsJournal?: boolean;
  /** Where it goes, or would go, for people: `https://… as Webin-1 (test)`. */
  target(): string;
  /** Further lines of the summary. */
  after?(): readonly string[];
}

/** How long a pipe that is still open may keep a run from its end. */
const PIPE_WAIT_MS = 1_000;
const SHOWN_FAILURES = 10;

type Counts = Partial<Record<Status, number>>;

const isFailure = ({ status }: Outcome): boolean => ['refused', 'failed', 'unknown'].includes(status);

/**
 * Sends the records of a file: checked as a whole before the first one goes out, then one after the other, each row
 * written back with what became of it.
 */
export async function sendRecords<T>(context: Context<SendFlags>, plan: SendPlan<T>): Promise<ExitCode> {
  const { flags, log } = context;
  const format = formatOf(plan.file, flags.format);
  // Of a sheet the output is a folder; beside its investigation lies the sheet itself.
  const inputs = format === 'isatab' ? [plan.file, dirname(plan.file)] : [plan.file];
  checkPlaces({ '--journal': flags.journal, '--output': flags.output }, inputs);
  const checked =
    plan.check && (!isStdin(plan.file) || flags.dryRun) ? await survey(context, plan, format) : undefined;
  if (flags.dryRun) return tellDryRun(context, plan, checked ?? { counts: {}, total: 0 });
  if (flags.journal === undefined && plan.needsJournal)
    log.say('without --journal a run that is killed leaves in doubt what was under way');
  return carryOut(context, plan, format, checked?.total);
}

interface Survey {
  counts: Counts;
  total: number;
}

/** Goes through the whole file without sending anything. */
async function survey<T>(
  { flags, log, interrupt, redactor }: Context<SendFlags>,
  { file, mapping, check }: SendPlan<T>,
  format: Format,
): Promise<Survey> {
  const records = await openRecords(file, format, mapping);
  const found: Survey = { counts: {}, total: 0 };
  const sinks: Sink<T>[] = flags.dryRun ? await sinksFor(records, mapping.results, flags) : [];
  for (const sink of sinks) await sink.begin();
  const failures = new Failures(log);
  try {
    for await (const step of walk(records.entries, check as Work<T>, interrupt.asked)) {
      for (const sink of sinks) await sink.take(step);
      if (!step.outcome) continue;
      found.total += 1;
      count(found.counts, step.outcome);
      if (!flags.skipInvalid || flags.dryRun) failures.show(step);
    }
  } catch (error) {
    for (const sink of sinks) await sink.discard();
    throw error;
  }
  for (const sink of sinks) await sink.finish();
  failures.end();
  const wrong = (found.counts.refused ?? 0) + (found.counts.unknown ?? 0);
  if (wrong > 0 && !flags.dryRun && !flags.skipInvalid) {
    throw new UserError(
      redactor.scrub(`${wrong} of ${found.total} records of ${file} cannot be sent; nothing was sent`),
      'Mend them, or add --skip-invalid to send the others.',
    );
  }
  return found;
}

async function tellDryRun<T>(
  { flags, log }: Context<SendFlags>,
  { target }: SendPlan<T>,
  { counts }: Survey,
): Promise<ExitCode> {
  const exitCode = exitCodeOfCounts(counts);
  log.warn(`dry run, nothing was sent: ${wordsOf(counts) || 'no records'}; it would go to ${target()}`);
  if (flags.json)
    await Output.stdout().json({ summary: { ...counts, dryRun: true }, target: target(), exitCode });
  return exitCode;
}

async function carryOut<T>(
  { flags, log, interrupt }: Context<SendFlags>,
  plan: SendPlan<T>,
  format: Format,
  total: number | undefined,
): Promise<ExitCode> {
  const { file, mapping, work } = plan;
  const records = await openRecords(file, format, mapping);
  const sinks = await sinksFor(records, mapping.results, flags);
  try {
    await plan.before?.();
    for (const sink of sinks) await sink.begin();
  } catch (error) {
    for (const sink of sinks) await sink.discard();
    throw error;
  }
  interrupt.becomePatient();
  let isCut = false;
  const patience = isStdin(file)
    ? {
        signal: interrupt.signal,
        waitMs: PIPE_WAIT_MS,
        onCut: () => {
          isCut = true;
        },
      }
    : undefined;
  const results = new Results(sinks, () => interrupt.ask());
  const begun = Date.now();
  const bar = progressOf(log, total, flags.quiet === true);
  const counts: Counts = {};
  const failures = new Failures(log);
  let done = 0;
  let trouble: { error: unknown } | undefined;
  try {
    for await (const step of walk(records.entries, work, interrupt.asked, patience)) {
      await results.take(step);
      if (!step.outcome) continue;
      count(counts, step.outcome);
      failures.show(step);
      if (step.outcome.status !== 'not sent') bar.step(++done, counts);
    }
  } catch (error) {
    trouble = { error };
  } finally {
    bar.end();
    // While it is open the process does not end.
    if (isStdin(file)) process.stdin.destroy();
  }
  failures.end();
  if (isCut) log.warn('the standard input was still open: what would have come is neither sent nor written');
  if (trouble && done === 0) {
    for (const sink of sinks) await sink.discard();
    throw trouble.error;
  }
  await results.finish();
  const seconds = Math.round((Date.now() - begun) / 100) / 10;
  log.say(`${wordsOf(counts) || 'no records'} in ${seconds} s: ${plan.target()}`);
  if (Object.keys(counts).length === 0)
    log.warn(`${isStdin(file) ? 'the standard input' : file} holds no records: there was nothing to do`);
  if (results.lost) {
    log.warn(inOneLine(results.lost.error));
    for (const line of results.whereabouts()) log.warn(line);
  } else if (flags.output) log.say(`written to ${flags.output}`);
  for (const line of plan.after?.() ?? []) log.warn(line);
  const ended = exitOf(counts, trouble, interrupt.exitCode, { hasBegun: done > 0, isCut });
  // Where nothing was sent, or a journal knows what was, the same again does no harm.
  const careful = plan.check && !flags.journal ? EXIT.unknown : EXIT.tryAgain;
  const exitCode = results.lost && ended !== EXIT.unknown && !interrupt.received ? careful : ended;
  if (flags.json && !results.isStdoutLost)
    await Output.stdout().json({ summary: counts, target: plan.target(), exitCode });
  // What was only found, and not sent, is found again.
  const again = trouble !== undefined || exitCode !== EXIT.refused || counts.refused !== undefined;
  if (exitCode !== EXIT.done && plan.check)
    for (const line of howToGoOn(flags, counts, results.lost !== undefined, again)) log.warn(line);
  // A stop that was asked for is no failure to be told; the lines above have said all.
  if (trouble && !interrupt.received) throw new BrokenOff(trouble.error, exitCode);
  return exitCode;
}

function exitOf(
  counts: Counts,
  trouble: { error: unknown } | undefined,
  stopped: ExitCode | undefined,
  { hasBegun, isCut }: { hasBegun: boolean; isCut: boolean },
): ExitCode {
  // A stop that came after the last record has stopped nothing.
  if (stopped !== undefined && (trouble || isCut || counts['not sent'])) return stopped;
  const code = exitCodeOfCounts(counts);
  if (trouble) {
    const why = told(trouble.error).exitCode;
    // `input` says that nothing was sent.
    return why === EXIT.input && hasBegun ? (code === EXIT.done ? EXIT.refused : code) : why;
  }
  return code === EXIT.done && counts['not sent'] ? EXIT.refused : code;
}

/** @param again the same command would come further than this time */
function howToGoOn(
  { journal, output }: SendFlags,
  counts: Counts,
  isLost: boolean,
  again: boolean,
): string[] {
  const withOutput =
    output && output !== '-' && !isLost
      ? `to go on give ${output} as the input: rows that have their accession are left alone`
      : 'to go on send only what has no accession yet';
  const next =
    journal && again
      ? `to go on run the same command again: ${journal} knows what is done, and only the rest is sent`
      : withOutput;
  const doubt =
    counts.unknown && !journal
      ? ['what is "unknown" may be stored: look it up before you send it again']
      : [];
  return [
    ...doubt,
    counts.refused && !counts.failed && !counts.unknown ? `mend what was refused; ${next}` : next,
  ];
}

function count(counts: Counts, { status }: Outcome): void {
  counts[status] = (counts[status] ?? 0) + 1;
}

/** The first ones as they come; all of them are in the table. */
class Failures {
  #count = 0;

  constructor(private readonly log: Log) {}

  show<T>({ entry, outcome }: Step<T>): void {
    if (!outcome || !isFailure(outcome)) return;
    this.#count += 1;
    if (this.#count > SHOWN_FAILURES) return;
    const { status, key, error } = outcome;
    const who = key === '' ? entry.place : `${entry.place} (${key})`;
    const word = isInputTrouble(error) ? '' : `${status}: `;
    this.log.warn(`${who}: ${word}${error === undefined ? status : inOneLine(error)}`);
  }

  end(): void {
    if (this.#count > SHOWN_FAILURES) this.log.warn(`… and ${this.#count - SHOWN_FAILURES} more`);
  }
}
