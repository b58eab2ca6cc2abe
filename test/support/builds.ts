import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder of this run for what tests build, below node_modules: git does not see it, and packages are found from it. */
    builds: string;
  }
}

/** Gives the run its folder, and takes it away in the end: a worker is ended without being asked. */
export default function setup({ provide }: TestProject): () => void {
  const name = `accession-tests/run-${process.pid}`;
  const folder = join(fileURLToPath(new URL('../../node_modules/.cache', import.meta.url)), name);
  provide('builds', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
