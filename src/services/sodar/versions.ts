import { ConfigError } from '../../core/errors/index.ts';
import type { Dialect, DialectPlan, Misunderstood } from '../../core/http/dialects.ts';

/** Releases of SODAR whose interface this library speaks. */
export type SodarVersion = '0.13' | '0.14' | '0.15' | '1.0' | '1.1' | '1.2';

/** Parts of the interface with a version of their own. */
export type SodarApi =
  | 'projectroles'
  | 'timeline'
  | 'tokens'
  | 'samplesheets'
  | 'landingzones'
  | 'irodsinfo'
  | 'taskflowbackend';

const CORE = 'application/vnd.bihealth.sodar-core';
const SODAR = 'application/vnd.bihealth.sodar';
const LEGACY = '0';

const dialect = (type: string, version: string): Dialect => ({
  accept: `${type}; version=${version}`,
  type,
  version,
  era: version.startsWith('0.') ? LEGACY : '1',
});

const modern = (app: string, ...versions: readonly string[]): Dialect[] =>
  versions.map((version) => dialect(`${app}+json`, version));

/** Before 1.0 there were two types for all, whose versions are those of the release: any that a server knows will do. */
const core = (...versions: readonly string[]) => modern(CORE, ...versions);
const sodar = (...versions: readonly string[]) => modern(SODAR, ...versions);
/** Before 1.0 this part alone had no versions, and refuses a type that has. */
const PLAIN: Dialect = { accept: 'application/json', type: 'application/json', version: '0.14', era: LEGACY };

type Spoken = Partial<Readonly<Record<SodarApi, readonly Dialect[]>>>;

const since1 = (
  projectroles: string,
  timeline: string,
  samplesheets: string,
  landingzones: string,
): Spoken => ({
  projectroles: modern(`${CORE}.projectroles`, projectroles),
  timeline: modern(`${CORE}.timeline`, timeline),
  samplesheets: modern(`${SODAR}.samplesheets`, samplesheets),
  landingzones: modern(`${SODAR}.landingzones`, landingzones),
  irodsinfo: modern(`${SODAR}.irodsinfo`, '1.0'),
});

const before1 = (ofCore: readonly string[], ofSodar: readonly string[]): Spoken => ({
  projectroles: core(...ofCore),
  timeline: core(...ofCore),
  tokens: core(...ofCore),
  samplesheets: sodar(...ofSodar),
  landingzones: sodar(...ofSodar),
  taskflowbackend: sodar(...ofSodar),
  irodsinfo: [PLAIN],
});

const tokens = modern(`${CORE}.tokens`, '1.0');
const taskflowbackend = modern(`${SODAR}.taskflowbackend`, '1.0');

/** What each release speaks, the newest first. */
const RELEASES: Readonly<Record<SodarVersion, Spoken>> = {
  '1.2': { ...since1('2.0', '2.0', '1.1', '1.1'), tokens, taskflowbackend },
  '1.1': { ...since1('1.1', '2.0', '1.1', '1.0'), tokens, taskflowbackend },
  '1.0': { ...since1('1.0', '1.0', '1.0', '1.0'), tokens, taskflowbackend },
  '0.15': before1(['0.13.4'], ['0.15.1', '0.15.0']),
  '0.14': before1(['0.13.4', '0.13.3', '0.13.2'], ['0.14.2', '0.14.1', '0.14.0']),
  '0.13': before1(['0.12.0', '0.11.0'], ['0.13.4', '0.13.0']),
};

const names = Object.keys(RELEASES) as SodarVersion[];

/** The release that a text names: `1.1`, `1.1.4`. */
function releaseOf(version: string): SodarVersion {
  const found = names.find((name) => version === name || version.startsWith(`${name}.`));
  if (found) return found;
  throw new ConfigError(`sodar: version "${version}" is not known; there are ${names.join(', ')}`, {
    service: 'sodar',
    hint: 'Leave it out, and the newest that your server knows is found by itself.',
  });
}

/** Of which releases each part is asked for: all of them, the newest first, or one that was named. */
export function dialectPlan(version?: string): DialectPlan {
  const chosen = version === undefined ? names : [releaseOf(version)];
  const ladders: Record<string, Dialect[]> = {};
  for (const name of chosen) {
    for (const [part, spoken] of Object.entries(RELEASES[name])) {
      const known = ladders[part] ?? [];
      const added = spoken.filter(({ accept }) => !known.some((one) => one.accept === accept));
      ladders[part] = [...known, ...added];
    }
  }
  return { ladders, misunderstood };
}

/** The releases that speak a part of the interface like this, the newest first. */
export const releasesThatSpeak = (part: SodarApi, { accept }: Dialect): SodarVersion[] =>
  names.filter((name) => RELEASES[name][part]?.some((one) => one.accept === accept));

/** The two texts of a 406 that speak of the header; others speak of the view. */
function misunderstood(text: string): Misunderstood | undefined {
  if (text.includes('Could not satisfy the request Accept header')) return 'type';
  return /Invalid version in \\?"Accept\\?" header/.test(text) ? 'version' : undefined;
}
