import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Format } from 'esbuild';
import type { Place } from './place.ts';
import { check, expect, run } from './report.ts';

/**
 * In a bundle of ES modules `require` has to be made, as for every package that has CommonJS among its dependencies
 * (here form-data): esbuild leaves that to its user.
 */
const BANNER = {
  js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
};

/** A program of one file, made by esbuild and minified, runs where no package is installed. */
export async function checkBundles({ modules, temp }: Place): Promise<void> {
  const cwd = join(temp, 'bundled');
  mkdirSync(cwd);
  const bundle = (outfile: string, format: Format, more: BuildOptions = {}) =>
    build({
      entryPoints: [join(modules, 'study.ts')],
      outfile,
      format,
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node20',
      logLevel: 'silent',
      ...more,
    });
  for (const [format, extension] of [
    ['esm', 'mjs'],
    ['cjs', 'cjs'],
  ] satisfies [Format, string][]) {
    const outfile = join(cwd, `study.${extension}`);
    await bundle(outfile, format, format === 'esm' ? { banner: BANNER } : {});
    const size = `${Math.round(statSync(outfile).size / 1024)} kB with client, sandbox and all`;
    check(`a bundle of esbuild runs alone, ${format} (${size})`, () => {
      const out = run(process.execPath, [outfile], { cwd });
      expect(out.includes('the study is complete'), `it printed: ${out}`);
    });
  }
  const outfile = join(cwd, 'without.mjs');
  await bundle(outfile, 'esm');
  check('a bundle that lacks its require says what to do', () => {
    const out = run(process.execPath, [outfile], { cwd, exit: 1, both: true });
    expect(/ConfigError[\s\S]+docs\/installing\.md/.test(out), `it printed: ${out}`);
  });
}
