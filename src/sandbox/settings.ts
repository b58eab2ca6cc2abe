import { SandboxError } from './errors.ts';

/** Switches for behaviour that differs between releases of a real server. */
export interface Settings {
  /**
   * Release line of BioSamples: `5.3` (2025, the default) or `2026` (status policy, cursor format,
   * bulk-submit closed, unknown filters refused with 400 as the newer line does).
   */
  'biosamples.generation': '5.3' | '2026';
  /**
   * Release line of USI: `2020` (the last one, the default) or `2018` (no `id` in a submission, every author listed in
   * `errorMessages`, `contents` that point at searches, the links of a new team doubled).
   */
  'usi.generation': '2020' | '2018';
  /** Release line of SODAR; `auto`, the default, answers each request in the one that its Accept header names. */
  'sodar.generation': 'auto' | '0.14.1' | '1.1' | '1.2';
  /** Objects on a page of SODAR's lists. Default 100. */
  'sodar.pageSize': '100' | '25' | '5' | '2';
  /** The checksums of a SODAR site: `.md5` files (the default) or, from 1.1, `.sha256` files. */
  'sodar.hashScheme': 'MD5' | 'SHA256';
  /** `faithful`, the default: every update of a landing zone rewrites its title, as real servers do; `repaired`: it does not. */
  'sodar.zoneUpdate': 'faithful' | 'repaired';
  /**
   * Where SODAR meets a locked project: `worker`, the default, answers 200 and the zone fails; `in-process`
   * answers 503.
   */
  'sodar.locking': 'worker' | 'in-process';
  /** `test`, the default: receipts say so, and what was submitted is gone after 03:00 in the United Kingdom. */
  'ena.service': 'test' | 'production';
  /** How the answer of the queue names the link to poll: today's `_links.poll`, or the `links` array of older servers. */
  'ena.jobLinks': 'poll' | 'array';
  /**
   * API version an openBIS reports: `3.6` (20.10, the default: fast download, uploads over the store share or the
   * session workspace) or `3.5` (19.06: plain download, uploads over the version 1 plugin).
   */
  'openbis.api': '3.6' | '3.5';
}

const DEFAULTS: Settings = {
  'biosamples.generation': '5.3',
  'ena.service': 'test',
  'ena.jobLinks': 'poll',
  'usi.generation': '2020',
  'sodar.generation': 'auto',
  'sodar.pageSize': '100',
  'sodar.hashScheme': 'MD5',
  'sodar.zoneUpdate': 'faithful',
  'sodar.locking': 'worker',
  'openbis.api': '3.6',
};

const SETTINGS: { readonly [K in keyof Settings]: readonly Settings[K][] } = {
  'biosamples.generation': ['5.3', '2026'],
  'usi.generation': ['2020', '2018'],
  'sodar.generation': ['auto', '0.14.1', '1.1', '1.2'],
  'sodar.pageSize': ['100', '25', '5', '2'],
  'sodar.hashScheme': ['MD5', 'SHA256'],
  'sodar.zoneUpdate': ['faithful', 'repaired'],
  'sodar.locking': ['worker', 'in-process'],
  'ena.service': ['test', 'production'],
  'ena.jobLinks': ['poll', 'array'],
  'openbis.api': ['3.6', '3.5'],
};

/** The known keys of `settings` with their possible values. */
export function knownSettings(): { key: string; values: readonly string[] }[] {
  return Object.entries(SETTINGS).map(([key, values]) => ({ key, values }));
}

export function resolveSettings(given: Partial<Settings>): Settings {
  for (const [key, value] of Object.entries(given)) {
    const values = (SETTINGS as Readonly<Record<string, readonly string[]>>)[key];
    if (!values) throw wrong(`"${key}" is not a setting (${Object.keys(SETTINGS).join(', ')})`);
    if (!values.includes(String(value))) throw wrong(`${key} is one of ${values.join(', ')}, not "${value}"`);
  }
  return { ...DEFAULTS, ...given };
}

/** A complaint about the options of a sandbox. */
export function wrong(why: string): SandboxError {
  return new SandboxError('OPTIONS', `cannot start the sandbox: ${why}`);
}
