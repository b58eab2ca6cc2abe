import { describe, expect, it } from 'vitest';
import { ask, start } from '../support.ts';
import { auth, basic, COLLEAGUE, lab, TEAM, token, usi } from '../usi/support.ts';

const claims = (text: string) =>
  JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString('utf8'));

describe('AAP tokens', () => {
  it('are a bare JWT as text, with the claims of the real one', async () => {
    const sandbox = await start();
    const reply = await auth(sandbox);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(reply.text).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    const iat = Date.parse('2026-01-15T09:00:00Z') / 1000;
    expect(claims(reply.text)).toEqual({
      iss: 'https://explore.aai.ebi.ac.uk/sp',
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iat,
      exp: iat + 3600,
      sub: expect.stringMatching(/^usr-[0-9a-f-]{36}$/),
      email: 'tester@example.org',
      nickname: 'usi-tester',
      name: 'Ada Tester',
      domains: [TEAM, 'self.sandbox-friends'],
    });
    const head = JSON.parse(Buffer.from(reply.text.split('.')[0] ?? '', 'base64url').toString());
    expect(head).toEqual({ alg: 'RS256' });
  });

  it('live as many minutes as ttl asks for, on the lab clock', async () => {
    const sandbox = await start();
    const { text } = await auth(sandbox, sandbox.credentials.aap, '?ttl=180');
    expect(claims(text).exp - claims(text).iat).toBe(10_800);
    const mine = async () => (await ask(`${sandbox.urls.aap}/my/domains`, { token: text })).status;
    sandbox.clock.advance('179m');
    expect(await mine()).toBe(200);
    sandbox.clock.advance('2m');
    expect(await mine()).toBe(401);
  });

  it('are the same for the same seed number', async () => {
    const [a, b] = [await token(await start()), await token(await start())];
    const c = await token(await start({ random: 8 }));
    expect(a).toBe(b);
    expect(claims(c).sub).not.toBe(claims(a).sub);
  });

  it('never reach the journal, and neither do passwords', async () => {
    const api = await lab();
    const body = {
      username: 'somebody',
      password: 'rose-hip-77',
      confirmPwd: 'rose-hip-77',
      email: 'a@example.org',
      name: 'n',
    };
    await api.aap('/auth', { body, token: null });
    await auth(api.lab, { username: 'somebody', password: 'rose-hip-77' });
    await api.aap('/auth', {
      method: 'PATCH',
      body: { password: 'rose-hip-78' },
      token: null,
      headers: basic('somebody', 'rose-hip-77'),
    });
    const journal = JSON.stringify(api.lab.journal.requests());
    for (const secret of ['rose-hip', 'usi-sandbox-password', api.token])
      expect(journal).not.toContain(secret);
    expect(JSON.stringify(api.lab.state.aap.users.list())).not.toContain('password');
  });
});

describe('AAP users', () => {
  it('are created without a token and log in with what they chose', async () => {
    const api = await lab();
    const reply = await api.aap('/auth', {
      token: null,
      body: {
        username: 'new-user',
        password: 'one',
        email: 'n@example.org',
        name: 'New',
        organisation: 'Org',
      },
    });
    expect(reply.status, 'not 201').toBe(200);
    expect(reply.text).toMatch(/^usr-[0-9a-f-]{36}$/);
    const login = { username: 'new-user', password: 'one' };
    expect(claims((await auth(api.lab, login)).text)).toMatchObject({ sub: reply.text, domains: [] });
    const change = { method: 'PATCH', body: { password: 'two' }, token: null };
    expect((await api.aap('/auth', { ...change, headers: basic('new-user', 'one') })).status).toBe(200);
    expect((await auth(api.lab, login)).status).toBe(401);
    expect((await auth(api.lab, { ...login, password: 'two' })).status).toBe(200);
    const found = await api.aap('/users/new-user');
    expect(found.body).toMatchObject({
      userName: 'new-user',
      userReference: reply.text,
      organization: 'Org',
      mobile: null,
      _links: { self: { href: `${api.lab.urls.aap}/users/${reply.text}` } },
    });
    expect((await api.aap(`/users/${reply.text}`)).body).toEqual(found.body);
  });

  it('have profiles, by which they are found', async () => {
    const api = await lab();
    expect((await api.aap('/my/profile')).status).toBe(404);
    const { sub: userReference } = claims(api.token);
    const made = await api.aap('/profiles', {
      body: { user: { userReference }, attributes: { orcid: '0000-1' } },
    });
    expect(made.status).toBe(201);
    expect((await api.aap('/my/profile')).body.attributes).toEqual({ orcid: '0000-1' });
    expect((await api.aap('/users/usi-tester/profile/orcid')).text).toBe('0000-1');
    expect((await api.aap('/users/profile/orcid?value=0000-1')).body).toMatchObject([
      { userName: 'usi-tester' },
    ]);
    expect((await api.aap('/users/profile/orcid?value=0000-2')).body).toEqual([]);
    const foreign = { user: { userReference: 'usr-1' }, attributes: {} };
    expect((await api.aap('/profiles', { body: foreign })).status).toBe(403);
  });
});

