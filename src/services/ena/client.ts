import type { Environment } from '../../core/environment.ts';
import type { Runner, ServiceOptions } from '../../core/http/context.ts';
import { createRunner } from '../../core/http/runner.ts';
import { ServiceClient } from '../../core/service-client.ts';
import { explain } from './explain.ts';
import { EnaObjects } from './objects.ts';
import { type Reports, reportsOf } from './reports.ts';
import { Submissions } from './submissions.ts';

/** `dev` is the test service under the other spelling of its paths, which older pages show. */
export type EnaEnvironment = Environment | 'dev';

const HOSTS: Readonly<Record<EnaEnvironment, string>> = {
  test: 'https://wwwdev.ebi.ac.uk',
  dev: 'https://wwwdev.ebi.ac.uk',
  production: 'https://www.ebi.ac.uk',
};

export interface EnaOptions extends ServiceOptions {
  /**
   * Where ENA is: the address under which `/ena/submit/…` lies, or that of Webin V2 itself. Default: that of the
   * environment.
   */
  url?: string;
  /** The upload area: `ftp://host:port`. */
  ftpUrl?: string;
  /** Default `test`: thrown away every night. */
  environment?: EnaEnvironment;
}

/**
 * The European Nucleotide Archive, by Webin V2: studies, samples, sequencing experiments, reads and analyses.
 * @see https://ena-docs.readthedocs.io
 */
export class Ena extends ServiceClient {
  /** Documents on their way into ENA. */
  readonly submissions: Submissions;
  readonly projects: EnaObjects<'projects'>;
  readonly studies: EnaObjects<'studies'>;
  readonly samples: EnaObjects<'samples'>;
  readonly experiments: EnaObjects<'experiments'>;
  readonly runs: EnaObjects<'runs'>;
  readonly analyses: EnaObjects<'analyses'>;
  /** Status, dates and other accessions of the account's own objects. */
  readonly reports: Reports;

  constructor(options?: EnaOptions);
  constructor(options: EnaOptions | Runner = {}) {
    super(typeof options === 'function' ? options : connect(options));
    this.submissions = new Submissions(this.run);
    this.projects = new EnaObjects(this.run, 'projects');
    this.studies = new EnaObjects(this.run, 'studies');
    this.samples = new EnaObjects(this.run, 'samples');
    this.experiments = new EnaObjects(this.run, 'experiments');
    this.runs = new EnaObjects(this.run, 'runs');
    this.analyses = new EnaObjects(this.run, 'analyses');
    this.reports = reportsOf(this.run);
  }
}

const V2 = /^(.*?)(\/ena(?:\/dev)?\/submit)\/webin-v2$/;

function connect({ url, environment = 'test', ftpUrl, ...options }: EnaOptions): Runner {
  const given = (url ?? HOSTS[environment]).replace(/\/+$/, '');
  const usual = environment === 'dev' ? '/ena/dev/submit' : '/ena/submit';
  const [, host = given, submit = usual] = V2.exec(given) ?? [];
  return createRunner(
    {
      service: 'ena',
      bases: {
        api: `${host}${submit}/webin-v2`,
        reports: `${host}${submit}/report`,
      },
      accept: 'application/json',
      environment,
      explain,
      credentialSettings: ['WEBIN_USERNAME', 'WEBIN_PASSWORD'],
    },
    options,
  );
}
