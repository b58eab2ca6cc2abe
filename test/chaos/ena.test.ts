import { isDeepStrictEqual } from 'node:util';
import type { Lab } from 'accession/sandbox';
import { FAMILY, family, inDays, many, namesOf, one } from './ena-documents.ts';
import { chaos, type Scenario } from './harness.ts';

/** Aliases of what is stored. */
const objects = (lab: Lab): string[] => lab.state.ena.objects.list().map(({ alias }) => alias);
/** Aliases of the submissions that added something. */
const submissions = (lab: Lab): string[] => lab.state.ena.submissions.list().map(({ alias }) => alias);
const queued = (lab: Lab): string[] =>
  lab.journal.requests({ operation: ENQUEUE }).some(({ committed }) => committed) ? ['queued'] : [];
const WAIT = { pollMs: 200, timeoutMs: 60_000 };
const SUBMIT = 'ena.submissions.submit';
const ENQUEUE = 'ena.submissions.enqueue';

/** An action on one object of which nothing but its state tells whether it was carried out. */
const transition = (
  name: 'hold' | 'release' | 'cancel',
  isDone: (state: { status: string; holdUntil: string | null }) => boolean,
): Scenario => ({
  name: `${name} one object`,
  async prepare({ lab, repos }) {
    const { accessions } = await repos.ena.submissions.submit(one());
    const id = accessions.get('s1') ?? '';
    const day = inDays(90);
    return {
      async run({ ena: { submissions: all } }, ledger) {
        await ledger.write(name, () => (name === 'hold' ? all.hold(id, day) : all[name](id)));
      },
      stored: () =>
        lab.state.ena.objects
          .list()
          .filter((object) =>
            isDone(name === 'hold' ? { ...object, status: object.holdUntil ?? '' } : object),
          )
          .map(() => name),
    };
  },
});

const SCENARIOS: Scenario[] = [
  {
    name: 'submit',
    prepare: async ({ lab }) => ({
      async run({ ena }, ledger) {
        const receipt = await ledger.write('s1', () => ena.submissions.submit(one()));
        if (receipt) await ledger.read(() => ena.samples.get(receipt.accessions.get('s1') ?? ''));
      },
      stored: () => objects(lab),
    }),
  },
  {
    name: 'submit what refers to each other, as XML',
    prepare: async ({ lab }) => ({
      async run({ ena }, ledger) {
        await ledger.write(FAMILY, () => ena.submissions.submit(family(), { format: 'xml' }));
      },
      stored: () => objects(lab),
    }),
  },
  {
    name: 'submit again what is there in part',
    async prepare({ lab, repos }) {
      await repos.ena.submissions.submit(one('s1'));
      return {
        async run({ ena }, ledger) {
          await ledger.write(FAMILY, () => ena.submissions.submit(family(), { onDuplicate: 'accept' }));
          // It is there whatever became of the rest.
          ledger.claim('s1', 'stored');
        },
        stored: () => objects(lab),
      };
    },
  },
  {
    name: 'submit by the queue',
    lastingFails: ['wait-timeout'],
    async prepare({ lab }) {
      lab.lifecycle.set('ena.queue', { after: { reads: 1 } });
      return {
        async run({ ena }, ledger) {
          await ledger.write('s1', () =>
            ena.submissions.submit(one(), { mode: 'queue', pollMs: WAIT.pollMs, waitMs: WAIT.timeoutMs }),
          );
        },
        stored: () => objects(lab),
      };
    },
  },
  {
    name: 'enqueue, then poll',
    lastingFails: ['wait-timeout'],
    async prepare({ lab }) {
      lab.lifecycle.set('ena.queue', { after: { reads: 1 } });
      return {
        async run({ ena: { submissions: all } }, ledger) {
          // Not yet an object: that it is in the queue is what can be said.
          const queued = await ledger.write('queued', () => all.enqueue(one()));
          if (!queued) return;
          await ledger.read(() => all.poll(queued));
          if (await ledger.read(() => all.waitUntil(queued, WAIT))) ledger.claim('s1', 'stored');
        },
        stored: () => [...objects(lab), ...queued(lab)],
      };
    },
  },
  {
    name: 'change one object and keep the rest',
    effects: { [SUBMIT]: 'replace' },
    async prepare({ repos }) {
      const { accessions } = await repos.ena.submissions.submit(one());
      const id = accessions.get('s1') ?? '';
      const before = await repos.ena.samples.get(id);
      let now = before;
      return {
        async run({ ena }, ledger) {
          ledger.claim('the rest', 'stored');
          await ledger.write('changed', () => ena.samples.patch(id, { title: 'changed' }));
        },
        async look() {
          now = await repos.ena.samples.get(id);
        },
        stored: () => [
          ...(now.title === 'changed' ? ['changed'] : []),
          ...(isDeepStrictEqual({ ...now, title: '' }, { ...before, title: '' }) ? ['the rest'] : []),
        ],
      };
    },
  },
  {
    name: 'createMany with a journal',
    prepare: async ({ lab, journal }) => ({
      run: ({ ena }, ledger) =>
        ledger.bulk(
          ena.submissions.createMany(many(4), { journal, concurrency: 2, reconcileForMs: 5_000 }),
          true,
        ),
      stored: () => submissions(lab),
      complete: namesOf(many(4)),
    }),
  },
  {
    name: 'createMany without a journal',
    prepare: async ({ lab }) => ({
      run: ({ ena }, ledger) =>
        ledger.bulk(ena.submissions.createMany(many(4), { concurrency: 2, reconcileForMs: 5_000 }), false),
      stored: () => submissions(lab),
    }),
  },
  transition('hold', ({ status }) => status === inDays(90)),
  transition('release', ({ status }) => status === 'PUBLIC'),
  transition('cancel', ({ status }) => status === 'CANCELLED'),
];
chaos('ena', SCENARIOS);
