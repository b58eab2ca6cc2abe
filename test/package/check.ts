/**
 * Is what we publish what people can use? Packs the built package, looks inside, and installs it into throw-away
 * projects of the kinds that our users have; each of them runs for real against the sandbox.
 *
 * `npm run build && npm run test:package`; `KEEP=1` leaves the throw-away projects in place to look at.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { packageOf } from '../house/imports.ts';
import { checkNotebooks } from './notebook.ts';
import { check, close, expect, install, run } from './report.ts';

const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');
const temp = mkdtempSync(join(tmpdir(), 'accession-package-'));
const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

/** Everything that may be in the tarball; a file of any other kind got in by accident. */
const PUBLISHED =
  /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/[\w.-]+\.(?:js|cjs|d\.ts|d\.cts)(?:\.map)?)$/;

const timesOf = (folder: string): number[] => filesOf(folder).map((path) => statSync(path).mtimeMs);

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Copies one of the projects in `consumers/` to the temporary folder. */
function consumer(name: string): string {
  const folder = join(temp, name);
  cpSync(join(root, 'test/package/consumers', name), folder, { recursive: true });
  return folder;
}

function checkAll(): void {
  let tarball = '';
  let published: string[] = [];
  const packed = check('the build is there, fresh, and packs', () => {
    const built = readdirSync(root).includes('dist') ? Math.min(...timesOf(join(root, 'dist'))) : 0;
    // A file that an earlier build left behind would be published too.
    const fresh = built >= Math.max(...timesOf(join(root, 'src')));
    expect(fresh, 'dist is missing or some of it is older than src: delete dist, then `npm run build`');
    const answer = run('npm', ['pack', '--json', '--pack-destination', temp], { cwd: root });
    const [pack] = JSON.parse(answer) as { filename: string; size: number; files: { path: string }[] }[];
    expect(pack !== undefined, 'npm pack named no tarball');
    tarball = join(temp, pack.filename);
    published = pack.files.map(({ path }) => path);
    process.stdout.write(
      `        ${pack.filename}: ${published.length} files, ${Math.round(pack.size / 1024)} kB packed\n`,
    );
  });
  if (!packed) return;

  check('nothing got into the package by accident', () => {
    const junk = published.filter((path) => !PUBLISHED.test(path));
    expect(junk.length === 0, `files of other kinds: ${junk.join(', ')}`);
    for (const path of ['README.md', 'LICENSE']) expect(published.includes(path), `${path} is missing`);
  });
  check('publint finds nothing', () => run(bin('publint'), ['run', tarball, '--strict'], { cwd: root }));
  check('types resolve in node10, node16 (both kinds) and bundler (attw)', () => {
    run(bin('attw'), [tarball, '--no-definitely-typed', '--profile', 'strict', '--no-emoji'], { cwd: root });
  });

  checkModules(tarball);
  checkJest(tarball);
  checkNotebooks({ root, prefix: join(temp, 'tslab'), cwd: consumer('notebook') }, tarball);
}

/** One project with both module systems, the command, and the compilers. */
function checkModules(tarball: string): void {
  const cwd = consumer('modules');
  const installed = check('installs', () => install(cwd, tarball));
  if (!installed) return;

  check('no file names the folder it was built in', () => {
    const leaks = filesOf(join(cwd, 'node_modules/accession')).filter((path) =>
      readFileSync(path, 'utf8').includes(root),
    );
    expect(leaks.length === 0, `${root} is in ${leaks.join(', ')}`);
  });

  check('the built files import declared dependencies and nothing else', () => {
    const folder = join(cwd, 'node_modules/accession');
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const known = new Set([...Object.keys(manifest.dependencies), ...builtinModules]);
    const undeclared = filesOf(join(folder, 'dist'))
      .filter((path) => !path.endsWith('.map'))
      .flatMap((path) =>
        ts
          .preProcessFile(readFileSync(path, 'utf8'), true, true)
          .importedFiles.map(({ fileName }) => packageOf(fileName))
          .filter((name) => name !== undefined && !known.has(name))
          .map((name) => `${relative(folder, path)} imports ${name}`),
      );
    expect(undeclared.length === 0, [...new Set(undeclared)].join('\n'));
  });

  const node = (...args: string[]) => run(process.execPath, args, { cwd });
  check('import: every entry point, and a round trip', () => node('esm.mjs'));
  check('require: every entry point, and a round trip', () => node('cjs.cjs'));
  check('import and require agree on names and on instanceof', () => node('both.mjs'));
  check('require loads no HTTP library before the first request', () => node('lazy.cjs'));
  check('import loads no HTTP library before the first request', () => node('lazy.mjs'));

  check('the command runs a program against a sandbox and returns its exit code', () => {
    const program = 'console.log(process.env.BIOSAMPLES_URL); process.exit(7)';
    const command = join('node_modules', '.bin', 'accession');
    const out = run(command, ['sandbox', 'exec', '--', 'node', '-e', program], { cwd, exit: 7 });
    expect(/^http:\/\/127\.0\.0\.1:\d+\/biosamples$/m.test(out), `BIOSAMPLES_URL was not set: ${out}`);
  });

  check('compiles with TypeScript 5.0, node10, not strict (what notebooks use)', () => {
    run(process.execPath, ['node_modules/typescript-5.0/lib/tsc.js', '-p', 'tsconfig.node10.json'], { cwd });
  });
  // The same file once more as a module of each kind: node16 decides by the extension.
  for (const kind of ['mts', 'cts']) cpSync(join(cwd, 'consumer.ts'), join(cwd, `consumer.${kind}`));
  const compile = (project: string) =>
    run(process.execPath, ['node_modules/typescript/lib/tsc.js', '-p', `tsconfig.${project}.json`], { cwd });
  for (const resolution of ['node16', 'bundler']) {
    check(`compiles with TypeScript 5.9, ${resolution}, strict`, () => compile(resolution));
  }
  check('a subpath names every type it hands out, without the front door', () => compile('alone'));
}

/** Jest has a module loader of its own, which refuses ES modules: what we load late must be CommonJS too. */
function checkJest(tarball: string): void {
  const cwd = consumer('jest');
  const installed = check('installs beside Jest', () => install(cwd, tarball));
  if (installed) check('works under Jest', () => run(join(cwd, 'node_modules/.bin/jest'), ['--ci'], { cwd }));
}

mkdirSync(temp, { recursive: true });
try {
  checkAll();
} finally {
  if (process.env.KEEP) process.stdout.write(`kept: ${temp}\n`);
  else rmSync(temp, { recursive: true, force: true });
}
process.exitCode = close();
