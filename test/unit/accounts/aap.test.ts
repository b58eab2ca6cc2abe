import { inspect } from 'node:util';
import { aap, ConfigError, createClient, fromEnv, type NoticeEvent, Usi } from 'accession';
import { describe, expect, it } from 'vitest';
import { FakeTransport, refused } from '../../support/fake-transport.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const HOUR = 3_600_000;
const AAP = 'https://aap.test';
const clock = () => new ManualClock(Date.UTC(2026, 0, 1));

const jwt = (claims: object): string =>
  `eyJhbGciOiJSUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

/** AAP gives numbered tokens of an hour; USI takes everything. */
function world({ token, now = clock() }: { token?: string; now?: ManualClock } = {}) {
  let issued = 0;
  const transport = new FakeTransport((request) => {
    if (!request.url.endsWith('/auth')) return { body: { name: 'subs.a', domainReference: 'dom-1' } };
    issued += 1;
    const seconds = Math.floor(now.now() / 1000);
    return {
      body: jwt({
        nickname: 'ada',
        name: 'Ada',
        domains: ['subs.a'],
        n: issued,
        iat: seconds,
        exp: seconds + 3600,
      }),
    };
  });
  const warnings: NoticeEvent[] = [];
  const { usi } = createClient({
    transport,
    clock: now,
    hooks: { onWarning: (event) => warnings.push(event) },
    aap: { username: 'ada', password: 'pass-word-1', url: AAP, ...(token && { token }) },
    usi: { url: 'https://usi.test' },
  });
  return {
    usi,
    transport,
    now,
    warnings,
    logins: () => transport.sent.filter(({ url }) => url === `${AAP}/auth`).length,
  };
}

describe('an AAP account', () => {
  it('is asked for a token once, with the password in Basic form, which goes nowhere else', async () => {
    const { usi, transport, logins } = world();
    await Promise.all([usi.teams.get('a'), usi.teams.get('b'), usi.aap.users.get('ada')]);
    expect(logins()).toBe(1);
    const basic = `Basic ${Buffer.from('ada:pass-word-1').toString('base64')}`;
    expect(
      transport.sent.filter(({ headers }) => headers.authorization === basic).map(({ url }) => url),
    ).toEqual([`${AAP}/auth`]);
    expect(transport.sent[1]?.headers.authorization).toMatch(/^Bearer eyJ/);
  });

  it('renews the token before it ends', async () => {
    const { usi, now, logins } = world();
    await usi.teams.get('a');
    now.advance(HOUR - 4 * 60_000);
    await usi.teams.get('a');
    expect(logins()).toBe(2);
  });

  it('a token that is given besides is used first', async () => {
    const now = clock();
    const given = jwt({ exp: Math.floor(now.now() / 1000) + 3600 });
    const { usi, transport, logins } = world({ token: given, now });
    await usi.teams.get('a');
    expect(logins()).toBe(0);
    expect(transport.sent[0]?.headers.authorization).toBe(`Bearer ${given}`);
    now.advance(HOUR);
    await usi.teams.get('a');
    expect(logins()).toBe(1);
  });

  it.each<[string, (usi: Usi) => Promise<unknown>]>([
    ['a new team', (usi) => usi.teams.create({ centreName: 'X' })],
    ['a new member', (usi) => usi.aap.domains.addUser('dom-1', 'usr-1')],
    ['a new domain', (usi) => usi.aap.domains.create({ domainName: 'self.x' })],
  ])('gets a new token after %s', async (_, change) => {
    const { usi, logins } = world();
    await change(usi);
    expect(logins()).toBe(1);
    await usi.teams.get('a');
    expect(logins()).toBe(2);
  });

  it('tells its token without showing it', async () => {
    const { usi, now } = world();
    const token = await usi.aap.token();
    expect(token.value).toMatch(/^eyJ/);
    for (const shown of [inspect(token), JSON.stringify(token), String(token)])
      expect(shown).not.toContain('eyJ');
    expect(token).toMatchObject({ domains: ['subs.a'], leftMs: HOUR, isExpired: false });
    expect(String(token)).toBe('Token for Ada will expire in 01:00:00');
    now.advance(HOUR);
    expect(token.isExpired).toBe(true);
    expect(String(token)).toBe('Token for Ada is expired');
  });
});

describe('a token alone', () => {
  const alone = (leftMs: number, more: object = {}) => {
    const now = clock();
    const transport = new FakeTransport({ body: { name: 'subs.a' } });
    const token = jwt({ nickname: 'ada', exp: Math.floor((now.now() + leftMs) / 1000) });
    const warnings: NoticeEvent[] = [];
    const usi = new Usi({
      url: 'https://usi.test',
      transport,
      clock: now,
      auth: aap({ token, ...more }),
      hooks: { onWarning: (event) => warnings.push(event) },
    });
    return { usi, now, warnings };
  };

  it('warns once, shortly before it ends', async () => {
    const told: number[] = [];
    const { usi, now } = alone(HOUR, { onExpiring: ({ leftMs }: { leftMs: number }) => told.push(leftMs) });
    await usi.teams.get('a');
    expect(told).toEqual([]);
    now.advance(HOUR - 200_000);
    await usi.teams.get('a');
    await usi.teams.get('a');
    expect(told).toEqual([200_000]);
  });

  it('a hook that fails breaks nothing', async () => {
    const { usi } = alone(1000, {
      onExpiring: () => {
        throw new Error('mine');
      },
    });
    await expect(usi.teams.get('a')).resolves.toBeDefined();
  });

  it('says that it does not know a new team', async () => {
    const { usi, warnings } = alone(HOUR);
    await usi.teams.create({ centreName: 'X' });
    expect(warnings).toEqual([expect.objectContaining({ operation: 'usi.teams.create' })]);
  });
});

describe('configuration', () => {
  const error = (work: () => unknown): ConfigError => {
    try {
      work();
    } catch (thrown) {
      if (thrown instanceof ConfigError) return thrown;
    }
    throw new Error('expected a ConfigError');
  };

  it('has no default address, and says why', () => {
    const retired = expect.stringContaining('retired by EMBL-EBI');
    expect(error(() => new Usi())).toMatchObject({ missing: ['USI_URL'], hint: retired });
    expect(error(() => createClient().usi)).toMatchObject({ missing: ['USI_URL'] });
    expect(error(() => aap({ username: 'a', password: 'b' }))).toMatchObject({
      missing: ['AAP_URL'],
      hint: retired,
    });
    expect(error(() => aap({ username: 'a' })).missing).toEqual(['AAP_PASSWORD']);
  });

  it('is read from the environment', () => {
    expect(
      fromEnv({ AAP_URL: AAP, AAP_USERNAME: 'ada', AAP_PASSWORD: 'p', USI_URL: 'https://usi.test' }),
    ).toEqual({ aap: { url: AAP, username: 'ada', password: 'p' }, usi: { url: 'https://usi.test' } });
    expect(fromEnv({ AAP_TOKEN: 'a.b.c' })).toEqual({ aap: { token: 'a.b.c' } });
    expect(fromEnv({ AAP_URL: AAP })).toEqual({ aap: { url: AAP } });
    expect(error(() => fromEnv({ AAP_USERNAME: 'ada' })).missing).toEqual(['AAP_PASSWORD']);
    expect(error(() => fromEnv({ AAP_PASSWORD: 'p', AAP_TOKEN: 'a.b.c' })).missing).toEqual(['AAP_USERNAME']);
  });

  it('an address with /api is taken as it is meant; without AAP its operations say what is missing', async () => {
    const transport = new FakeTransport({ body: {} });
    const usi = new Usi({ url: 'https://usi.test/api/', transport });
    await usi.root.get();
    expect(transport.sent[0]?.url).toBe('https://usi.test/api');
    await expect(usi.teams.get('a')).rejects.toMatchObject({
      code: 'config',
      missing: ['AAP_URL', 'AAP_USERNAME', 'AAP_PASSWORD'],
    });
  });

  it('a token server that does not answer is retired, too', async () => {
    const now = new ManualClock();
    const auth = aap({ username: 'ada', password: 'pass-word', url: AAP });
    const usi = new Usi({ url: 'https://usi.test', transport: new FakeTransport(refused), auth, clock: now });
    await expect(now.run(usi.teams.get('a'))).rejects.toMatchObject({
      operation: 'aap.token',
      hint: expect.stringContaining('retired'),
    });
  });
});
