import { Redactor, RejectedError, ResponseError } from 'accession';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { endpoint } from '../../../../src/core/http/endpoint.ts';
import { createRunner } from '../../../../src/core/http/runner.ts';
import { path } from '../../../../src/core/http/url.ts';
import { type FakeAnswer, FakeTransport } from '../../../support/fake-transport.ts';

/** An operation that answers `key=value`. */
const read = endpoint<string, string, { key: string; value: string }>()({
  name: 'test.pairs.get',
  doc: 'https://repository.test',
  method: 'GET',
  effect: 'read',
  auth: 'none',
  input: () => z.string(),
  path: (id) => path`/pairs/${id}`,
  parse({ text, status }) {
    const [key, value] = text.split('=');
    if (value === undefined) throw new Error('no pair');
    return { key, value: `${value} ${status}` };
  },
  output: () => z.object({ key: z.string(), value: z.string() }),
  rejection: ({ key, value }: { key: string; value: string }) =>
    key === 'no' ? { message: value, answer: { value, nested: [value] } } : undefined,
  result: ({ value }) => value,
});

function run(answer: FakeAnswer) {
  const redactor = new Redactor();
  redactor.add('hunter22');
  const plan = {
    service: 'test',
    bases: { api: 'https://repository.test' },
    accept: '*/*',
    environment: 'test',
    credentialSettings: [],
  };
  return createRunner(plan, { transport: new FakeTransport(answer), redactor, retries: 0 })(read, 'a');
}

describe('an answer that is not JSON', () => {
  it('is read by the operation, which also sees the status', async () => {
    await expect(run({ status: 202, body: 'a=b' })).resolves.toBe('b 202');
  });

  it('that cannot be read is a broken answer', async () => {
    await expect(run({ body: 'nothing' })).rejects.toThrow('something that is not what was asked for');
    await expect(run({ body: '' })).rejects.toThrow('an empty answer');
    await expect(run({ body: '<html><title>Gateway</title>' })).rejects.toThrow('an HTML page ("Gateway")');
    await expect(run({ body: 'nothing' })).rejects.toBeInstanceOf(ResponseError);
  });
});

it('an envelope that says no is on the error, whole, and without secrets', async () => {
  const error = await run({ body: 'no=hunter22' }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(RejectedError);
  const shown = '[redacted] 200';
  expect((error as RejectedError).answer).toEqual({ value: shown, nested: [shown] });
  expect(JSON.stringify(error)).not.toContain('hunter22');
});
