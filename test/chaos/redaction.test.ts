import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BioSamples,
  basic,
  type CallOptions,
  createClient,
  fromEnv,
  type Hooks,
  isRepositoryError,
  Redactor,
  type ServiceOptions,
  TransportFailure,
  token,
  webin,
} from 'accession';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FakeAnswer, FakeTransport, lost, type SentRequest } from '../support/fake-transport.ts';
import { serve } from '../support/http-server.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { EVERYTHING, SEED, type Seeded, seeded, within } from '../support/scale.ts';
import { everythingShown, formsOf, leaksIn } from '../support/shown.ts';
import { SERVICES } from './operations.ts';
import { methodsOf, outcomeOf, type ServiceOperations } from './operations-shared.ts';

const ROUNDS = EVERYTHING ? 4 : 1;
const URL_OF_ALL = 'http://repository.test/api';

/** As people and machines make them: any printable characters, a few letters of other languages. */
function newSecret(chance: Seeded): string {
  const letters = `${String.fromCharCode(...Array.from({ length: 94 }, (_, i) => 33 + i))} äßéñΩ`;
  const make = () => Array.from({ length: 10 + chance.below(24) }, () => chance.pick([...letters])).join('');
  let secret = make();
  // Blanks at the ends are taken off by those who read secrets from files.
  while (secret.trim() !== secret || new Set(secret).size < 6) secret = make();
  return secret;
}

/** Texts that can be a header. */
const newToken = (chance: Seeded): string => chance.bytes(24).toString('base64url');

const TAKEN = 'The object being added already exists in the submission account';
const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const failed = (word: string) => ({
  alias: word,
  name: word,
  statusName: word,
  validationStatus: 'Complete',
  overallValidationOutcomeByAuthor: { [word]: 'Error', Core: 'Error' },
  errorMessages: { [word]: [word], Core: [word] },
});

type Answer = FakeAnswer | TransportFailure | ((request: SentRequest) => FakeAnswer);

/** What a server, a gateway or a network may say, with everything it was told in it. */
const ANSWERS: Readonly<Record<string, (word: string) => Answer>> = {
  'a lost connection': () => new TransportFailure('ECONNRESET', true),
  'no connection': () => new TransportFailure('ENOTFOUND', false),
  'a failure named after it': (word) => new TransportFailure(word, true),
  'an echo with 200': () => (request) => ({ body: JSON.stringify(request) }),
  'an echo with 400': () => (request) => ({
    status: 400,
    body: { message: JSON.stringify(request), ...request },
  }),
  'an echo with 500': () => (request) => ({ status: 500, body: Object.values(request.headers).join('\n') }),
  'a message': (word) => ({
    status: 400,
    body: { message: `Bad password ${word}`, error: word, path: word },
  }),
  'a finding': (word) => ({ status: 400, body: [{ dataPath: `/${word}`, errors: [`must not be ${word}`] }] }),
  'keys of JSON': (word) => ({ status: 400, body: { [word]: { [word]: [word] } } }),
  'keys of a good answer': (word) => ({
    body: { [word]: { [word]: [word] }, name: [word], accession: word },
  }),
  'a receipt that refuses': (word) => ({
    body: {
      success: false,
      samples: [{ alias: word }],
      messages: { error: [`In sample, alias: "${word}". ${TAKEN} with accession: "${word}".`, word] },
    },
  }),
  'a receipt in XML': (word) => ({
    body: `<RECEIPT success="false" submissionFile="${xml(word)}"><SAMPLE alias="${xml(word)}"/><MESSAGES><ERROR>In sample, alias:"${xml(word)}". ${TAKEN}.</ERROR></MESSAGES></RECEIPT>`,
    headers: { 'content-type': 'application/xml' },
  }),
  'a receipt that lacks something': (word) => ({
    body: { success: true, samples: [{ alias: word }], messages: { info: [word] } },
  }),
  'a coded refusal': (word) => ({
    status: 400,
    body: { title: word, errors: [`already_exists: In Sample, field alias can't be [${word}].`, word] },
  }),
  'a validation that fails': (word) => ({
    body: {
      status: 'Draft',
      name: word,
      id: 'a',
      _links: { self: { href: `${URL_OF_ALL}/${encodeURIComponent(word)}{?projection}` } },
      _embedded: Object.fromEntries(
        ['samples', 'submissions', 'validationResults', 'teams', 'statusDescriptions'].map((list) => [
          list,
          [{ ...failed(word), _embedded: { validationResult: failed(word) } }],
        ]),
      ),
    },
  }),
  'a refused token': (word) => ({ status: 401, body: word, headers: { 'www-authenticate': word } }),
  forbidden: (word) => ({ status: 403, body: { message: encodeURIComponent(word) } }),
  'a long wait': (word) => ({
    status: 429,
    body: word,
    headers: { 'retry-after': '7200', 'x-request-id': word, server: word, date: word },
  }),
  'a wait that is none': (word) => ({ status: 503, headers: { 'retry-after': word, 'content-type': word } }),
  'a page': (word) => ({
    status: 502,
    body: `<html><title>${word}</title><body>${word}`,
    headers: { 'content-type': 'text/html' },
  }),
  'a page with 200': (word) => ({
    body: `<html><title>${word}</title>`,
    headers: { 'content-type': 'text/html' },
  }),
  'no JSON': (word) => ({ body: `not json ${word}`, headers: { 'content-type': word } }),
  'half of a token': (word) => ({ body: `eyJhbGciOiJub25lIn0.${Buffer.from(word).toString('base64url')}` }),
  'another server': (word) => ({
    status: 302,
    headers: {
      location: `https://${encodeURIComponent(word)}:pw@elsewhere.test/?token=${encodeURIComponent(word)}`,
    },
  }),
  'this server, for ever': (word) => ({
    status: 307,
    headers: { location: `${URL_OF_ALL}/?q=${encodeURIComponent(word)}`, 'set-cookie': word },
  }),
  'a next page elsewhere': (word) => ({
    body: {
      _embedded: { samples: [], curations: [], curationLinks: [], accessions: [] },
      _links: { next: { href: `https://elsewhere.test/?q=${encodeURIComponent(word)}` } },
    },
  }),
};

