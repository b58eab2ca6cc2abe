import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './place.ts';
import { check, run } from './report.ts';
import { tools } from './tools.ts';
import { COMPILERS } from './versions.ts';

/** Programs that users could have written. `study` runs as well, `consumer` is only read. */
const PROGRAMS = ['study', 'consumer'];

const OPTIONS = {
  node10: { module: 'CommonJS', moduleResolution: 'node10', lib: ['ES2022'] },
  node16: { module: 'Node16', moduleResolution: 'Node16', lib: ['ES2023'] },
  bundler: {
    module: 'ESNext',
    moduleResolution: 'Bundler',
    lib: ['ES2023'],
    exactOptionalPropertyTypes: true,
  },
};

/**
 * Compilers old and new read our declarations, strictly and without `skipLibCheck`: with it, a declaration that a compiler
 * does not understand turns into `any` without a word.
 */
export function checkCompilers({ root, modules }: Place): void {
  const nameOf = (version: string): string => `typescript-${version}`;
  const wanted = COMPILERS.map(({ version }) => [nameOf(version), `npm:typescript@${version}`]);
  const versions = COMPILERS.map(({ version }) => version).join(', ');
  let folder = '';
  const installed = check(`TypeScript ${versions}: installs`, () => {
    folder = tools(root, Object.fromEntries(wanted));
  });
  if (!installed) return;

  // Below the project that has the package, so that it is found; and apart from what other parts do there.
  const cwd = join(modules, 'compiled');
  mkdirSync(cwd);
  // The same programs once more as modules of each kind: node16 decides by the extension.
  for (const kind of ['ts', 'mts', 'cts'])
    for (const name of [...PROGRAMS, 'alone'])
      cpSync(join(modules, `${name}.ts`), join(cwd, `${name}.${kind}`));

  const compile = (
    version: string,
    resolution: keyof typeof OPTIONS,
    more: object = {},
    programs: readonly string[] = PROGRAMS,
  ): void => {
    const kinds = resolution === 'node16' ? ['mts', 'cts'] : ['ts'];
    const project = {
      compilerOptions: {
        target: 'ES2022',
        strict: true,
        declaration: true,
        types: ['node'],
        outDir: 'out',
        ...OPTIONS[resolution],
        ...more,
      },
      files: programs.flatMap((name) => kinds.map((kind) => `${name}.${kind}`)),
    };
    writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify(project));
    run(process.execPath, [join(folder, nameOf(version), 'lib', 'tsc.js')], { cwd });
  };
  for (const { version, resolutions } of COMPILERS)
    for (const resolution of resolutions)
      check(`compiles with TypeScript ${version}, ${resolution}`, () => compile(version, resolution));
  check('compiles with TypeScript 5.0.4, node10, not strict (what notebooks use)', () =>
    compile('5.0.4', 'node10', { strict: false, skipLibCheck: true }),
  );
  // By itself: where another file imports the front door, the compiler takes the names that a subpath lacks from there.
  check('a subpath names every type it hands out, without the front door', () =>
    compile('5.9.3', 'node16', {}, ['alone']),
  );
}
