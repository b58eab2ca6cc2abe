import { spawn, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linesOf } from '../support/cli.ts';
import { CliLab, takeTime } from '../support/cli-lab.ts';
import { EVERYTHING } from '../support/scale.ts';
import { describeWhen } from '../support/skip-loudly.ts';

takeTime();

let desk: CliLab;
beforeAll(async () => {
  desk = await CliLab.start('login');
  desk.write('in.tsv', 'name\trelease\torganism\ns1\t2020-01-01\tOvis aries\n');
});
afterAll(() => desk.close());
beforeEach(() => desk.lab.reset());

const NOBODY = { WEBIN_USERNAME: undefined, WEBIN_PASSWORD: undefined };

describe('check', () => {
  it('tells for each repository whether it is configured, reachable, and knows us', async () => {
    const { code, out, err } = await desk.run(['check', '--json']);
    expect([code, err]).toEqual([0, '']);
    const { webin, aap, openbis, sodar } = desk.lab.credentials;
    const { urls } = desk.lab;
    const all = { configured: true, missing: [], environment: 'test', reachable: true, authorised: true };
    const tokenExpiresAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(linesOf(out)).toEqual([
      { service: 'biosamples', ...all, url: urls.biosamples, account: webin.username, tokenExpiresAt },
      { service: 'ena', ...all, url: `${urls.ena}/ena/submit/webin-v2`, account: webin.username },
      { service: 'usi', ...all, url: `${urls.usi}/api`, account: aap.username, tokenExpiresAt },
      {
        service: 'openbis',
        ...all,
        url: `${urls.openbis}/openbis/openbis`,
        account: openbis.username,
        version: '20.10.7, API 3.6',
        tokenExpiresAt,
      },
      { service: 'sodar', ...all, url: urls.sodar, account: sodar.username, version: '1.2' },
    ]);
  });

  it('shows it to people', async () => {
    const { out } = await desk.run(['check']);
    expect(out).toMatch(/^service {5}environment {2}reachable {2}logged in +version +token until +address\n/);
    expect(out).toMatch(
      /^biosamples {2}test +yes +yes, Webin-\d+ +- +20\d\d-\d\d-\d\d \d\d:\d\d UTC \(\d+ h\) +http/m,
    );
  });

  it.each([
    [
      'a wrong password',
      { WEBIN_PASSWORD: 'not this one' },
      ['biosamples', 'ena'],
      6,
      { reachable: true, authorised: false },
    ],
    [
      'nobody there',
      { BIOSAMPLES_URL: 'http://127.0.0.1:1/biosamples' },
      ['biosamples'],
      4,
      { reachable: false },
    ],
    ['an ended token', { WEBIN_TOKEN: token(-60) }, ['biosamples', 'ena'], 6, { authorised: false }],
    ['no account', NOBODY, ['ena'], 2, { configured: false, missing: ['WEBIN_USERNAME', 'WEBIN_PASSWORD'] }],
    ['no address', { USI_URL: undefined }, ['usi'], 2, { configured: false, missing: ['USI_URL'] }],
    [
      'a token that is not good',
      { OPENBIS_TOKEN: undefined, OPENBIS_PASSWORD: 'not this one', SODAR_API_TOKEN: 'nor this' },
      ['openbis', 'sodar'],
      6,
      { reachable: true, authorised: false },
    ],
    [
      'a password that does not open the files of SODAR',
      { SODAR_PASSWORD: 'not this one' },
      ['sodar'],
      6,
      { reachable: true, authorised: false },
    ],
    [
      'files of SODAR that are not where they shall be',
      { SODAR_WEBDAV_URL: 'http://127.0.0.1:1' },
      ['sodar'],
      4,
      { reachable: false },
    ],
    [
      'no token',
      { SODAR_API_TOKEN: undefined, SODAR_USERNAME: undefined, SODAR_PASSWORD: undefined },
      ['sodar'],
      2,
      { missing: ['SODAR_API_TOKEN'] },
    ],
  ])('tells of %s', async (_, env, services, exitCode, expected) => {
    const { code, out, err } = await desk.run(['check', ...services, '--json'], { env });
    expect(code).toBe(exitCode);
    expect(linesOf(out)).toMatchObject(services.map((service) => ({ service, ...expected })));
    for (const service of services) expect(err).toContain(`accession: ${service}: `);
  });

  it('says what the files of SODAR want', async () => {
    const { err } = await desk.run(['check', 'sodar'], { env: { SODAR_PASSWORD: 'not this one' } });
    expect(err).toMatch(/what to do: Files need SODAR_USERNAME with SODAR_PASSWORD/);
  });

  it('ends the session that it has opened, and tells what may be seen without an account', async () => {
    desk.asked();
    const password = { OPENBIS_TOKEN: undefined };
    expect((await desk.run(['check', 'openbis'], { env: password })).code).toBe(0);
    expect(desk.asked()).toEqual([
      'openbis.login',
      'openbis.getSessionInformation',
      'openbis.getServerInformation',
      'openbis.logout',
    ]);
    const nobody = { ...password, OPENBIS_USERNAME: undefined, OPENBIS_PASSWORD: undefined };
    const { code, out } = await desk.run(['check', 'openbis', '--json'], { env: nobody });
    expect(code).toBe(0);
    expect(linesOf(out)).toMatchObject([
      { reachable: true, missing: ['OPENBIS_USERNAME', 'OPENBIS_PASSWORD'] },
    ]);
  });

  it('leaves out what is not configured, and reads BioSamples as nobody', async () => {
    const env = { ...NOBODY, USI_URL: undefined };
    const { code, out } = await desk.run(['check'], { env });
    expect(code).toBe(0);
    expect(out).toMatch(/^biosamples +test +yes +nobody +- +- +http/m);
    expect(out).toMatch(/^ena +- +- +- +- +- +not configured: WEBIN_USERNAME, WEBIN_PASSWORD$/m);
  });

  it('says at once what the environment lacks', async () => {
    const env = { WEBIN_PASSWORD: undefined, AAP_PASSWORD: undefined, ACCESSION_CA: '/no/such/file' };
    const { code, err } = await desk.run(['check'], { env });
    expect(code).toBe(2);
    expect(err).toMatch(/WEBIN_PASSWORD is not set; AAP_PASSWORD is not set|ACCESSION_CA/);
    expect(err).toContain('ACCESSION_CA names a file that cannot be read');
  });
});

