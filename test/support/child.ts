import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Options } from 'tsup';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Ended {
  /** Null when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Child {
  process: ChildProcess;
  ended: Promise<Ended>;
  /** The hard way, and only back when it is dead. */
  kill(): Promise<Ended>;
}

export interface Script {
  /** `largestFile`: blocks of 512 bytes after which no file of the process grows any more, as if the disk were full. */
  run(env: Readonly<Record<string, string>>, limits?: { largestFile?: number }): Child;
  remove(): void;
}

/** The way the package is built. */
export const AS_MODULES = {
  config: false,
  format: 'esm',
  target: 'node20',
  splitting: true,
  silent: true,
  noExternal: ['p-retry', 'is-network-error', 'zod'],
  outExtension: () => ({ js: '.mjs' }),
} satisfies Options;

/**
 * One of our TypeScript files, built the way the package is, to be run in processes of its own. A loader would be
 * simpler; but it takes longer to start than some runs, and its memory would be weighed along.
 */
export async function script(path: string): Promise<Script> {
  // Below node_modules: git does not see it, and the packages that it imports are found.
  const outDir = join(
    root,
    'node_modules',
    '.cache',
    'accession-tests',
    `${basename(path, '.ts')}-${process.pid}`,
  );
  await build({
    ...AS_MODULES,
    entry: { main: join(root, path) },
    outDir,
  });
  return {
    run: (env, limits) => run(join(outDir, 'main.mjs'), env, limits),
    remove: () => rmSync(outDir, { recursive: true, force: true }),
  };
}

function run(
  file: string,
  env: Readonly<Record<string, string>>,
  { largestFile }: { largestFile?: number } = {},
): Child {
  const limited = ['-c', `trap '' XFSZ; ulimit -f ${largestFile}; exec "$0" "$1"`, process.execPath, file];
  const [command, args] = largestFile === undefined ? [process.execPath, [file]] : ['sh', limited];
  const child = spawn(command, args, {
    cwd: root,
    // What the test runner sets for itself is not meant for others.
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return {
    process: child,
    ended,
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
  };
}
