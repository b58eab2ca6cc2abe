import type { Duplex } from 'node:stream';
import { type ClientConfig, createClient, type Repositories, RepositoryError } from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import selfsigned from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HastyClock } from '../support/hasty-clock.ts';
import { serve, type TestServer } from '../support/http-server.ts';

/** One call of each repository that needs the account. */
const CALLS: Readonly<Record<string, (repos: Repositories) => Promise<unknown>>> = {
  biosamples: (repos) =>
    repos.biosamples.samples.create({
      name: 'Spruce 1',
      release: '2026-01-01T00:00:00Z',
      characteristics: { organism: [{ text: 'Picea abies' }] },
    }),
  ena: (repos) => repos.ena.reports.samples.list().first(),
  usi: (repos) => repos.usi.teams.list().first(),
  openbis: (repos) => repos.openbis.spaces.list().all(),
  sodar: (repos) => repos.sodar.projects.list().first(),
};
const SERVICES = Object.keys(CALLS);

let lab: Lab;
const servers: TestServer[] = [];

beforeAll(async () => {
  lab = await startSandbox({ seed: 'demo' });
});
afterAll(() => Promise.all([lab.close(), ...servers.map((server) => server.close())]));

async function failure(service: string, config: ClientConfig): Promise<RepositoryError> {
  const call = CALLS[service];
  if (!call) throw new Error(`no call for ${service}`);
  const error = await call(
    createClient({ ...config, clock: new HastyClock(20_000, lab.clock), timeoutMs: 20_000, retries: 0 }),
  ).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RepositoryError)) throw new Error(`no error of ours: ${String(error)}`);
  return error;
}

/** The same settings, with every address replaced. */
const at = (url: string): ClientConfig => {
  const { webin, aap, ...rest } = lab.config;
  const moved = Object.fromEntries(
    ['biosamples', 'ena', 'usi', 'openbis', 'sodar'].map((service) => [
      service,
      { ...rest[service as 'usi'], url: `${url}/` },
    ]),
  );
  return { ...rest, ...moved, webin: { ...webin, url }, aap: { ...aap, url } };
};

describe('a wrong password', () => {
  it.each([
    ['biosamples', /check WEBIN_USERNAME and WEBIN_PASSWORD/],
    ['ena', /check WEBIN_USERNAME \(Webin-12345\) and WEBIN_PASSWORD/],
    ['usi', /check AAP_USERNAME and AAP_PASSWORD/],
    ['openbis', /Check OPENBIS_USERNAME and OPENBIS_PASSWORD/],
    ['sodar', /set it as SODAR_API_TOKEN/],
  ])('%s says which settings to check', async (service, hint) => {
    const { webin, aap, openbis, sodar, ...rest } = lab.config;
    const error = await failure(service, {
      ...rest,
      webin: { ...webin, password: 'wrong-password' },
      aap: { ...aap, password: 'wrong-password' },
      openbis: { ...openbis, password: 'wrong-password' },
      sodar: { ...sodar, token: 'f'.repeat(64) },
    });
    expect(error.code).toBe('unauthenticated');
    expect(error.hint).toMatch(hint);
  });
});

describe('a token that has ended, without a password to get another one', () => {
  it.each([
    ['biosamples', 'webin', /token/],
    ['ena', 'webin', /a WEBIN_TOKEN ends after some hours/],
    ['usi', 'aap', /another one, or give the password as well/],
    ['openbis', 'openbis', /token/],
  ])('%s says so', async (service, account, hint) => {
    const config = await withTokenOnly(account);
    lab.clock.advance('400d');
    try {
      const error = await failure(service, config);
      expect(['unauthenticated', 'forbidden']).toContain(error.code);
      expect(error.hint).toMatch(hint);
    } finally {
      await lab.reset();
    }
  });
});

describe('the wrong environment', () => {
  const reads: [string, (repos: Repositories) => Promise<unknown>][] = [
    ['biosamples', ({ biosamples }) => biosamples.samples.get('SAMEA999999999')],
    ['ena', ({ ena }) => ena.samples.get('ERS99999999')],
  ];
  it.each(reads)('%s in test says what is not kept there', async (_, read) => {
    await expect(read(createClient(lab.config))).rejects.toMatchObject({
      code: 'not-found',
      hint: expect.stringMatching(/test service/),
    });
  });
  it('says in production that what was tested is not there', async () => {
    const { biosamples } = createClient({ ...lab.config, environment: 'production' });
    await expect(biosamples.samples.get('SAMEA999999999')).rejects.toMatchObject({
      hint: 'What was stored on the test service is not in production.',
    });
  });
});

