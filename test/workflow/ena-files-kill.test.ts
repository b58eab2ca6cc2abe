import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Script, script } from '../support/child.ts';
import { EVERYTHING, seeded } from '../support/scale.ts';

const SIZE = 6_000_000;
const bytes = seeded(11).bytes(SIZE);
const md5 = createHash('md5').update(bytes).digest('hex');
let lab: Lab;
let folder: string;
let child: Script;
beforeAll(async () => {
  lab = await startSandbox({ seed: 'demo' });
  folder = mkdtempSync(join(tmpdir(), 'accession-files-kill-'));
  child = await script('test/workflow/ena-files-child.ts');
});
afterAll(async () => {
  await lab.close();
  child.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe.concurrent('an upload killed', () => {
  const tenths = Array.from({ length: 11 }, (_, tenth) => tenth * 10);
  it.each(EVERYTHING ? tenths : [0, 40, 70, 100])(
    'after %i hundredths ends whole, once, with the next run',
    async (percent) => {
      const name = `reads_${percent}.fastq.gz`;
      const file = join(folder, name);
      writeFileSync(file, bytes);
      const env = { ...lab.env, FILE: file };
      const first = await child.run({ ...env, DIE_AT: String(percent / 100) }).ended;
      expect(first.signal).toBe('SIGKILL');
      const second = await child.run(env).ended;
      expect(second).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(second.stdout)).toMatchObject([{ checksum: md5, size: SIZE, skipped: false }]);
      const there = lab.state.ena.uploads.list('Webin-12345').filter(({ path }) => path.startsWith(name));
      expect(there).toEqual([
        { path: name, size: SIZE, md5 },
        { path: `${name}.md5`, size: 33, md5: expect.any(String) },
      ]);
    },
  );
});
