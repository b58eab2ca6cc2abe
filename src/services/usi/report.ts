import type { Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import { listSamples } from './endpoints/sample-lists.ts';
import { sampleValidation } from './endpoints/samples.ts';
import { getSubmissionStatus } from './endpoints/submissions.ts';
import { idOf } from './hal.ts';
import type { UsiSample, UsiSubmissionRef, UsiSubmissionStatusName, UsiValidationResult } from './types.ts';

/** Which validators' errors are looked past. */
export interface UsiErrorOptions extends CallOptions {
  /** `['Ena', 'Taxonomy']`: the server does not ask for these to be right. */
  ignore?: readonly string[];
}

/** Messages of one sample, by validator. */
export interface UsiSampleErrors {
  [author: string]: string[];
}

/** How far validation is. */
export interface UsiStatusReport {
  /** Of the submission. */
  status: UsiSubmissionStatusName;
  samples: number;
  /** `{ Pending: 1, Complete: 2 }` */
  counts: { [validationStatus: string]: number };
  /** The validation status of each sample, by alias. */
  byAlias: { [alias: string]: string };
}

/** What is wrong with which samples. */
export interface UsiErrorReport {
  samples: number;
  withErrors: number;
  withoutErrors: number;
  /** Not validated yet: neither with nor without. */
  pending: number;
  /** How many samples each validator finds wrong. */
  byAuthor: { [author: string]: number };
  /** The same message is often meant for many samples; the commonest first. */
  messages: { author: string; message: string; count: number }[];
  /** Only samples with errors: alias → validator → messages. */
  byAlias: { [alias: string]: UsiSampleErrors };
}

/** The messages of the validators that say Error. Warnings are no errors, and while Pending there are none. */
export function errorsIn(
  result: UsiValidationResult | undefined,
  ignore: readonly string[] = [],
): UsiSampleErrors {
  const { overallValidationOutcomeByAuthor: outcomes = {}, errorMessages = {} } = result ?? {};
  return Object.fromEntries(
    Object.entries(outcomes)
      .filter(([author, outcome]) => outcome === 'Error' && !ignore.includes(author))
      .map(([author]) => [author, errorMessages[author] ?? []]),
  );
}

export const hasErrors = (result: UsiValidationResult | undefined, ignore?: readonly string[]): boolean =>
  Object.keys(errorsIn(result, ignore)).length > 0;

/** Complete, but without the outcomes that go with it. */
const isShortened = (result: UsiValidationResult | undefined): boolean =>
  result === undefined ||
  (result.validationStatus === 'Complete' && result.overallValidationOutcomeByAuthor === undefined);

/** The validation of a sample of a list: in the list itself, or of servers that shorten it, asked for. */
export async function resultOf(
  run: Runner,
  sample: UsiSample,
  call?: CallOptions,
): Promise<UsiValidationResult> {
  const inside = sample._embedded?.validationResult;
  if (inside && !isShortened(inside)) return inside;
  return run(sampleValidation, { id: sample }, call);
}

const nameOf = (sample: UsiSample): string => sample.alias ?? idOf(sample) ?? '';

const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

export async function statusReport(
  run: Runner,
  submission: UsiSubmissionRef,
  call: CallOptions,
): Promise<UsiStatusReport> {
  const { status } = await run(getSubmissionStatus, { submission }, call);
  const counts = new Map<string, number>();
  const byAlias = new Map<string, string>();
  for await (const sample of run.pages(listSamples, { submission }, call)) {
    const word = sample._embedded?.validationResult?.validationStatus ?? 'Pending';
    count(counts, word);
    byAlias.set(nameOf(sample), word);
  }
  return {
    status,
    samples: byAlias.size,
    counts: Object.fromEntries(counts),
    byAlias: Object.fromEntries(byAlias),
  };
}

export async function errorReport(
  run: Runner,
  submission: UsiSubmissionRef,
  { ignore = [], ...call }: UsiErrorOptions,
): Promise<UsiErrorReport> {
  let samples = 0;
  let pending = 0;
  const byAuthor = new Map<string, number>();
  const messages = new Map<string, { author: string; message: string; count: number }>();
  const byAlias = new Map<string, UsiSampleErrors>();
  for await (const sample of run.pages(listSamples, { submission }, call)) {
    samples += 1;
    const result = await resultOf(run, sample, call);
    if (result.validationStatus === 'Pending') pending += 1;
    const errors = errorsIn(result, ignore);
    if (Object.keys(errors).length === 0) continue;
    byAlias.set(nameOf(sample), errors);
    for (const [author, texts] of Object.entries(errors)) {
      count(byAuthor, author);
      for (const message of new Set(texts)) {
        const key = `${author}\n${message}`;
        const known = messages.get(key) ?? { author, message, count: 0 };
        known.count += 1;
        messages.set(key, known);
      }
    }
  }
  return {
    samples,
    withErrors: byAlias.size,
    withoutErrors: samples - byAlias.size - pending,
    pending,
    byAuthor: Object.fromEntries(byAuthor),
    messages: [...messages.values()].sort((a, b) => b.count - a.count),
    byAlias: Object.fromEntries(byAlias),
  };
}
