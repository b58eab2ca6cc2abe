/** What kill-usi.test.ts kills. */
import { deed } from './deed.ts';
import { flock, wholeRoad } from './usi-samples.ts';

await deed({
  createMany: async ({ usi }, journal, { SUBMISSION = '' }) => {
    const keys: string[] = [];
    const run = usi.samples.createMany(SUBMISSION, flock(24), { journal, concurrency: 4 });
    for await (const { status, key } of run) if (status === 'stored' || status === 'found') keys.push(key);
    return keys;
  },
  resume: async ({ usi }, _, { SUBMISSION = '' }) => {
    await (await usi.submissions.resume(SUBMISSION, flock(12), { concurrency: 3 })).done({ orThrow: true });
    return (await usi.samples.list(SUBMISSION).all()).map(({ alias = '' }) => alias);
  },
  'the whole road': (repos, journal) => wholeRoad(repos, journal, { pollMs: 5 }),
});
