import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Place } from './place.ts';
import { check, expect } from './report.ts';

/** Bytes of minified code, as it is and as it travels. */
interface Size {
  readonly minified: number;
  readonly gzip: number;
  readonly brotli: number;
}
type Budget = Readonly<Record<string, Size>>;

export const BUDGET = 'test/package/budget.json';
/** A budget says where we are; growth beyond this part of it has to be wanted. */
const SLACK = 0.1;

const OWN = 'own code';
const ALL = 'with packages';
const ONE_NAME = "{ NotFound } of 'accession'";

interface Manifest {
  readonly exports: Record<string, { import: { default: string } }>;
  readonly dependencies: Record<string, string>;
}

/** Programs that people could write: everything of an entry point, and a single name of the front door. */
function programs({ exports }: Manifest): [string, string][] {
  const whole = Object.entries(exports)
    .filter(([entry]) => entry !== './package.json')
    .map(([entry, target]): [string, string] => [
      `accession${entry.slice(1)}`,
      `export * from '${target.import.default}';`,
    ]);
  const one = `export { NotFound } from '${exports['.']?.import.default}';`;
  return [...whole, [ONE_NAME, one]];
}

/** Measures each program with our own code only, and with all packages that it needs. */
export async function measure(folder: string): Promise<Budget> {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const sizes: Record<string, Size> = {};
  for (const [name, contents] of programs(manifest)) {
    for (const [kind, external] of [
      [OWN, Object.keys(manifest.dependencies)],
      [ALL, []],
    ] satisfies [string, string[]][]) {
      const { outputFiles } = await build({
        stdin: { contents, resolveDir: folder, loader: 'js' },
        format: 'esm',
        bundle: true,
        minify: true,
        write: false,
        platform: 'node',
        target: 'node20',
        external,
        logLevel: 'silent',
      });
      const code = outputFiles[0]?.contents ?? new Uint8Array();
      sizes[`${name}, ${kind}`] = {
        minified: code.length,
        gzip: gzipSync(code, { level: 9 }).length,
        brotli: brotliCompressSync(code).length,
      };
    }
  }
  return sizes;
}

export async function checkSizes({ root, modules }: Place): Promise<void> {
  const sizes = await measure(join(modules, 'node_modules/accession'));
  const budget = JSON.parse(readFileSync(join(root, BUDGET), 'utf8')) as Budget;
  process.stdout.write(table(sizes));
  check('no bundle is larger than its budget allows', () => {
    const problems = Object.entries(sizes).flatMap(([name, size]) => {
      const planned = budget[name];
      if (!planned) return [`${name} has no budget`];
      return (['minified', 'gzip', 'brotli'] as const)
        .filter((kind) => size[kind] > planned[kind] * (1 + SLACK))
        .map((kind) => `${name}: ${kB(size[kind])} ${kind}, planned ${kB(planned[kind])}`);
    });
    const gone = Object.keys(budget).filter((name) => !(name in sizes));
    const advice =
      'Look for an import that carries more than it needs (`import { z }`, a schema that is made at once, a package ' +
      'that is loaded early). When the growth is worth it: `npm run build && npm run budget`, and say so in the commit.';
    const all = [...problems, ...gone.map((name) => `${name} has a budget, but is not there`)];
    expect(all.length === 0, `${all.join('\n')}\n${advice}`);
  });
  check('an error class alone drags nothing along', () => {
    const { minified = Number.POSITIVE_INFINITY } = sizes[`${ONE_NAME}, ${ALL}`] ?? {};
    expect(
      minified < 4 * 1024,
      `it takes ${kB(minified)}: something of the front door has effects when it is loaded`,
    );
  });
}

const kB = (bytes: number): string => `${(bytes / 1024).toFixed(1)} kB`;

export const table = (sizes: Budget): string =>
  Object.entries(sizes)
    .map(
      ([name, { minified, gzip, brotli }]) =>
        `        ${name.padEnd(46)} ${kB(minified).padStart(10)}  gzip ${kB(gzip).padStart(9)}  brotli ${kB(brotli).padStart(9)}\n`,
    )
    .join('');
