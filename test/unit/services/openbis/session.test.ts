import {
  ConfigError,
  Forbidden,
  NotFound,
  OpenBis,
  openbis,
  Redactor,
  RejectedError,
  ServerFault,
  systemClock,
  Unauthenticated,
} from 'accession';
import { describe, expect, it } from 'vitest';
import { kindOf, plainMessage } from '../../../../src/services/openbis/explain.ts';
import { FakeTransport } from '../../../support/fake-transport.ts';
import { everythingShown, formsOf, leaksIn } from '../../../support/shown.ts';

const PASSWORD = 'pässword "with" all/of+it';
const TOKEN = 'ada-lovelace-240101000000000x0123456789ABCDEF0123456789ABCDEF';

const failing = (message: string, type = 'ch.systemsx.cisd.common.exceptions.UserFailureException') => ({
  body: { jsonrpc: '2.0', id: '1', error: { code: 0, message, data: { exceptionTypeName: type } } },
});
const giving = (result: unknown) => ({ body: { jsonrpc: '2.0', id: '1', result } });
const client = (answer: ConstructorParameters<typeof FakeTransport>[0], more: object = {}) =>
  new OpenBis({
    url: 'https://openbis.test',
    token: TOKEN,
    retries: 0,
    transport: new FakeTransport(answer),
    ...more,
  });
const errorOf = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => expect.unreachable('there is no error'),
    (error: Error) => error,
  );

describe('what openBIS refuses with status 200', () => {
  it.each([
    [Unauthenticated, 'Session no longer available. Please login again.', 'x.InvalidSessionException'],
    [Unauthenticated, 'Personal access token is no longer valid.', 'x.UserFailureException'],
    [
      Forbidden,
      "Authorization failure: None of method roles '[X]' could be found in roles of user 'u'.",
      'x.Y',
    ],
    [Forbidden, 'Access denied to object with SampleIdentifier = [/S/P/X].', 'x.UserFailureException'],
    [NotFound, 'Object with SpacePermId = [FOO] has not been found.', 'x.UserFailureException'],
    [RejectedError, 'Code cannot be empty.', 'x.UserFailureException'],
    [ServerFault, 'Connection is closed', 'java.lang.RuntimeException'],
  ])('is a %o: %s', async (Class, message, type) => {
    const told = `${message} (Context: [searching\n{"a": 1}])`;
    const error = await errorOf(client(failing(told, type)).spaces.list().all());
    expect(error).toBeInstanceOf(Class);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('Context');
  });

  it('never quotes a token, not even one that it does not know', () => {
    const quoted = `Session token '${TOKEN}' is invalid: user is not logged in.`;
    expect(plainMessage(quoted)).toBe('The session token is invalid: user is not logged in.');
    expect(kindOf(quoted)).toBe('session');
  });

  it('has errors of the protocol besides, which have a status', async () => {
    const unknown = {
      status: 404,
      body: { jsonrpc: '2.0', id: '1', error: { code: -32601, message: 'method not found' } },
    };
    await expect(client(unknown).spaces.list().all()).rejects.toThrow(/404 Not Found: method not found/);
  });

  it.each([
    ['neither a result nor an error', { jsonrpc: '2.0', id: '1' }],
    ['a list', []],
    ['nothing', ''],
    ['a page', '<html><title>Proxy</title></html>'],
    ['a result of another kind', { result: { objects: 'none', totalCount: 1 } }],
  ])('%s is no answer', async (_, body) => {
    const error = await errorOf(client({ body }).spaces.list().all());
    expect(error.name).toBe('ResponseError');
  });

  it('gives null for an error that is none', async () => {
    const answer = { body: { ...giving({ objects: [], totalCount: 0 }).body, error: null } };
    expect(await client(answer).spaces.list().all()).toEqual([]);
  });
});

describe('the session', () => {
  it('knows its account from a token, dashes and all', () => {
    const tools = { redactor: new Redactor(), clock: systemClock, bases: { api: 'https://openbis.test' } };
    const account = (token: string) => openbis({ token }).attach(tools).account;
    expect(account(TOKEN)).toBe('ada-lovelace');
    expect(account(`$pat-${TOKEN}`)).toBe('ada-lovelace');
  });

  it('goes in the body, and nowhere else', async () => {
    const transport = new FakeTransport(giving({ objects: [], totalCount: 0 }));
    await client(() => giving({}), { transport })
      .spaces.list()
      .all();
    const [sent] = transport.sent;
    expect(JSON.parse(String(sent?.body)).params[0]).toBe(TOKEN);
    expect(JSON.stringify(sent?.headers) + sent?.url).not.toContain(TOKEN);
  });

  it.each([
    ['echoes what it was told', (request: { body?: unknown }) => failing(`wrong: ${String(request.body)}`)],
    ['fails with it', (request: { body?: unknown }) => ({ status: 500, body: String(request.body) })],
    [
      'gives a page of it',
      (request: { body?: unknown }) => ({ body: `<title>${String(request.body)}</title>` }),
    ],
    ['takes nobody', () => giving(null)],
    [
      'gives the token, then shows it',
      (request: { body?: unknown }) =>
        String(request.body).includes('"login"') ? giving(TOKEN) : failing(`no: ${String(request.body)}`),
    ],
  ])('shows no password and no token when the server %s', async (_, answer) => {
    const events: unknown[] = [];
    const tell = (event: unknown) => events.push(event);
    const error = await errorOf(
      client(answer as never, {
        token: undefined,
        username: 'ada',
        password: PASSWORD,
        hooks: { onRequest: tell, onResponse: tell, onRetry: tell, onDrift: tell },
      })
        .spaces.list()
        .all(),
    );
    expect(leaksIn(everythingShown(error, events), [...formsOf(PASSWORD, 'ada'), ...formsOf(TOKEN)])).toEqual(
      [],
    );
  });

  it('needs an account, and an address', () => {
    expect(() => new OpenBis({ url: 'https://openbis.test', username: 'ada' })).toThrow(ConfigError);
    expect(() => new OpenBis({})).toThrow(/address of openBIS is missing/);
    expect(() => new OpenBis({ url: 'openbis' })).toThrow(ConfigError);
  });
});
