/**
 * Is what we publish what people can use? Packs the built package, looks inside, and installs it into throw-away
 * projects of the kinds that our users have; each of them runs for real against the sandbox.
 *
 *     npm run build && npm run test:package             # all of it
 *     npm run test:package -- api sizes                 # only these parts
 *
 * `KEEP=1` leaves the throw-away projects in place to look at.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PARTS } from './parts.ts';
import { consumer, filesOf, type Place } from './place.ts';
import { add, check, close, expect, fail, install, isCounts, run } from './report.ts';

const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');
const temp = mkdtempSync(join(tmpdir(), 'accession-package-'));

/** Everything that may be in the tarball; a file of any other kind got in by accident. */
const PUBLISHED =
  /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/THIRD-PARTY-LICENCES\.txt|dist\/[\w.-]+\.(?:js|cjs|d\.ts|d\.cts)(?:\.map)?)$/;

const timesOf = (folder: string): number[] => filesOf(folder).map((path) => statSync(path).mtimeMs);

/** The packed package, installed once for all parts that only read it. Undefined when there is nothing to go on with. */
function prepare(): Place | undefined {
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
  if (!packed) return undefined;
  check('nothing got into the package by accident', () => {
    const junk = published.filter((path) => !PUBLISHED.test(path));
    expect(junk.length === 0, `files of other kinds: ${junk.join(', ')}`);
    for (const path of ['README.md', 'LICENSE']) expect(published.includes(path), `${path} is missing`);
  });
  const modules = consumer({ root, temp }, 'modules');
  return check('installs', () => install(modules, tarball)) ? { root, temp, tarball, modules } : undefined;
}

/** Runs one part to its end, then prints all it had to say: lines of several parts would be hard to tell apart. */
function runPart(name: string, place: Place): Promise<void> {
  return new Promise((resolve) => {
    const start = performance.now();
    const child = fork(new URL('part.ts', import.meta.url), [name, JSON.stringify(place)], { silent: true });
    let said = '';
    let told = false;
    const listen = (chunk: Buffer): void => {
      said += chunk;
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.on('message', (message) => {
      if (!isCounts(message)) return;
      told = true;
      add(message);
    });
    child.on('close', (code, signal) => {
      const seconds = Math.round((performance.now() - start) / 1000);
      process.stdout.write(`\n${name}, ${seconds} s\n${said}`);
      if (!told) fail(`${name} goes through to its end`, `it ended early (${signal ?? code})`);
      resolve();
    });
  });
}

async function runParts(names: readonly string[], place: Place): Promise<void> {
  const open = names.values();
  // Half of what they do is waiting for installs and servers.
  const workers = Array.from({ length: Math.max(3, availableParallelism()) }, async () => {
    for (const name of open) await runPart(name, place);
  });
  await Promise.all(workers);
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no part ${unknown.join(', ')}; there are: ${Object.keys(PARTS).join(', ')}\n`,
  );
  process.exit(2);
}
try {
  const place = prepare();
  if (place) await runParts(asked.length > 0 ? asked : Object.keys(PARTS), place);
} finally {
  if (process.env.KEEP) process.stdout.write(`kept: ${temp}\n`);
  else rmSync(temp, { recursive: true, force: true });
}
process.exitCode = close();
