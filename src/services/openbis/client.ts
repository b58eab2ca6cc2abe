import type { CredentialSource } from '../../core/auth/credential.ts';
import { checkEnvironment, type Environment } from '../../core/environment.ts';
import { ConfigError } from '../../core/errors/index.ts';
import type { Runner, ServiceOptions } from '../../core/http/context.ts';
import { createRunner } from '../../core/http/runner.ts';
import type { CallOptions } from '../../core/options.ts';
import { ServiceClient } from '../../core/service-client.ts';
import { storeBase } from './data-store.ts';
import { OpenBisDatasets } from './datasets.ts';
import { OpenBisDeletions } from './deletions.ts';
import {
  getServerInformation,
  getServerPublicInformation,
  getSessionInformation,
  isSessionActive,
  logout,
} from './endpoints/session.ts';
import { explain } from './explain.ts';
import { OpenBisCollections, OpenBisProjects, OpenBisSpaces } from './folders.ts';
import {
  OpenBisCollectionTypes,
  OpenBisDatasetTypes,
  OpenBisObjectTypes,
  OpenBisPropertyTypes,
  OpenBisVocabularies,
} from './master.ts';
import { OpenBisObjects } from './objects.ts';
import { OpenBisCodes, OpenBisCustomServices, OpenBisOperations } from './operations.ts';
import { OpenBisTokens } from './pats.ts';
import {
  OpenBisDataStores,
  OpenBisGroups,
  OpenBisPersons,
  OpenBisPlugins,
  OpenBisRoleAssignments,
  OpenBisSemanticAnnotations,
  OpenBisTags,
} from './people.ts';
import { type OpenBisAccount, OpenBisSession, openbis } from './session.ts';
import type { OpenBisServerInformation, OpenBisSessionInformation } from './session-types.ts';

export interface OpenBisOptions extends ServiceOptions, OpenBisAccount {
  /** The server: `https://openbis.example.org`. What follows `/openbis` in the address of its pages is left out. */
  url?: string;
  /**
   * Where its data store is. Default: what the server says, as long as that is on the same host; the session goes there.
   */
  dataStoreUrl?: string;
  /** What the server is: part of a journal's header. Default `test`. */
  environment?: Environment;
}

/**
 * openBIS: an electronic lab notebook and data store. Spaces hold projects, these hold collections and objects, and to
 * these belong datasets with files.
 * @see https://openbis.readthedocs.io/en/latest/software-developer-documentation/apis/java-javascript-v3-api.html
 */
export class OpenBis extends ServiceClient {
  /** The top folders, and the unit of rights. */
  readonly spaces: OpenBisSpaces;
  /** Folders in spaces. */
  readonly projects: OpenBisProjects;
  /** Groups of objects in a project; older pages call them experiments. */
  readonly collections: OpenBisCollections;
  /** Samples, steps, devices, whatever their types say; older pages call them samples. */
  readonly objects: OpenBisObjects;
  /** Data with files. */
  readonly datasets: OpenBisDatasets;
  readonly objectTypes: OpenBisObjectTypes;
  readonly collectionTypes: OpenBisCollectionTypes;
  readonly datasetTypes: OpenBisDatasetTypes;
  /** Properties, wherever they are used. */
  readonly propertyTypes: OpenBisPropertyTypes;
  /** Controlled vocabularies and their terms. */
  readonly vocabularies: OpenBisVocabularies;
  readonly tags: OpenBisTags;
  readonly persons: OpenBisPersons;
  /** Groups of persons. */
  readonly groups: OpenBisGroups;
  /** Who may do what, and where. */
  readonly roleAssignments: OpenBisRoleAssignments;
  /** Scripts of the server. */
  readonly plugins: OpenBisPlugins;
  /** What types and properties mean, in the words of ontologies. */
  readonly semanticAnnotations: OpenBisSemanticAnnotations;
  /** The trash. */
  readonly deletions: OpenBisDeletions;
  /** Several steps as one transaction. */
  readonly operations: OpenBisOperations;
  /** Codes and permIds that nobody else gets. */
  readonly codes: OpenBisCodes;
  /** Services that the administrators of a server have added. */
  readonly customServices: OpenBisCustomServices;
  /** Servers that keep files. */
  readonly dataStores: OpenBisDataStores;
  /** Tokens that take the place of a password. */
  readonly personalAccessTokens: OpenBisTokens;

