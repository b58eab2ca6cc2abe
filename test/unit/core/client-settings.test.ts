import {
  BioSamples,
  type CallDefaults,
  ConfigError,
  createClient,
  Ena,
  OpenBis,
  Sodar,
  Usi,
  webin,
} from 'accession';
import { describe, expect, it } from 'vitest';
import { FakeTransport, lost, type SentRequest } from '../../support/fake-transport.ts';

const jwt = `eyJhbGciOiJSUzI1NiJ9.${Buffer.from('{"principle":"Webin-1"}').toString('base64url')}.c2ln`;
const sample = { name: 'liver 1', release: '2026-01-01' };

/** Gives tokens, and takes samples. */
const repository = () =>
  new FakeTransport(({ url }: SentRequest) => ({
    body: /\/(token|auth)$/.test(url) ? jwt : { ...sample, accession: 'SAMEA1' },
  }));

describe('what cannot be meant is said when the client is made, not when a call has failed', () => {
  const wrong: [string, CallDefaults][] = [
    ['retries', { retries: -1 }],
    ['retries', { retries: '3' as never }],
    ['timeoutMs', { timeoutMs: Number.NaN }],
    ['deadlineMs', { deadlineMs: null as never }],
  ];

  it.each(wrong)('%s of %j', (name, defaults) => {
    const message = `options.${name} must be a number, 0 or more`;
    const transport = new FakeTransport(lost);
    expect(() => createClient({ ...defaults, transport })).toThrow(new ConfigError(message));
    expect(() => createClient({ transport }).with(defaults)).toThrow(new ConfigError(message));
    expect(() => createClient({ transport, biosamples: defaults }).biosamples).toThrow(ConfigError);
    expect(() => new BioSamples({ ...defaults, transport })).toThrow(`biosamples: ${message}`);
    expect(() => new BioSamples({ transport }).with(defaults)).toThrow(`biosamples: ${message}`);
  });

  it('a misspelt default', () => {
    expect(() => new BioSamples().with({ retires: 3 } as never)).toThrow('options.retires is not an option');
  });

  it('an environment that there is not', () => {
    const environment = 'prod' as never;
    const all = createClient({ environment, usi: { url: 'https://usi.test' } });
    const here = { url: 'https://lab.test', environment };
    for (const make of [
      () => all.biosamples,
      () => all.usi,
      () => new Ena({ environment }),
      () => new OpenBis(here),
      () => new Sodar(here),
      () => webin({ username: 'Webin-1', password: 'pass-word-1', environment }),
    ]) {
      expect(make).toThrow(ConfigError);
      expect(make).toThrow('the environment "prod" is none of test,');
    }
  });

  it('a proxy whose password has a % of its own; the password is not shown', () => {
    const make = () => createClient({ proxy: 'http://me:hundred%25%@proxy.test:3128' });
    expect(make).toThrow(ConfigError);
    expect(make).toThrow('write it as %25');
    expect(make).not.toThrow('hundred');
  });

  it('a password with a % of its own in an address', () => {
    expect(() => new BioSamples({ url: 'https://me:hundred%@lab.test' })).toThrow(ConfigError);
  });
});

describe('without an account', () => {
  const transport = new FakeTransport(lost);
  const { biosamples, ena, usi } = createClient({
    transport,
    usi: { url: 'https://usi.test', aapUrl: 'https://aap.test' },
  });
  const calls: [string, () => Promise<unknown>, string][] = [
    ['one record', () => biosamples.samples.create(sample), 'WEBIN_USERNAME and WEBIN_PASSWORD'],
    ['many', () => biosamples.samples.createMany([sample]).done(), 'WEBIN_USERNAME and WEBIN_PASSWORD'],
    ['files', () => ena.files.list().all(), 'WEBIN_USERNAME and WEBIN_PASSWORD'],
    ['a token', () => usi.aap.token(), 'AAP_URL, AAP_USERNAME and AAP_PASSWORD'],
  ];

  it.each(calls)('%s: the error says what to set', async (_, call, settings) => {
    const error = await call().catch((found: unknown) => found);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).hint).toBe(`Set ${settings}, or give the client an \`auth\` option.`);
  });
});

describe('headers of a client', () => {
  const headers = { 'x-gateway-key': 'of-the-gateway', authorization: null };

  it('do not go to a token server elsewhere', async () => {
    const transport = repository();
    const { biosamples } = createClient({
      transport,
      webin: { username: 'Webin-1', password: 'pass-word-1', url: 'https://tokens.test' },
      biosamples: { url: 'https://samples.test', headers },
    });
    await biosamples.samples.create(sample);
    expect(transport.sent.map(({ url, headers: sent }) => [url, sent['x-gateway-key']])).toEqual([
      ['https://tokens.test/token', undefined],
      ['https://samples.test/samples', 'of-the-gateway'],
    ]);
  });

  it('go along with a login at the same address, where they do not replace the password', async () => {
    const transport = repository();
    const { usi } = createClient({
      transport,
      aap: { username: 'ada', password: 'pass-word-1', url: 'https://usi.test/aap' },
      usi: { url: 'https://usi.test', headers },
    });
    expect(usi).toBeInstanceOf(Usi);
    await usi.teams.get('a');
    const [login] = transport.sent;
    expect(login?.url).toBe('https://usi.test/aap/auth');
    expect(login?.headers).toMatchObject({
      'x-gateway-key': 'of-the-gateway',
      authorization: `Basic ${Buffer.from('ada:pass-word-1').toString('base64')}`,
    });
  });
});

it('BioSamples in production gets its token from production', async () => {
  const transport = repository();
  const webin = { username: 'Webin-1', password: 'pass-word-1' };
  const { biosamples } = createClient({ transport, webin, biosamples: { environment: 'production' } });
  await biosamples.samples.create(sample);
  expect(transport.sent.map(({ url }) => url)).toEqual([
    'https://www.ebi.ac.uk/ena/submit/webin/auth/token',
    'https://www.ebi.ac.uk/biosamples/samples',
  ]);
});
