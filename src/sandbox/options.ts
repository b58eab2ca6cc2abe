import { SandboxError } from './errors';
import type { SandboxSeed } from './seed';

/** Service names a sandbox can be asked for. */
export type SandboxService = 'biosamples';

/** Switches for behaviour that differs between releases of a real server. */
export interface Settings {
  /**
   * Release line of BioSamples: `5.3` (2025, the default) or `2026` (status policy, cursor format,
   * bulk-submit closed, unknown filters refused with 400 as the newer line does).
   */
  'biosamples.generation': '5.3' | '2026';
}

export interface SandboxOptions {
  /** Which services to emulate. Default: all there are. Webin accounts and tokens always come along. */
  services?: readonly SandboxService[];
  /** TCP port; 0, the default, takes a free one. */
  port?: number;
  /** Address to listen on. Default 127.0.0.1. */
  host?: string;
  /** Starting records: `demo`, `empty` (accounts and taxa only), the path of a JSON file, or its content. Default `demo`. */
  seed?: 'demo' | 'empty' | (string & {}) | SandboxSeed;
  /** Seed number of everything that looks random (accessions, tokens). Default 7. */
  random?: number;
  /** `virtual` stands still until `lab.clock.advance` is called. Default `real`. */
  clock?: 'real' | 'virtual';
  /** Where the clock starts: ISO text or milliseconds since 1970. Default: now. Fix it for equal tokens and dates in every run. */
  startAt?: string | number;
  /**
   * `strict`, the default, refuses everything the real server is known to refuse; `documented` also takes the
   * few requests that the public documentation shows although the server refuses them by now.
   */
  rules?: 'documented' | 'strict';
  /** Milliseconds of lab time until a write is visible to search. Default 0. */
  indexLagMs?: number;
  /** How many requests the journal keeps. Default 10,000. */
  retainRequests?: number;
  /** Release switches; see the fields of `Settings`. */
  settings?: Partial<Settings>;
}

const SETTINGS: { readonly [K in keyof Settings]: readonly Settings[K][] } = {
  'biosamples.generation': ['5.3', '2026'],
};

/** Options after checking, with every default filled in. */
export interface ResolvedOptions extends Required<Omit<SandboxOptions, 'settings' | 'startAt'>> {
  settings: Settings;
  startAt: number | undefined;
}

/** The known keys of `settings` with their possible values. */
export function knownSettings(): { key: string; values: readonly string[] }[] {
  return Object.entries(SETTINGS).map(([key, values]) => ({ key, values }));
}

export function resolveOptions(options: SandboxOptions): ResolvedOptions {
  const known: Record<keyof SandboxOptions, true> = {
    services: true,
    port: true,
    host: true,
    seed: true,
    random: true,
    clock: true,
    startAt: true,
    rules: true,
    indexLagMs: true,
    retainRequests: true,
    settings: true,
  };
  for (const key of Object.keys(options)) {
    if (!(key in known)) throw wrong(`"${key}" is not an option (${Object.keys(known).join(', ')})`);
  }
  const {
    port = 0,
    random = 7,
    indexLagMs = 0,
    retainRequests = 10_000,
    services = ['biosamples'],
  } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw wrong('port is a number from 0 to 65535');
  if (!Number.isSafeInteger(random)) throw wrong('random is a whole number');
  if (!(indexLagMs >= 0)) throw wrong('indexLagMs is a number of milliseconds from 0');
  if (!Number.isInteger(retainRequests) || retainRequests < 0)
    throw wrong('retainRequests is a number from 0');
  for (const service of services) {
    if (service !== 'biosamples')
      throw wrong(`"${String(service)}" is not a service of the sandbox (biosamples)`);
  }
  return {
    services,
    port,
    host: options.host ?? '127.0.0.1',
    seed: options.seed ?? 'demo',
    random,
    clock: oneOf('clock', options.clock ?? 'real', ['real', 'virtual']),
    startAt: startAt(options.startAt),
    rules: oneOf('rules', options.rules ?? 'strict', ['documented', 'strict']),
    indexLagMs,
    retainRequests,
    settings: settings(options.settings ?? {}),
  };
}

function settings(given: Partial<Settings>): Settings {
  for (const [key, value] of Object.entries(given)) {
    const values = (SETTINGS as Readonly<Record<string, readonly string[]>>)[key];
    if (!values) throw wrong(`"${key}" is not a setting (${Object.keys(SETTINGS).join(', ')})`);
    if (!values.includes(String(value))) throw wrong(`${key} is one of ${values.join(', ')}, not "${value}"`);
  }
  return { 'biosamples.generation': '5.3', ...given };
}

function startAt(value: string | number | undefined): number | undefined {
  if (value === undefined) return undefined;
  const ms = typeof value === 'number' ? value : Date.parse(value);
  if (!Number.isFinite(ms)) throw wrong(`startAt is a date, not ${JSON.stringify(value)}`);
  return ms;
}

function oneOf<T extends string>(name: string, value: T, values: readonly T[]): T {
  if (values.includes(value)) return value;
  throw wrong(`${name} is one of ${values.join(', ')}, not ${JSON.stringify(value)}`);
}

function wrong(why: string): SandboxError {
  return new SandboxError('OPTIONS', `cannot start the sandbox: ${why}`);
}
