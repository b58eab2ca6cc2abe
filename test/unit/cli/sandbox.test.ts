import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');
const children: ChildProcess[] = [];

interface Run {
  child: ChildProcess;
  out(): string;
  err(): string;
  /** Settles when the text has come, on either stream. */
  says(text: string): Promise<void>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

function accession(...args: string[]): Run {
  const child = spawn(process.execPath, ['--import', TSX, MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const text = { out: '', err: '' };
  const waiting: (() => void)[] = [];
  const heard = (stream: 'out' | 'err') => (chunk: string) => {
    text[stream] += chunk;
    for (const look of waiting) look();
  };
  child.stdout.setEncoding('utf8').on('data', heard('out'));
  child.stderr.setEncoding('utf8').on('data', heard('err'));
  return {
    child,
    out: () => text.out,
    err: () => text.err,
    says: (wanted) =>
      new Promise((resolve) => {
        const look = () => {
          if (`${text.out}${text.err}`.includes(wanted)) resolve();
        };
        waiting.push(look);
        look();
      }),
    ended: new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal }))),
  };
}

async function finished(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const run = accession(...args);
  const { code } = await run.ended;
  return { code, out: run.out(), err: run.err() };
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe('accession sandbox start', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints one line of JSON, works, and stops on %s with 0',
    async (signal) => {
      const run = accession('sandbox', 'start', '--json', '--seed', 'empty');
      await run.says('\n');
      await run.says('sandbox ready');
      const lines = run.out().split('\n');
      expect(lines).toHaveLength(2);
      const { url, urls, credentials, ca, env, ...rest } = JSON.parse(lines[0] ?? '');
      expect(rest).toEqual({});
      expect(urls).toEqual({
        webin: `${url}/ena/submit/webin/auth`,
        biosamples: `${url}/biosamples`,
        aap: `${url}/aap`,
        usi: `${url}/usi`,
        sodar: `${url}/sodar`,
        sodarDav: `${url}/davrods`,
        ena: url,
        enaFtp: expect.stringMatching(/^ftp:\/\/127\.0\.0\.1:\d+$/),
        openbis: url,
      });
      expect(env).toEqual({
        ACCESSION_ENVIRONMENT: 'test',
        WEBIN_USERNAME: credentials.webin.username,
        WEBIN_PASSWORD: credentials.webin.password,
        WEBIN_AUTH_URL: urls.webin,
        BIOSAMPLES_URL: urls.biosamples,
        AAP_USERNAME: credentials.aap.username,
        AAP_PASSWORD: credentials.aap.password,
        AAP_URL: urls.aap,
        USI_URL: urls.usi,
        SODAR_URL: urls.sodar,
        SODAR_API_TOKEN: credentials.sodar.token,
        SODAR_WEBDAV_URL: urls.sodarDav,
        SODAR_USERNAME: credentials.sodar.username,
        SODAR_PASSWORD: credentials.sodar.password,
        ENA_URL: urls.ena,
        ENA_FTP_URL: urls.enaFtp,
        ACCESSION_CA: ca,
        OPENBIS_URL: urls.openbis,
        OPENBIS_USERNAME: credentials.openbis.username,
        OPENBIS_PASSWORD: credentials.openbis.password,
        OPENBIS_TOKEN: credentials.openbis.token,
      });
      const token = await fetch(`${urls.webin}/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ authRealms: ['ENA'], ...credentials.webin }),
      }).then((response) => response.text());
      const created = await fetch(`${urls.biosamples}/samples`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ name: 'bare', release: '2020-01-01T00:00:00Z' }),
      });
      expect(created.status, 'the rules of the documentation are the default').toBe(201);
      run.child.kill(signal);
      expect(await run.ended).toEqual({ code: 0, signal: null });
      expect(run.out().split('\n')).toHaveLength(2);
      expect(run.err()).toContain(`stopping on ${signal} after 2 requests`);
    },
  );

  it('speaks to people without --json', async () => {
    const run = accession('sandbox', 'start', '--rules', 'strict', '--set', 'biosamples.generation=2026');
    await run.says('Ctrl-C');
    expect(run.out()).toMatch(/^export BIOSAMPLES_URL=http:\/\/127\.0\.0\.1:\d+\/biosamples$/m);
    expect(run.out()).toMatch(/^export ACCESSION_ENVIRONMENT=test$/m);
    run.child.kill('SIGTERM');
    expect((await run.ended).code).toBe(0);
  });

  it('says in one line that a port is busy', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, out, err } = await finished('sandbox', 'start', '--json', '--port', String(port));
    expect([code, out, err]).toEqual([1, '', `accession: port ${port} on 127.0.0.1 is already in use\n`]);
    await new Promise((resolve) => taken.close(resolve));
  });

  it.each([
    [['--set', 'sodar.colour=red'], /"sodar\.colour" is not a setting\. Known: biosamples\.generation/],
    [['--set', 'nothing'], /key=value/],
    [['--set', 'biosamples.generation=1'], /is one of 5\.3, 2026/],
    [['--seed', '/no/such/file.json'], /no such file/],
    [['--rules', 'lax'], /documented, strict/],
    [['--port', 'high'], /whole number/],
    [['--colour'], /unknown option/],
  ])('explains %j', async (args, message) => {
    const { code, out, err } = await finished('sandbox', 'start', ...args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^ {4}at /m);
  });
});

describe('accession sandbox exec', () => {
  const SCRIPT = `fetch(process.env.BIOSAMPLES_URL + '/samples/SAMEA12345', { headers: { accept: 'application/json' } })
    .then((r) => r.json()).then((s) => { console.log(s.name, process.argv.slice(1).join(' ')); process.exitCode = 5; })`;

  it('runs a command with a sandbox in its environment, and returns its exit code', async () => {
    const { code, out } = await finished(
      'sandbox',
      'exec',
      '--',
      process.execPath,
      '-e',
      SCRIPT,
      '--',
      '--port',
      'x',
    );
    expect([code, out]).toEqual([5, 'FakeSample --port x\n']);
  });

  it('takes a seed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'seed-'));
    const path = join(folder, 'seed.json');
    const sample = { name: 'mine', accession: 'SAMEA12345', release: '2020-01-01T00:00:00Z' };
    await writeFile(path, JSON.stringify({ biosamples: { samples: [sample] } }));
    const { out } = await finished('sandbox', 'exec', '--seed', path, '--', process.execPath, '-e', SCRIPT);
    expect(out).toBe('mine \n');
    await rm(folder, { recursive: true });
  });

  it('returns 128 + n for a command that a signal ended', async () => {
    const script = `process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)`;
    expect((await finished('sandbox', 'exec', '--', process.execPath, '-e', script)).code).toBe(143);
  });

  it('forwards signals and waits for the command', async () => {
    const script = `process.on('SIGTERM', () => process.exit(9)); console.log('up'); setInterval(() => {}, 1000)`;
    const run = accession('sandbox', 'exec', '--', process.execPath, '-e', script);
    await run.says('up');
    run.child.kill('SIGTERM');
    expect(await run.ended).toEqual({ code: 9, signal: null });
  });

  it('says what it could not find', async () => {
    const { code, err } = await finished('sandbox', 'exec', '--', 'no-such-command-here');
    expect([code, err]).toEqual([127, 'accession: there is no command "no-such-command-here"\n']);
  });
});

describe('accession', () => {
  it('explains itself', async () => {
    const help = await finished('sandbox', 'start', '--help');
    expect(help.code).toBe(0);
    expect(help.out).toContain('biosamples.generation=5.3|2026');
    expect((await finished('fly')).code).toBe(1);
  });
});
