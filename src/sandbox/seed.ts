import { readFileSync } from 'node:fs';
import { DEMO_ACCOUNTS, demoBioSamples } from './demo.ts';
import { SandboxError } from './errors.ts';
import { type AapSeed, demoAap, type ResolvedAapSeed, resolveAapSeed } from './services/aap/seed.ts';
import type { BioSamplesSeed } from './services/biosamples/seed.ts';
import { DEFAULT_TAXA } from './services/biosamples/taxa.ts';
import type { Taxon } from './services/biosamples/taxonomy.ts';
import { demoEna } from './services/ena/demo.ts';
import type { EnaSeed } from './services/ena/seed.ts';
import { DEMO_USERS, demoOpenBis } from './services/openbis/demo.ts';
import { OPENBIS_LISTS, type OpenBisSeed, type ResolvedOpenBisSeed } from './services/openbis/seed.ts';
import type { SodarSeed } from './services/sodar/seed.ts';
import type { WebinAccount } from './services/webin/accounts.ts';

/** What a sandbox starts with. A JSON file of this shape can be given as a seed. */
export interface SandboxSeed {
  webin?: {
    /** The first is the one in `lab.credentials`. Default: the two accounts of the demo. */
    accounts?: WebinAccount[];
  };
  /** Replaces the table of known taxa. Default: the sandbox's own two dozen. */
  taxa?: Taxon[];
  biosamples?: BioSamplesSeed;
  aap?: AapSeed;
  sodar?: SodarSeed;
  ena?: EnaSeed;
  openbis?: OpenBisSeed;
}

/** A seed with every default filled in. */
export interface ResolvedSeed {
  accounts: [WebinAccount, ...WebinAccount[]];
  taxa: readonly Taxon[];
  biosamples: BioSamplesSeed;
  aap: ResolvedAapSeed;
  sodar: SodarSeed;
  ena: EnaSeed;
  openbis: ResolvedOpenBisSeed;
}

export function resolveSeed(seed: string | SandboxSeed): ResolvedSeed {
  if (seed === 'demo') {
    const demo = { biosamples: demoBioSamples(), ena: demoEna(), aap: demoAap(), openbis: demoOpenBis() };
    return filled(demo, 'demo');
  }
  if (seed === 'empty') return filled({}, 'empty');
  if (typeof seed === 'string') return filled(fromFile(seed), seed);
  return filled(seed, 'the given seed');
}

function fromFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const why =
      cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'no such file' : String(cause);
    throw new SandboxError(
      'SEED',
      `cannot read the seed "${path}": ${why} (a seed is demo, empty or a JSON file)`,
      {
        cause,
      },
    );
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SandboxError('SEED', `the seed "${path}" is not JSON: ${String(cause)}`, { cause });
  }
}

function filled(seed: unknown, name: string): ResolvedSeed {
  const wrong = (why: string) => new SandboxError('SEED', `the seed "${name}" does not fit: ${why}`);
  const root = record(seed, 'it', wrong);
  only(root, ['webin', 'taxa', 'biosamples', 'ena', 'aap', 'sodar', 'openbis'], 'the top level', wrong);
  const webin = record(root.webin ?? {}, 'webin', wrong);
  only(webin, ['accounts'], 'webin', wrong);
  const biosamples = record(root.biosamples ?? {}, 'biosamples', wrong);
  only(biosamples, ['samples', 'curationLinks', 'structuredData'], 'biosamples', wrong);
  for (const key of ['samples', 'curationLinks', 'structuredData'])
    list(biosamples[key], `biosamples.${key}`, wrong);
  const aap = record(root.aap ?? {}, 'aap', wrong);
  only(aap, ['users', 'domains'], 'aap', wrong);
  const sodar = record(root.sodar ?? {}, 'sodar', wrong);
  only(sodar, ['users', 'projects'], 'sodar', wrong);
  for (const key of ['users', 'projects']) list(sodar[key], `sodar.${key}`, wrong);
  const ena = record(root.ena ?? {}, 'ena', wrong);
  only(ena, ['submissions'], 'ena', wrong);
  list(ena.submissions, 'ena.submissions', wrong);
  const openbis: OpenBisSeed = record(root.openbis ?? {}, 'openbis', wrong);
  only({ ...openbis }, ['anonymous', ...OPENBIS_LISTS], 'openbis', wrong);
  for (const key of OPENBIS_LISTS) list(openbis[key], `openbis.${key}`, wrong);
  const [user, ...users] = openbis.users ?? DEMO_USERS;
  if (!user) throw wrong('openbis.users is empty; the sandbox needs one to log in with');
  const [first, ...others] = list(webin.accounts ?? DEMO_ACCOUNTS, 'webin.accounts', wrong).map((item, i) =>
    account(item, `webin.accounts[${i}]`, wrong),
  );
  if (!first) throw wrong('webin.accounts is empty; the sandbox needs one to log in with');
  return {
    accounts: [first, ...others],
    taxa: list(root.taxa ?? DEFAULT_TAXA, 'taxa', wrong).map((item, i) => taxon(item, `taxa[${i}]`, wrong)),
    biosamples: biosamples as BioSamplesSeed,
    aap: resolveAapSeed(aap as AapSeed, wrong),
    sodar: sodar as SodarSeed,
    ena: ena as EnaSeed,
    openbis: { ...openbis, users: [user, ...users] },
  };
}

type Wrong = (why: string) => SandboxError;

function account(value: unknown, at: string, wrong: Wrong): WebinAccount {
  const item = record(value, at, wrong);
  const { username, password } = item;
  if (typeof username !== 'string' || username === '')
    throw wrong(`${at}.username is a text such as "Webin-12345"`);
  if (typeof password !== 'string' || password === '') throw wrong(`${at}.password is a text`);
  for (const key of ['realms', 'roles']) {
    if (
      item[key] !== undefined &&
      !list(item[key], `${at}.${key}`, wrong).every((word) => typeof word === 'string')
    ) {
      throw wrong(`${at}.${key} is a list of texts`);
    }
  }
  return structuredClone(item) as unknown as WebinAccount;
}

function taxon(value: unknown, at: string, wrong: Wrong): Taxon {
  const item = record(value, at, wrong);
  if (!Number.isInteger(item.taxId)) throw wrong(`${at}.taxId is a whole number`);
  if (typeof item.scientificName !== 'string') throw wrong(`${at}.scientificName is a text`);
  if (item.submittable !== undefined && typeof item.submittable !== 'boolean') {
    throw wrong(`${at}.submittable is true or false`);
  }
  return { submittable: true, ...item } as unknown as Taxon;
}

function record(value: unknown, at: string, wrong: Wrong): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw wrong(`${at} is not an object`);
}

function list(value: unknown, at: string, wrong: Wrong): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw wrong(`${at} is not a list`);
}

function only(item: Record<string, unknown>, keys: readonly string[], at: string, wrong: Wrong): void {
  for (const key of Object.keys(item)) {
    if (!keys.includes(key)) throw wrong(`${at} has no "${key}" (known: ${keys.join(', ')})`);
  }
}
