import { Forbidden, NotFound } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import { BulkRun } from '../../core/many/bulk.ts';
import type { BulkOptions } from '../../core/many/bulk-plan.ts';
import type { Pager } from '../../core/many/pager.ts';
import { type WaitOptions, waitUntil } from '../../core/many/wait.ts';
import type { CallOptions } from '../../core/options.ts';
import { getFacets, recommend } from './endpoints/facets.ts';
import {
  accessionSample,
  createSample,
  getSample,
  searchSamples,
  updateSample,
  validateSample,
} from './endpoints/samples.ts';
import { samplesPlan } from './many.ts';
import { patchSample } from './patch.ts';
import { createRelated, type RelatedOptions } from './related.ts';
import type {
  Facet,
  FacetQuery,
  ManyResult,
  NewSample,
  Recommendation,
  Sample,
  SampleChange,
  SampleContent,
  SampleQuery,
  SampleRef,
  SampleReservation,
  SampleUpdate,
  Validation,
} from './types.ts';
import { visibilityPlan } from './wait.ts';

/** The records themselves. */
export class Samples {
  constructor(private readonly run: Runner) {}

  /**
   * The stored sample, with the curations of others applied unless you say `applyCurations: false`. Read it without
   * them when you mean to write it back.
   * @throws NotFound there is no such sample
   * @throws Forbidden it is private and belongs to another account, or to nobody we are logged in as
   * @see https://www.ebi.ac.uk/biosamples/docs/references/api/get
   */
  get(sample: SampleRef, options?: CallOptions): Promise<Sample> {
    return this.run(getSample, sample, options);
  }

  /**
   * Stores a new sample and gives it an accession. Names need not be unique: the same sample sent twice is two
   * records. Never repeated after a doubt: see `outcome` of the error.
   * @throws Invalid the sample does not meet its checklist, or its organism is unknown
   * @throws CallError with `outcome: 'unknown'` when the answer was lost
   * @see https://www.ebi.ac.uk/biosamples/docs/references/api/submit#submit-a-sample
   */
  create(sample: NewSample, options?: CallOptions): Promise<Sample> {
    return this.run(createSample, sample, options);
  }

  /**
   * Replaces the stored sample with this one: BioSamples keeps nothing that you leave out. Fields this version does
   * not know go back as they came. Safe to repeat.
   * @throws Forbidden the sample belongs to another account, or came through ENA and is to be edited there
   * @throws Invalid as for create; also for an accession that does not exist
   * @see https://www.ebi.ac.uk/biosamples/docs/references/api/submit#update-sample
   */
  update(sample: SampleUpdate, options?: CallOptions): Promise<Sample> {
    return this.run(updateSample, sample, options);
  }

  /**
   * Reserves an accession for a sample that is described later by `update`. Private until then; only a name is
   * needed.
   * @see https://www.ebi.ac.uk/biosamples/docs/references/api/submit#accession-a-sample
   */
  accession(sample: SampleReservation, options?: CallOptions): Promise<Sample> {
    return this.run(accessionSample, sample, options);
  }

  /**
   * Asks the repository what a checklist says of a sample; stores nothing. Without `checklist` the one named in the
   * sample, else the minimal one. Checks no taxonomy.
   * @see https://www.ebi.ac.uk/biosamples/docs/references/api/submit#validate-sample-fields
   */
  validate(sample: SampleContent, options: CallOptions & { checklist?: string } = {}): Promise<Validation> {
    const { checklist, ...rest } = options;
    return this.run(validateSample, { sample, checklist }, rest);
  }

  /**
   * Finds samples by text and filters. Public ones, and with an account also its private ones; new samples appear
   * after a while (the index lags).
   * @see https://www.ebi.ac.uk/biosamples/docs/references/api/search
   */
  search(query: SampleQuery = {}, options?: CallOptions): Pager<Sample> {
    return this.run.pages(searchSamples, query, options);
  }

  /**
   * Changes some of a stored sample and keeps all the rest: reads it without curations, merges, and puts it back. The
   * change is an object, or a function from the sample as it is to the sample as it shall be. What must not go back is
   * left out: a status that you did not set, a taxId when the organism changed, relationships of other samples. The
   * repository has no locking: when somebody else changes the record meanwhile the change is made again on the newer
   * one. When the answer to the put is lost, the record is read again, and counts as written when it is as it should be.
   * @throws Conflict others keep changing the record
   * @throws CallError with `outcome: 'unknown'` when it could not be found out whether it was written
   * @see https://www.ebi.ac.uk/biosamples/docs/references/api/submit#update-sample
   */
  patch(
    accession: string,
    change: SampleChange | ((sample: Sample) => SampleUpdate),
    options?: CallOptions,
  ): Promise<Sample> {
    return patchSample(this.run, accession, change, options);
  }

