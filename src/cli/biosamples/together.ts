import type { ManyResult, NewSample, RelatedOptions } from '../../index.ts';
import type { Log } from '../log.ts';
import { progressOf } from '../progress.ts';
import { ACCESSION } from '../records/mapping.ts';
import type { Outcome } from '../records/outcome.ts';
import type { Work } from '../records/walk.ts';
import { RecordError } from '../user-error.ts';
import { refusedFor } from './issues.ts';
import type { Relatives } from './relatives.ts';

/** Checks one sample after the other, by itself. */
type CheckEach = (samples: readonly NewSample[]) => Promise<Outcome[]>;
type Store = (samples: readonly NewSample[], options: RelatedOptions) => Promise<ManyResult[]>;

/** Checks samples that refer to each other; sends nothing. */
export const checkTogether = (relatives: Relatives, checkEach: CheckEach): Work<NewSample> =>
  async function* (items) {
    const samples = await allOf(items);
    yield* (await judged(samples, relatives, checkEach)).outcomes;
  };

/**
 * Stores samples that refer to each other by name. All of them have to be known before the first is sent, so they are
 * held in memory, and what became of them is told in the end; until then a bar tells how far it is.
 */
export const storeTogether = (
  relatives: Relatives,
  checkEach: CheckEach,
  store: Store,
  { log, quiet }: { log: Log; quiet: boolean },
): Work<NewSample> =>
  async function* (items) {
    const samples = await allOf(items);
    const { outcomes, refused } = await judged(samples, relatives, checkEach);
    const open = samples.flatMap((sample, index) => (refused.has(index) ? [] : [{ sample, index }]));
    if (open.length > 0) {
      const steps = stepsOf(log, quiet);
      try {
        const results = await store(
          open.map(({ sample }) => relatives.resolved(sample)),
          { onProgress: steps.take },
        );
        for (const result of results) {
          const place = open[result.index]?.index;
          if (place !== undefined) outcomes[place] = outcomeOf(result);
        }
      } finally {
        steps.end();
      }
    }
    yield* outcomes;
  };

async function allOf(items: AsyncIterable<NewSample>): Promise<NewSample[]> {
  const all: NewSample[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** What is wrong with each of them, by itself or by those it refers to. */
async function judged(
  samples: readonly NewSample[],
  relatives: Relatives,
  checkEach: CheckEach,
): Promise<{ outcomes: Outcome[]; refused: ReadonlySet<number> }> {
  const outcomes = await checkEach(samples);
  const refused = new Set(outcomes.flatMap(({ status }, index) => (status === 'refused' ? [index] : [])));
  for (const [index, problems] of relatives.problemsOf(samples, refused).entries()) {
    const outcome = outcomes[index];
    if (problems.length === 0 || !outcome || refused.has(index)) continue;
    refused.add(index);
    outcomes[index] = {
      status: 'refused',
      key: outcome.key,
      error: new RecordError('input', problems.join('; ')),
    };
  }
  return { outcomes, refused };
}

/** A result of `createRelated`, in the words of a table. */
function outcomeOf(result: ManyResult): Outcome {
  const { name: key, status, accession } = result;
  if (status === 'stored') return { status, key, values: { [ACCESSION]: result.accession } };
  if (status === 'found') {
    const changed = result.changed === true;
    return { status, key, values: { [ACCESSION]: result.accession }, ...(changed && { more: { changed } }) };
  }
  const more = accession === undefined ? {} : { more: { reserved: accession } };
  if (status === 'skipped')
    return { status: 'not sent', key, error: new RecordError('refused', result.reason), ...more };
  if (status !== 'refused') return { status, key, error: result.error, ...more };
  const { issues } = result;
  return { status, key, error: refusedFor(issues), more: { ...more.more, issues } };
}

/** Accessions that were given, and to which nothing was stored. */
export const reservedIn = (results: readonly ManyResult[]): string[] =>
  results.flatMap(({ status, accession }) =>
    accession !== undefined && ['skipped', 'failed', 'refused'].includes(status) ? [accession] : [],
  );

const STEPS = {
  validate: 'checked by BioSamples',
  accession: 'with an accession',
  update: 'stored',
} as const;

/** A bar for each of the three steps, one after the other. */
function stepsOf(log: Log, quiet: boolean): { take: NonNullable<RelatedOptions['onProgress']>; end(): void } {
  let current: { step: keyof typeof STEPS; bar: ReturnType<typeof progressOf> } | undefined;
  return {
    take: ({ step, transferred, total }) => {
      if (current?.step !== step) {
        current?.bar.end();
        current = { step, bar: progressOf(log, total, quiet) };
      }
      current.bar.step(transferred, { [STEPS[step]]: transferred });
    },
    end: () => current?.bar.end(),
  };
}
