import {
  type NewUsiSample,
  NotFound,
  type Repositories,
  type UsiSubmission,
  type WaitOptions,
} from 'accession';

export const TEAM = 'subs.test-team-1';

/** What the chaos and the kill suite register. All but the first refer to the first. */
export const flock = (count: number): NewUsiSample[] =>
  Array.from({ length: count }, (_, i) => ({
    alias: `s${i}`,
    title: `sheep ${i}`,
    releaseDate: '2018-06-19',
    taxonId: 9940,
    taxon: 'Ovis aries',
    attributes: { material: [{ value: 'organism' }] },
    ...(i > 0 && { sampleRelationships: [{ alias: 's0', relationshipNature: 'child of' }] }),
  }));

export const aliasesOf = (samples: readonly NewUsiSample[]): string[] => samples.map(({ alias }) => alias);

/** A Draft with these samples in it. */
export async function draftWith(
  { usi }: Repositories,
  samples: readonly NewUsiSample[] = [],
  name = 'chaos',
): Promise<UsiSubmission> {
  const draft = await usi.submissions.create(TEAM, { name });
  if (samples.length > 0) await usi.samples.createMany(draft, samples).done({ orThrow: true });
  return draft;
}

/**
 * Begin or go on, fill, hand in, wait, read the accessions: what a script does that is run until it is through. Gives
 * the aliases that have an accession.
 */
export async function wholeRoad(
  { usi }: Repositories,
  journal: string,
  wait: WaitOptions,
): Promise<string[]> {
  const submission = await usi.submissions.getByName('road').catch((error: unknown) => {
    if (error instanceof NotFound) return usi.submissions.create(TEAM, { name: 'road' });
    throw error;
  });
  if ((await usi.submissionStatuses.get(submission)).status === 'Draft') {
    await usi.samples.createMany(submission, flock(4), { journal, concurrency: 2 }).done({ orThrow: true });
    await usi.submissions.waitUntil(submission, 'Validated', wait);
    await usi.submissions.finalize(submission);
  }
  await usi.submissions.waitUntil(submission, 'Completed', wait);
  return Object.keys((await usi.submissions.accessions(submission)).accessions);
}
