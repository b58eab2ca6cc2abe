import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { serve } from '../../../support/http-server.ts';
import { describeWhen } from '../../../support/skip-loudly.ts';

const MIB = 1024 * 1024;

describeWhen(
  existsSync('/proc/self/status'),
  'the memory of an upload',
  'this system does not tell the peak memory of a process in /proc',
)('an upload of 512 MiB to a slow reader', () => {
  it('stays under 160 MiB', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'accession-upload-'));
    const file = join(folder, 'big.bin');
    writeFileSync(file, '');
    // A file with a hole: as long as it says, and nothing on the disk.
    truncateSync(file, 512 * MIB);
    const server = await serve((request, response) => {
      let bytes = 0;
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        // Slow: a breath after each piece, in which the sender must not run ahead.
        request.pause();
        setImmediate(() => request.resume());
      });
      request.on('end', () => response.end(String(bytes)));
    });
    try {
      const child = fileURLToPath(new URL('./upload-child.ts', import.meta.url));
      const { stdout } = await promisify(execFile)(process.execPath, [
        '--import',
        'tsx',
        child,
        server.url,
        file,
      ]);
      const { answer, peakMiB } = JSON.parse(stdout);
      expect(Number(answer)).toBeGreaterThan(512 * MIB);
      console.log(`peak memory of a 512 MiB upload: ${peakMiB} MiB`);
      expect(peakMiB).toBeLessThan(160);
    } finally {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);
});
