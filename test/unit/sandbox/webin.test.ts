import { describe, expect, it } from 'vitest';
import { ask, biosamples, login, start } from './support.ts';

function claims(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64').toString('utf8'));
}

describe('Webin tokens', () => {
  it('gives a JWT as plain text, with the claims of the real one', async () => {
    const lab = await start();
    const reply = await ask(`${lab.urls.webin}/token`, {
      body: { authRealms: ['ENA'], ...lab.credentials.webin },
      accept: '*/*',
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toMatch(/^text\/plain/);
    const iat = Date.parse('2026-01-15T09:00:00Z') / 1000;
    expect(claims(reply.text)).toEqual({ principle: 'Webin-12345', role: [], iat, exp: iat + 18_000 });
    const [head, payload] = reply.text.split('.');
    expect(JSON.parse(Buffer.from(head ?? '', 'base64').toString())).toEqual({ alg: 'RS256' });
    expect(payload).not.toMatch(/[-_]/);
  });

  it('takes whole hours of life, and realms beside ENA', async () => {
    const lab = await start();
    const { exp, iat } = claims(await login(lab, 'webin', '?ttl=1'));
    expect(Number(exp) - Number(iat)).toBe(3600);
    const both = { authRealms: ['ENA', 'EGA'], ...lab.credentials.webin };
    expect((await ask(`${lab.urls.webin}/token`, { body: both })).status).toBe(200);
  });

  it.each([
    ['a wrong password', { authRealms: ['ENA'], username: 'Webin-12345', password: 'no' }, 401],
    ['an unknown account', { authRealms: ['ENA'], username: 'Webin-1', password: 'sandbox-password' }, 401],
    [
      'a realm that is closed to it',
      { authRealms: ['EGA'], username: 'Webin-12345', password: 'sandbox-password' },
      401,
    ],
    ['an unknown realm', { authRealms: ['XYZ'], username: 'Webin-12345', password: 'sandbox-password' }, 400],
    ['no realm', { username: 'Webin-12345', password: 'sandbox-password' }, 400],
    ['no password', { authRealms: ['ENA'], username: 'Webin-12345' }, 400],
    ['a body that is not JSON', 'username=Webin-12345', 400],
  ])('refuses %s', async (_name, body, status) => {
    const lab = await start();
    const reply = await ask(`${lab.urls.webin}/token`, { body, accept: '*/*' });
    expect(reply.status).toBe(status);
    expect(reply.text.split('.').length).not.toBe(3);
  });

  it('refuses a life that is not whole hours, other verbs and other types', async () => {
    const lab = await start();
    const body = { authRealms: ['ENA'], ...lab.credentials.webin };
    expect((await ask(`${lab.urls.webin}/token?ttl=half`, { body })).status).toBe(400);
    const get = await ask(`${lab.urls.webin}/token`);
    expect([get.status, get.headers.get('allow'), get.text]).toEqual([405, 'POST', '']);
    expect((await ask(`${lab.urls.webin}/token`, { body, type: 'text/plain' })).status).toBe(415);
  });

  it('turns every bad token into an anonymous caller', async () => {
    const lab = await start();
    const { token, call } = await biosamples(lab);
    const [head, payload, signature] = token.split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const iat = Math.floor(lab.clock.now() / 1000);
    const create = async (authorization: string) =>
      (await call('/samples/accession', { body: { name: 'x' }, token: null, headers: { authorization } }))
        .status;
    expect(await create(`Bearer ${token}`)).toBe(201);
    expect(await create(`Bearer ${head}.${payload}.forged`), 'signatures are not checked').toBe(201);
    for (const bad of [
      `bearer ${token}`,
      `Basic ${token}`,
      'Bearer nonsense',
      `Bearer ${head}.${payload}`,
      `Bearer ${encode({ typ: 'JWT' })}.${payload}.${signature}`,
      `Bearer ${head}.${encode({ sub: 'Webin-12345', exp: iat + 60 })}.${signature}`,
      `Bearer ${head}.${encode({ principle: 'Webin-12345' })}.${signature}`,
      `Bearer ${head}.${encode({ principle: 'Webin-12345', exp: iat })}.${signature}`,
      `Bearer ${head}.${encode({ principle: 'Webin-12345', exp: iat + 60, x: '>>>???~~~' })}.${signature}`,
    ]) {
      expect(await create(bad), bad).toBe(403);
    }
  });

  it('lets a token expire when the lab clock says so', async () => {
    const lab = await start();
    const { call } = await biosamples(lab);
    const reserve = async () => (await call('/samples/accession', { body: { name: 'x' } })).status;
    lab.clock.advance('4h');
    expect(await reserve()).toBe(201);
    lab.clock.advance('61m');
    expect(await reserve()).toBe(403);
  });
});
