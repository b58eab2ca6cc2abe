import type { Credential, CredentialSource } from '../auth/credential.ts';
import type { Clock } from '../clock.ts';
import type { InputError, Issue } from '../errors/index.ts';
import type { Hooks } from '../hooks.ts';
import type { Gate } from '../many/gate.ts';
import type { Pager } from '../many/pager.ts';
import type { CallDefaults, CallOptions } from '../options.ts';
import type { Redactor } from '../redact.ts';
import type { Dialect, DialectPlan, Dialects } from './dialects.ts';
import type { DigestName } from './digest.ts';
import type { Download, DownloadOptions, ExpectedFile, FileSink } from './download.ts';
import type { Endpoint, Explanation, PagedEndpoint } from './endpoint.ts';
import type { Transport } from './transport.ts';

/** What holds when neither the client nor the call says otherwise. */
export const DEFAULTS = {
  timeoutMs: 60_000,
  deadlineMs: 300_000,
  retries: 4,
  maxAnswerBytes: 256 * 1024 * 1024,
} as const;

/** Settings that every service client takes. */
export interface ServiceOptions extends CallDefaults {
  /** Who is calling; without it only what is open to everybody works. */
  auth?: CredentialSource;
  hooks?: Hooks;
  /** PEM certificates trusted in addition to the public ones: for servers with a certificate of their own authority. */
  ca?: string | Buffer | readonly (string | Buffer)[];
  /** `http://user:password@host:port`; false goes straight. Default: HTTPS_PROXY, HTTP_PROXY and NO_PROXY decide, as they are at the first call. */
  proxy?: string | false;
  /** Text answers larger than this are refused. Default 256 MiB; error answers 1 MiB. */
  maxAnswerBytes?: number;
  /** Leaves the host names of your instance out of errors and hooks. Default false. */
  redactHosts?: boolean;
  /**
   * Knows the secrets to keep out of errors, hooks and journals. Give several clients the same one, and each scrubs
   * the secrets of all; use its `scrub` for your own logs. Default: one of its own.
   */
  redactor?: Redactor;
  /** For tests: where time comes from. */
  clock?: Clock;
  /** For tests: 0 up to 1, used for jitter. */
  random?: () => number;
  /** For tests and special networks: takes the place of axios. Then `ca` and `proxy` are its own business. */
  transport?: Transport;
}

/** What a service says about itself once. */
export interface ServicePlan {
  service: string;
  /** Base addresses by name; `api` is the usual one. */
  bases: Readonly<Record<string, string>>;
  /** Settings by the name of the address that they hold, for addresses that may be missing. */
  baseSettings?: Readonly<Record<string, string>>;
  /** Addresses by name that are spoken to otherwise than by HTTP: `ftp://host:port`. */
  addresses?: Readonly<Record<string, string>>;
  /** The usual Accept header. */
  accept: string;
  /** Reads the repository's error answers. */
  explain?: (status: number, text: string, contentType: string) => Explanation;
  /** Reads HTML pages that the repository itself answers with, where they are not just a gateway in the way. `base` names the address. */
  explainHtml?: (status: number, base: string) => Explanation;
  /** The interface has versions. */
  dialects?: DialectPlan;
  /** Addresses that take another login than the usual one, by name; without a source there is none. */
  logins?: Readonly<Record<string, { source: CredentialSource | undefined; settings: readonly string[] }>>;
  /** The repository answers an ended token with 403 instead of 401. */
  forbiddenMayMeanExpired?: boolean;
  /** `test`, `production`: what this client was asked for. Part of a journal's header. */
  environment: string;
  /** Said when no connection can be made, where there is more to say than "check the address". */
  whenUnreachable?: string;
  /** Said with a 404 that nobody has a better idea about. */
  whenNotFound?: string | undefined;
  /** What to set when an operation needs a credential and there is none: names of settings. */
  credentialSettings: readonly string[];
}

/** All that one client shares between its calls. */
export interface ServiceContext extends Omit<ServicePlan, 'dialects'> {
  readonly options: ServiceOptions;
  readonly credential: Credential | undefined;
  /** Those of {@link ServicePlan.logins}, by the address's name. */
  readonly credentials: Readonly<Record<string, Credential | undefined>>;
  /** What the server was found to speak. */
  readonly dialects?: Dialects | undefined;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  readonly redactor: Redactor;
  /** When a renewed token was refused with 403 all the same: more renewals would only hammer the token server. */
  futileRenewalAt: { ms: number };
  /** Holds back all calls of one bulk run while the repository asks to wait. */
  readonly gate?: Gate;
}

/** The only thing a service module is given: it runs endpoints, and knows addresses, tokens and retries. */
export interface Runner {
  <In, Out>(endpoint: Endpoint<In, Out>, input: In, options?: CallOptions): Promise<Out>;
  pages<In, Item>(endpoint: PagedEndpoint<In, Item>, input: In, options?: CallOptions): Pager<Item>;
  /** Takes a file in; see {@link FileSink}. */
  download<In>(
    endpoint: Endpoint<In, Download>,
    input: In,
    options: DownloadOptions,
    expected?: ExpectedFile,
    digests?: readonly DigestName[],
  ): Promise<Download>;
  /** The error for arguments that cannot be meant, found by more than one endpoint's schema. */
  inputError(operation: string, issues: readonly Issue[]): InputError;
  /** The same client with other defaults; connections and tokens are shared. */
  with(defaults: CallDefaults): Runner;
  /** The same client with more base addresses, which get the credential too. */
  at(bases: Readonly<Record<string, string>>): Runner;
  /** The same client, whose calls wait at this gate. */
  gated(gate: Gate): Runner;
  /** Closes idle connections; calls under way go on. */
  close(): void;
  readonly context: ServiceContext;
}

/** The login for one of a service's addresses. */
export function credentialFor(
  { credential, credentials, logins }: Pick<ServiceContext, 'credential' | 'credentials' | 'logins'>,
  base: string,
): Credential | undefined {
  return logins && Object.hasOwn(logins, base) ? credentials[base] : credential;
}

/** A call of which everything that can be known to be wrong before it is sent has been checked. */
export interface CheckedCall<In = unknown, Out = unknown> {
  readonly context: ServiceContext;
  readonly endpoint: Endpoint<In, Out>;
  readonly options: CallOptions;
  /** Takes a file in. */
  readonly sink: FileSink | undefined;
  readonly input: unknown;
  /** The version that is asked for first, and the address in it. */
  readonly dialect: Dialect;
  readonly url: string;
  /** The same, for a version that takes its parameters by other names. */
  urlIn(dialect: Dialect): string;
  readonly warnings: readonly Issue[];
}
