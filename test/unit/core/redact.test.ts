import { inspect } from 'node:util';
import { BioSamples, type Hooks, Redactor, RepositoryError, TransportFailure, token, webin } from 'accession';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeTransport } from '../../support/fake-transport.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** Passwords as people make them: any characters, but long enough not to be an ordinary word. */
const secret = fc
  .string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 40 })
  .filter((text) => text.trim() === text && !/^[a-z ]+$/i.test(text) && new Set(text).size > 4);

const encodings = (text: string): string[] => [
  text,
  encodeURIComponent(text),
  encodeURIComponent(text).replace(/%20/g, '+'),
  Buffer.from(text).toString('base64'),
  Buffer.from(text).toString('base64url'),
  JSON.stringify(text).slice(1, -1),
];

describe('Redactor', () => {
  it('takes a secret out of any text, in any form in which it travels', () => {
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (word, before, after) => {
        const redactor = new Redactor();
        redactor.add(word);
        for (const form of encodings(word)) {
          expect(redactor.scrub(`${before}${form}${after}`)).not.toContain(form);
        }
      }),
      { seed: 20260101 },
    );
  });

  it.each([
    ['JSON of Python', '"p\\u00e4ss\\ud83d\\ude00w\'ort/1&<x>"'],
    ['JSON of PHP', '"p\\u00e4ss\\ud83d\\ude00w\'ort\\/1&<x>"'],
    ['JSON with slashes escaped', '"päss😀w\'ort\\/1&<x>"'],
    ['JSON made safe for HTML', '"päss😀w\\u0027ort/1\\u0026\\u003cx\\u003e"'],
    ['JSON in capitals', '"p\\u00E4ss\\uD83D\\uDE00w\'ort/1&<x>"'],
    ['HTML of Django', '"päss😀w&#x27;ort/1&amp;&lt;x&gt;"'],
    ['HTML of Spring', '"päss😀w&#39;ort/1&amp;&lt;x&gt;"'],
  ])('knows a password in %s', (_, text) => {
    const redactor = new Redactor();
    redactor.add("päss😀w'ort/1&<x>");
    expect(redactor.scrub(text)).toBe('"[redacted]"');
  });

  it('does not leak the first half of a secret that lies across a cut', () => {
    const redactor = new Redactor();
    redactor.add('correct-horse-battery-staple');
    for (let offset = 480; offset < 520; offset += 1) {
      const shown = redactor.scrubHead(
        `${'x'.repeat(offset)}correct-horse-battery-staple${'y'.repeat(9000)}`,
        512,
      );
      expect(shown).not.toContain('correct');
      expect(shown.length).toBeLessThanOrEqual(513);
    }
  });

  it('knows a token by its shape, even one it was never told of', () => {
    const jwt = `eyJhbGciOiJSUzI1NiJ9.${Buffer.from('{"principle":"Webin-1"}').toString('base64url')}.c2lnbmF0dXJl`;
    expect(new Redactor().scrub(`got ${jwt} today`)).toBe('got [redacted] today');
    const cut = jwt.slice(0, jwt.lastIndexOf('.') - 3);
    expect(new Redactor().scrub(`got ${cut}`)).toBe('got [redacted]');
  });

  it('hides hosts on request, also in the words of servers', () => {
    const redactor = new Redactor();
    redactor.addHost('https://lab.example.org:8443/a');
    expect(redactor.scrub('see https://lab.example.org:8443/a or lab.example.org')).toBe(
      'see https://[host]/a or [host]',
    );
  });

  it('hides names, passwords and token-like query values in addresses', () => {
    const redactor = new Redactor();
    expect(redactor.scrubUrl('https://me:secret@host/path?sessionToken=abc&q=barley')).toBe(
      'https://host/path?sessionToken=[redacted]&q=barley',
    );
  });
});

/** Everything a person or a log might see of a failed call. */
function everythingShown(error: unknown, events: readonly unknown[]): string {
  const parts: string[] = [];
  for (let e: unknown = error; e !== undefined; e = (e as Error).cause) {
    parts.push(
      inspect(e, { depth: null, showHidden: true }),
      JSON.stringify(e),
      String(e),
      (e as Error).stack ?? '',
    );
    parts.push(inspect(e, { depth: null, customInspect: false }));
  }
  parts.push(JSON.stringify(events));
  return parts.join('\n');
}

describe('no secret is shown', () => {
  const answers = (word: string) => [
    new TransportFailure('ECONNRESET', true),
    new TransportFailure('ENOTFOUND', false),
    { status: 400, body: { message: `Bad password ${word}`, status: 400 } },
    { status: 400, body: [{ dataPath: `/${word}`, errors: [`must not be ${word}`] }] },
    { status: 401, body: word },
    { status: 403, body: { message: encodeURIComponent(word) } },
    { status: 404, body: '' },
    { status: 429, body: word, headers: { 'retry-after': '7200', 'x-request-id': word } },
    { status: 500, body: `<html><title>${word}</title>`, headers: { 'content-type': 'text/html' } },
    { status: 302, headers: { location: `https://elsewhere.example/?token=${encodeURIComponent(word)}` } },
    { status: 200, body: `not json ${word}` },
    { status: 200, body: { name: [word] } },
    { status: 200, body: `<html><title>${word}</title>`, headers: { 'content-type': 'text/html' } },
  ];

  it('in errors, hooks, stacks and causes of any failing call', async () => {
    await fc.assert(
      fc.asyncProperty(secret, fc.nat(12), async (word, which) => {
        const events: unknown[] = [];
        const push = (event: unknown) => events.push(event);
        const hooks: Hooks = {
          onRequest: push,
          onResponse: push,
          onRetry: push,
          onDrift: push,
          onWarning: push,
        };
        const clock = new ManualClock();
        const transport = new FakeTransport(answers(word)[which] as never);
        const client = new BioSamples({ transport, clock, hooks, retries: 1, auth: token(word) });
        const work = client.samples.update({
          accession: 'SAMEA1',
          name: `sample of ${word}`,
          release: 'not a date',
        });
        const badInput = await work.catch((error: unknown) => error);
        const error = await clock
          .run(
            client.samples.update({
              accession: word.replace(/^\.*$/, 'x'),
              name: 'a',
              release: '2026-01-01',
            }),
          )
          .catch((e: unknown) => e);
        expect(error).toBeInstanceOf(RepositoryError);
        for (const shown of [everythingShown(error, events), everythingShown(badInput, [])]) {
          for (const form of encodings(word)) expect(shown).not.toContain(form);
        }
      }),
      { seed: 20260102, numRuns: 200 },
    );
  });

  it('when the password is exchanged for a token, whatever the token server answers', async () => {
    await fc.assert(
      fc.asyncProperty(secret, fc.nat(12), async (word, which) => {
        const events: unknown[] = [];
        const push = (event: unknown) => events.push(event);
        const clock = new ManualClock();
        const client = new BioSamples({
          transport: new FakeTransport(answers(word)[which] as never),
          clock,
          retries: 1,
          hooks: { onRequest: push, onResponse: push, onRetry: push },
          auth: webin({ username: 'Webin-1', password: word }),
        });
        const error = await clock.run(client.samples.get('SAMEA1')).catch((e: unknown) => e);
        expect(error).toBeInstanceOf(RepositoryError);
        const shown = everythingShown(error, events);
        for (const form of [...encodings(word), Buffer.from(`Webin-1:${word}`).toString('base64')]) {
          expect(shown).not.toContain(form);
        }
      }),
      { seed: 20260103, numRuns: 200 },
    );
  });
});
