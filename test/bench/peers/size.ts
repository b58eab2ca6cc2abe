/** What a part of the package weighs when a program is bundled with it and all that it needs, made small. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'tsup';
import { compete } from './measure.ts';

interface Settings {
  specifier: string;
  built: string;
}

await compete<Settings>(async ({ specifier, built }) => async () => {
  const outDir = join(built, 'sizes', specifier);
  mkdirSync(outDir, { recursive: true });
  // Beside the package, where it is found under its name.
  const entry = join(built, `${specifier.replace('/', '-')}.mjs`);
  writeFileSync(entry, `export * from '${specifier}';\n`);
  await build({
    config: false,
    silent: true,
    entry: { whole: entry },
    outDir,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    tsconfig: join(built, 'tsconfig.json'),
    minify: true,
    noExternal: [/.*/],
    splitting: false,
    outExtension: () => ({ js: '.cjs' }),
  });
  const file = readFileSync(join(outDir, 'whole.cjs'));
  return { units: 1, kibibytes: file.length / 1024, gzippedKibibytes: gzipSync(file).length / 1024 };
});
