import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSandbox } from 'accession/sandbox';
import { expect, it } from 'vitest';
import { describeWhen } from '../support/skip-loudly.ts';

/** Its run tables do not work with pandas 3.0. */
const CLIENT = ['ena-upload-cli==0.10.1', 'pandas==2.2.3'];
const environment = fileURLToPath(
  new URL('../../node_modules/.cache/interop/ena-upload-cli-0.10.1', import.meta.url),
);
const python = join(environment, 'bin', 'python');

/** Installs the client once, into an environment of its own; what went wrong, or nothing. */
function install(): string | undefined {
  const ready = join(environment, 'ready');
  if (existsSync(ready) && readFileSync(ready, 'utf8') === CLIENT.join('\n')) return undefined;
  mkdirSync(environment, { recursive: true });
  const steps: [string, string[]][] = [
    ['python3', ['-m', 'venv', environment]],
    [python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...CLIENT]],
  ];
  for (const [command, args] of steps) {
    const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: 240_000 });
    if (status !== 0) return `"${command}" failed: ${error?.message ?? stderr.trim().split('\n').at(-1)}`;
  }
  writeFileSync(ready, CLIENT.join('\n'));
  return undefined;
}

const missing = install();

describeWhen(
  missing === undefined,
  `ena-upload-cli against the sandbox`,
  missing ?? '',
)('ena-upload-cli', () => {
  it('uploads, adds, modifies, and reads the refusal of a repeated ADD', { timeout: 60_000 }, async () => {
    const lab = await startSandbox();
    const folder = mkdtempSync(join(tmpdir(), 'ena-upload-cli-'));
    try {
      const script = fileURLToPath(new URL('./ena-upload-cli.py', import.meta.url));
      const { username, password } = lab.credentials.webin;
      const { hostname, port } = new URL(lab.urls.enaFtp);
      const url = `${lab.url}/ena/submit/drop-box/submit/`;
      const args = [script, url, hostname, port, username, password];
      const { stdout } = await promisify(execFile)(python, args, {
        cwd: folder,
        env: { ...process.env, TMPDIR: folder },
      });
      const { stored, added, modified, repeated } = JSON.parse(stdout);
      expect(stored).toBe('226 Transfer complete.');
      expect(added).toEqual({
        study: { 'cli-study': expect.stringMatching(/^ERP\d+$/) },
        sample: { 'cli-sample': expect.stringMatching(/^ERS\d+$/) },
        experiment: { 'cli-experiment': expect.stringMatching(/^ERX\d+$/) },
        run: { 'cli-run': expect.stringMatching(/^ERR\d+$/) },
      });
      expect(modified).toEqual(added);
      expect(repeated).toContain(
        `already exists in the submission account with accession: "${added.run['cli-run']}"`,
      );
      expect(lab.state.ena.objects.get(added.run['cli-run'])?.references).toEqual([
        added.experiment['cli-experiment'],
      ]);
      expect(lab.state.ena.uploads.list(username).map(({ path }) => path)).toEqual(['reads.fastq.gz']);
      expect(lab.journal.requests().flatMap(({ crash }) => crash ?? [])).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
      await lab.close();
    }
  });
});