interface Login {
  options: Pick<ServiceOptions, 'auth' | 'headers'>;
  call?: CallOptions;
  forms: string[];
}

/** The ways in which a secret is given to a client. */
const LOGINS: Readonly<
  Record<string, (chance: Seeded, ownLogIn: ServiceOperations['logIn']) => Login & { word: string }>
> = {
  'a password for a token'(chance, logIn = webin) {
    const word = newSecret(chance);
    const auth = logIn({ username: 'Webin-1', password: word, url: `${URL_OF_ALL}/auth` });
    return { word, options: { auth }, forms: formsOf(word, 'Webin-1') };
  },
  'a password in the Basic way'(chance) {
    const word = newSecret(chance);
    return { word, options: { auth: basic({ username: 'me', password: word }) }, forms: formsOf(word, 'me') };
  },
  'a token'(chance) {
    const word = newToken(chance);
    return { word, options: { auth: token(word) }, forms: formsOf(word) };
  },
  'headers of the client'(chance) {
    const word = newToken(chance);
    // Each of its own: what hides one of them must not count for the others.
    const [key, cookie] = [newToken(chance), newToken(chance)];
    const headers = {
      authorization: `Bearer ${word}`,
      'X-Api-Key': key,
      cookie: `session=${cookie}; theme=dark`,
    };
    const auth = token('of-no-interest');
    const secrets = [word, key, cookie];
    return {
      word: chance.pick(secrets),
      options: { auth, headers },
      forms: secrets.flatMap((secret) => formsOf(secret)),
    };
  },
  'headers of a call'(chance) {
    const word = newToken(chance);
    const headers = { 'proxy-authorization': word, 'x-auth-token': word };
    return { word, options: { auth: token('of-no-interest') }, call: { headers }, forms: formsOf(word) };
  },
};

let folder: string;
const warnings: unknown[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'accession-redaction-'));
  // Taken down, and not printed a thousand times.
  vi.spyOn(process, 'emitWarning').mockImplementation((...warning: unknown[]) => {
    warnings.push(warning);
  });
});
let cases = 0;
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
  console.log(`redaction: ${cases} cases, seed ${SEED}`);
});

/** Hooks that keep what they are told, and fail with all of it. */
function tellTale(events: unknown[]): Hooks {
  const hook = (event: unknown): void => {
    events.push(event);
    throw new Error(everythingShown(event));
  };
  return { onRequest: hook, onResponse: hook, onRetry: hook, onDrift: hook, onWarning: hook };
}

interface Leak {
  name: string;
  what: string;
}

/** One line for each kind of leak, not one for each method that has it. */
function summed(leaks: readonly Leak[]): string[] {
  const methods = new Map<string, Set<string>>();
  for (const { name, what } of leaks) methods.set(what, (methods.get(what) ?? new Set()).add(name));
  return [...methods].map(([what, names]) => `${what} (${names.size} methods, such as ${[...names][0]})`);
}

