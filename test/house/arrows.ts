import { type Finding, isSource, type Rule, type SourceFile } from './files.ts';
import { importsOf } from './imports.ts';

/** The parts of src. `service:ena` stands for the folder of one service. */
type Zone =
  | 'core'
  | 'accounts'
  | `service:${string}`
  | 'sandbox'
  | 'cli'
  | 'client'
  | 'index'
  | `unknown:${string}`;

export function zoneOf(path: string): Zone {
  const service = /^src\/services\/([^/]+)\//.exec(path);
  if (service) return `service:${service[1]}`;
  const folder = /^src\/(core|accounts|sandbox|cli)\//.exec(path)?.[1];
  if (folder) return folder as Zone;
  if (path === 'src/client.ts' || path === 'src/from-env.ts') return 'client';
  if (path === 'src/index.ts') return 'index';
  return `unknown:${path}`;
}

const kindOf = (zone: Zone): string => zone.split(':')[0] ?? zone;

/** Who may import whom; the own zone is always allowed. One line per part of src, with the reason when it is refused. */
const ARROWS: Record<string, { may: readonly string[]; because: string }> = {
  core: {
    may: [],
    because:
      'core knows HTTP and policy and no repository; move what it needs into src/core or hand it in as an argument',
  },
  accounts: {
    may: ['core'],
    because: 'accounts are shared by services, so they stand on core alone',
  },
  service: {
    may: ['core', 'accounts'],
    because: 'a service stands on core and accounts only; what two services need belongs in src/core',
  },
  sandbox: {
    may: [],
    because:
      'the sandbox owns its wire shapes; shared code would make one wrong belief wrong on both sides and green',
  },
  cli: {
    may: ['core', 'client', 'index', 'service', 'sandbox'],
    because: 'the command stands on the public face, not on what lies behind it',
  },
  client: {
    may: ['core', 'accounts', 'service'],
    because: 'client.ts puts services together and from-env.ts reads its settings, nothing else',
  },
  index: {
    may: ['core', 'accounts', 'service', 'client'],
    because: 'the front door must not carry the sandbox or the command',
  },
};

/** The command says its version, which stands in one place only; the bundler takes nothing else from there. */
const KNOWS_THE_MANIFEST = 'src/cli/version.ts';

/** Imports inside src point the way the architecture says. */
export const arrows: Rule = (files) => {
  const sources = files.filter(isSource);
  const known = new Set(sources.map(({ path }) => path));
  return sources.flatMap((file) => {
    const from = zoneOf(file.path);
    const rule = ARROWS[kindOf(from)];
    if (!rule) {
      return [
        finding(
          file,
          1,
          'lies in no known part of src: move it, or give its place a line in ARROWS (test/house/arrows.ts)',
        ),
      ];
    }
    return importsOf(file, known).flatMap(({ target, specifier, line }) => {
      if (/^accession(?:\/|$)/.test(specifier))
        return [finding(file, line, `imports the package by its own name: use a relative path`)];
      if (!target) return [];
      if (specifier === '../../package.json' && file.path === KNOWS_THE_MANIFEST) return [];
      if (!target.startsWith('src/'))
        return [finding(file, line, `imports ${specifier}, which is outside src`)];
      const to = zoneOf(target);
      // A file in no known part has its own finding; its importers are not to blame.
      if (
        to === from ||
        kindOf(to) === 'unknown' ||
        (rule.may.includes(kindOf(to)) && kindOf(to) !== kindOf(from))
      )
        return [];
      return [finding(file, line, `${from} must not import ${to} (${specifier}): ${rule.because}`)];
    });
  });
};

/** Files that may know more than one service. */
const KNOW_SEVERAL_SERVICES = new Set(['src/client.ts', 'src/index.ts']);

/** Only client.ts and the front door know more than one service. */
export const oneService: Rule = (files) => {
  const sources = files.filter(isSource);
  const known = new Set(sources.map(({ path }) => path));
  return sources.flatMap((file) => {
    if (KNOW_SEVERAL_SERVICES.has(file.path)) return [];
    const services = new Map<string, number>();
    for (const { target, line } of importsOf(file, known)) {
      const zone = target ? zoneOf(target) : undefined;
      if (zone?.startsWith('service:') && !services.has(zone)) services.set(zone, line);
    }
    const [, second] = [...services];
    if (!second) return [];
    const names = [...services.keys()].map((zone) => zone.slice('service:'.length)).join(', ');
    return [
      finding(
        file,
        second[1],
        `knows several services (${names}): only src/client.ts puts services together`,
      ),
    ];
  });
};

/** No file reaches itself by following imports, type-only ones included. */
export const noCycles: Rule = (files) => {
  const sources = files.filter(isSource);
  const known = new Set(sources.map(({ path }) => path));
  const edges = new Map(
    sources.map((file) => [
      file.path,
      importsOf(file, known).filter(({ target }) => target && known.has(target)),
    ]),
  );
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const findings: Finding[] = [];
  const visit = (path: string): void => {
    state.set(path, 'open');
    trail.push(path);
    for (const { target, line } of edges.get(path) ?? []) {
      if (!target) continue;
      if (state.get(target) === 'open') {
        const loop = [...trail.slice(trail.indexOf(target)), target].join(' → ');
        findings.push({
          file: path,
          line,
          message: `closes an import cycle: ${loop}; move what they share into a file of its own`,
        });
      } else if (!state.has(target)) visit(target);
    }
    trail.pop();
    state.set(path, 'done');
  };
  for (const { path } of sources) if (!state.has(path)) visit(path);
  return findings;
};

function finding(file: SourceFile, line: number, message: string): Finding {
  return { file: file.path, line, message };
}