  constructor(options?: OpenBisOptions);
  constructor(options: OpenBisOptions | Runner = {}) {
    super(typeof options === 'function' ? options : connect(options));
    const { run } = this;
    this.spaces = new OpenBisSpaces(run);
    this.projects = new OpenBisProjects(run);
    this.collections = new OpenBisCollections(run);
    this.objects = new OpenBisObjects(run);
    this.datasets = new OpenBisDatasets(run);
    this.objectTypes = new OpenBisObjectTypes(run);
    this.collectionTypes = new OpenBisCollectionTypes(run);
    this.datasetTypes = new OpenBisDatasetTypes(run);
    this.propertyTypes = new OpenBisPropertyTypes(run);
    this.vocabularies = new OpenBisVocabularies(run);
    this.tags = new OpenBisTags(run);
    this.persons = new OpenBisPersons(run);
    this.groups = new OpenBisGroups(run);
    this.roleAssignments = new OpenBisRoleAssignments(run);
    this.plugins = new OpenBisPlugins(run);
    this.semanticAnnotations = new OpenBisSemanticAnnotations(run);
    this.deletions = new OpenBisDeletions(run);
    this.operations = new OpenBisOperations(run);
    this.codes = new OpenBisCodes(run);
    this.customServices = new OpenBisCustomServices(run);
    this.dataStores = new OpenBisDataStores(run);
    this.personalAccessTokens = new OpenBisTokens(run);
  }

  /**
   * Logs in now. Not needed: the first call does it. Good for saying at once that a password is wrong.
   * @throws Unauthenticated the name and password are not accepted
   */
  async login({ signal }: Pick<CallOptions, 'signal'> = {}): Promise<void> {
    await this.run.context.credential?.headers(signal ?? new AbortController().signal);
  }

  /** Ends the session, if there is one; the next call opens a new one. A personal access token stays valid. */
  async logout(options?: CallOptions): Promise<void> {
    const session = sessionOf(this.run);
    const token = session?.held;
    if (!session || token === undefined) return;
    session.forget(token);
    await this.run(logout, token, options);
  }

  /** Whether the session, or the token, is still good. False before the first call of a client with a password. */
  async isSessionActive(options?: CallOptions): Promise<boolean> {
    const token = sessionOf(this.run)?.held;
    return token === undefined ? false : this.run(isSessionActive, token, options);
  }

  /** Who is logged in. */
  sessionInformation(options?: CallOptions): Promise<OpenBisSessionInformation> {
    return this.run(getSessionInformation, undefined, options);
  }

  /** Versions and settings of the server. */
  serverInformation(options?: CallOptions): Promise<OpenBisServerInformation> {
    return this.run(getServerInformation, undefined, options);
  }

  /** What the server tells everybody: no account is needed. */
  serverPublicInformation(options?: CallOptions): Promise<OpenBisServerInformation> {
    return this.run(getServerPublicInformation, undefined, options);
  }
}

function sessionOf({ context: { credential } }: Runner): OpenBisSession | undefined {
  return credential instanceof OpenBisSession ? credential : undefined;
}

/** People copy the address from the browser, which shows a page of the server. */
export function serverRoot(url: string): string {
  if (!URL.canParse(url)) return url;
  const { origin, pathname } = new URL(url);
  const above = pathname.replace(/\/openbis(\/.*)?$/, '').replace(/\/+$/, '');
  return /^https?:/.test(origin) ? origin + above : url;
}

function connect({
  url,
  dataStoreUrl,
  environment = 'test',
  username,
  password,
  token,
  anonymous,
  auth,
  ...options
}: OpenBisOptions): Runner {
  checkEnvironment('openbis', environment);
  if (!url) {
    throw new ConfigError('the address of openBIS is missing', {
      service: 'openbis',
      missing: ['OPENBIS_URL'],
      hint: 'Every institute has an openBIS of its own: give the address that you see in the browser.',
    });
  }
  const known = username || password || token || anonymous;
  const credential: CredentialSource | undefined =
    auth ?? (known ? openbis({ username, password, token, anonymous }) : undefined);
  return createRunner(
    {
      service: 'openbis',
      bases: {
        api: `${serverRoot(url)}/openbis/openbis`,
        ...(dataStoreUrl && { store: storeBase(dataStoreUrl) }),
      },
      // The server says `application/json-rpc`.
      accept: '*/*',
      environment,
      explain,
      credentialSettings: ['OPENBIS_USERNAME', 'OPENBIS_PASSWORD'],
    },
    { ...options, ...(credential && { auth: credential }) },
  );
}
