import type { Runner } from '../../core/http/context.ts';
import type { BulkPlan } from '../../core/many/bulk-plan.ts';
import { CLOCK_SKEW_MS } from '../../core/many/doubt.ts';
import type { CallOptions } from '../../core/options.ts';
import { checkInput } from '../../core/schema.ts';
import { accessionSample, createSample, searchSamples, updateSample } from './endpoints/samples.ts';
import { filters } from './filters.ts';
import { newSample } from './schemas/samples.ts';
import type { NewSample, Sample } from './types.ts';

/** Nobody has more samples of one name; a list that goes on is a server that has lost its way. */
const MOST_OF_ONE_NAME = 1_000;

/** The index of the real service is behind by its queue; minutes were reported. */
const INDEX_LAG_MS = 60_000;

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
  reserve: (run, { name }, call) => reserve(run, name, call),
  store: async (run, sample, accession, call) => {
    const value =
      accession === undefined
        ? await run(createSample, sample, call)
        : await run(updateSample, { ...sample, accession }, call);
    return { reference: value.accession, value };
  },
  find: (run, { name }, since, call) => findReservations(run, name, since, call),
  reconcileForMs: INDEX_LAG_MS,
  findsWithoutJournal: false,
});

/** How an accession is reserved for each of many, with nothing stored to it yet. */
export const reservationsOf = <In>(
  environment: string,
  operation: string,
  nameOf: (item: In) => string,
): BulkPlan<In, string> => ({
  operation,
  environment,
  check: (item) => ({ ok: true, value: item }),
  // Beside the key of the record itself, in the same journal.
  key: (item) => `accession of ${nameOf(item)}`,
  content: nameOf,
  reserve: (run, item, call) => reserve(run, nameOf(item), call),
  store: async (run, item, accession, call) => {
    const reference = accession ?? (await reserve(run, nameOf(item), call));
    return { reference, value: reference };
  },
  find: (run, item, since, call) => findReservations(run, nameOf(item), since, call),
  reconcileForMs: INDEX_LAG_MS,
  findsWithoutJournal: false,
});

async function reserve(run: Runner, name: string, call: CallOptions): Promise<string> {
  return (await run(accessionSample, { name }, call)).accession;
}

/** Reservations of this name that this account made since then and never filled in, the one to use first. */
async function findReservations(
  run: Runner,
  name: string,
  since: number,
  call: CallOptions,
): Promise<{ reference: string; done: boolean }[]> {
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
}
