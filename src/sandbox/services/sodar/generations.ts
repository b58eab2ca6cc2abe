import { refuse } from './rules.ts';

/**
 * Release lines of SODAR that the sandbox knows. `1.3` stands for what came after 1.2 and is no setting: it is
 * where only the tokens API lives, which no test has seen on a running server.
 */
export const GENERATIONS = ['0.14.1', '1.1', '1.2', '1.3'] as const;
export type Generation = (typeof GENERATIONS)[number];

/** Groups of endpoints that share a media type. `plain` ones are not versioned, `any` ones do not look at Accept. */
export type Api =
  | 'projectroles'
  | 'sync'
  | 'timeline'
  | 'sodarcache'
  | 'tokens'
  | 'samplesheets'
  | 'landingzones'
  | 'irodsinfo'
  | 'taskflow'
  | 'plain'
  | 'any';

const CORE = 'application/vnd.bihealth.sodar-core';
const SODAR = 'application/vnd.bihealth.sodar';
const JSON_TYPE = 'application/json';

const MODERN: Readonly<Record<Api, string>> = {
  projectroles: `${CORE}.projectroles+json`,
  sync: `${CORE}.projectroles.sync+json`,
  timeline: `${CORE}.timeline+json`,
  sodarcache: `${CORE}.sodarcache+json`,
  tokens: `${CORE}.tokens+json`,
  samplesheets: `${SODAR}.samplesheets+json`,
  landingzones: `${SODAR}.landingzones+json`,
  irodsinfo: `${SODAR}.irodsinfo+json`,
  taskflow: `${SODAR}.taskflowbackend+json`,
  plain: JSON_TYPE,
  any: JSON_TYPE,
};

const LEGACY_CORE = `${CORE}+json`;
const LEGACY_SODAR = `${SODAR}+json`;
const LEGACY: Readonly<Record<Api, string>> = {
  projectroles: LEGACY_CORE,
  sync: LEGACY_CORE,
  timeline: LEGACY_CORE,
  sodarcache: LEGACY_CORE,
  tokens: LEGACY_CORE,
  samplesheets: LEGACY_SODAR,
  landingzones: LEGACY_SODAR,
  irodsinfo: JSON_TYPE,
  taskflow: LEGACY_SODAR,
  plain: JSON_TYPE,
  any: JSON_TYPE,
};

const LEGACY_CORE_VERSIONS = ['0.13.0', '0.13.1', '0.13.2', '0.13.3'];
const LEGACY_SODAR_VERSIONS = [
  '0.7.0',
  '0.7.1',
  '0.8.0',
  '0.9.0',
  '0.10.0',
  '0.10.1',
  '0.11.0',
  '0.11.1',
  '0.11.2',
  '0.11.3',
  '0.12.0',
  '0.12.1',
  '0.13.0',
  '0.13.1',
  '0.13.2',
  '0.13.3',
  '0.13.4',
  '0.14.0',
  '0.14.1',
];

/** Versions from 1.0 on, oldest first; the last is what an unversioned request gets. */
const VERSIONS: Readonly<Record<Api, Readonly<Record<Exclude<Generation, '0.14.1'>, readonly string[]>>>> = {
  projectroles: { '1.1': ['1.0', '1.1'], '1.2': ['1.0', '1.1', '2.0'], '1.3': ['1.0', '1.1', '2.0'] },
  sync: { '1.1': ['1.0', '2.0'], '1.2': ['1.0', '2.0', '2.1'], '1.3': ['1.0', '2.0', '2.1'] },
  timeline: { '1.1': ['2.0'], '1.2': ['2.0'], '1.3': ['2.0'] },
  sodarcache: { '1.1': ['1.0'], '1.2': ['1.0'], '1.3': ['1.0'] },
  tokens: { '1.1': [], '1.2': [], '1.3': ['1.0'] },
  samplesheets: { '1.1': ['1.0', '1.1'], '1.2': ['1.0', '1.1'], '1.3': ['1.0', '1.1'] },
  landingzones: { '1.1': ['1.0'], '1.2': ['1.0', '1.1'], '1.3': ['1.0', '1.1'] },
  irodsinfo: { '1.1': ['1.0'], '1.2': ['1.0'], '1.3': ['1.0'] },
  taskflow: { '1.1': ['1.0'], '1.2': ['1.0'], '1.3': ['1.0'] },
  plain: { '1.1': [], '1.2': [], '1.3': [] },
  any: { '1.1': [], '1.2': [], '1.3': [] },
};

