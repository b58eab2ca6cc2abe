import { CallError, Conflict } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import { toInstant } from './dates.ts';
import { getSample, updateSample } from './endpoints/samples.ts';
import type { Characteristics, Sample, SampleChange, SampleContent, SampleUpdate } from './types.ts';

const OPERATION = 'biosamples.samples.patch';
/** How often a change is made anew because somebody else was faster. */
const MOST_TRIES = 3;
/** Fields that the repository sets or may set; they differ from write to write. */
const SET_BY_SERVER = new Set([
  'update',
  'submitted',
  'create',
  'reviewed',
  'taxId',
  'status',
  'sraAccession',
  '_links',
  'structuredData',
  'submittedVia',
  'webinSubmissionAccountId',
  'domain',
  'releaseDate',
  'updateDate',
  'submittedDate',
  'reviewedDate',
]);

function mergedCharacteristics(
  old: Characteristics,
  change: NonNullable<SampleChange['characteristics']>,
): Characteristics {
  const merged: Characteristics = { ...old };
  for (const [name, values] of Object.entries(change)) {
    if (values === null) delete merged[name];
    else if (values !== undefined) merged[name] = values;
  }
  return merged;
}

const organismOf = ({ characteristics = {} }: SampleContent): string =>
  JSON.stringify(
    Object.entries(characteristics)
      .filter(([name]) => /^(organism|species)$/i.test(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** The record as it shall be: what others or the server put into the answer does not go back into the record. */
function merge(
  run: Runner,
  current: Sample,
  change: SampleChange | ((sample: Sample) => SampleUpdate),
): SampleUpdate {
  const given: Readonly<Record<string, unknown>> =
    typeof change === 'function' ? change(structuredClone(current)) : change;
  if (typeof given !== 'object' || given === null) {
    throw run.inputError(OPERATION, [{ path: 'change', message: 'must give the changed sample back' }]);
  }
  const wanted: SampleUpdate =
    typeof change === 'function'
      ? ({ ...given, accession: current.accession } as SampleUpdate)
      : ({
          ...current,
          // Undefined is what an optional variable holds that nobody set, not the wish to remove.
          ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
          ...(change.characteristics && {
            characteristics: mergedCharacteristics(current.characteristics ?? {}, change.characteristics),
          }),
          accession: current.accession,
        } as SampleUpdate);
  // Round-tripped, an old status goes stale as soon as the release date changes.
  if (wanted.status === current.status) delete wanted.status;
  // Round-tripped, the old taxId would win over the new organism.
  if (wanted.taxId === current.taxId && organismOf(wanted) !== organismOf(current)) delete wanted.taxId;
  // Those that other samples point here with would become stored copies.
  const own = wanted.relationships?.filter(({ source }) => !source || source === current.accession);
  if (own) wanted.relationships = own;
  return wanted;
}

/** A text that is the same for two records that say the same, in whatever order. */
function fingerprint(sample: SampleContent, accession: string): string {
  const normal = (value: unknown): unknown => {
    if (Array.isArray(value))
      return value
        .map(normal)
        .map((item) => JSON.stringify(item))
        .sort();
    if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value.trim() : value;
    return Object.entries(value)
      .filter(
        ([, item]) => item !== null && item !== undefined && !(Array.isArray(item) && item.length === 0),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, normal(item)]);
  };
  const said = Object.entries(sample).filter(([key]) => !SET_BY_SERVER.has(key));
  const record: Record<string, unknown> = Object.fromEntries(said);
  const { 'SRA accession': _given, ...characteristics } = sample.characteristics ?? {};
  record.characteristics = characteristics;
  record.relationships = (sample.relationships ?? [])
    .filter(({ source }) => !source || source === accession)
    .map((relationship) => ({ ...relationship, source: accession }));
  const { release } = sample as { release?: string | Date };
  // The store keeps milliseconds.
  record.release = release === undefined ? undefined : new Date(toInstant(release) ?? 0).getTime();
  return JSON.stringify(normal(record));
}

/** What the server sets when it is left out, and keeps when it is given. */
const KEPT_WHEN_GIVEN = ['status', 'taxId'] as const;

/** Whether a stored record says all that was to be written. */
const saysTheSame = (stored: Sample, wanted: SampleUpdate): boolean =>
  fingerprint(stored, wanted.accession) === fingerprint(wanted as SampleContent, wanted.accession) &&
  KEPT_WHEN_GIVEN.every((field) => wanted[field] === undefined || `${stored[field]}` === `${wanted[field]}`);

export async function patchSample(
  run: Runner,
  accession: string,
  change: SampleChange | ((sample: Sample) => SampleUpdate),
  options?: CallOptions,
): Promise<Sample> {
  // Curations of others must not be baked into the record.
  const read = () => run(getSample, { accession, applyCurations: false }, options);
  let current = await read();
  for (let tries = 1; ; tries += 1) {
    const wanted = merge(run, current, change);
    const latest = await read();
    if (latest.update !== current.update) {
      if (tries === MOST_TRIES) throw keepsChanging(accession, run);
      current = latest;
      continue;
    }
    try {
      return await run(updateSample, wanted, options);
    } catch (error) {
      if (!(error instanceof CallError) || error.outcome !== 'unknown' || options?.signal?.aborted)
        throw error;
      const stored = await read().catch(() => undefined);
      if (stored && saysTheSame(stored, wanted)) return stored;
      throw error;
    }
  }
}

const keepsChanging = (accession: string, run: Runner): Conflict =>
  new Conflict('somebody else changed the sample each time before the change could be written', {
    service: 'biosamples',
    operation: OPERATION,
    method: 'PUT',
    url: run.context.redactor.scrubUrl(`${run.context.bases.api}/samples/${accession}`),
    attempts: MOST_TRIES,
    outcome: 'not-sent',
    status: 412,
    headers: {},
    body: '',
  });
