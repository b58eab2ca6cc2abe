import type { Runner } from '../../core/http/context.ts';
import type { BulkPlan } from '../../core/many/bulk-plan.ts';
import { checkInput } from '../../core/schema.ts';
import { createSample } from './endpoints/samples.ts';
import { hasCode } from './explain.ts';
import { idOf } from './hal.ts';
import { differences, findByAlias, needsTeam, teamOf, withReleaseDate, withTeam } from './sample-content.ts';
import { newSample } from './schemas/samples.ts';
import type { NewUsiSample, UsiSample, UsiSubmissionRef } from './types.ts';

const identity = (sample: UsiSample): string => idOf(sample) ?? '';

/** That the alias is there says nothing of what it holds. */
function asFound(there: UsiSample, wanted: NewUsiSample): { reference: string; changed?: true } {
  const changed = differences(there, wanted).length > 0;
  return { reference: identity(there), ...(changed && { changed }) };
}

/** Asked for by the first sample that needs it, once. */
export function teamOnce(run: Runner, submission: UsiSubmissionRef): () => Promise<string | undefined> {
  let asked: Promise<string | undefined> | undefined;
  return () => {
    asked ??= teamOf(run, submission).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

/**
 * How USI stores one of many samples. Its key is the alias, which is unique in a submission: what is in doubt is looked
 * up by it, and "already exists" proves that it is there.
 */
export function samplesPlan(run: Runner, submission: UsiSubmissionRef): BulkPlan<NewUsiSample, UsiSample> {
  const { context } = run;
  const team = teamOnce(run, submission);
  const wanted = async (sample: NewUsiSample) =>
    needsTeam(sample) ? withTeam(sample, await team()) : sample;
  const id = idOf(submission);
  if (id === undefined) {
    throw run.inputError('usi.samples.createMany', [
      { path: 'submission', message: 'must be a submission: its id, or the object that the repository gave' },
    ]);
  }
  return {
    operation: 'usi.samples.createMany',
    environment: context.environment,
    scope: `submission ${id}`,
    check: (sample) => {
      const checked = checkInput(newSample(), sample);
      return checked.ok ? { ok: true, value: checked.value as NewUsiSample } : checked;
    },
    key: ({ alias }) => alias,
    async store(given, sample, _reference, call) {
      const related = await wanted(sample);
      const ready = withReleaseDate(related, context.clock.now());
      try {
        const value = await given(createSample, { submission, sample: ready }, call);
        return { reference: identity(value), value };
      } catch (error) {
        if (!hasCode(error, 'already_exists', 'alias')) throw error;
        const there = await findByAlias(given, submission, sample.alias, call);
        if (!there) throw error;
        return { status: 'found', ...asFound(there, related) };
      }
    },
    async find(given, sample, _since, call) {
      const there = await findByAlias(given, submission, sample.alias, call);
      return there ? [{ done: true, ...asFound(there, await wanted(sample)) }] : [];
    },
    reconcileForMs: 0,
    findsWithoutJournal: true,
  };
}
