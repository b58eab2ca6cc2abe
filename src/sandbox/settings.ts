import { SandboxError } from './errors.ts';

/** Switches for behaviour that differs between releases of a real server. */
export interface Settings {
  /**
   * Release line of BioSamples: `5.3` (2025, the default) or `2026` (status policy, cursor format,
   * bulk-submit closed, unknown filters refused with 400 as the newer line does).
   */
  'biosamples.generation': '5.3' | '2026';
  /**
   * API version an openBIS reports: `3.6` (20.10, the default: fast download, uploads over the store share or the
   * session workspace) or `3.5` (19.06: plain download, uploads over the version 1 plugin).
   */
  'openbis.api': '3.5' | '3.6';
}

const SETTINGS: { readonly [K in keyof Settings]: readonly Settings[K][] } = {
  'biosamples.generation': ['5.3', '2026'],
  'openbis.api': ['3.5', '3.6'],
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
  return { 'biosamples.generation': '5.3', 'openbis.api': '3.6', ...given };
}

/** A complaint about the options of a sandbox. */
export function wrong(why: string): SandboxError {
  return new SandboxError('OPTIONS', `cannot start the sandbox: ${why}`);
}