describe('secrets', () => {
  it('come from a file that only we can read, over the environment', async () => {
    const { username, password } = desk.lab.credentials.webin;
    desk.write('secrets', `WEBIN_USERNAME=${username}\nWEBIN_PASSWORD=${password}\n`, 0o600);
    const env = { ...NOBODY, WEBIN_USERNAME: 'Webin-999', WEBIN_PASSWORD: 'the wrong one' };
    const { code } = await desk.run(['biosamples', 'submit', 'in.tsv', '--secrets', 'secrets'], { env });
    expect(code).toBe(0);
    desk.write('open', `WEBIN_PASSWORD=${password}\n`, 0o644);
    const refused = await desk.run(['biosamples', 'submit', 'in.tsv', '--secrets', 'open'], { env });
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('chmod 600 open');
  });

  it('in arguments are refused before anything else, and not repeated', async () => {
    const { password } = desk.lab.credentials.webin;
    desk.asked();
    const { code, out, err } = await desk.run(['biosamples', 'submit', 'in.tsv', `--password=${password}`]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('no secret is taken from the arguments');
    expect(desk.asked()).toEqual([]);
  });

  it('are not shown, whatever goes wrong', async () => {
    // Each answer holds the password, as a badly made server's might. The desk looks through all that is said.
    const { password } = desk.lab.credentials.webin;
    const body = JSON.stringify({ message: `your password ${password} is fine`, errors: [password] });
    const asks = [['submit', 'in.tsv'], ['validate', 'in.tsv'], ['get', 'SAMEA1'], ['search']];
    for (const [i, status] of [400, 401, 403, 404, 500].entries()) {
      desk.lab.faults.add({ service: 'biosamples', times: 1000, effect: { status, body } });
      for (const args of EVERYTHING ? asks : [asks[i % asks.length] ?? []]) {
        const { code } = await desk.run(['biosamples', ...args, '--json', '--verbose']);
        expect(code).toBeGreaterThan(0);
        if (status === 500) break;
      }
      await desk.lab.reset();
    }
    const names = await desk.run(['biosamples', 'submit', `${password}.tsv`]);
    expect(names.err).toContain('[redacted].tsv cannot be read');
  }, 120_000);

  it('without an account, and nobody to ask: says what to set', async () => {
    const { code, err } = await desk.run(['biosamples', 'submit', 'in.tsv'], { env: NOBODY });
    expect(code).toBe(2);
    expect(err).toContain(
      'Set WEBIN_USERNAME and WEBIN_PASSWORD, in the environment or in a file for --secrets.',
    );
  });
});

describe('production', () => {
  it.each([
    ['biosamples', 'submit', 'in.tsv'],
    ['ena', 'submit', 'in.tsv'],
    ['usi', 'submit', 'in.tsv', '--submission', 'mine'],
    ['usi', 'finalize', 'mine'],
  ])('is not written to without being asked for twice: %s %s', async (...args) => {
    desk.asked();
    for (const [env, more] of [
      [{ ACCESSION_ENVIRONMENT: 'production' }, []],
      [{}, ['--environment', 'production']],
      [{ ACCESSION_ENVIRONMENT: 'production' }, ['--yes']],
    ] as const) {
      const { code, err } = await desk.run([...args, ...more], { env });
      expect([code, err]).toEqual([2, expect.stringContaining('this would write to production')]);
    }
    expect(desk.asked()).toEqual([]);
  });

  it('is written to with both', async () => {
    const args = ['biosamples', 'submit', 'in.tsv', '--environment', 'production', '--yes'];
    const { code, err } = await desk.run(args);
    expect([code, err]).toEqual([0, expect.stringContaining('(production)')]);
  });
});

const python = spawnSync('python3', ['-c', 'import pty']).status === 0;

describeWhen(
  python,
  'the question for a password',
  'there is no python3 to make a terminal',
)('at a terminal', () => {
  /** Runs the command in a terminal, and types when it asks. */
  const TERMINAL = `
import os, pty, sys
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
answers = os.environ['ANSWERS'].split('|')
said = b''
while True:
    try:
        piece = os.read(fd, 4096)
    except OSError:
        break
    if not piece:
        break
    said += piece
    if answers and said.rstrip(b' ').endswith(b':'):
        os.write(fd, answers.pop(0).encode() + b'\\r')
sys.stdout.buffer.write(said)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;
  const typed = (answers: string, env: Record<string, string | undefined>, ...args: string[]) => {
    const child = spawn('python3', ['-c', TERMINAL, process.execPath, desk.cli.file, ...args], {
      cwd: desk.folder,
      env: {
        PATH: process.env.PATH,
        TERM: 'xterm',
        COLUMNS: '100',
        ...desk.lab.env,
        ...env,
        ANSWERS: answers,
      },
    });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    return new Promise<{ code: number | null; said: string }>((resolve) => {
      child.on('close', (code) => resolve({ code, said }));
    });
  };

  it('asks for what is missing, does not show the password, and draws a bar', async () => {
    const { username, password } = desk.lab.credentials.webin;
    const { code, said } = await typed(
      `${username}|${password}`,
      NOBODY,
      'biosamples',
      'submit',
      'in.tsv',
      '--output',
      'o.tsv',
    );
    expect(said).toContain(`Webin account: ${username}`);
    expect(said).toContain(`Password of ${username} (not shown): `);
    expect(said).not.toContain(password);
    expect(said).toContain('█');
    expect(said).toContain('1 stored');
    expect(code).toBe(0);
  });

  it('asks only for the password when the account is known; Ctrl-C ends the question', async () => {
    const { code, said } = await typed(
      '\u0003',
      { WEBIN_PASSWORD: undefined },
      'biosamples',
      'submit',
      'in.tsv',
    );
    expect(said).not.toContain('Webin account');
    expect(said).toContain('nothing was typed');
    expect(code).toBe(2);
  });
});

/** A token that ends so many seconds from now. */
function token(seconds: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + seconds;
  return `${part({ alg: 'HS256' })}.${part({ principle: 'Webin-12345', exp })}.c2lnbmVk`;
}
