import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Options } from 'tsup';
import config from '../../../tsup.config.ts';
import { root } from './root.ts';

const CACHE = join(root, 'node_modules', '.cache');
const PROGRAMS = ['peers', 'hosts'];

/** Everything that runs in a process of its own, ready to run. */
export interface Programs {
  /** `peers/call` → the file. */
  pathOf(program: string, ending?: string): string;
  readonly folder: string;
}

/**
 * Builds the package as it is shipped, where programs beside it find it under its name, and the programs themselves. A
 * loader would be measured along.
 */
export async function buildPrograms(): Promise<Programs> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'accession-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // Also when it is interrupted.
  process.once('exit', remove);
  await Promise.all([buildPackage(join(folder, 'node_modules', 'accession')), buildOwn(folder)]);
  return { folder, pathOf: (program, ending = '.mjs') => join(folder, `${program}${ending}`) };
}

async function buildPackage(place: string): Promise<void> {
  const [library] = config as Options[];
  if (!library)
    throw new Error('tsup.config.ts has no library any more: tell test/bench/harness/programs.ts');
  // Types are not run, and what follows a build is about the folder `dist`.
  const { dts: _dts, onSuccess: _onSuccess, ...asShipped } = library;
  await build({ ...asShipped, config: false, silent: true, sourcemap: false, outDir: join(place, 'dist') });
  writeFileSync(join(place, 'package.json'), readFileSync(join(root, 'package.json')));
}

async function buildOwn(folder: string): Promise<void> {
  const here = fileURLToPath(new URL('../', import.meta.url));
  await build({
    config: false,
    silent: true,
    entry: PROGRAMS.map((part) => join(here, part, '*.ts')),
    outDir: folder,
    format: 'esm',
    target: 'node20',
    external: [/^accession/, 'axios', 'tsup'],
    outExtension: () => ({ js: '.mjs' }),
  });
  cpSync(join(here, 'peers'), join(folder, 'peers'), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  });
}
