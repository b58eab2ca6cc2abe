import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linesOf, tableOf } from '../support/cli.ts';
import { CliLab, takeTime } from '../support/cli-lab.ts';
import { describeWhen } from '../support/skip-loudly.ts';

takeTime();

const root = fileURLToPath(new URL('../../', import.meta.url));
const VENV = join(root, 'node_modules/.cache/interop-snakemake');
const PINS = ['snakemake==8.30.0'];

/** Makes the Python environment, or finds it made; gives the reason when that cannot be done here. */
function whyNot(): string | undefined {
  const marker = join(VENV, 'pins.txt');
  const wanted = PINS.join('\n');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return undefined;
  rmSync(VENV, { recursive: true, force: true });
  mkdirSync(VENV, { recursive: true });
  const run = (file: string, ...args: string[]) => {
    const { status, error, stderr } = spawnSync(file, args, { encoding: 'utf8', timeout: 300_000 });
    if (status === 0) return undefined;
    return error?.message ?? stderr.trim().split('\n').at(-1) ?? `exit code ${status}`;
  };
  const pip = ['-m', 'pip', 'install', '--quiet', '--retries', '1', '--disable-pip-version-check'];
  const failed = run('python3', '-m', 'venv', VENV) ?? run(join(VENV, 'bin/python'), ...pip, ...PINS);
  if (failed === undefined) writeFileSync(marker, wanted);
  return failed;
}

const reason = whyNot();

describeWhen(
  reason === undefined,
  'the Snakemake pipeline',
  reason ?? '',
)('the Snakemake pipeline', () => {
  let desk: CliLab;
  beforeAll(async () => {
    desk = await CliLab.start('snakemake');
    cpSync(join(root, 'examples/pipelines/snakemake'), desk.folder, { recursive: true });
  });
  afterAll(() => desk.close());

  const pipeline = (...more: string[]): Promise<{ code: number | null; said: string }> => {
    const accession = `accession=${process.execPath} ${desk.cli.file}`;
    const args = ['--cores', '1', ...more, '--config', accession];
    // By its module: a script in the environment would name the folder in which it was made.
    const child = spawn(join(VENV, 'bin/python'), ['-m', 'snakemake', ...args], {
      cwd: desk.folder,
      env: { PATH: `${join(VENV, 'bin')}:${process.env.PATH}`, HOME: desk.folder, ...desk.lab.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
      });
    }
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, said }));
    });
  };

  const stored = () =>
    desk.lab.state.biosamples.samples.list().filter(({ name }) => name.startsWith('field trip 1'));

  it('goes from a table to accessions and records; killed in the middle, once each', async () => {
    // The answer to the fourth write is lost, and nobody can be reached after that.
    desk.lab.faults.add({
      operation: 'biosamples.samples.update',
      nth: 2,
      effect: { resetAfterCommit: true },
    });
    desk.lab.faults.add({
      operation: 'biosamples.samples.update',
      nth: 3,
      times: 50,
      effect: { status: 503 },
    });
    const first = await pipeline('--retries', '0');
    expect(first.code, first.said).not.toBe(0);
    desk.lab.faults.clear();

    const second = await pipeline();
    expect(
      second.code,
      second.said + (existsSync(desk.path('logs/register.log')) ? desk.read('logs/register.log') : ''),
    ).toBe(0);
    const rows = tableOf(desk.read('results/samples.tsv'));
    expect(rows.map(({ name }) => name)).toEqual(tableOf(desk.read('samples.tsv')).map(({ name }) => name));
    const accessions = rows.map(({ accession }) => accession);
    expect(
      stored()
        .map(({ accession }) => accession)
        .sort(),
    ).toEqual([...accessions].sort());
    expect(linesOf(desk.read('results/records.ndjson')).map(({ accession }) => accession)).toEqual(
      accessions,
    );
    expect(desk.read('results/validated.tsv')).toContain('valid');
    expect(first.said + second.said + desk.read('logs/register.log')).not.toContain(
      desk.lab.credentials.webin.password,
    );

    // The outputs are gone, the journal is not.
    rmSync(desk.path('results'), { recursive: true });
    const third = await pipeline();
    expect(third.code, third.said).toBe(0);
    expect(tableOf(desk.read('results/samples.tsv')).map(({ accession }) => accession)).toEqual(accessions);
    expect(stored()).toHaveLength(3);
  }, 300_000);
});