describe('AAP domains', () => {
  it('are listed with an array of links, and shown alone with HAL', async () => {
    const api = await lab();
    const [team] = (await api.aap('/my/domains')).body;
    const self = `${api.lab.urls.aap}/domains/${team.domainReference}`;
    expect(team).toEqual({
      domainName: TEAM,
      domainDesc: 'The team of the demo',
      domainReference: expect.stringMatching(/^dom-/),
      links: [
        { rel: 'self', href: self },
        { rel: 'deactivate', href: self },
        { rel: 'get users from domain', href: `${self}/users` },
        { rel: 'admin', href: expect.stringMatching(/\/aap\/domains\/dom-/) },
        { rel: 'get all domains', href: `${api.lab.urls.aap}/domains` },
      ],
    });
    const single = (await api.aap(`/domains/${team.domainReference}`)).body;
    expect(single).toMatchObject({ isActive: 'Y', users: null, managers: null });
    expect(single._links['get users from domain']).toEqual({ href: `${self}/users` });
    expect((await api.aap(`/domains/${team.domainReference}/users`)).body).toEqual([
      {
        userName: 'usi-tester',
        email: 'tester@example.org',
        userReference: claims(api.token).sub,
        links: [{ rel: 'self', href: expect.stringMatching(/\/aap\/users\/usr-/) }],
      },
    ]);
  });

  it('gain and lose members and managers; old tokens know nothing of it', async () => {
    const api = await lab();
    const before = await usi(api.lab, COLLEAGUE);
    const [team] = (await api.aap('/my/domains')).body;
    const domain = `/domains/${team.domainReference}`;
    const { sub } = claims(before.token);
    const put = { method: 'PUT', body: {} };
    const added = await api.aap(`${domain}/${sub}/user`, put);
    expect(added.body.users.map((user: { userName: string }) => user.userName)).toEqual([
      'usi-tester',
      'usi-colleague',
    ]);
    expect(added.body.managers).toBeNull();
    expect((await before.aap('/my/domains')).body, 'memberships are live').toHaveLength(1);
    expect((await before.aap(`${domain}/profile`)).status, 'profiles go by the token').toBe(403);
    expect((await before.call(`/teams/${TEAM}`)).status).toBe(403);
    const after = await usi(api.lab, COLLEAGUE);
    expect((await after.aap(`${domain}/profile`)).body.attributes).toEqual({
      'centre name': 'Sandbox Institute',
    });
    expect((await after.call(`/teams/${TEAM}`)).status).toBe(200);
    const promoted = await api.aap(`${domain}/managers/${sub}`, put);
    expect(promoted.body.managers).toHaveLength(2);
    expect((await after.aap('/my/management')).body).toMatchObject([{ domainName: TEAM }]);
    await api.aap(`${domain}/managers/${sub}`, { method: 'DELETE' });
    const removed = await api.aap(`${domain}/${sub}/user`, { method: 'DELETE' });
    expect(removed.body.users).toHaveLength(1);
    expect((await after.aap('/my/domains')).body).toEqual([]);
  });

  it('are made by anybody under "self.", and deactivated by their managers', async () => {
    const api = await lab();
    const made = await api.aap('/domains/', { body: { domainName: 'self.flock', domainDesc: 'd' } });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ domainName: 'self.flock', managers: [{ userName: 'usi-tester' }] });
    const at = `/domains/${made.body.domainReference}`;
    expect(
      (await api.aap('/my/domains')).body.map((domain: { domainName: string }) => domain.domainName),
    ).not.toContain('self.flock');
    expect((await api.aap('/my/management')).body).toHaveLength(3);
    expect((await api.aap(at, { method: 'DELETE' })).body.isActive).toBe('N');
    expect((await api.aap(at)).status).toBe(404);
  });

  it('have a profile, replaced as a whole or in part, whose domain stays a stub', async () => {
    const api = await lab();
    const [team, friends] = (await api.aap('/my/domains')).body;
    const body = {
      domain: { domainReference: friends.domainReference },
      attributes: { 'centre name': 'A', colour: 'red' },
    };
    const made = await api.aap('/profiles', { body });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      reference: expect.stringMatching(/^prf-/),
      domain: {
        domainReference: friends.domainReference,
        domainName: null,
        users: [],
        managers: [],
        authority: 'ROLE_null',
      },
      attributes: body.attributes,
    });
    const at = `/profiles/${made.body.reference}`;
    const write = (method: string, path: string, attributes: object) =>
      api.aap(path, { method, body: attributes });
    expect((await write('PATCH', at, { colour: 'blue' })).body.attributes).toEqual({
      'centre name': 'A',
      colour: 'blue',
    });
    expect((await write('POST', `${at}?_method=patch`, { size: '3' })).body.attributes).toMatchObject({
      colour: 'blue',
      size: '3',
    });
    expect((await write('POST', at, {})).status).toBe(405);
    expect((await api.aap(`${at}/colour`)).text).toBe('blue');
    const less = await api.aap(`${at}/colour`, { method: 'DELETE' });
    expect(less.body.attributes).toEqual({ 'centre name': 'A', size: '3' });
    expect((await write('PUT', at, { only: 'this' })).body.attributes).toEqual({ only: 'this' });
    const name = await api.aap(`/domains/${team.domainReference}/profile/centre%20name`);
    expect(name.text).toBe('Sandbox Institute');
    const again = await api.aap('/profiles', { body });
    expect([again.status, (await api.aap(at)).status], 'the second replaces the first').toEqual([201, 404]);
  });
});

