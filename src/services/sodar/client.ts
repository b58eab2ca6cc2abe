import { basic } from '../../core/auth/basic.ts';
import { token as tokenAuth } from '../../core/auth/token.ts';
import { checkEnvironment, type Environment } from '../../core/environment.ts';
import { ConfigError } from '../../core/errors/index.ts';
import type { Runner, ServiceOptions } from '../../core/http/context.ts';
import { NO_DIALECT } from '../../core/http/dialects.ts';
import { createRunner } from '../../core/http/runner.ts';
import type { CallOptions } from '../../core/options.ts';
import { ServiceClient } from '../../core/service-client.ts';
import { SodarAccessTickets } from './access-tickets.ts';
import { SodarTokens, SodarUsers } from './accounts.ts';
import { SodarDataRequests } from './data-requests.ts';
import { SodarDav } from './dav.ts';
import { explain, explainHtml } from './explain.ts';
import { SodarInvites } from './invites.ts';
import { SodarIrods } from './irods.ts';
import { SodarProjects } from './projects.ts';
import { SodarRoles } from './roles.ts';
import { SodarSampleSheets } from './sample-sheets.ts';
import { SodarSettings } from './settings.ts';
import { SodarTimeline } from './timeline.ts';
import { dialectPlan, releasesThatSpeak, type SodarVersion } from './versions.ts';
import { SodarLandingZones } from './zones.ts';

export interface SodarOptions extends ServiceOptions {
  /** The server root: `https://sodar.example.org`. There is no default: every institute has its own. */
  url?: string;
  /** An API token, made in the web interface. Left out, `username` and `password` are used. */
  token?: string;
  /** Where the files are: the root of the WebDAV server (Davrods), for landing zones. */
  webdavUrl?: string;
  /** Name at the WebDAV server: that of the SODAR account, at some sites `user@DOMAIN`. */
  username?: string;
  /** Default: the token, which takes its place where people log in through their institute. */
  password?: string;
  /** Release of the server: `1.1`, `0.14.1`. Default: the newest that it understands, found by itself. */
  version?: SodarVersion | (string & {});
  /** What the server is: part of a journal's header. Default `test`. */
  environment?: Environment;
}

/**
 * SODAR, the data system of omics projects at the Berlin Institute of Health and elsewhere: projects, sample sheets in
 * ISA-Tab, and files in iRODS that arrive through landing zones.
 * @see https://sodar-server.readthedocs.io
 */
export class Sodar extends ServiceClient {
  /** Projects, and the categories that they lie in. */
  readonly projects: SodarProjects;
  /** Who may do what in a project. */
  readonly roles: SodarRoles;
  /** Invitations by e-mail. */
  readonly invites: SodarInvites;
  /** Settings of projects and your own. */
  readonly settings: SodarSettings;
  /** Accounts of the site. */
  readonly users: SodarUsers;
  /** What happened. */
  readonly timeline: SodarTimeline;
  /** API tokens. */
  readonly tokens: SodarTokens;
  /** What a project's samples are and how they were measured. */
  readonly sampleSheets: SodarSampleSheets;
  /** Where a project's files are in iRODS. */
  readonly irods: SodarIrods;
  /** Where files arrive. */
  readonly landingZones: SodarLandingZones;
  /** The files themselves, over WebDAV. */
  readonly dav: SodarDav;
  /** Requests to delete data. */
  readonly dataRequests: SodarDataRequests;
  /** Reading without an account. */
  readonly accessTickets: SodarAccessTickets;

  constructor(options?: SodarOptions);
  constructor(options: SodarOptions | Runner = {}) {
    super(typeof options === 'function' ? options : connect(options));
    const { run } = this;
    this.projects = new SodarProjects(run);
    this.roles = new SodarRoles(run);
    this.invites = new SodarInvites(run);
    this.settings = new SodarSettings(run);
    this.users = new SodarUsers(run);
    this.timeline = new SodarTimeline(run);
    this.tokens = new SodarTokens(run);
    this.sampleSheets = new SodarSampleSheets(run);
    this.irods = new SodarIrods(run);
    this.landingZones = new SodarLandingZones(run);
    this.dav = new SodarDav(run);
    this.dataRequests = new SodarDataRequests(run);
    this.accessTickets = new SodarAccessTickets(run);
  }

  /**
   * The releases that answer as this server does, the newest first. It does not name its own: the version is that in which
   * it tells whose token this is.
   */
  async releases(options?: CallOptions): Promise<SodarVersion[]> {
    await this.users.current(options);
    const part = 'projectroles';
    return releasesThatSpeak(part, this.run.context.dialects?.current(part) ?? NO_DIALECT);
  }
}

function connect({
  url,
  token,
  webdavUrl,
  username,
  password,
  version,
  environment = 'test',
  ...options
}: SodarOptions): Runner {
  checkEnvironment('sodar', environment);
  if (!url) {
    throw new ConfigError('the address of SODAR is missing', {
      service: 'sodar',
      missing: ['SODAR_URL'],
      hint: 'Every institute has its own SODAR: give the address that you open in the browser, without a path.',
    });
  }
  const login = username && password ? basic({ username, password }) : undefined;
  const auth = options.auth ?? (token ? tokenAuth(token, { scheme: 'token' }) : login);
  const files =
    username && (password ?? token) ? basic({ username, password: password ?? token ?? '' }) : undefined;
  const strip = (address: string) => address.replace(/\/+$/, '');
  return createRunner(
    {
      service: 'sodar',
      bases: { api: strip(url), ...(webdavUrl && { dav: strip(webdavUrl) }) },
      baseSettings: { dav: 'SODAR_WEBDAV_URL' },
      accept: 'application/json',
      environment,
      explain,
      explainHtml,
      dialects: dialectPlan(version),
      logins: { dav: { source: files, settings: ['SODAR_USERNAME', 'SODAR_PASSWORD'] } },
      credentialSettings: ['SODAR_API_TOKEN'],
    },
    { ...options, ...(auth && { auth }) },
  );
}
