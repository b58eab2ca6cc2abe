import { checkEnvironment, type Environment, otherEnvironment } from '../../core/environment.ts';
import type { Runner, ServiceOptions } from '../../core/http/context.ts';
import { createRunner } from '../../core/http/runner.ts';
import { ServiceClient } from '../../core/service-client.ts';
import { EnaChecklists } from './checklists.ts';
import { explain } from './explain.ts';
import { Files } from './files/files.ts';
import { EnaObjects } from './objects.ts';
import { Browser, Portal, Taxonomy } from './portal.ts';
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
  /** The upload area: `ftp://host:port`, by FTP with explicit TLS. Default: ENA's own, one for all environments. */
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
  /** The upload area, where the files of runs and analyses have to be before these are submitted. */
  readonly files: Files;
  /** Status, dates and other accessions of the account's own objects. */
  readonly reports: Reports;
  /** What kinds of samples have to say of themselves. */
  readonly checklists: EnaChecklists;
  /** Which organisms samples may name. */
  readonly taxonomy: Taxonomy;
  /** Search over all that is public. */
  readonly portal: Portal;
  /** Public records. */
  readonly browser: Browser;

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
    this.files = new Files(this.run);
    this.reports = reportsOf(this.run);
    this.checklists = new EnaChecklists(this.run);
    this.taxonomy = new Taxonomy(this.run);
    this.portal = new Portal(this.run);
    this.browser = new Browser(this.run);
  }
}

/** Of all environments. */
export const UPLOAD_AREA = 'ftp://webin2.ebi.ac.uk:21';
const V2 = /^(.*?)(\/ena(?:\/dev)?\/submit)\/webin-v2$/;

function connect({ url, environment = 'test', ftpUrl = UPLOAD_AREA, ...options }: EnaOptions): Runner {
  checkEnvironment('ena', environment, Object.keys(HOSTS));
  const given = (url ?? HOSTS[environment]).replace(/\/+$/, '');
  const usual = environment === 'dev' ? '/ena/dev/submit' : '/ena/submit';
  const [, host = given, submit = usual] = V2.exec(given) ?? [];
  return createRunner(
    {
      service: 'ena',
      bases: {
        api: `${host}${submit}/webin-v2`,
        reports: `${host}${submit}/report`,
        portal: `${host}/ena/portal/api`,
        browser: `${host}/ena/browser/api`,
        // The test service has none of its own.
        taxonomy: `${host === HOSTS.test ? HOSTS.production : host}/ena/taxonomy/rest`,
      },
      addresses: { ftp: ftpUrl.replace(/\/+$/, '') },
      accept: 'application/json',
      environment,
      explain,
      whenNotFound: otherEnvironment(environment),
      credentialSettings: ['WEBIN_USERNAME', 'WEBIN_PASSWORD'],
    },
    options,
  );
}
