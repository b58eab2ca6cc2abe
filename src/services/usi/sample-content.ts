import { NotFound } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import { toDay, today } from './dates.ts';
import { sampleByAlias } from './endpoints/samples.ts';
import { getSubmission } from './endpoints/submissions.ts';
import { teamNameOf } from './hal.ts';
import type { NewUsiSample, UsiRelationship, UsiSample, UsiSubmission, UsiSubmissionRef } from './types.ts';

interface Related {
  sampleRelationships?: UsiRelationship[] | null | undefined;
}

/** The server looks for an alias in a team; it needs none when there is an accession. */
const lacksTeam = (relationship: UsiRelationship | null | undefined): boolean =>
  Boolean(relationship?.alias && !relationship.accession && !relationship.team);

export const needsTeam = (sample: Related | null | undefined): boolean =>
  Array.isArray(sample?.sampleRelationships) && sample.sampleRelationships.some(lacksTeam);

/** A copy whose relationships say which team they mean. What was given is not changed. */
export function withTeam<T extends Related>(sample: T, team: string | undefined): T {
  if (team === undefined || !needsTeam(sample)) return sample;
  return {
    ...sample,
    sampleRelationships: sample.sampleRelationships?.map((one) => (lacksTeam(one) ? { ...one, team } : one)),
  };
}

/** The team of a submission: what the handle says, else what the server does. */
export async function teamOf(
  run: Runner,
  submission: UsiSubmissionRef,
  call?: CallOptions,
): Promise<string | undefined> {
  const said = typeof submission === 'object' ? teamNameOf((submission as UsiSubmission)?.team) : undefined;
  return said ?? teamNameOf((await run(getSubmission, { submission }, call)).team);
}

/** A new sample is released today unless it says otherwise; only a new one. */
export const withReleaseDate = (sample: NewUsiSample, now: number): NewUsiSample =>
  sample?.releaseDate === undefined ? { ...sample, releaseDate: today(now) } : sample;

/** The sample of this alias in a submission, when there is one. */
export async function findByAlias(
  run: Runner,
  submission: UsiSubmissionRef,
  alias: string,
  call?: CallOptions,
): Promise<UsiSample | undefined> {
  try {
    return await run(sampleByAlias, { submission, alias }, call);
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** The server leaves out what is empty; so do we, to compare. */
function normal(value: unknown): unknown {
  if (value === null || value === undefined || value === '') return undefined;
  if (Array.isArray(value)) {
    const items = value.map(normal).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .map(([key, item]) => [key, normal(item)] as const)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length > 0 ? entries : undefined;
}

/** The fields in which a stored document is not what was to be stored. */
export function differences(
  stored: { team?: unknown; [field: string]: unknown },
  wanted: Related & { [field: string]: unknown },
): string[] {
  const own = withTeam(wanted, teamNameOf(stored.team));
  return Object.entries(own)
    .filter(([key]) => !key.startsWith('_') && key !== 'team')
    .filter(([key, value]) => {
      const meant = key === 'releaseDate' ? toDay(value as string | Date) : value;
      return JSON.stringify(normal(meant)) !== JSON.stringify(normal(stored[key]));
    })
    .map(([key]) => key);
}
