import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createAdmin } from './admin';
import { createApp } from './app';
import type { LabClock, SandboxClock } from './clock';
import { createContext } from './context';
import { SandboxError } from './errors';
import { Faults, type LabFaults } from './faults';
import { Journal, type LabJournal } from './journal';
import type { LabLifecycle, Lifecycle, LifecyclePlan } from './lifecycle';
import { type ResolvedOptions, resolveOptions, type SandboxOptions } from './options';
import { type ResolvedSeed, resolveSeed } from './seed';
import type { Context, Service } from './service';
import { assemble } from './services/all';
import { WEBIN_AUTH } from './services/webin';
import { type LabState, stateViews } from './state';
import { type RequestListener, Watchers } from './watch';

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
}

export interface LabCredentials {
  webin: Login;
  /** A second account, for what only others may or may not do. Absent when the seed has one account only. */
  webinBroker?: Login;
}

/** What a client needs to know to use a sandbox. JSON-safe. */
export interface LabConfig {
  environment: 'test';
  webin: Login & { url: string };
  biosamples: { url: string };
}

/** The same as environment variables. */
export type LabEnv = Record<
  'ACCESSION_ENVIRONMENT' | 'WEBIN_USERNAME' | 'WEBIN_PASSWORD' | 'WEBIN_AUTH_URL' | 'BIOSAMPLES_URL',
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
  /** Back to a snapshot. Faults and the journal stay as they are. */
  restore(snapshot: LabSnapshot): void;
  /** Ends every connection, idle or not. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts a sandbox: emulated repositories with their own records, on one local port. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Lab> {
  const resolved = resolveOptions(options);
  const lab = new Sandbox(resolved, resolveSeed(resolved.seed));
  await lab.listen(resolved.port, resolved.host);
  return lab;
}

class Sandbox implements Lab {
  readonly clock: SandboxClock;
  readonly faults = new Faults();
  readonly journal: Journal;
  readonly lifecycle: Lifecycle;
  readonly state: LabState;
  readonly requests: Lab['requests'];
  readonly credentials: LabCredentials;
  readonly #context: Context;
  readonly #services: readonly Service[];
  readonly #closing = new AbortController();
  readonly #server: Server;
  readonly #initial: LabSnapshot;
  #url = '';
  #closed: Promise<void> | null = null;

  constructor(options: ResolvedOptions, seed: ResolvedSeed) {
    this.#context = createContext(options);
    this.clock = this.#context.clock;
    this.lifecycle = this.#context.lifecycle;
    this.journal = new Journal(options.retainRequests);
    for (const account of seed.accounts) this.#context.scrubber.hide(account.password);
    const { services, archive } = assemble(this.#context, seed);
    this.#services = services;
    this.state = stateViews(archive);
    this.credentials = credentials(seed);
    this.#initial = this.snapshot();
    const watchers = new Watchers();
    const { journal } = this;
    this.requests = {
      get count() {
        return journal.count;
      },
      watch: (listener) => watchers.add(listener),
    };
    const engine = {
      context: this.#context,
      services: this.#services,
      journal,
      faults: this.faults,
      watchers,
      closing: this.#closing.signal,
    };
    const app = createApp(engine, createAdmin(this));
    // Left at its default, the adapter would replace Request and Response for the whole process.
    const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
    this.#server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  }

  get url(): string {
    return this.#url;
  }

  get urls(): LabUrls {
    return { webin: this.#url + WEBIN_AUTH, biosamples: `${this.#url}/biosamples` };
  }

  get config(): LabConfig {
    const { webin, biosamples } = this.urls;
    return {
      environment: 'test',
      webin: { ...this.credentials.webin, url: webin },
      biosamples: { url: biosamples },
    };
  }

  get env(): LabEnv {
    const { webin, biosamples } = this.urls;
    const { username, password } = this.credentials.webin;
    return {
      ACCESSION_ENVIRONMENT: 'test',
      WEBIN_USERNAME: username,
      WEBIN_PASSWORD: password,
      WEBIN_AUTH_URL: webin,
      BIOSAMPLES_URL: biosamples,
    };
  }

  listen(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const failed = (cause: NodeJS.ErrnoException) => {
        const busy = cause.code === 'EADDRINUSE';
        const why = busy
          ? `port ${port} on ${host} is already in use`
          : `cannot listen on ${host}:${port}: ${cause.message}`;
        reject(new SandboxError(busy ? 'PORT_IN_USE' : 'LISTEN', why, { cause }));
      };
      this.#server.once('error', failed);
      this.#server.listen(port, host, () => {
        this.#server.off('error', failed);
        const address = this.#server.address() as AddressInfo;
        const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
        // A wildcard address is for listening; callers need one they can connect to.
        const reachable = name === '0.0.0.0' ? '127.0.0.1' : name === '[::]' ? '[::1]' : name;
        this.#url = `http://${reachable}:${address.port}`;
        resolve();
      });
    });
  }

  async reset(): Promise<void> {
    this.restore(this.#initial);
    this.faults.clear();
    this.journal.reset();
  }

  snapshot(): LabSnapshot {
    const { ids, expired } = this.#context;
    return {
      format: 'accession-sandbox/1',
      clock: this.clock.snapshot(),
      ids: ids.snapshot(),
      expired: [...expired],
      lifecycle: this.lifecycle.snapshot(),
      services: Object.fromEntries(this.#services.map((service) => [service.name, service.snapshot()])),
    };
  }

  restore(snapshot: LabSnapshot): void {
    if (snapshot?.format !== 'accession-sandbox/1') {
      throw new SandboxError('SNAPSHOT', 'this is not a snapshot of a sandbox');
    }
    const { ids, expired } = this.#context;
    this.clock.restore(snapshot.clock);
    ids.restore(snapshot.ids);
    expired.clear();
    for (const token of snapshot.expired) expired.add(token);
    this.lifecycle.restore(snapshot.lifecycle);
    for (const service of this.#services) service.restore(snapshot.services[service.name]);
  }

  close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      this.#closing.abort();
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function credentials(seed: ResolvedSeed): LabCredentials {
  const [first, second] = seed.accounts;
  const login = ({ username, password }: Login): Login => ({ username, password });
  return { webin: login(first), ...(second ? { webinBroker: login(second) } : {}) };
}
