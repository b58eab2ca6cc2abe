import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'tsup';
import { inject } from 'vitest';
import { AS_MODULES } from './child.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'examples');

/** `quick-start.ts` and the like. */
export const EXAMPLES = readdirSync(folder).filter((name) => name.endsWith('.ts'));

export interface ExampleEnded {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Once for all the files of tests that one worker carries out. */
let built: Promise<string> | undefined;

/** A loader in each of their processes would take longer than most of them run. */
async function buildAll(): Promise<string> {
  const outDir = join(inject('builds'), `examples-${process.pid}`);
  await build({
    ...AS_MODULES,
    entry: EXAMPLES.map((name) => join(folder, name)),
    outDir,
    // Their data lie beside their sources.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(folder, 'any.ts')).href) },
    // What the sandbox has inside calls it.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
    },
  });
  return outDir;
}

/** Runs an example from the folder of the project, as its first line says. */
export async function runExample(
  name: string,
  { args = [], env = {} }: { args?: readonly string[]; env?: Readonly<Record<string, string>> } = {},
): Promise<ExampleEnded> {
  built ??= buildAll();
  const file = join(await built, name.replace(/\.ts$/, '.mjs'));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended: ExampleEnded = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      ended.stdout += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      ended.stderr += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...ended, code }));
  });
}