describe.each(SERVICES)('$service shows no secret', ({ open, logIn: ownLogIn }) => {
  const nowhere = open({ transport: new FakeTransport(), url: URL_OF_ALL });

  it('knows all methods of the client', () => {
    expect(Object.keys(nowhere.operations).toSorted()).toEqual(methodsOf(nowhere.client).toSorted());
  });

  it.each(Object.entries(LOGINS))(
    'that was given as %s, in any method',
    { timeout: 240_000 },
    async (_, logIn) => {
      const chance = seeded(SEED);
      const leaks: Leak[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const name of Object.keys(nowhere.operations)) {
          for (const [told, answerOf] of Object.entries(ANSWERS)) {
            if (!EVERYTHING && chance.below(14) > 0) continue;
            const { word, options, call, forms } = logIn(chance, ownLogIn);
            const answer = answerOf(word);
            const events: unknown[] = [];
            const received = newToken(chance);
            // The token server is well in two of three cases, and then the repository tells the token too.
            const tokenServer = chance.below(3) > 0;
            const transport = new FakeTransport((request) => {
              if (tokenServer && /\/auth(\/token|\/auth)$/.test(request.url))
                return { body: `${received}.b.c` };
              return typeof answer === 'function' ? answer(request) : answer;
            });
            const clock = new ManualClock();
            const journal = join(folder, `${cases}.ndjson`);
            const { operations } = open({
              url: URL_OF_ALL,
              transport,
              clock,
              retries: 1,
              hooks: tellTale(events),
              ...options,
            });
            const input = chance.pick(['plain', `of ${word}`]);
            const work = outcomeOf(() =>
              operations[name]?.(name.endsWith('createMany') ? 'plain' : input, { ...call }, journal),
            );
            const { error } = await within(20_000, `${name} with ${told}`, clock.run(work));
            if (error !== undefined && !isRepositoryError(error))
              leaks.push({ name, what: `${told}: not an error of ours: ${error}` });
            const file = existsSync(journal) ? readFileSync(journal, 'utf8') : '';
            const all = [...forms, ...(tokenServer ? formsOf(received) : [])];
            const where = {
              error: everythingShown(error),
              hooks: everythingShown(events),
              journal: file,
              warnings: everythingShown(...warnings.splice(0)),
            };
            for (const [place, text] of Object.entries(where))
              if (leaksIn(text, all).length > 0) leaks.push({ name, what: `${told}: shown in the ${place}` });
            cases += 1;
          }
        }
      }
      expect(summed(leaks)).toEqual([]);
    },
  );
});

describe('settings that are wrong show no secret', () => {
  const chance = seeded(SEED);
  const word = newSecret(chance);
  const url = `http://me:${encodeURIComponent(word)}@repository.test`;
  const redactor = new Redactor();
  it.each<[string, () => unknown]>([
    ['an address with a password', () => new BioSamples({ url }).samples.get('SAMEA1')],
    ['an address that is none', () => new BioSamples({ url: word }).samples.get('SAMEA1')],
    ['a proxy that is none', () => createClient({ proxy: word }).biosamples.samples.get('SAMEA1')],
    [
      'a password without a name',
      () => createClient({ webin: { password: word } }).biosamples.samples.get('SAMEA1'),
    ],
    ['an environment that is none', () => fromEnv({ ACCESSION_ENVIRONMENT: word })],
    [
      'variables that are none',
      () => fromEnv({ WEBIN_PASSWORD: word, BIOSAMPLES_URL: url, WEBIN_AUTH_URL: word }),
    ],
    [
      'an option that is none',
      () =>
        new BioSamples({ auth: token(word), redactor }).samples.get('SAMEA1', { timeoutMs: word as never }),
    ],
    [
      'an accession that is none',
      () =>
        new BioSamples({
          auth: token(word),
          redactor,
          retries: 0,
          transport: new FakeTransport(lost),
        }).samples.get(`../${word}`),
    ],
  ])('%s', async (_, work) => {
    const { error } = await within(10_000, 'a wrong setting', outcomeOf(work));
    expect(isRepositoryError(error), String(error).replaceAll(word, '…')).toBe(true);
    expect(leaksIn(everythingShown(error), formsOf(word, 'me'))).toEqual([]);
  });
});

describe('a proxy', () => {
  it.each(['refuses and tells what it was told', 'cannot be reached', 'cuts the connection'])(
    'that %s',
    { timeout: 30_000 },
    async (how) => {
      const chance = seeded(SEED);
      for (let round = 0; round < 10 * ROUNDS; round += 1) {
        const word = newSecret(chance);
        const proxy = await serve((request, response) => {
          if (how.startsWith('cuts')) request.socket.destroy();
          else {
            const told = request.headers['proxy-authorization'] ?? '';
            const password = Buffer.from(told.replace(/^Basic /, ''), 'base64')
              .toString()
              .replace(/^me:/, '');
            response.writeHead(chance.pick([400, 407, 500, 200]), {
              'content-type': 'text/html',
              'x-request-id': encodeURIComponent(password),
            });
            response.end(`<title>${told}</title>${password} ${request.url}`);
          }
        });
        if (how.startsWith('cannot')) await proxy.close();
        const events: unknown[] = [];
        const client = new BioSamples({
          url: 'http://repository.test',
          proxy: `http://me:${encodeURIComponent(word)}@127.0.0.1:${proxy.port}`,
          retries: 1,
          random: () => 0,
          hooks: tellTale(events),
        });
        const { error } = await outcomeOf(() => client.samples.get('SAMEA1'));
        client.close();
        if (!how.startsWith('cannot')) await proxy.close();
        expect(isRepositoryError(error)).toBe(true);
        const shown = everythingShown(error, events, warnings.splice(0));
        expect(leaksIn(shown, formsOf(word, 'me'))).toEqual([]);
        cases += 1;
      }
    },
  );
});
