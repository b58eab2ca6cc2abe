import { randomUUID } from 'node:crypto';
import type { Runner } from '../../core/http/context.ts';
import { CLOCK_SKEW_MS, findIfInDoubt } from '../../core/many/doubt.ts';
import type { CallOptions } from '../../core/options.ts';
import { dateOf } from './dates.ts';
import { createSample } from './endpoints/samples.ts';
import { createSubmission, getSubmission, listTeamSubmissions } from './endpoints/submissions.ts';
import { idOf } from './hal.ts';
import { differences, findByAlias, needsTeam, teamOf, withReleaseDate, withTeam } from './sample-content.ts';
import type {
  NewUsiSample,
  UsiSample,
  UsiSubmission,
  UsiSubmissionContent,
  UsiSubmissionRef,
  UsiTeamRef,
} from './types.ts';

/**
 * Creates a submission under a name of its own, by which it is found again when the answer was lost. A name that was given
 * may be that of others: which these are is asked before.
 */
export async function createNamed(
  run: Runner,
  team: UsiTeamRef,
  content: UsiSubmissionContent,
  call?: CallOptions,
): Promise<UsiSubmission> {
  const name = content?.name ?? `accession-${randomUUID()}`;
  const namesakes = () =>
    run
      .pages(listTeamSubmissions, { team, size: 500 }, call)
      .filter((one) => one.name === name)
      .all();
  const others = typeof content?.name === 'string' ? await namesakes().catch(() => undefined) : [];
  const known = others && new Set(others.map(idOf));
  const since = run.context.clock.now();
  const find = async (): Promise<UsiSubmission | undefined> => {
    // It could not be found out which were there: then nobody can tell which is ours.
    if (known === undefined) return undefined;
    const found = (await namesakes()).filter(
      (one) =>
        !known.has(idOf(one)) &&
        (dateOf(one.createdDate)?.getTime() ?? Number.NEGATIVE_INFINITY) >= since - CLOCK_SKEW_MS,
    );
    // Two of one name: which is ours, nobody can tell.
    const [only, another] = found;
    if (only === undefined || another !== undefined) return undefined;
    // It is there, whether it can be read at this moment or not: the list's shape of it is a handle too. Lists leave the id
    // out, and whoever made something writes its id down.
    return run(getSubmission, { submission: only }, call).catch(() => ({ ...only, id: idOf(only) }));
  };
  return findIfInDoubt(() => run(createSubmission, { team, content: { ...content, name } }, call), find);
}

/** Creates a sample; a lost answer is cleared up by its alias, which is unique in the submission. */
export async function createOne(
  run: Runner,
  submission: UsiSubmissionRef,
  sample: NewUsiSample,
  call?: CallOptions,
): Promise<UsiSample> {
  const team = needsTeam(sample) ? await teamOf(run, submission, call) : undefined;
  const ready = withReleaseDate(withTeam(sample, team), run.context.clock.now());
  return findIfInDoubt(
    () => run(createSample, { submission, sample: ready }, call),
    async () => {
      const found = await findByAlias(run, submission, sample.alias, call);
      return found && differences(found, ready).length === 0 ? found : undefined;
    },
  );
}
