import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { describeWhen } from '../support/skip-loudly.ts';
import { sheetZip } from '../unit/sandbox/sodar/isatab.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const VENV = path('../../node_modules/.cache/interop-sodar');
const PYTHON = join(VENV, 'bin', 'python');
const REQUESTS = 'requests==2.32.5';
const children: ChildProcess[] = [];

/** undefined: the environment is there, else why it is not. */
function environment(): string | undefined {
  const works = () => spawnSync(PYTHON, ['-c', 'import requests'], { stdio: 'ignore' }).status === 0;
  if (existsSync(PYTHON) && works()) return undefined;
  mkdirSync(join(VENV, '..'), { recursive: true });
  if (spawnSync('python3', ['-m', 'venv', VENV], { stdio: 'ignore' }).status !== 0) {
    return 'there is no Python 3 with venv here';
  }
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', REQUESTS];
  spawnSync(PYTHON, pip, { stdio: 'ignore', timeout: 120_000 });
  return works() ? undefined : `${REQUESTS} could not be installed`;
}

async function sandbox(): Promise<{
  urls: { sodar: string; sodarDav: string };
  credentials: { sodar: Record<string, string> };
}> {
  const child = spawn('npx', ['tsx', path('../../src/cli/main.ts'), 'sandbox', 'start', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) resolve(JSON.parse(text));
    });
    child.on('exit', () => reject(new Error('the sandbox ended before it was ready')));
  });
}

function python(input: unknown): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(PYTHON, [path('sodar_seed.py')], { stdio: 'pipe' });
  children.push(child);
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.err += chunk;
  });
  child.stdin.end(JSON.stringify(input));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...text })));
}

const missing = environment();

afterAll(() => {
  // npx is the leader of a group of its own, which ends together.
  for (const { pid, exitCode } of children) {
    if (pid === undefined || exitCode !== null) continue;
    try {
      process.kill(-pid, 'SIGTERM');
    } catch {
      process.kill(pid, 'SIGTERM');
    }
  }
});

describeWhen(
  missing === undefined,
  "SODAR's own Python examples",
  missing ?? '',
)("SODAR's own Python examples", () => {
  it('run from an empty category to a moved landing zone', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sodar-seed-'));
    const sheet = join(folder, 'sheet.zip');
    writeFileSync(sheet, sheetZip());
    const { urls, credentials } = await sandbox();
    const { token, username, password, userUuid, otherUserUuid, categoryUuid } = credentials.sodar;
    const md5 = createHash('md5').update('ACGT').digest('hex');
    const { code, out, err } = await python({
      sodar_url: urls.sodar,
      dav_url: urls.sodarDav,
      api_token: token,
      user_uuid: userUuid,
      other_user_uuid: otherUserUuid,
      category_uuid: categoryUuid,
      sheet_path: sheet,
      username,
      password,
      uploads: { 'reads.txt': 'ACGT', 'reads.txt.md5': `${md5}  reads.txt\n` },
    });
    rmSync(folder, { recursive: true });
    expect([code, err]).toEqual([0, '']);
    const seen = JSON.parse(out);
    expect(seen.projects).toEqual([expect.objectContaining({ type: 'CATEGORY', sodar_uuid: categoryUuid })]);
    expect(seen.project).toMatchObject({
      title: 'New Project via API',
      description: null,
      public_guest_access: false,
    });
    expect(seen.role).toMatchObject({ role: 'project contributor', user: otherUserUuid });
    expect(seen.role_uuid, 'the page reads a key that does not exist').toBeNull();
    expect(seen.import[0]).toBe(200);
    expect(seen.investigation).toMatchObject({ identifier: 'valley', archive_name: 'your_isa_tab.zip' });
    expect(seen.export_keys).toEqual(['investigation', 'studies', 'assays', 'date_modified']);
    expect(seen.irods_path).toMatch(/\/sample_data$/);
    expect(seen.zone).toMatchObject({ status: 'CREATING', user: { username } });
    expect(seen.submit).toEqual([
      200,
      { detail: 'Landing zone moving initiated', sodar_uuid: seen.zone.sodar_uuid },
    ]);
    expect(seen.statuses.slice(0, 2)).toEqual(['CREATING', 'ACTIVE']);
    expect(seen.statuses.at(-1)).toBe('MOVED');
    expect(seen.moved.status_info).toBe('Successfully moved 1 file, landing zone removed');
    expect(seen.files.irods_data).toEqual([expect.objectContaining({ name: 'reads.txt', size: 4 })]);
  });
});