describe('a team without a profile', () => {
  it('says how to make one, with an empty profile as with none', async () => {
    const team = 'subs.old-team';
    const bare = await startSandbox({
      seed: {
        aap: {
          users: [{ username: 'usi-tester', password: 'usi-sandbox-password' }],
          domains: [{ name: team, managers: ['usi-tester'] }],
        },
      },
    });
    try {
      const { usi } = createClient(bare.config).with({ retries: 0 });
      const cure = { hint: expect.stringContaining('aap.profiles.create(domain, { "centre name": "…" })') };
      await expect(usi.submissions.create(team)).rejects.toMatchObject(cure);
      await usi.aap.profiles.create(await usi.aap.domains.getByName(team), { colour: 'green' });
      await expect(usi.submissions.create(team)).rejects.toMatchObject(cure);
    } finally {
      await bare.close();
    }
  });
});

describe('a proxy in the way', () => {
  it.each(SERVICES)('%s: one that asks who you are', async (service) => {
    const proxy = await strict();
    const error = await failure(service, { ...lab.config, proxy: proxy.url });
    expect(error).toMatchObject({ code: 'status', hint: expect.stringMatching(/HTTPS_PROXY=http:\/\/name/) });
  });
  it('asks who you are before it lets a secure connection through', async () => {
    const proxy = await strict();
    const error = await failure('sodar', { ...at('https://sodar.example.org'), proxy: proxy.url });
    expect(error.hint).toMatch(/HTTPS_PROXY=http:\/\/name/);
  });
  it.each(SERVICES)('%s: one that is not there', async (service) => {
    const gone = await serve(() => undefined);
    await gone.close();
    const error = await failure(service, { ...lab.config, proxy: gone.url });
    expect(error.message).toContain(`by way of the proxy 127.0.0.1:${gone.port} (ECONNREFUSED)`);
    expect(error.hint).toMatch(/HTTPS_PROXY or HTTP_PROXY/);
    expect(error.hint).not.toMatch(/retired/);
  });
  it('is named when its name leads nowhere', async () => {
    const error = await failure('sodar', { ...lab.config, proxy: 'http://proxy.invalid:3128' });
    expect(error.message).toContain('by way of the proxy proxy.invalid');
  });
  it.each(SERVICES)('%s: the login page of a network', async (service) => {
    const portal = await page('<html><head><title>Guest network</title></head><body>Log in</body></html>');
    const error = await failure(service, { ...lab.config, proxy: portal.url });
    expect(error.message).toContain('Guest network');
    expect(error.hint).toMatch(/in its place: the login page of a network/);
  });
});

describe('a certificate that nobody vouches for', () => {
  let secure: TestServer;
  beforeAll(async () => {
    const { private: key, cert } = await selfsigned.generate([{ name: 'commonName', value: 'localhost' }]);
    secure = await serve((_, answer) => answer.end('{}'), { key, cert });
    servers.push(secure);
  });
  it.each(SERVICES)('%s names the setting', async (service) => {
    const error = await failure(service, at(secure.url));
    expect(error).toMatchObject({
      code: 'connection',
      hint: expect.stringMatching(/`ca` \(or ACCESSION_CA\)/),
    });
  });
});

describe('a host that is no more', () => {
  it.each(SERVICES)('%s: check the address', async (service) => {
    const error = await failure(service, at('http://gone.invalid'));
    expect(error.message).toContain('no connection to gone.invalid (ENOTFOUND)');
    expect(error.hint).toMatch(/Check the address/);
  });
  it('says of USI that it was retired', async () => {
    expect((await failure('usi', at('http://gone.invalid'))).hint).toMatch(/USI and AAP were retired/);
  });
});

/** The sandbox's settings with a token of the account in place of its password. */
async function withTokenOnly(account: string): Promise<ClientConfig> {
  const { webin, aap, openbis, ...rest } = lab.config;
  if (account === 'webin') {
    const answer = await fetch(`${webin?.url}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ authRealms: ['ENA'], username: webin?.username, password: webin?.password }),
    });
    return { ...lab.config, webin: { url: webin?.url, token: await answer.text() } };
  }
  if (account === 'aap') {
    const basic = Buffer.from(`${aap?.username}:${aap?.password}`).toString('base64');
    const answer = await fetch(`${aap?.url}/auth`, { headers: { authorization: `Basic ${basic}` } });
    return { ...lab.config, aap: { url: aap?.url, token: await answer.text() } };
  }
  const { url, username, password } = openbis ?? {};
  const answer = await fetch(`${url}/openbis/openbis/rmi-application-server-v3.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: '1', method: 'login', params: [username, password] }),
  });
  const { result } = (await answer.json()) as { result: string };
  return { ...rest, webin, aap, openbis: { url, token: result } };
}

async function page(html: string, status = 200): Promise<TestServer> {
  const server = await serve((_, answer) =>
    answer.writeHead(status, { 'content-type': 'text/html' }).end(html),
  );
  servers.push(server);
  return server;
}

/** A proxy that lets nobody through, for plain and for secure connections. */
async function strict(): Promise<TestServer> {
  const proxy = await page('<html><title>Cache access denied</title></html>', 407);
  proxy.server.on('connect', (_, socket: Duplex) => {
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
  });
  return proxy;
}
