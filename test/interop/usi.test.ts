import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWhen } from '../support/skip-loudly.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const VENV = join(root, 'node_modules/.cache/interop-usi');
const PYTHON = join(VENV, 'bin/python');
/** The client as people have it, and the one of its requirements that changed its face before. */
const PINS = ['pyUSIrest==0.3.1', 'python-jwt==4.1.0'];

/** Makes the Python environment, or finds it made; gives the reason when that cannot be done here. */
function whyNot(): string | undefined {
  const marker = join(VENV, 'pins.txt');
  const wanted = PINS.join('\n');
  if (existsSync(PYTHON) && existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return undefined;
  rmSync(VENV, { recursive: true, force: true });
  mkdirSync(VENV, { recursive: true });
  const run = (file: string, ...args: string[]) => {
    const { status, error, stderr } = spawnSync(file, args, { encoding: 'utf8', timeout: 300_000 });
    if (status === 0) return undefined;
    return error?.message ?? stderr.trim().split('\n').at(-1) ?? `exit code ${status}`;
  };
  const failed =
    run('python3', '-m', 'venv', VENV) ??
    run(PYTHON, '-m', 'pip', 'install', '--quiet', '--retries', '1', '--disable-pip-version-check', ...PINS);
  if (failed === undefined) writeFileSync(marker, wanted);
  return failed;
}

const reason = whyNot();

interface Step {
  step: string;
  [value: string]: unknown;
}

describeWhen(
  reason === undefined,
  'pyUSIrest 0.3.1 against the sandbox',
  reason ?? '',
)('pyUSIrest 0.3.1', () => {
  let sandbox: ChildProcess;
  const steps = new Map<string, Omit<Step, 'step'>>();
  let order: string[] = [];

  beforeAll(async () => {
    sandbox = spawn(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), join(root, 'src/cli/main.ts'), 'sandbox', 'start', '--json'],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const line = await firstLine(sandbox);
    const { stdout, stderr, failed } = await python(join(root, 'test/interop/usi_seed.py'), line);
    expect(failed, stderr).toBe(false);
    const lines = stdout
      .trim()
      .split('\n')
      .map((text): Step => JSON.parse(text));
    order = lines.map(({ step }) => step);
    for (const { step, ...values } of lines) steps.set(step, values);
    const { url } = JSON.parse(line);
    const answer = await (await fetch(`${url}/_sandbox/journal`)).json();
    const { requests } = answer as { requests: { operation: unknown; crash: unknown }[] };
    steps.set('journal', {
      unmatched: requests.filter((request) => request.operation === null),
      crashed: requests.filter((request) => request.crash !== null),
    });
  }, 60_000);

  afterAll(() => {
    sandbox?.kill('SIGTERM');
  });

  it('goes through the whole page', () => {
    expect(order.at(-1)).toBe('old team');
    expect(order).toHaveLength(20);
    expect(steps.get('journal')).toEqual({ unmatched: [], crashed: [] });
  });

  it('logs in, and reads the token', () => {
    expect(steps.get('auth')).toEqual({
      life: 3600,
      expired: false,
      domains: ['subs.test-team-1', 'self.sandbox-friends'],
      text: 'Token for Ada Tester',
    });
    expect(steps.get('wrong password')).toEqual({ refused: 'USIConnectionError' });
  });

  it('creates a user and a team, which a new token shows', () => {
    expect(steps.get('create user')).toEqual({ prefix: 'usr-', length: 40 });
    expect(steps.get('create team')).toEqual({ name: 'subs.test-team-2', seen_with_old_token: false });
    expect(steps.get('teams')).toEqual({
      names: ['subs.test-team-1', 'subs.test-team-2'],
      own: ['subs.test-team-1', 'subs.test-team-2'],
      text: 'subs.test-team-2 (Your description)',
      unknown: ['NameError', 'team: subs.nobody not found'],
    });
  });

  it('adds a profile and a member to the domain of the team', () => {
    expect(steps.get('profile')).toEqual({ attributes: { 'centre name': 'My Institution' }, named: null });
    expect(steps.get('add user')).toEqual({
      me: ['usi-tester', true],
      other: 'new-colleague',
      added: ['usi-tester', 'new-colleague'],
      members: ['usi-tester', 'new-colleague'],
      text: 'subs.test-team-2 Your description',
    });
  });

  it('creates a submission, which cannot be finalized while it is empty', () => {
    expect(steps.get('submission')).toEqual({
      status: 'Draft',
      team: 'subs.test-team-2',
      ready: false,
      counted: {},
      samples: 0,
      finalize: ['NotReadyError', 'Submission not ready for finalization'],
    });
  });

  it('adds the two samples of the page', () => {
    const relation = { alias: 'animal_1', relationshipNature: 'derived from', team: 'subs.test-team-2' };
    expect(steps.get('samples')).toMatchObject({
      texts: ['animal_1 (A Sample Organism)', 'sample_1 (A Sample Speciemen)'],
      pending: ['Pending', 'Pending'],
      relationships: [relation],
      twice: [
        'USIDataError',
        expect.stringContaining("already_exists: In Sample, field alias can't be [animal_1]."),
      ],
      not_ready: ['NotReadyError', expect.any(String)],
    });
  });

  it('waits for validation, finds errors and mends them', () => {
    expect(steps.get('validated')).toEqual({ status: { Complete: 2 }, errors: { False: 2 } });
    expect(steps.get('errors')).toEqual({
      errors: { False: 1, True: 1 },
      ignored: { False: 2 },
      wrong: ['sample_1'],
      messages: { Taxonomy: [expect.stringContaining('(Ovis aries), but is Ovis')] },
      finalize: ['USIDataError', 'Submission has errors, fix them'],
    });
    expect(steps.get('mended')).toEqual({ aliases: ['animal_1', 'sample_1'], title: 'A Sample Specimen' });
    expect(steps.get('filters')).toEqual({ complete: ['animal_1', 'sample_1'], pending: [] });
  });

  it('finalizes, is locked out, and finds the accessions', () => {
    expect(steps.get('finalized')).toEqual({ status: 'Submitted', of_submission: 'Submitted' });
    expect(steps.get('locked')).toEqual({
      refused: ['USIDataError', expect.stringContaining('resource_locked')],
    });
    expect(steps.get('completed')).toEqual({
      status: 'Completed',
      unknown: 'NameError',
      by_team: [true],
      mine: [true],
      drafts: 0,
    });
    expect(steps.get('accessions')).toMatchObject({
      accessions: {
        animal_1: expect.stringMatching(/^SAMEA\d+$/),
        sample_1: expect.stringMatching(/^SAMEA\d+$/),
      },
      texts: ['(A Sample Organism)', '(A Sample Specimen)'],
    });
  });

  it('pages through many samples, deletes, and meets the error of old teams', () => {
    expect(steps.get('pages')).toEqual({ count: { Complete: 45 }, distinct: 45 });
    expect(steps.get('deleted')).toEqual({ refused: 'NameError' });
    expect(steps.get('old team')).toEqual({ refused: 'USIDataError', missing: true });
  });
});

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.split('\n', 1)[0] ?? '');
    });
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
  });
}

function python(...args: string[]): Promise<{ stdout: string; stderr: string; failed: boolean }> {
  return new Promise((resolve) => {
    // A proxy of the machine would be asked for 127.0.0.1 as well.
    const env = { ...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
    execFile(PYTHON, args, { encoding: 'utf8', env }, (error, stdout, stderr) =>
      resolve({ stdout, stderr, failed: error !== null }),
    );
  });
}
