import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createAdmin } from './admin.ts';
import { createApp } from './app.ts';
import type { SandboxClock } from './clock.ts';
import { configOf, credentialsOf, envOf, urlsOf } from './connection.ts';
import { createContext } from './context.ts';
import { SandboxError } from './errors.ts';
import type { Lab, LabConfig, LabCredentials, LabEnv, LabSnapshot, LabUrls } from './face.ts';
import { Faults } from './faults.ts';
import { Journal } from './journal.ts';
import type { Lifecycle } from './lifecycle.ts';
import { type ResolvedOptions, resolveOptions, type SandboxOptions } from './options.ts';
import { type ResolvedSeed, resolveSeed } from './seed.ts';
import type { Context, Service } from './service.ts';
import { assemble, type Stores } from './services/all.ts';
import { startUploadServer, type UploadServer } from './services/ena/ftp/server.ts';
import { type LabState, stateViews } from './state.ts';
import { Watchers } from './watch.ts';

/**
 * Connections stay open this long after an answer. Node's 5 s are as long as a pause between two calls often is, and a
 * request that meets the closing line is lost: a fault that nobody asked for.
 */
const KEEP_ALIVE_MS = 65_000;

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
  readonly #stores: Stores;
  readonly #closing = new AbortController();
  readonly #server: Server;
  readonly #initial: LabSnapshot;
  #url = '';
  #uploads: UploadServer | undefined;
  #closed: Promise<void> | null = null;

  constructor(options: ResolvedOptions, seed: ResolvedSeed) {
    this.#context = createContext(options);
    this.clock = this.#context.clock;
    this.lifecycle = this.#context.lifecycle;
    this.journal = new Journal(options.retainRequests);
    for (const account of seed.accounts) this.#context.scrubber.hide(account.password);
    const { services, stores } = assemble(this.#context, seed);
    const wanted: readonly string[] = ['webin', 'aap', ...options.services];
    this.#services = services.filter((service) => wanted.includes(service.name));
    this.#stores = stores;
    this.state = stateViews(stores);
    this.credentials = credentialsOf(seed, stores);
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
    this.#server = createServer(
      { keepAliveTimeout: KEEP_ALIVE_MS },
      (incoming, outgoing) => void listener(incoming, outgoing),
    );
  }

  get url(): string {
    return this.#url;
  }

  get urls(): LabUrls {
    return urlsOf(this.#url, this.#uploads?.url ?? '');
  }

  get ca(): string {
    return this.#uploads?.ca ?? '';
  }

  get config(): LabConfig {
    return configOf(this);
  }

  get env(): LabEnv {
    return envOf(this);
  }

  async listen(port: number, host: string): Promise<void> {
    await this.#listenHttp(port, host);
    if (this.#services.some(({ name }) => name === 'ena'))
      this.#uploads = await startUploadServer(this.#stores.ena, host, this.faults);
  }

  #listenHttp(port: number, host: string): Promise<void> {
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
    this.#restore(this.#initial);
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
    if (!isSnapshot(snapshot)) throw new SandboxError('SNAPSHOT', 'this is not a snapshot of a sandbox');
    const missing = this.#services.filter(({ name }) => !(name in snapshot.services));
    if (missing.length > 0) {
      const names = missing.map(({ name }) => name).join(', ');
      throw new SandboxError(
        'SNAPSHOT',
        `this snapshot has no ${names}: it is of a sandbox that was not started with the same services`,
      );
    }
    const before = this.snapshot();
    try {
      this.#restore(snapshot);
    } catch (cause) {
      this.#restore(before);
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new SandboxError('SNAPSHOT', `this snapshot cannot be read: ${why}`, { cause });
    }
  }

  #restore(snapshot: LabSnapshot): void {
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
      this.#server.close(() => {
        const closed = this.#uploads?.close() ?? Promise.resolve();
        void closed.then(() => {
          this.#context.files.close();
          resolve();
        });
      });
      this.#server.closeAllConnections();
    });
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Whether something from outside has the parts of a snapshot. */
function isSnapshot(value: LabSnapshot | undefined): value is LabSnapshot {
  if (value?.format !== 'accession-sandbox/1') return false;
  const { clock, ids, expired, lifecycle, services } = value;
  const lists = [ids, expired, lifecycle].every(Array.isArray);
  return Number.isFinite(clock) && lists && typeof services === 'object' && services !== null;
}
