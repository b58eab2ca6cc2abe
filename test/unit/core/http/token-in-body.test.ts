import { type CallError, NotFound, token, Unauthenticated } from 'accession';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { jsonBody } from '../../../../src/core/http/body.ts';
import type { Runner } from '../../../../src/core/http/context.ts';
import { type Effect, endpoint } from '../../../../src/core/http/endpoint.ts';
import { createRunner } from '../../../../src/core/http/runner.ts';
import { path } from '../../../../src/core/http/url.ts';
import { FakeTransport } from '../../../support/fake-transport.ts';

type Said = 401 | 404 | 409 | 500;

/** An operation whose token travels in the body and the address, and whose envelope says no with status 200. */
const operation = (effect: Effect, base = 'api') =>
  endpoint<string, string, { said?: Said; value?: string }>()({
    name: 'x.things.do',
    doc: 'https://example.org',
    method: 'POST',
    effect,
    auth: 'required',
    base,
    input: () => z.string(),
    path: () => path`/things`,
    query: () => ({ a: 1 }),
    authorise: ({ authorization }, name) => ({
      body: jsonBody([authorization, name]),
      query: { key: authorization },
    }),
    output: () => z.looseObject({}),
    rejection: ({ said }) => (said ? { message: 'no', means: said } : undefined),
    result: ({ value = '' }) => value,
  });

let tokens = 0;
const renewing = {
  kind: 'test',
  attach: () => ({
    account: 'me',
    headers: async () => ({ authorization: `token-${tokens}` }),
    renew: () => {
      tokens += 1;
      return true;
    },
    expiresAt: () => undefined,
  }),
};

function runner(
  transport: FakeTransport,
  auth: Parameters<typeof createRunner>[1]['auth'] = renewing,
): Runner {
  const plan = {
    service: 'x',
    bases: { api: 'https://x.test' },
    accept: '*/*',
    environment: 'test',
    credentialSettings: [],
  };
  return createRunner(plan, { transport, auth, retries: 1, random: () => 0 });
}

const errorOf = (work: Promise<unknown>): Promise<CallError> =>
  work.then(
    () => expect.unreachable('there is no error'),
    (error: CallError) => error,
  );

describe('a token in the body and the address', () => {
  it('is where the operation puts it, not in a header, and not shown', async () => {
    const transport = new FakeTransport({ body: { value: 'done' } }, { body: { said: 409 } });
    const run = runner(transport, token('the-secret-of-it'));
    expect(await run(operation('create'), 'a')).toBe('done');
    const [sent] = transport.sent;
    expect(sent?.body).toBe('["Bearer the-secret-of-it","a"]');
    expect(sent?.url).toBe('https://x.test/things?a=1&key=Bearer%20the-secret-of-it');
    expect(sent?.headers.authorization).toBeUndefined();
    expect((await errorOf(run(operation('create'), 'a'))).url).toBe('https://x.test/things?a=1');
  });

  it('goes to an address that was added, and to no other', async () => {
    const transport = new FakeTransport({ body: {} });
    const run = runner(transport);
    await run.at({ store: 'https://store.test/files' })(operation('read', 'store'), 'a');
    expect(transport.sent[0]?.url).toMatch(/^https:\/\/store\.test\/files\/things\?a=1&key=token-/);
    expect(() => run.at({ store: 'store' })).toThrow(/full URL/);
    await expect(run(operation('read', 'store'), 'a')).rejects.toThrow(/no address is configured/);
  });
});

describe('an envelope that says no with 200, and means a status', () => {
  it('renews a token once, whatever the operation does', async () => {
    const transport = new FakeTransport({ body: { said: 401 } }, { body: { value: 'done' } });
    expect(await runner(transport)(operation('create'), 'a')).toBe('done');
    expect(transport.sent[0]?.body).not.toBe(transport.sent[1]?.body);
    const never = new FakeTransport({ body: { said: 401 } });
    const error = await errorOf(runner(never)(operation('create'), 'a'));
    expect(error).toBeInstanceOf(Unauthenticated);
    expect([never.sent.length, error.outcome]).toEqual([2, 'refused']);
  });

  it.each<[Effect, Said, number, string]>([
    ['read', 500, 2, 'refused'],
    ['replace', 500, 2, 'unknown'],
    ['create', 500, 1, 'unknown'],
    ['create', 409, 1, 'refused'],
    ['read', 404, 1, 'refused'],
  ])('%s, %i: sent %i times, %s', async (effect, said, times, outcome) => {
    const transport = new FakeTransport({ body: { said } });
    const error = await errorOf(runner(transport)(operation(effect), 'a'));
    expect([transport.sent.length, error.outcome]).toEqual([times, outcome]);
  });

  it('has found nothing to delete: the first try did it', async () => {
    const twice = new FakeTransport({ body: { said: 500 } }, { body: { said: 404 } });
    await expect(runner(twice)(operation('delete'), 'a')).resolves.toBeUndefined();
    const once = new FakeTransport({ body: { said: 404 } });
    await expect(runner(once)(operation('delete'), 'a')).rejects.toBeInstanceOf(NotFound);
  });
});
