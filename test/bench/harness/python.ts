import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './root.ts';
import type { PythonPlace } from './workload.ts';

const run = promisify(execFile);
const INSTALL_MS = 300_000;

export type Python = { readonly command: string } | { readonly missing: string };

const known = new Map<string, Promise<Python>>();

/** The Python that has these packages, installed when they are not there; or why it cannot be had. */
export function pythonFor(place: PythonPlace): Promise<Python> {
  let found = known.get(place.folder);
  if (!found) {
    found = install(place);
    known.set(place.folder, found);
  }
  return found;
}

async function install({ folder, pins }: PythonPlace): Promise<Python> {
  const home = join(root, 'node_modules', '.cache', folder);
  const command = join(home, 'bin', 'python');
  try {
    if (!existsSync(command)) await run('python3', ['-m', 'venv', home]);
    const { stdout } = await run(command, ['-m', 'pip', 'list', '--format=freeze']);
    const there = stdout.toLowerCase().split(/\s+/);
    if (!pins.every((pin) => there.includes(pin.toLowerCase()))) {
      const quietly = ['--quiet', '--retries', '1', '--disable-pip-version-check'];
      await run(command, ['-m', 'pip', 'install', ...quietly, ...pins], { timeout: INSTALL_MS });
    }
    return { command };
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    // The last thing that pip says is why.
    return { missing: stderr?.trim().split('\n').at(-1) || message };
  }
}
