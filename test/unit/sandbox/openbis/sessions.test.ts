import { describe, expect, it } from 'vitest';
import { start } from '../support.ts';
import { AS, fetched, login, openbis, post, rpc, where } from './support.ts';

const patCreation = (from: number, to: number, sessionName = 'pipeline') => ({
  '@type': 'as.dto.pat.create.PersonalAccessTokenCreation',
  sessionName,
  validFromDate: from,
  validToDate: to,
});
const DAY = 86_400_000;

describe('the envelope', () => {
  it.each([
    ['no JSON', '{', 400, -32700, 'JSON parse error'],
    ['no method', '{"id":"1","params":[]}', 400, -32600, 'invalid request'],
    [
      'an unknown method',
      '{"id":"1","method":"createUnicorns","params":[]}',
      404,
      -32601,
      'method not found',
    ],
    [
      'too few parameters',
      '{"id":"1","method":"login","params":["a"]}',
      500,
      -32602,
      'method parameters invalid',
    ],
  ])('refuses %s', async (_name, body, status, code, message) => {
    const lab = await start();
    const reply = await post(lab, AS, body);
    expect(reply.status).toBe(status);
    expect(reply.error).toEqual({ code, message });
  });

  it('echoes the id, answers notifications and empty bodies with nothing, and needs no content type', async () => {
    const lab = await start();
    const one = await post(lab, AS, '{"id":17,"method":"getMajorVersion","params":[]}');
    expect([one.body, one.type]).toEqual([{ jsonrpc: '2.0', id: 17, result: 3 }, 'application/json-rpc']);
    const silent = await post(lab, AS, '{"method":"getMajorVersion","params":[]}');
    expect([silent.status, silent.text]).toEqual([200, '']);
    expect((await post(lab, AS, '')).status).toBe(400);
  });
});

describe('sessions', () => {
  it('gives a token, null for a wrong password, an error for a blank one', async () => {
    const lab = await start();
    expect(await login(lab)).toMatch(/^admin-\d{15}x[0-9A-F]{32}$/);
    const wrong = await rpc(lab, 'login', ['admin', 'nope']);
    expect([wrong.status, wrong.body]).toEqual([200, { jsonrpc: '2.0', id: '2', result: null }]);
    expect((await rpc(lab, 'login', [' ', 'x'])).error?.message).toBe("No 'user' specified.");
    expect((await rpc(lab, 'login', ['admin', ''])).error?.message).toBe("No 'password' specified.");
  });

  it('ends after 720 idle minutes; a call in between keeps it alive', async () => {
    const { lab, token, call } = await openbis();
    lab.clock.advance('700m');
    expect((await call('isSessionActive')).result).toBe(true);
    lab.clock.advance('700m');
    expect((await call('getServerInformation')).error).toBeUndefined();
    lab.clock.advance('721m');
    const ended = await call('getServerInformation');
    expect(ended.status).toBe(200);
    expect(ended.error?.data?.exceptionTypeName).toBe(
      'ch.systemsx.cisd.common.exceptions.InvalidSessionException',
    );
    expect(ended.error?.message).toBe('Session no longer available. Please login again.');
    expect((await rpc(lab, 'isSessionActive', [token])).result).toBe(false);
  });

  it('closes the oldest of six sessions', async () => {
    const { lab, token } = await openbis();
    for (let i = 0; i < 4; i++) await login(lab);
    expect((await rpc(lab, 'isSessionActive', [token])).result).toBe(true);
    await login(lab);
    const reply = await rpc(lab, 'searchSpaces', [token, where('space'), fetched('space')]);
    expect(reply.error?.message).toBe(`Session token '${token}' is invalid: user is not logged in.`);
  });

  it('logs out, accepts unknown tokens in silence, and asks for a token', async () => {
    const { lab, call } = await openbis();
    expect((await call('logout')).result).toBeNull();
    expect((await call('isSessionActive')).result).toBe(false);
    expect((await rpc(lab, 'logout', ['nobody-1x2'])).error).toBeUndefined();
    expect((await rpc(lab, 'isSessionActive', [null])).error?.message).toBe('Hash cannot be empty.');
  });

  it('knows anonymous sessions and sessions of others', async () => {
    const lab = await start();
    const anonymous = (await rpc(lab, 'loginAsAnonymousUser', [])).result;
    const session = (await rpc(lab, 'getSessionInformation', [anonymous])).result;
    expect([session.userName, session.person.userId]).toEqual(['observer', 'observer']);
    const as = (await rpc(lab, 'loginAs', ['admin', 'openbis-password', 'observer'])).result;
    expect((await rpc(lab, 'getSessionInformation', [as])).result).toMatchObject({ userName: 'observer' });
    expect((await rpc(lab, 'loginAs', ['observer', 'observer-password', 'admin'])).result).toBeNull();
    const empty = await start({ seed: 'empty' });
    expect((await rpc(empty, 'loginAsAnonymousUser', [])).result).toBeNull();
  });

  it('is marked expired by a fault, and journals no secret', async () => {
    const { lab, token, call } = await openbis();
    lab.faults.add({ service: 'openbis', operation: 'searchSpaces', effect: { expireToken: true } });
    expect((await call('searchSpaces', where('space'), fetched('space'))).error?.message).toMatch(
      /^Session no longer/,
    );
    await rpc(lab, 'login', ['admin', 'a secret nobody knows']);
    await fetch(`${lab.url}/datastore_server/X/original?sessionID=${token}`);
    const journal = JSON.stringify(lab.journal.requests());
    for (const secret of [token, 'openbis-password', 'a secret nobody knows'])
      expect(journal).not.toContain(secret);
  });
});

