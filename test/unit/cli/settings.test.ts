import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BulkError,
  ConfigError,
  ConnectionError,
  Forbidden,
  InputError,
  Invalid,
  Redactor,
  RejectedError,
  ServerFault,
  Unauthenticated,
  WaitTimeout,
} from 'accession';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT_CODES, exitCodeOf, exitCodeOfCounts } from '../../../src/cli/exit-codes.ts';
import { inOneLine, inWords, told } from '../../../src/cli/explain-error.ts';
import { refuseSecrets } from '../../../src/cli/settings/forbidden.ts';
import { readSecretsFile } from '../../../src/cli/settings/secrets-file.ts';
import { configOf, readVariables } from '../../../src/cli/settings/settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accession-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const secretsFile = (text: string, mode = 0o600): string => {
  const path = join(folder, 'secrets');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
};

describe('a file of secrets', () => {
  it('is read as lines of NAME=value', () => {
    const text =
      '\uFEFF# mine\r\nWEBIN_USERNAME=Webin-1\r\nexport WEBIN_PASSWORD="a = \'b\' #c"\r\n\r\nAAP_TOKEN = x\r\n';
    expect(readSecretsFile(secretsFile(text))).toEqual({
      WEBIN_USERNAME: 'Webin-1',
      WEBIN_PASSWORD: "a = 'b' #c",
      AAP_TOKEN: 'x',
    });
  });

  it.each([0o640, 0o604, 0o644, 0o620, 0o602])(
    'is refused when others may read or change it (%o)',
    (mode) => {
      const path = secretsFile('WEBIN_PASSWORD=x', mode);
      expect(() => readSecretsFile(path)).toThrow(/can be read or changed by others \(6\d\d\)/);
    },
  );

  it.each(['hunter2-hunter2', 'PASSWORD=hunter2-hunter2', 'WEBIN_PASSWORD hunter2-hunter2'])(
    'does not repeat a line that it does not understand: %s',
    (line) => {
      let message = '';
      try {
        readSecretsFile(secretsFile(`\n${line}\n`));
      } catch (error) {
        message = inWords(told(error));
      }
      expect(message).toContain('line 2 does not set a variable');
      expect(message).not.toContain('hunter2');
    },
  );

  it('that is not there is told', () => {
    expect(() => readSecretsFile(join(folder, 'none'))).toThrow('cannot be read (ENOENT)');
  });
});

describe('secrets in arguments', () => {
  it.each([
    ['--password', 'hunter2'],
    ['--password=hunter2'],
    ['--webin-password=hunter2'],
    ['--token', 'hunter2'],
    ['--api-key=hunter2'],
    ['-pw', 'hunter2'],
    ['https://me:hunter2@host.example/x'],
    ['--output=https://me:hunter2@host.example/x'],
  ])('%s %s is refused, and not repeated', (...args) => {
    let message = '';
    try {
      refuseSecrets(['biosamples', 'submit', ...args]);
    } catch (error) {
      message = inWords(told(error));
    }
    expect(message).toContain('--secrets FILE');
    expect(message).not.toContain('hunter2');
  });

  it.each([
    [['biosamples', 'submit', 'password.tsv', '--secrets', 'file']],
    [['biosamples', 'get', '--', '--password']],
    [['sandbox', 'exec', 'mysql', '--password=x']],
  ])('%j is none', (args) => {
    expect(() => refuseSecrets(args)).not.toThrow();
  });
});

