import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Prints one closing line in a form that any CI can read: `tests: 12 passed, 0 failed, 3 skipped`.
 *
 * A file that cannot be loaded and a `beforeAll` that throws run no test at all, so each counts as one
 * failure here: a broken run must never close with "0 failed".
 */
export default class PlainSummary implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandledErrors: ReadonlyArray<SerializedError>): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      if (module.errors().length > 0) count.failed += 1;
      for (const suite of module.children.allSuites()) {
        if (suite.errors().length > 0) count.failed += 1;
      }
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        // A test that is still pending when the run ends was interrupted: it proved nothing.
        count[state === 'pending' ? 'failed' : state] += 1;
      }
    }
    const { passed, failed, skipped } = count;
    process.stdout.write(`\ntests: ${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  }
}
