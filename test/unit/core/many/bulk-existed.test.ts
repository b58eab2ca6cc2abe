import { expect, it } from 'vitest';
import { token } from '../../../../src/core/auth/token.ts';
import { createRunner } from '../../../../src/core/http/runner.ts';
import { BulkRun } from '../../../../src/core/many/bulk.ts';
import type { BulkPlan } from '../../../../src/core/many/bulk-plan.ts';
import { FakeTransport } from '../../../support/fake-transport.ts';

const plan: BulkPlan<string, string> = {
  operation: 'test.things.createMany',
  environment: 'test',
  scope: 'box 7',
  check: (item) => ({ ok: true, value: item }),
  key: (item) => item,
  async store(_, item) {
    if (item === 'new') return { reference: '1', value: 'made' };
    return item === 'same'
      ? { status: 'found', reference: '2' }
      : { status: 'found', reference: '3', changed: true };
  },
  find: async () => [],
  reconcileForMs: 0,
  findsWithoutJournal: true,
};

it('what was there already is found, not stored; the summary says where it all went', async () => {
  const run = createRunner(
    {
      service: 'test',
      bases: { api: 'https://test.example' },
      accept: '*/*',
      environment: 'test',
      credentialSettings: [],
    },
    { auth: token('t0ken-of-test'), transport: new FakeTransport() },
  );
  const bulk = new BulkRun(run, plan, ['new', 'same', 'other'], {});
  const results = [];
  for await (const result of bulk) results.push(result);
  expect(results).toEqual([
    { index: 0, key: 'new', status: 'stored', reference: '1', value: 'made' },
    { index: 1, key: 'same', status: 'found', reference: '2' },
    { index: 2, key: 'other', status: 'found', reference: '3', changed: true },
  ]);
  expect(bulk.summary).toMatchObject({
    counts: { stored: 1, found: 2 },
    target: { baseUrl: 'https://test.example', scope: 'box 7' },
  });
});
