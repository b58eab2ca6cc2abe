/**
 * A run of many samples in a process of its own, so that it can be killed, or weighed. Its settings are in the
 * environment: COUNT, JOURNAL (may be empty), RECONCILE_MS. The last line on stdout is JSON.
 */
import { readFileSync } from 'node:fs';
import { createClient, fromEnv, type NewSample } from 'accession';

function* samples(count: number): Generator<NewSample> {
  for (let n = 0; n < count; n += 1)
    yield { name: `s${n}`, release: '2020-01-01', characteristics: { organism: [{ text: 'Homo sapiens' }] } };
}

const { COUNT, JOURNAL, RECONCILE_MS } = process.env;
const run = createClient(fromEnv()).biosamples.samples.createMany(samples(Number(COUNT)), {
  ...(JOURNAL && { journal: JOURNAL }),
  reconcileForMs: Number(RECONCILE_MS ?? 60_000),
});
const { counts, leftOver, failures } = await run.done();
let peakKiB: number | undefined;
try {
  peakKiB = Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
} catch {
  // No such file on this system; the test says so.
}
console.log(
  JSON.stringify({ counts, leftOver, failures: failures.map(({ error }) => error.message), peakKiB }),
);
