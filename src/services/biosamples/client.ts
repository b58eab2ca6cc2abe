import type { Environment } from '../../accounts/webin.ts';
import type { Runner, ServiceOptions } from '../../core/http/context.ts';
import { createRunner } from '../../core/http/runner.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import { ServiceClient } from '../../core/service-client.ts';
import {
  ACCEPT,
  accessionSample,
  createSample,
  getSample,
  searchSamples,
  updateSample,
  validateSample,
} from './endpoints.ts';
import { explain } from './explain.ts';
import type {
  NewSample,
  Sample,
  SampleContent,
  SampleQuery,
  SampleRef,
  SampleReservation,
  SampleUpdate,
  Validation,
} from './types.ts';

const URLS: Readonly<Record<Environment, string>> = {
  test: 'https://wwwdev.ebi.ac.uk/biosamples',
  production: 'https://www.ebi.ac.uk/biosamples',
};

export interface BioSamplesOptions extends ServiceOptions {
  /** Default: that of the environment. */
  url?: string;
  /** Default `test`: what is written there is thrown away regularly. Ignored when `url` is given. */
  environment?: Environment;
}

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
}

/**
 * BioSamples: descriptions of biological samples, each with an accession.
 * @see https://www.ebi.ac.uk/biosamples/docs
 */
export class BioSamples extends ServiceClient {
  readonly samples: Samples;

  constructor(options?: BioSamplesOptions);
  constructor(options: BioSamplesOptions | Runner = {}) {
    super(typeof options === 'function' ? options : connect(options));
    this.samples = new Samples(this.run);
  }
}

function connect({ url, environment = 'test', ...options }: BioSamplesOptions): Runner {
  return createRunner(
    {
      service: 'biosamples',
      bases: { api: url ?? URLS[environment] },
      accept: ACCEPT,
      explain,
      forbiddenMayMeanExpired: true,
      credentialSettings: ['WEBIN_USERNAME', 'WEBIN_PASSWORD'],
    },
    options,
  );
}
