import { describe } from 'vitest';

/**
 * The only way to leave tests out: `describeWhen(found, 'the recorded payloads', 'RECORDED_PAYLOADS is not set')`.
 * When `condition` is false the group is skipped and one line that nobody can miss says what was not proved and why.
 */
export function describeWhen(condition: boolean, what: string, because: string): typeof describe.skip {
  if (condition) return describe;
  process.stderr.write(`\nSKIPPED: ${what} because ${because}\n`);
  return describe.skip;
}
