/** Goes once through a submission, taking status, errors and samples with errors; what it took and weighs is JSON on stdout. */
import { readFileSync } from 'node:fs';
import { createClient, fromEnv } from 'accession';

const { samples, submissions } = createClient(fromEnv()).usi;
const { SUBMISSION = '', WHAT = '' } = process.env;

let result: unknown;
if (WHAT === 'errors') {
  const { byAlias, ...counts } = await submissions.errors(SUBMISSION);
  result = { ...counts, named: Object.keys(byAlias).length };
} else if (WHAT === 'status') {
  const { counts, byAlias } = await submissions.status(SUBMISSION);
  result = { counts, named: Object.keys(byAlias).length };
} else {
  let withErrors = 0;
  for await (const _ of samples.list(SUBMISSION, { hasErrors: true })) withErrors += 1;
  result = { withErrors };
}
let peakKiB: number | undefined;
try {
  peakKiB = Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
} catch {
  // No such file on this system; the test says so.
}
console.log(JSON.stringify({ result, peakKiB }));
