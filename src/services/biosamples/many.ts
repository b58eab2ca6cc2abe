import type { Runner } from '../../core/http/context.ts';
import type { BulkPlan } from '../../core/many/bulk-plan.ts';
import type { CallOptions } from '../../core/options.ts';
import { checkInput } from '../../core/schema.ts';
import { accessionSample, createSample, searchSamples, updateSample } from './endpoints/samples.ts';
import { filters } from './filters.ts';
import { newSample } from './schemas/samples.ts';
import type { NewSample, Sample } from './types.ts';

/** The clocks of two machines may differ by this much: an older record of the same name is never taken for ours. */
const CLOCK_SKEW_MS = 2 * 60_000;

/** Nobody has more samples of one name; a list that goes on is a server that has lost its way. */
const MOST_OF_ONE_NAME = 1_000;

/** A reservation that was never filled in: nothing but what the repository itself puts there. */
function isEmptyReservation({ characteristics = {}, relationships = [] }: Sample): boolean {
  const said = Object.keys(characteristics).filter((name) => name !== 'SRA accession');
  return said.length === 0 && relationships.length === 0;
}

/**
 * How BioSamples stores one of many. It has no natural key: names are not unique, and the index lags. So an accession is
 * reserved first, and the record is put to it, which repeats safely. A reservation whose answer was lost is looked for
 * by name; when it does not show up in time another one is made, and an empty private accession may be left over.
 */
export const samplesPlan = (environment: string): BulkPlan<NewSample, Sample> => ({
  operation: 'biosamples.samples.createMany',
  environment,
  check: (sample) => {
    const checked = checkInput(newSample(), sample);
    return checked.ok ? { ok: true, value: checked.value as unknown as NewSample } : checked;
  },
  key: ({ name }) => name,
  reserve: async (run: Runner, { name }: NewSample, call: CallOptions) =>
    (await run(accessionSample, { name }, call)).accession,
  store: async (run, sample, accession, call) => {
    const value =
      accession === undefined
        ? await run(createSample, sample, call)
        : await run(updateSample, { ...sample, accession }, call);
    return { reference: value.accession, value };
  },
  find: async (run, { name }, since, call) => {
    const account = run.context.credential?.account;
    const filter = [filters.name(name), ...(account === undefined ? [] : [filters.webinAccount(account)])];
    const named = await run
      .pages(searchSamples, { filter, applyCurations: false }, call)
      .all({ limit: MOST_OF_ONE_NAME });
    const isOurs = (sample: Sample) =>
      Date.parse(sample.create ?? '') >= since - CLOCK_SKEW_MS && isEmptyReservation(sample);
    return named
      .filter(isOurs)
      .sort((a, b) => (a.accession < b.accession ? -1 : 1))
      .map(({ accession }) => ({ reference: accession, done: false }));
  },
  // The index of the real service is behind by its queue; minutes were reported.
  reconcileForMs: 60_000,
  findsWithoutJournal: false,
});
