import { AAP_RETIRED } from '../../accounts/aap.ts';
import { checkEnvironment, type Environment } from '../../core/environment.ts';
import { ConfigError } from '../../core/errors/index.ts';
import type { Runner, ServiceOptions } from '../../core/http/context.ts';
import { createRunner } from '../../core/http/runner.ts';
import type { CallOptions } from '../../core/options.ts';
import { ServiceClient } from '../../core/service-client.ts';
import { Aap } from './aap.ts';
import { ACCEPT } from './endpoints/shared.ts';
import { getRoot } from './endpoints/teams.ts';
import { explain } from './explain.ts';
import { follow } from './follow.ts';
import type { UsiResource } from './hal-types.ts';
import { UsiProjects } from './projects.ts';
import { UsiChecklists, UsiDataTypes, UsiStatusDescriptions, UsiSubmissionPlans } from './reference.ts';
import { UsiProcessingStatuses, UsiSubmissionStatuses, UsiValidationResults } from './results.ts';
import { UsiSamples } from './samples.ts';
import { UsiSubmissions } from './submissions.ts';
import { UsiTeams } from './teams.ts';
import type { UsiLinkList } from './types.ts';

export interface UsiOptions extends ServiceOptions {
  /** The server root, as pyUSIrest takes it: without `/api`. There is no default: USI is retired. */
  url?: string;
  /** The address of AAP, for `aap.users`, `aap.domains` and `aap.profiles`. */
  aapUrl?: string;
  /** What the server is: part of a journal's header. Default `test`. */
  environment?: Environment;
}

/** The links of the API itself. */
export interface UsiRoot {
  get(options?: CallOptions): Promise<UsiLinkList>;
}

/**
 * The Unified Submissions Interface of EMBL-EBI, later "Data Submission Portal", with its accounts (AAP): samples are
 * gathered in submissions, validated, handed in together, and get accessions of BioSamples.
 * @see https://submission.ebi.ac.uk/api/docs/submission_api.html
 */
export class Usi extends ServiceClient {
  /** The links of the API itself. */
  readonly root: UsiRoot;
  /** Groups of people who share submissions. */
  readonly teams: UsiTeams;
  /** What is handed in together. */
  readonly submissions: UsiSubmissions;
  /** Where submissions are. */
  readonly submissionStatuses: UsiSubmissionStatuses;
  /** The samples of submissions. */
  readonly samples: UsiSamples;
  /** What the samples of submissions belong to. */
  readonly projects: UsiProjects;
  /** What the validators say. */
  readonly validationResults: UsiValidationResults;
  /** How far the archives are. */
  readonly processingStatuses: UsiProcessingStatuses;
  /** Tables of states. */
  readonly statusDescriptions: UsiStatusDescriptions;
  /** Kinds of documents. */
  readonly dataTypes: UsiDataTypes;
  /** What documents of a kind should say of themselves. */
  readonly checklists: UsiChecklists;
  /** Kinds of submissions. */
  readonly submissionPlans: UsiSubmissionPlans;
  /** Accounts, groups and tokens. */
  readonly aap: Aap;

  constructor(options?: UsiOptions);
  constructor(options: UsiOptions | Runner = {}) {
    super(typeof options === 'function' ? options : connect(options));
    const { run } = this;
    this.root = { get: (call) => run(getRoot, undefined, call) };
    this.teams = new UsiTeams(run);
    this.submissions = new UsiSubmissions(run);
    this.submissionStatuses = new UsiSubmissionStatuses(run);
    this.samples = new UsiSamples(run);
    this.projects = new UsiProjects(run);
    this.validationResults = new UsiValidationResults(run);
    this.processingStatuses = new UsiProcessingStatuses(run);
    this.statusDescriptions = new UsiStatusDescriptions(run);
    this.dataTypes = new UsiDataTypes(run);
    this.checklists = new UsiChecklists(run);
    this.submissionPlans = new UsiSubmissionPlans(run);
    this.aap = new Aap(run);
  }

  /**
   * Reads what a link leads to, for all that has no method of its own: `follow(submission, 'contents')`,
   * `follow(root, 'team', { teamName })`. Only on this server.
   * @throws InputError there is no such link
   * @throws ResponseError it leads to another server
   */
  follow(
    from: UsiResource,
    rel: string,
    values: Readonly<Record<string, string>> = {},
    options?: CallOptions,
  ): Promise<UsiLinkList> {
    return follow(this.run, from, rel, values, options);
  }
}

function connect({ url, aapUrl, environment = 'test', ...options }: UsiOptions): Runner {
  checkEnvironment('usi', environment);
  if (!url) {
    throw new ConfigError('the address of USI is missing', {
      service: 'usi',
      missing: ['USI_URL'],
      hint: AAP_RETIRED,
    });
  }
  const root = url.replace(/\/+$/, '');
  return createRunner(
    {
      service: 'usi',
      // Some give the address with `/api`, which is what the service calls its own root.
      bases: { api: root.endsWith('/api') ? root : `${root}/api`, ...(aapUrl && { aap: aapUrl }) },
      accept: ACCEPT,
      environment,
      explain,
      // Somebody may have made us a member of a team since the token was made.
      forbiddenMayMeanExpired: true,
      whenUnreachable: AAP_RETIRED,
      credentialSettings: ['AAP_URL', 'AAP_USERNAME', 'AAP_PASSWORD'],
    },
    options,
  );
}
