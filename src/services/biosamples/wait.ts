import { NotFound } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { WaitPlan } from '../../core/many/wait.ts';
import { getSample, searchSamples } from './endpoints/samples.ts';
import { filters } from './filters.ts';

/** How far a stored sample has come: it is stored at once, found by search later, and public from its release on. */
export type SampleVisibility = 'unknown' | 'stored' | 'searchable' | 'public';

export const visibilityPlan = (
  run: Runner,
  target: SampleVisibility,
): WaitPlan<{ accession: string }, SampleVisibility> => ({
  operation: 'biosamples.samples.waitUntil',
  async look({ accession }, call) {
    if (target === 'searchable') {
      const found = await run
        .pages(searchSamples, { filter: filters.accession(accession), size: 1 }, call)
        .first();
      if (found) return 'searchable';
    }
    try {
      const { release } = await run(getSample, { accession }, call);
      if (target === 'public' && release !== undefined && Date.parse(release) < run.context.clock.now())
        return 'public';
      return 'stored';
    } catch (error) {
      if (error instanceof NotFound) return 'unknown';
      throw error;
    }
  },
  wordOf: (state) => state,
  hasEnded: (state) => state === target,
  pollMs: 2_000,
});