describe('production', () => {
  const PRODUCTION = { ACCESSION_ENVIRONMENT: 'production' };
  const BY_ADDRESS = { ENA_URL: 'https://www.ebi.ac.uk' };

  it.each([
    ['a variable', PRODUCTION, {}, '--environment production and --yes are missing'],
    ['a variable and --yes', PRODUCTION, { yes: true }, '--environment production is missing'],
    ['the option alone', PRODUCTION, { environment: 'production' as const }, '--yes is missing'],
    ['an address', BY_ADDRESS, {}, 'would write to production'],
  ])('is not written to because of %s', (_, variables, flags, message) => {
    expect(() => configOf(variables, flags, true)).toThrow(message);
    expect(() => configOf(variables, flags, false)).not.toThrow();
  });

  it('is written to when both are said', () => {
    const flags = { environment: 'production' as const, yes: true };
    expect(configOf(PRODUCTION, flags, true).environment).toBe('production');
  });

  it('is not told by the addresses of others, of a server that every institute has for itself', () => {
    const elsewhere = { ENA_URL: 'https://www.ebi.ac.uk' };
    expect(() => configOf(elsewhere, {}, true)).toThrow();
    expect(() => configOf(elsewhere, {}, true, true)).not.toThrow();
    expect(() => configOf(PRODUCTION, {}, true, true)).toThrow();
  });

  it('is not what a test instance is', () => {
    expect(() => configOf({ ENA_URL: 'https://wwwdev.ebi.ac.uk' }, {}, true)).not.toThrow();
  });
});

describe('exit codes', () => {
  const call = { method: 'POST', url: '', attempts: 1, service: 'ena' };
  const status = (code: number) => ({
    ...call,
    outcome: 'refused' as const,
    status: code,
    headers: {},
    body: '',
  });

  it.each([
    [new ConfigError('x'), 2],
    [new InputError([{ path: '', message: 'x' }]), 2],
    [new Invalid('x', status(400)), 3],
    [new RejectedError('x', { ...call, outcome: 'refused', issues: [] }), 3],
    [new ConnectionError('x', { ...call, outcome: 'not-sent', reason: 'ENOTFOUND' }), 4],
    [new ServerFault('x', status(500)), 4],
    [new ConnectionError('x', { ...call, outcome: 'unknown', reason: 'ECONNRESET' }), 5],
    [new Unauthenticated('x', status(401)), 6],
    [new Forbidden('x', status(403)), 6],
    [new WaitTimeout('x', { lastState: '', history: [], waitedMs: 0, resumable: {} }), 7],
    [new BulkError('x', { counts: counts({ unknown: 1 }), failures: [], journal: undefined }), 5],
    [new BulkError('x', { counts: counts({}), failures: [], journal: undefined }), 4],
    [new TypeError('x'), 1],
  ])('%o is %i', (error, code) => {
    expect(exitCodeOf(error)).toBe(code);
    expect(EXIT_CODES.map((one) => one.code)).toContain(code);
  });

  it.each([
    [{ stored: 3 }, 0],
    [{ stored: 3, refused: 1 }, 3],
    [{ refused: 1, failed: 1 }, 4],
    [{ refused: 1, failed: 1, unknown: 1 }, 5],
  ])('%j is %i', (given, code) => {
    expect(exitCodeOfCounts(given)).toBe(code);
  });
});

it('puts an error into one cell, without where it happened', () => {
  const error = new InputError([
    { path: 'release', message: 'is not a date' },
    { path: '', message: 'no\nname' },
  ]);
  expect(inOneLine(error)).toBe('release: is not a date; no name');
});

function counts(some: object) {
  return { stored: 0, found: 0, refused: 0, failed: 0, unknown: 0, valid: 0, ...some };
}

describe('the environment', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('gives up its secrets, and the name of the desktop is none', async () => {
    vi.stubEnv('DESKTOP_SESSION', 'plasma-desk');
    vi.stubEnv('KDE_FULL_SESSION', 'true-or-so');
    vi.stubEnv('VAULT_SESSION', 'hunter2-hunter2');
    const redactor = new Redactor();
    await readVariables({}, undefined, redactor);
    expect(redactor.scrub('plasma-desk.tsv true-or-so hunter2-hunter2')).toBe(
      'plasma-desk.tsv true-or-so [redacted]',
    );
  });
});
