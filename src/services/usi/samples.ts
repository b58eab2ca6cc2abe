import type { Runner } from '../../core/http/context.ts';
import { BulkRun } from '../../core/many/bulk.ts';
import type { BulkOptions } from '../../core/many/bulk-plan.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import { createOne } from './create.ts';
import {
  currentSample,
  listSamplesWithErrors,
  listSamplesWithWarnings,
  listTeamSamples,
  sampleHistory,
} from './endpoints/sample-lists.ts';
import {
  deleteSample,
  getSample,
  patchSample,
  sampleByAccession,
  sampleByAlias,
  sampleProcessing,
  sampleSubmission,
  sampleSummary,
  sampleValidation,
  updateSample,
} from './endpoints/samples.ts';
import type { UsiPageQuery } from './endpoints/shared.ts';
import { teamNameOf } from './hal.ts';
import { samplesOf, type UsiSampleQuery } from './lists.ts';
import { samplesPlan } from './many.ts';
import { needsTeam, withTeam } from './sample-content.ts';
import type {
  NewUsiSample,
  UsiAliasRef,
  UsiProcessingStatus,
  UsiSample,
  UsiSampleChange,
  UsiSampleRef,
  UsiSubmission,
  UsiSubmissionRef,
  UsiTeamRef,
  UsiValidationResult,
  UsiValidationSummary,
} from './types.ts';

/** The samples of submissions. */
export class UsiSamples {
  constructor(private readonly run: Runner) {}

  /**
   * The samples of a submission. The validation of each comes along in `_embedded.validationResult`, so that filtering by
   * it costs no further request.
   * @see https://submission.ebi.ac.uk/api/docs/submission_api.html
   */
  list(submission: UsiSubmissionRef, query: UsiSampleQuery = {}, options?: CallOptions): Pager<UsiSample> {
    return samplesOf(this.run, submission, query, options);
  }

  /** The samples of a team, over all its submissions: the current version of each alias. */
  listByTeam(team: UsiTeamRef, query: UsiPageQuery = {}, options?: CallOptions): Pager<UsiSample> {
    return this.run.pages(listTeamSamples, { ...query, team }, options);
  }

  /** Only those with errors, as the server finds them. */
  listWithErrors(
    submission: UsiSubmissionRef,
    query: UsiPageQuery = {},
    options?: CallOptions,
  ): Pager<UsiSample> {
    return this.run.pages(listSamplesWithErrors, { ...query, submission }, options);
  }

  /** Only those with warnings. */
  listWithWarnings(
    submission: UsiSubmissionRef,
    query: UsiPageQuery = {},
    options?: CallOptions,
  ): Pager<UsiSample> {
    return this.run.pages(listSamplesWithWarnings, { ...query, submission }, options);
  }

  /** How many there are, with errors and with warnings. */
  summary(submission: UsiSubmissionRef, options?: CallOptions): Promise<UsiValidationSummary> {
    return this.run(sampleSummary, { submission }, options);
  }

  /**
   * A sample by its id, or a handle read anew.
   * @throws NotFound
   */
  get(sample: UsiSampleRef, options?: CallOptions): Promise<UsiSample> {
    return this.run(getSample, { id: sample }, options);
  }

  /**
   * The sample of this alias in a submission.
   * @throws NotFound
   */
  getByAlias(submission: UsiSubmissionRef, alias: string, options?: CallOptions): Promise<UsiSample> {
    return this.run(sampleByAlias, { submission, alias }, options);
  }

  /**
   * The newest sample with this accession.
   * @throws NotFound
   */
  getByAccession(accession: string, options?: CallOptions): Promise<UsiSample> {
    return this.run(sampleByAccession, { accession }, options);
  }

  /** The newest version of an alias, in whichever submission. */
  currentVersion(sample: UsiAliasRef, options?: CallOptions): Promise<UsiSample> {
    return this.run(currentSample, sample, options);
  }

  /** All versions of an alias over the submissions of its team, newest first. */
  history(sample: UsiAliasRef & UsiPageQuery, options?: CallOptions): Pager<UsiSample> {
    return this.run.pages(sampleHistory, sample, options);
  }

  /**
   * Adds a sample to a Draft. Without `releaseDate` it is released today; relationships by alias get the team of the
   * submission. What you give is not changed. When the answer is lost, the sample is looked up by its alias.
   * @throws Invalid the alias is taken, or the submission is no Draft any more
   */
  create(submission: UsiSubmissionRef, sample: NewUsiSample, options?: CallOptions): Promise<UsiSample> {
    return createOne(this.run, submission, sample, options);
  }

  /**
   * Adds any number of samples: a list, a generator, a stream of lines. Their key is the alias: with a `journal` the run
   * can be killed at any moment and run again, and an alias that is there already is reported `found` (`changed`: with
   * other content), never sent twice.
   * @throws ConfigError the journal belongs to another submission, or is in use
   */
  createMany(
    submission: UsiSubmissionRef,
    samples: Iterable<NewUsiSample> | AsyncIterable<NewUsiSample>,
    options: BulkOptions = {},
  ): BulkRun<NewUsiSample, UsiSample> {
    return new BulkRun(this.run, samplesPlan(this.run, submission), samples, options);
  }

  /**
   * Changes what is named and leaves the rest, the release date too; then it is validated anew. Null takes a value away.
   * @throws Invalid the submission is no Draft any more
   */
  async patch(sample: UsiSampleRef, change: UsiSampleChange, options?: CallOptions): Promise<UsiSample> {
    const ready = withTeam(change, needsTeam(change) ? await this.#teamOf(sample, options) : undefined);
    return this.run(patchSample, { id: sample, change: ready }, options);
  }

  /** Replaces the sample with this one; fields that the repository sets by itself are left out. */
  async update(sample: UsiSampleRef, content: NewUsiSample, options?: CallOptions): Promise<UsiSample> {
    const ready = withTeam(content, needsTeam(content) ? await this.#teamOf(sample, options) : undefined);
    return this.run(updateSample, { id: sample, sample: ready }, options);
  }

  /**
   * Takes a sample out of a Draft. Those that refer to it get an error.
   * @throws Invalid the submission is no Draft any more
   */
  delete(sample: UsiSampleRef, options?: CallOptions): Promise<void> {
    return this.run(deleteSample, { id: sample }, options);
  }

  /** What the validators say of a sample. */
  validationResult(sample: UsiSampleRef, options?: CallOptions): Promise<UsiValidationResult> {
    return this.run(sampleValidation, { id: sample }, options);
  }

  /** How far the archive is with a sample. */
  processingStatus(sample: UsiSampleRef, options?: CallOptions): Promise<UsiProcessingStatus> {
    return this.run(sampleProcessing, { id: sample }, options);
  }

  /** The submission it is in. */
  submission(sample: UsiSampleRef, options?: CallOptions): Promise<UsiSubmission> {
    return this.run(sampleSubmission, { id: sample }, options);
  }

  async #teamOf(sample: UsiSampleRef, options?: CallOptions): Promise<string | undefined> {
    const said = typeof sample === 'object' ? teamNameOf((sample as UsiSample)?.team) : undefined;
    return said ?? teamNameOf((await this.get(sample, options)).team);
  }
}
