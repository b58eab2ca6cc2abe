/**
 * Many objects in a process of its own, so that it can be killed. Its settings are in the environment: COUNT, JOURNAL. The
 * last line on stdout is JSON.
 */
import { createClient, fromEnv } from 'accession';
import type { NewOpenBisObject } from 'accession/openbis';

function* objects(count: number): Generator<NewOpenBisObject> {
  for (let n = 0; n < count; n += 1) {
    yield {
      type: 'EXPERIMENTAL_STEP',
      collection: '/LAB/P/C',
      creationId: `s${n}`,
      properties: { $NAME: `s${n}` },
    };
  }
}

const { COUNT, JOURNAL } = process.env;
const run = createClient(fromEnv()).openbis.objects.createMany(objects(Number(COUNT)), {
  journal: JOURNAL,
  objectsPerCall: 10,
});
const { counts, failures } = await run.done();
console.log(JSON.stringify({ counts, failures: failures.map(({ error }) => error.message) }));