  /** Makes a sample public now, or on a day to come. */
  release(
    accession: string,
    on: string | Date = new Date().toISOString().slice(0, 10),
    options?: CallOptions,
  ): Promise<Sample> {
    return this.patch(accession, { release: on }, options);
  }

  /** Makes a sample private until a day; without one for a hundred years. It can be released at any time. */
  hide(accession: string, until: string | Date = inACentury(), options?: CallOptions): Promise<Sample> {
    return this.patch(accession, { release: until }, options);
  }

  /**
   * Stores new samples that refer to each other by name, such as tissues and the animals they were taken from: a
   * relationship's `source` and `target` may be the name of another sample of the list. All are validated first, and
   * nothing is sent when one is not valid; then all get accessions; then the full records are put. What became of each
   * is told one by one; a reserved accession that was left over is named. With a `journal` the run can be taken up
   * again after anything.
   * @throws InputError a name is used twice, or refers to nothing
   * @throws ConfigError the journal belongs to another run, or is in use
   * @throws BulkError with a journal: the repository could not be reached any more
   */
  createRelated(samples: readonly NewSample[], options: RelatedOptions = {}): Promise<ManyResult[]> {
    return createRelated(this.run, samples, options);
  }

  /** Names of characteristics that others use for the same things; stores nothing. */
  recommend(sample: SampleContent, options?: CallOptions): Promise<Recommendation> {
    return this.run(recommend, sample, options);
  }

  /**
   * Stores any number of new samples: a list, a generator, a stream of lines. Give it a `journal`, and it can be killed
   * at any moment and run again: nothing is stored twice, nothing is lost. Then names must differ, an accession is
   * reserved for each sample first, and the record is put to it. Without a journal each sample is created in one call,
   * and one whose answer was lost is reported `unknown` and not sent again.
   *
   * Iterate the run for what became of each sample, in order, or `await run.done()` for the summary.
   * @throws ConfigError the journal belongs to another run, or is in use
   * @throws BulkError the repository could not be reached any more; the journal has how far it came
   * @see https://www.ebi.ac.uk/biosamples/docs/references/api/submit
   */
  createMany(
    samples: Iterable<NewSample> | AsyncIterable<NewSample>,
    options: BulkOptions = {},
  ): BulkRun<NewSample, Sample> {
    return new BulkRun(this.run, samplesPlan(this.run.context.environment), samples, options);
  }

  /**
   * Waits until a sample is found by search (default; the index lags), or is public. The handle may be the sample itself.
   * @throws WaitTimeout it takes longer than `timeoutMs`
   */
  async waitUntil(
    { accession }: { accession: string },
    target: 'stored' | 'searchable' | 'public' = 'searchable',
    options: WaitOptions = {},
  ): Promise<void> {
    await waitUntil(this.run, visibilityPlan(this.run, target), { accession }, target, options);
  }

  /** How many samples a search would give. Fetches one of them. */
  async count(
    query: Omit<SampleQuery, 'page' | 'cursor' | 'size'> = {},
    options?: CallOptions,
  ): Promise<number> {
    const pages = this.search({ ...query, page: 0, size: 1 }, options).pages();
    const { value: page } = await pages.next();
    await pages.return();
    return page?.total ?? 0;
  }

  /** Whether there is such a sample, also one that is private to others. */
  async exists(accession: string, options?: CallOptions): Promise<boolean> {
    try {
      await this.get({ accession, applyCurations: false }, options);
      return true;
    } catch (error) {
      if (error instanceof Forbidden) return true;
      if (error instanceof NotFound) return false;
      throw error;
    }
  }

  /**
   * What the samples of a search have in common: their commonest characteristics and values. Public samples only.
   * @see https://www.ebi.ac.uk/biosamples/docs/references/api/search
   */
  facets(query: FacetQuery = {}, options?: CallOptions): Promise<Facet[]> {
    return this.run(getFacets, query, options);
  }
}

function inACentury(): string {
  const day = new Date();
  day.setUTCFullYear(day.getUTCFullYear() + 100);
  return day.toISOString().slice(0, 10);
}
