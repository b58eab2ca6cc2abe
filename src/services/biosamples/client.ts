import { checkEnvironment, type Environment, otherEnvironment } from '../../core/environment.ts';
import type { Runner, ServiceOptions } from '../../core/http/context.ts';
import type { Download, DownloadOptions } from '../../core/http/download.ts';
import { createRunner } from '../../core/http/runner.ts';
import { ServiceClient } from '../../core/service-client.ts';
import { Checklists } from './checklists.ts';
import { Accessions, CurationLinks, Curations } from './curations.ts';
import { downloadSamples } from './endpoints/facets.ts';
import { ACCEPT } from './endpoints/shared.ts';
import { explain } from './explain.ts';
import { Samples } from './samples.ts';
import { StructuredTables } from './structured-data.ts';
import type { DownloadQuery } from './types.ts';
import { SamplesV2, type V2 } from './v2.ts';

const URLS: Readonly<Record<Environment, string>> = {
  test: 'https://wwwdev.ebi.ac.uk/biosamples',
  production: 'https://www.ebi.ac.uk/biosamples',
};

export interface BioSamplesOptions extends ServiceOptions {
  /** Default: that of the environment. */
  url?: string;
  /** Default `test`: what is written there is thrown away regularly. Ignored when `url` is given. */
  environment?: Environment;
  /** Version 2 of the service. Default: `/v2` below `url`. */
  v2Url?: string;
  /** The store of checklists. Default: `/schema-store` below `url`. */
  schemaStoreUrl?: string;
}

/**
 * BioSamples: descriptions of biological samples, each with an accession.
 * @see https://www.ebi.ac.uk/biosamples/docs
 */
export class BioSamples extends ServiceClient {
  /** The records themselves. */
  readonly samples: Samples;
  /** Accessions only: the quickest way to know what there is. */
  readonly accessions: Accessions;
  /** Changes that were proposed, by their hash; made and applied locally. */
  readonly curations: Curations;
  /** Changes to single samples. */
  readonly curationLinks: CurationLinks;
  /** Tables that belong to samples. */
  readonly structuredData: StructuredTables;
  /** What kinds of samples should say of themselves. */
  readonly checklists: Checklists;
  /** Version 2 of the service: many samples in one call. */
  readonly v2: V2;

  constructor(options?: BioSamplesOptions);
  constructor(options: BioSamplesOptions | Runner = {}) {
    super(typeof options === 'function' ? options : connect(options));
    this.samples = new Samples(this.run);
    this.accessions = new Accessions(this.run);
    this.curations = new Curations(this.run);
    this.curationLinks = new CurationLinks(this.run);
    this.structuredData = new StructuredTables(this.run);
    this.checklists = new Checklists(this.run);
    this.v2 = { samples: new SamplesV2(this.run) };
  }

  /**
   * Writes the public samples of a search into a file: streamed, and there under its name only when it is whole. For
   * more than 100,000 samples, or private ones, walk through `samples.search`.
   * @throws InputError there is such a file already, and `overwrite` is not set
   * @see https://www.ebi.ac.uk/biosamples/docs/references/api/search
   */
  download(query: DownloadQuery, options: DownloadOptions): Promise<Download> {
    return this.run.download(downloadSamples, query, options);
  }
}

function connect({
  url,
  environment = 'test',
  v2Url,
  schemaStoreUrl,
  ...options
}: BioSamplesOptions): Runner {
  checkEnvironment('biosamples', environment);
  const api = (url ?? URLS[environment]).replace(/\/+$/, '');
  return createRunner(
    {
      service: 'biosamples',
      bases: { api, v2: v2Url ?? `${api}/v2`, schemaStore: schemaStoreUrl ?? `${api}/schema-store` },
      accept: ACCEPT,
      environment,
      explain,
      whenNotFound: otherEnvironment(environment),
      forbiddenMayMeanExpired: true,
      credentialSettings: ['WEBIN_USERNAME', 'WEBIN_PASSWORD'],
    },
    options,
  );
}
