/**
 * How fast a deposit is, and how much memory it takes: `npx tsx test/bench/sodar-deposit.ts [MiB] [files]` (default 2048 MiB in
 * 8 files, which the sandbox really stores: there must be room for them in the temporary folder).
 */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'accession';
import { startSandbox } from 'accession/sandbox';
import { script } from '../support/child.ts';
import { preparePlace } from '../support/sodar-project.ts';

const MIB = 1024 * 1024;
const [total = 2048, count = 8] = process.argv.slice(2).map(Number);

const folder = mkdtempSync(join(tmpdir(), 'accession-bench-'));
const lab = await startSandbox({ seed: 'demo', retainRequests: 0 });
const child = await script('test/chaos/deposit-child.ts');
try {
  for (let n = 0; n < count; n += 1) {
    const file = join(folder, `${n}.bin`);
    writeFileSync(file, String(n));
    truncateSync(file, Math.floor((total / count) * MIB));
  }
  const repos = createClient(lab.config);
  const { project } = await preparePlace(repos.sodar, lab);
  repos.close();
  lab.lifecycle.set('sodar.landingZone', { after: 'immediate' });
  const begun = performance.now();
  // The client in a process of its own: the sandbox's memory is not weighed along.
  const { stdout, stderr } = await child.run({ ...lab.env, PROJECT: project.sodar_uuid, FOLDER: folder })
    .ended;
  const seconds = (performance.now() - begun) / 1000;
  const { status, peakKiB } = JSON.parse(stdout.trim().split('\n').at(-1) || '{}');
  if (status !== 'MOVED') throw new Error(stderr);
  console.log(
    `${total} MiB in ${count} files: ${seconds.toFixed(1)} s, ${Math.round(total / seconds)} MiB/s, peak memory ${Math.round(peakKiB / 1024)} MiB`,
  );
} finally {
  child.remove();
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
}
