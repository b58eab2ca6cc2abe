import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Cli, type CliEnded, type CliRun } from '../../support/cli.ts';

let cli: Cli;
const children: ChildProcess[] = [];

beforeAll(async () => {
  cli = await Cli.build();
});

function accession(...args: string[]): CliRun {
  const run = cli.start(args);
  children.push(run.process);
  return run;
}

const finished = (...args: string[]): Promise<CliEnded> => cli.run(args);

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
      run.process.kill(signal);
      expect(await run.ended).toMatchObject({ code: 0, signal: null });
      expect(run.out().split('\n')).toHaveLength(2);
      expect(run.err()).toContain(`stopping on ${signal} after 2 requests`);
    },
  );

  it('speaks to people without --json', async () => {
    const run = accession('sandbox', 'start', '--rules', 'strict', '--set', 'biosamples.generation=2026');
    await run.says('Ctrl-C');
    expect(run.out()).toMatch(/^export BIOSAMPLES_URL=http:\/\/127\.0\.0\.1:\d+\/biosamples$/m);
    expect(run.out()).toMatch(/^export ACCESSION_ENVIRONMENT=test$/m);
    run.process.kill('SIGTERM');
    expect((await run.ended).code).toBe(0);
  });

  it('says in one line that a port is busy', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, out, err } = await finished('sandbox', 'start', '--json', '--port', String(port));
    expect([code, out, err]).toEqual([2, '', `accession: port ${port} on 127.0.0.1 is already in use\n`]);
    await new Promise((resolve) => taken.close(resolve));
  });

  it.each([
    [['--set', 'sodar.colour=red'], 2, /"sodar\.colour" is not a setting\. Known: biosamples\.generation/],
    [['--set', 'nothing'], 2, /key=value/],
    [['--set', 'biosamples.generation=1'], 2, /is one of 5\.3, 2026/],
    [['--seed', '/no/such/file.json'], 2, /no such file/],
    [['--rules', 'lax'], 2, /documented, strict/],
    [['--port', 'high'], 2, /whole number/],
    [['--colour'], 2, /unknown option/],
  ])('explains %j', async (args, exitCode, message) => {
    const { code, out, err } = await finished('sandbox', 'start', ...args);
    expect([code, out]).toEqual([exitCode, '']);
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
    run.process.kill('SIGTERM');
    expect(await run.ended).toMatchObject({ code: 9, signal: null });
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
    expect((await finished('fly')).code).toBe(2);
  });
});
