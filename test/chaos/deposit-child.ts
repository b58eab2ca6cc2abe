/**
 * A deposit in a process of its own, so that it can be killed, or weighed. Its settings are in the environment: PROJECT,
 * FOLDER, JOURNAL (may be empty), RECONCILE_MS. The last line on stdout is JSON.
 */
import { readFileSync } from 'node:fs';
import { createClient, fromEnv } from 'accession';

const { PROJECT = '', FOLDER = '', JOURNAL, RECONCILE_MS } = process.env;
const repos = createClient(fromEnv());
const { files, uploaded, zone } = await repos.sodar.landingZones.deposit(
  PROJECT,
  { files: FOLDER },
  { ...(JOURNAL && { journal: JOURNAL }), reconcileForMs: Number(RECONCILE_MS ?? 60_000), pollMs: 20 },
);
repos.close();
let peakKiB: number | undefined;
try {
  peakKiB = Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
} catch {
  // No such file on this system; the test says so.
}
console.log(JSON.stringify({ files: files.length, uploaded, status: zone?.status, peakKiB }));
