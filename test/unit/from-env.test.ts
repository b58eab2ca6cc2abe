import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BioSamples, ConfigError, createClient, fromEnv, webin } from 'accession';
import { describe, expect, it } from 'vitest';
import { FakeTransport } from '../support/fake-transport.ts';

const configError = (work: () => unknown): ConfigError => {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('expected a ConfigError');
};

describe('fromEnv', () => {
  it('reads what is set and leaves the rest to its default', () => {
    expect(fromEnv({})).toEqual({});
    expect(
      fromEnv({
        ACCESSION_ENVIRONMENT: 'production',
        WEBIN_USERNAME: 'Webin-1',
        WEBIN_PASSWORD: 'p',
        WEBIN_AUTH_URL: 'https://auth.example/x',
        BIOSAMPLES_URL: 'https://bio.example/biosamples',
        ENA_URL: 'https://ena.example',
        ENA_FTP_URL: 'ftp://files.example:21',
      }),
    ).toEqual({
      environment: 'production',
      webin: { username: 'Webin-1', password: 'p', url: 'https://auth.example/x' },
      biosamples: { url: 'https://bio.example/biosamples' },
      ena: { url: 'https://ena.example', ftpUrl: 'ftp://files.example:21' },
    });
  });

  it('reads how to reach SODAR; the token takes the place of a password that is not there', () => {
    const sodar = {
      SODAR_URL: 'https://sodar.example',
      SODAR_API_TOKEN: 'abc',
      SODAR_WEBDAV_URL: 'https://dav.example',
    };
    const read = { url: 'https://sodar.example', token: 'abc', webdavUrl: 'https://dav.example' };
    expect(fromEnv({ ...sodar, SODAR_USERNAME: 'ada' })).toEqual({ sodar: { ...read, username: 'ada' } });
    expect(fromEnv({ ...sodar, SODAR_USERNAME: 'ada', SODAR_PASSWORD: 'p' })).toEqual({
      sodar: { ...read, username: 'ada', password: 'p' },
    });
    expect(configError(() => fromEnv({ ...sodar, SODAR_PASSWORD: 'p' })).missing).toEqual(['SODAR_USERNAME']);
    expect(configError(() => createClient({}).sodar).missing).toEqual(['SODAR_URL']);
  });

  it('takes a token instead of a password, and an empty variable as not set', () => {
    expect(fromEnv({ WEBIN_TOKEN: 'a.b.c', WEBIN_USERNAME: '', BIOSAMPLES_URL: ' ' })).toEqual({
      webin: { token: 'a.b.c' },
    });
  });

  it('says all that is missing or wrong at once, and never a value', () => {
    const error = configError(() =>
      fromEnv({
        ACCESSION_ENVIRONMENT: 'live',
        WEBIN_PASSWORD: 'hunter22',
        BIOSAMPLES_URL: 'no-url-hunter22',
        ACCESSION_CA: '/does/not/exist',
      }),
    );
    expect(error.missing).toEqual(['WEBIN_USERNAME']);
    expect(error.message).toBe(
      'the environment is not complete: WEBIN_USERNAME is not set; ACCESSION_ENVIRONMENT must be test or production; ' +
        'ACCESSION_CA names a file that cannot be read (ENOENT); BIOSAMPLES_URL must be a full URL, such as https://host/path',
    );
    expect(JSON.stringify(error)).not.toContain('hunter22');
  });

  it('reads the certificates that ACCESSION_CA names', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'accession-')), 'ca.pem');
    writeFileSync(file, '-----BEGIN CERTIFICATE-----');
    expect(fromEnv({ ACCESSION_CA: file })).toEqual({ ca: '-----BEGIN CERTIFICATE-----' });
  });
});

describe('createClient', () => {
  const asked = async (environment?: 'test' | 'production') => {
    const transport = new FakeTransport({ body: { name: 'a', accession: 'SAMEA1' } });
    await createClient({ transport, environment }).biosamples.samples.get('SAMEA1');
    return new URL(transport.sent[0]?.url ?? '').host;
  };

  it('uses the test environment unless production is asked for by name', async () => {
    expect(await asked()).toBe('wwwdev.ebi.ac.uk');
    expect(await asked('test')).toBe('wwwdev.ebi.ac.uk');
    expect(await asked('production')).toBe('www.ebi.ac.uk');
  });

  it('makes each client once', () => {
    const repos = createClient({ transport: new FakeTransport() });
    expect(repos.biosamples).toBe(repos.biosamples);
    expect(repos.biosamples).toBeInstanceOf(BioSamples);
  });

  it('says what is wrong when a repository is first used, not before', () => {
    const repos = createClient({ webin: { username: 'Webin-1' }, transport: new FakeTransport() });
    expect(configError(() => repos.biosamples)).toMatchObject({ missing: ['WEBIN_PASSWORD'] });
  });

  it('refuses an address that is none, or that holds a password', () => {
    expect(configError(() => new BioSamples({ url: 'bio.example' })).message).toMatch(/full URL/);
    const error = configError(() => new BioSamples({ url: 'https://me:hunter22@bio.example' }));
    expect(`${error.message}${JSON.stringify(error)}`).not.toContain('hunter22');
  });

  it('webin() needs both halves of a password login', () => {
    expect(configError(() => webin({})).missing).toEqual(['WEBIN_USERNAME', 'WEBIN_PASSWORD']);
  });
});
