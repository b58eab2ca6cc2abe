/** What kill-ena.test.ts kills. */

import type { Receipt } from 'accession';
import { deed } from './deed.ts';
import { family, inDays, many, one } from './ena-documents.ts';

const aliasesOf = ({ accessions }: Receipt): string[] => accessions.rows.map(({ alias }) => alias);
const QUEUE = { mode: 'queue', pollMs: 20 } as const;

await deed({
  submit: async ({ ena }) => aliasesOf(await ena.submissions.submit(family())),
  enqueue: async ({ ena }) => aliasesOf(await ena.submissions.submit(one(), QUEUE)),
  modify: async ({ ena }, _, { ID = '' }) => {
    await ena.samples.patch(ID, { title: 'changed' });
    return [(await ena.samples.get(ID)).title ?? ''];
  },
  hold: async ({ ena }, _, { ID = '' }) => {
    await ena.submissions.hold(ID, inDays(90));
    return (await ena.reports.samples.get(ID)).map(({ holdDate }) => `until ${holdDate}`);
  },
  createMany: async ({ ena }, journal) => {
    const keys: string[] = [];
    const run = ena.submissions.createMany(many(24), { journal, concurrency: 4, reconcileForMs: 300 });
    for await (const { status, key } of run) if (status === 'stored' || status === 'found') keys.push(key);
    return keys;
  },
});