it('comes back from a snapshot, and to the seed', async () => {
  const api = await lab();
  const before = JSON.parse(JSON.stringify(api.lab.snapshot()));
  await api.aap('/domains', { body: { domainName: 'self.flock' } });
  expect(api.lab.state.aap.domains.list()).toHaveLength(3);
  api.lab.restore(before);
  expect(api.lab.state.aap.domains.list()).toHaveLength(2);
  await api.aap('/domains', { body: { domainName: 'self.flock' } });
  await api.lab.reset();
  expect(api.lab.state.aap.domains.get('self.flock')).toBeUndefined();
  expect((await api.aap('/my/domains')).status, 'tokens of before stay good').toBe(200);
});

it('reads accounts and domains from a seed, and complains about a wrong one', async () => {
  const empty = await start({ seed: 'empty' });
  expect(empty.state.aap.domains.list()).toEqual([]);
  expect((await auth(empty)).status).toBe(200);
  for (const [aap, why] of [
    [{ users: [] }, /aap\.users is empty/],
    [{ users: [{ username: 'x' }] }, /aap\.users\[0\]\.password/],
    [{ domains: [{ name: 'subs.x', users: ['nobody'] }] }, /nobody/],
    [{ domains: [{}] }, /aap\.domains\[0\]\.name/],
    [{ teams: [] }, /aap has no "teams"/],
  ] as const) {
    await expect(start({ seed: { aap } as object })).rejects.toThrow(why);
  }
});
