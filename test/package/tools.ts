import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './report.ts';

/**
 * Installs packages in a folder of their own and answers its node_modules. The folder is kept for the next run: these are
 * compilers and Nodes of exact versions, hundreds of megabytes that never change.
 */
export function tools(root: string, dependencies: Readonly<Record<string, string>>): string {
  const cache = join(root, 'node_modules', '.cache', 'accession-package');
  // The package `node` fetches the right binary by an install script, and newer npm runs only those that were named.
  const manifest = JSON.stringify({ private: true, dependencies, allowScripts: { node: true } });
  const platform = `${process.platform}-${process.arch}`;
  const key = createHash('sha256').update(`${platform} ${manifest}`).digest('hex').slice(0, 16);
  const folder = join(cache, key);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const making = mkdtempSync(join(cache, 'making-'));
    try {
      writeFileSync(join(making, 'package.json'), manifest);
      install(making);
      // Whole or not at all: a run that is killed half-way leaves nothing that looks finished.
      renameSync(making, folder);
    } catch (error) {
      rmSync(making, { recursive: true, force: true });
      // Another run was faster.
      if (!existsSync(folder)) throw error;
    }
  }
  return join(folder, 'node_modules');
}