describe('server information', () => {
  it('has texts only and follows the setting', async () => {
    const { result } = await openbis();
    const info = await result('getServerInformation');
    expect(info).toMatchObject({
      'api-version': '3.6',
      'personal-access-tokens-max-validity-period': '2592000',
    });
    for (const value of Object.values(info)) expect(value === null || typeof value === 'string').toBe(true);
    const old = await openbis({ settings: { 'openbis.api': '3.5' } });
    expect((await old.result('getServerInformation'))['api-version']).toBe('3.5');
    expect(await old.refusal('searchPersonalAccessTokens', {}, {})).toBe(
      'Personal access tokens are disabled',
    );
  });
});

describe('personal access tokens', () => {
  it('cuts a long validity, takes a bare object, and works as a session', async () => {
    const { lab, result } = await openbis();
    const now = lab.clock.now();
    const [{ permId }] = await result('createPersonalAccessTokens', patCreation(now, now + 90 * DAY));
    expect(permId).toMatch(/^\$pat-admin-\d{15}x[0-9A-F]{32}$/);
    const id = { '@type': 'as.dto.pat.id.PersonalAccessTokenPermId', permId };
    const got = await result(
      'getPersonalAccessTokens',
      [id],
      fetched('personalAccessToken', { owner: fetched('person') }),
    );
    expect(got[permId]).toMatchObject({
      hash: permId,
      validToDate: now + 30 * DAY,
      owner: { userId: 'admin' },
    });
    expect((await rpc(lab, 'isSessionActive', [permId])).result).toBe(true);
    await rpc(lab, 'logout', [permId]);
    expect((await rpc(lab, 'isSessionActive', [permId])).result).toBe(true);
    const seen = await rpc(lab, 'searchPersonalAccessTokens', [
      permId,
      where('personalAccessToken'),
      fetched('personalAccessToken'),
    ]);
    expect(seen.result.totalCount).toBe(1);
    const more = await rpc(lab, 'createPersonalAccessTokens', [permId, [patCreation(now, now + DAY)]]);
    expect(more.error?.message).toBe(
      'Personal access tokens cannot be used to manage personal access tokens.',
    );
    lab.clock.advance('31d');
    expect((await rpc(lab, 'searchSpaces', [permId, {}, {}])).error?.message).toBe(
      'Personal access token is no longer valid.',
    );
  });

  it.each([
    ['Session name cannot be empty.', { sessionName: '' }],
    ['Valid from date cannot be null.', { validFromDate: null }],
    ['Valid to date cannot be null.', { validToDate: null }],
    ['Valid to date cannot be in the past.', { validToDate: 1 }],
    ['Valid to date has to be after valid from date.', { validFromDate: 4e12, validToDate: 3e12 }],
  ])('refuses: %s', async (message, change) => {
    const { lab, refusal } = await openbis();
    const now = lab.clock.now();
    const text = await refusal('createPersonalAccessTokens', [{ ...patCreation(now, now + DAY), ...change }]);
    expect(text).toMatch(new RegExp(`^${message.replaceAll('.', '\\.')} \\(Context: \\[`));
  });

  it('is in the credentials and the environment of the lab', async () => {
    const lab = await start();
    const { token } = lab.credentials.openbis;
    expect(lab.env).toMatchObject({ OPENBIS_URL: lab.url, OPENBIS_TOKEN: token });
    expect(
      (await rpc(lab, 'searchSpaces', [token, where('space'), fetched('space')])).result.totalCount,
    ).toBe(2);
  });
});
