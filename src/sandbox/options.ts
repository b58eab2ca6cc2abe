import type { SandboxSeed } from './seed.ts';
import { resolveSettings, type Settings, wrong } from './settings.ts';

/** Service names a sandbox can be asked for. */
export type SandboxService = 'biosamples' | 'ena' | 'usi' | 'sodar' | 'openbis';

const SERVICES: readonly SandboxService[] = ['biosamples', 'ena', 'usi', 'sodar', 'openbis'];

export interface SandboxOptions {
  /** Which services answer. Default: all there are. Webin and AAP accounts and tokens always come along. */
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
  /** How many times as fast as real time the real clock goes: with 60 a token of an hour ends after a minute. Default 1. */
  speed?: number;
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

/** Options after checking, with every default filled in. */
export interface ResolvedOptions extends Required<Omit<SandboxOptions, 'settings' | 'startAt'>> {
  settings: Settings;
  startAt: number | undefined;
}

export function resolveOptions(options: SandboxOptions): ResolvedOptions {
  const known: Record<keyof SandboxOptions, true> = {
    services: true,
    port: true,
    host: true,
    seed: true,
    random: true,
    clock: true,
    speed: true,
    startAt: true,
    rules: true,
    indexLagMs: true,
    retainRequests: true,
    settings: true,
  };
  for (const key of Object.keys(options)) {
    if (!(key in known)) throw wrong(`"${key}" is not an option (${Object.keys(known).join(', ')})`);
  }
  const { port = 0, random = 7, speed = 1, indexLagMs = 0, retainRequests = 10_000 } = options;
  const { services = SERVICES } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw wrong('port is a number from 0 to 65535');
  if (!Number.isSafeInteger(random)) throw wrong('random is a whole number');
  if (!(speed > 0 && Number.isFinite(speed))) throw wrong('speed is a number above 0');
  if (!(indexLagMs >= 0)) throw wrong('indexLagMs is a number of milliseconds from 0');
  if (!Number.isInteger(retainRequests) || retainRequests < 0)
    throw wrong('retainRequests is a number from 0');
  for (const service of services) {
    if (!SERVICES.includes(service))
      throw wrong(`"${String(service)}" is not a service of the sandbox (${SERVICES.join(', ')})`);
  }
  return {
    services,
    port,
    host: options.host ?? '127.0.0.1',
    seed: options.seed ?? 'demo',
    random,
    clock: oneOf('clock', options.clock ?? 'real', ['real', 'virtual']),
    speed,
    startAt: startAt(options.startAt),
    rules: oneOf('rules', options.rules ?? 'strict', ['documented', 'strict']),
    indexLagMs,
    retainRequests,
    settings: resolveSettings(options.settings ?? {}),
  };
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
