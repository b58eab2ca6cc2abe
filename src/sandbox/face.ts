import type { LabClock } from './clock.ts';
import type { LabFaults } from './faults.ts';
import type { LabJournal } from './journal.ts';
import type { LabLifecycle, LifecyclePlan } from './lifecycle.ts';
import type { SodarCredentials } from './services/sodar/seed.ts';
import type { LabState } from './state.ts';
import type { RequestListener } from './watch.ts';

/** A name and a password. */
export interface Login {
  username: string;
  password: string;
}

/** Where the services of a sandbox are; none ends in a slash. */
export interface LabUrls {
  /** Root of the Webin token service. */
  webin: string;
  biosamples: string;
  /** Root of AAP, which issues the tokens of USI. */
  aap: string;
  /** Root of the USI server; its API is below `/api`. */
  usi: string;
  sodar: string;
  /** Root of SODAR's WebDAV area; an iRODS path follows. */
  sodarDav: string;
  /** Origin: the paths of Webin, reports, portal, browser and taxonomy derive from it. */
  ena: string;
  /** The upload area: FTP with explicit TLS on a port of its own. Empty when ENA is not among the services. */
  enaFtp: string;
  /** Host of application server and data store. */
  openbis: string;
}

export interface LabCredentials {
  webin: Login;
  /** A second account, for what only others may or may not do. Absent when the seed has one account only. */
  webinBroker?: Login;
  /** In the demo the manager of the team `subs.test-team-1`. */
  aap: Login;
  sodar: SodarCredentials;
  /** A user, and a personal access token of that user. */
  openbis: Login & { token: string };
}

/** What a client needs to know to use a sandbox. JSON-safe. */
export interface LabConfig {
  environment: 'test';
  webin: Login & { url: string };
  biosamples: { url: string };
  aap: Login & { url: string };
  usi: { url: string };
  sodar: Login & { url: string; token: string; webdavUrl: string };
  ena: { url: string; ftpUrl: string; ca: string };
  openbis: Login & { url: string };
}

/** The same as environment variables. */
export type LabEnv = Record<
  | 'ACCESSION_ENVIRONMENT'
  | 'WEBIN_USERNAME'
  | 'WEBIN_PASSWORD'
  | 'WEBIN_AUTH_URL'
  | 'BIOSAMPLES_URL'
  | 'AAP_USERNAME'
  | 'AAP_PASSWORD'
  | 'AAP_URL'
  | 'USI_URL'
  | 'SODAR_URL'
  | 'SODAR_API_TOKEN'
  | 'SODAR_WEBDAV_URL'
  | 'SODAR_USERNAME'
  | 'SODAR_PASSWORD'
  | 'ENA_URL'
  | 'ENA_FTP_URL'
  | 'ACCESSION_CA'
  | 'OPENBIS_URL'
  | 'OPENBIS_USERNAME'
  | 'OPENBIS_PASSWORD'
  | 'OPENBIS_TOKEN',
  string
>;

/** The state of a sandbox at one moment; opaque, JSON-safe, good for sandboxes with the same options. */
export interface LabSnapshot {
  readonly format: 'accession-sandbox/1';
  readonly clock: number;
  readonly ids: [string, number][];
  readonly expired: string[];
  readonly lifecycle: [string, LifecyclePlan][];
  readonly services: Readonly<Record<string, unknown>>;
}

/** A running sandbox. */
export interface Lab {
  /** Origin, without a slash at the end. */
  readonly url: string;
  readonly urls: LabUrls;
  readonly credentials: LabCredentials;
  /** Path of the certificate with which the upload area's TLS is to be checked (PEM). Empty without ENA. */
  readonly ca: string;
  readonly config: LabConfig;
  readonly env: LabEnv;
  readonly state: LabState;
  readonly journal: LabJournal;
  readonly clock: LabClock;
  readonly faults: LabFaults;
  readonly lifecycle: LabLifecycle;
  readonly requests: {
    /** Requests since the start or the last reset, admin requests not counted. */
    readonly count: number;
    /** Tells of each stage of each request and waits for the listener; gives the function that ends it. */
    watch(listener: RequestListener): () => void;
  };
  /** Back to the seed: records, ids, clock, plans, expired tokens; forgets faults and the journal. */
  reset(): Promise<void>;
  snapshot(): LabSnapshot;
  /** Back to a snapshot. Faults and the journal stay as they are. One that does not fit changes nothing. */
  restore(snapshot: LabSnapshot): void;
  /** Ends every connection, idle or not. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
