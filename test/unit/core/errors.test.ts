import { inspect } from 'node:util';
import {
  BioSamples,
  CallError,
  ConfigError,
  ConnectionError,
  Invalid,
  isRepositoryError,
  NotFound,
  RepositoryError,
  StatusError,
} from 'accession';
import { describe, expect, it, vi } from 'vitest';
import { FakeTransport } from '../../support/fake-transport.ts';

const notFound = () =>
  new BioSamples({
    transport: new FakeTransport({ status: 404, body: '', headers: { 'x-request-id': 'r-1' } }),
  }).samples
    .get('SAMEA1')
    .then(
      () => undefined as never,
      (error) => error as NotFound,
    );

describe('errors', () => {
  it('are instances of their class and of all above it, and of no other', async () => {
    const error = await notFound();
    for (const Class of [NotFound, StatusError, CallError, RepositoryError, Error])
      expect(error).toBeInstanceOf(Class);
    for (const Class of [Invalid, ConnectionError, ConfigError]) expect(error).not.toBeInstanceOf(Class);
    expect(isRepositoryError(error)).toBe(true);
    expect(isRepositoryError(new Error('x'))).toBe(false);
    expect(isRepositoryError(undefined)).toBe(false);
  });

  it('are recognised by another copy of the library', async () => {
    const error = await notFound();
    vi.resetModules();
    const other = (await import('accession')) as typeof import('accession');
    expect(other.NotFound).not.toBe(NotFound);
    expect(error).toBeInstanceOf(other.NotFound);
    expect(error).toBeInstanceOf(other.RepositoryError);
    expect(error).not.toBeInstanceOf(other.Invalid);
  });

  it('a class derived by a user stays its own', async () => {
    class Mine extends NotFound {}
    expect(await notFound()).not.toBeInstanceOf(Mine);
  });

  it('say what happened, where, and what is known', async () => {
    const error = await notFound();
    expect(error).toMatchObject({
      name: 'NotFound',
      code: 'not-found',
      service: 'biosamples',
      operation: 'biosamples.samples.get',
      message: 'biosamples.samples.get: 404 Not Found',
      method: 'GET',
      url: 'https://wwwdev.ebi.ac.uk/biosamples/samples/SAMEA1',
      attempts: 1,
      status: 404,
      outcome: 'refused',
      requestId: 'r-1',
    });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: 'NotFound',
      status: 404,
      message: error.message,
    });
  });

  it('print their hint and facts, without noise', () => {
    const error = new ConfigError('the address is missing', {
      hint: 'Set BIOSAMPLES_URL.',
      missing: ['BIOSAMPLES_URL'],
    });
    const printed = inspect(error);
    expect(printed).toContain('ConfigError: the address is missing');
    expect(printed).toContain('hint: Set BIOSAMPLES_URL.');
    expect(printed).not.toContain('undefined');
  });
});
