import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Script, script } from '../support/child.ts';
import { describeWhen } from '../support/skip-loudly.ts';

const COUNT = 200;

describeWhen(
  platform() !== 'win32',
  'a journal on a full disk',
  'only POSIX systems can limit the size of files',
)('when the disk is full in the middle of a run', () => {
  let lab: Lab;
  let folder: string;
  let many: Script;
  beforeAll(async () => {
    lab = await startSandbox({ seed: 'empty' });
    folder = mkdtempSync(join(tmpdir(), 'accession-full-'));
    many = await script('test/chaos/many-child.ts');
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    many.remove();
    await lab.close();
  });

  it('the run stops with a clear error, and goes on once there is room, each sample once', async () => {
    const journal = join(folder, 'run.ndjson');
    const env = { ...lab.env, COUNT: String(COUNT), JOURNAL: journal, RECONCILE_MS: '0' };
    const full = await many.run(env, { largestFile: 16 }).ended;
    expect(full.code).toBe(1);
    expect(full.stderr).toContain(`the journal ${journal} cannot be written (EFBIG)`);
    expect(full.stderr).toContain('Make room for the journal, and run it again');
    expect(readFileSync(journal, 'utf8').endsWith('\n')).toBe(true);
    const before = lab.state.biosamples.samples.list().length;
    expect(before).toBeGreaterThan(10);
    expect(before).toBeLessThan(COUNT);

    const again = await many.run(env).ended;
    expect(again).toMatchObject({ code: 0, stderr: '' });
    const records = lab.state.biosamples.samples
      .list()
      .filter(({ characteristics }) => characteristics?.organism);
    expect(new Set(records.map(({ name }) => name)).size).toBe(COUNT);
    expect(records).toHaveLength(COUNT);
  });
});
