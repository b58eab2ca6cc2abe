import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createClient } from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const COUNT = 24;
const CREATE = 'usi.samples.create';

let lab: Lab;
let folder: string;
beforeAll(async () => {
  lab = await startSandbox({ seed: 'demo' });
  folder = mkdtempSync(join(tmpdir(), 'accession-usi-kill-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await lab.close();
});

/** Runs the child; kills it as soon as `isTime`, or lets it come to its end. */
async function run(args: string[], isTime: () => boolean): Promise<{ killed: boolean; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/workflow/usi-kill/child.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...lab.env },
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.on('close', (_, signal) => resolve(signal)),
  );
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!over && !isTime()) await pause(2);
  if (!over) child.kill('SIGKILL');
  return { killed: (await ended) === 'SIGKILL', output };
}

it('killed before, during and after a request, and run again: every sample once', async () => {
  const { usi } = createClient(lab.config);
  const submission = await usi.submissions.create('subs.test-team-1');
  const args = [submission.id ?? '', String(COUNT), join(folder, 'run.ndjson')];
  const stored = () => lab.state.usi.samples.list().length;
  const never = { stallAfterBytes: 0 } as const;

  // Its answer stops coming: the sample is stored, and the child does not know.
  lab.faults.add({ operation: CREATE, nth: 4, times: 2, effect: never });
  let before = stored();
  expect(await run(args, () => stored() >= before + 5)).toMatchObject({ killed: true });
  // The request is on its way.
  lab.faults.clear();
  lab.faults.add({ operation: CREATE, nth: 3, times: 2, effect: { delayMs: 30_000 } });
  expect(await run(args, () => stored() >= 7)).toMatchObject({ killed: true });
  // Somewhere.
  lab.faults.clear();
  before = stored();
  await run(args, () => stored() >= before + 6);

  const { output } = await run(args, () => false);
  const counts = JSON.parse(output);
  expect(counts).toMatchObject({ refused: 0, failed: 0, unknown: 0 });
  expect(counts.stored + counts.found).toBe(COUNT);
  const aliases = (await usi.samples.list(submission).all()).map(({ alias }) => alias);
  expect(new Set(aliases).size).toBe(COUNT);
  expect(aliases).toHaveLength(COUNT);
}, 60_000);
