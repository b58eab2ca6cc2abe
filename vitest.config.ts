import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const src = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^accession$/, replacement: src('index.ts') },
      { find: /^accession\/sandbox$/, replacement: src('sandbox/index.ts') },
      { find: /^accession\/(\w+)$/, replacement: src('services/$1/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/package/consumers/**', 'node_modules/**'],
    testTimeout: 30_000,
    globalSetup: ['./test/support/builds.ts'],
    // Nearly half of the time is waiting, for child processes and for time to pass: four workers keep two cores busy. At full
    // scale, where thousands of cases have a short time limit, one less: a busy machine must not look like a silent server.
    maxWorkers: process.env.ACCESSION_TEST_SCALE === 'all' ? 3 : 4,
    // Loading the sources anew for each of the files would take a fifth of the whole time. Our modules keep nothing
    // but compiled schemas, and what a test starts it ends.
    isolate: false,
    // Vitest's closing line is not one every CI reads; the reporter adds "N passed, N failed".
    reporters: ['default', './test/support/plain-summary.ts'],
  },
});