function versionsOf(api: Api, generation: Generation): readonly string[] {
  if (generation !== '0.14.1') return VERSIONS[api][generation];
  if (LEGACY[api] === LEGACY_CORE) return LEGACY_CORE_VERSIONS;
  return LEGACY[api] === LEGACY_SODAR ? LEGACY_SODAR_VERSIONS : [];
}

/** The one media type that an endpoint can answer with. */
export function mediaTypeOf(api: Api, generation: Generation): string {
  return generation === '0.14.1' ? LEGACY[api] : MODERN[api];
}

interface Range {
  type: string;
  version: string | undefined;
  /** 0 for any type at all, up to 3 for one with parameters. */
  precedence: number;
}

function rangesOf(accept: string | null): Range[] {
  const text = accept === null || accept.trim() === '' ? '*/*' : accept;
  return text.split(',').flatMap((part) => {
    const [name = '', ...pieces] = part.split(';').map((piece) => piece.trim());
    const type = name.toLowerCase();
    if (type === '') return [];
    const params = new Map(
      pieces.map((piece) => {
        const at = piece.indexOf('=');
        return [piece.slice(0, at).toLowerCase(), piece.slice(at + 1).replace(/^"(.*)"$/, '$1')];
      }),
    );
    const named = [...params.keys()].some((key) => key !== 'q');
    const precedence = type === '*/*' && !named ? 0 : type.endsWith('/*') && !named ? 1 : named ? 3 : 2;
    return [{ type, version: params.get('version'), precedence }];
  });
}

/** The release line that an Accept header names for an endpoint; undefined: it names none. */
export function named(accept: string | null, api: Api): Generation | undefined {
  const types = rangesOf(accept);
  const modern = types.filter((range) => range.type === MODERN[api] && MODERN[api] !== JSON_TYPE);
  const newest = modern
    .map(({ version }) => (version === undefined ? '1.1' : lineOf(api, version)))
    .reduce<Generation | undefined>((best, one) => later(best, one), undefined);
  if (newest) return newest;
  if (types.some(({ type }) => type === LEGACY_CORE || type === LEGACY_SODAR)) return '0.14.1';
  if (types.some(({ type }) => Object.values(MODERN).includes(type) && type !== JSON_TYPE)) return '1.1';
  return undefined;
}

/** The oldest line that knows a version; versions that none knows are met by the oldest of the new ones. */
function lineOf(api: Api, version: string): Generation {
  const lines = ['1.1', '1.2', '1.3'] as const;
  return lines.find((line) => VERSIONS[api][line].includes(version)) ?? (api === 'tokens' ? '1.3' : '1.1');
}

function later(a: Generation | undefined, b: Generation): Generation {
  return a !== undefined && GENERATIONS.indexOf(a) > GENERATIONS.indexOf(b) ? a : b;
}

/**
 * The version in which to answer, as the server's framework finds it: the most specific range that fits the one
 * type decides, and of equally specific ones any that names no known version spoils the request.
 */
export function negotiate(api: Api, generation: Generation, accept: string | null): string {
  if (api === 'any') return '';
  const own = mediaTypeOf(api, generation);
  const versions = versionsOf(api, generation);
  const fitting = rangesOf(accept).filter(
    ({ type }) =>
      type === own || type === '*/*' || (type === 'application/*' && own.startsWith('application/')),
  );
  const best = Math.max(-1, ...fitting.map(({ precedence }) => precedence));
  const chosen = fitting.filter(({ precedence }) => precedence === best);
  if (chosen.length === 0) throw refuse('accept.type');
  const newest = versions.at(-1) ?? '';
  if (versions.length === 0) return newest;
  if (chosen.some(({ version }) => version !== undefined && !versions.includes(version))) {
    throw refuse('accept.version');
  }
  return chosen.find(({ version }) => version !== undefined)?.version ?? newest;
}

/** Compares version texts number by number. */
export function atLeast(version: string, wanted: string): boolean {
  const [a, b] = [version, wanted].map((text) => text.split('.').map(Number));
  for (let i = 0; i < 3; i += 1) {
    const [x, y] = [a?.[i] ?? 0, b?.[i] ?? 0];
    if (x !== y) return x > y;
  }
  return true;
}
