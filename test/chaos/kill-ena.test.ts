import { FAMILY, inDays, many, namesOf, one } from './ena-documents.ts';
import { type Deed, kills } from './killing.ts';

const ready = async ({ repos: { ena } }: Parameters<NonNullable<Deed['prepare']>>[0]) => ({
  ID: (await ena.submissions.submit(one())).accessions.get('s1') ?? '',
});

const DEEDS: Deed[] = [
  {
    name: 'submit',
    stored: (lab) => lab.state.ena.objects.list().map(({ alias }) => alias),
    complete: FAMILY,
  },
  {
    name: 'enqueue',
    async prepare({ lab }) {
      lab.lifecycle.set('ena.queue', { after: { reads: 1 } });
      return undefined;
    },
    stored: (lab) => lab.state.ena.objects.list().map(({ alias }) => alias),
    complete: ['s1'],
  },
  {
    name: 'modify',
    prepare: ready,
    // The view of the sandbox has no titles; the child reads it.
    stored: (lab) => lab.state.ena.objects.list('sample').map(() => 'changed'),
    complete: ['changed'],
  },
  {
    name: 'hold',
    prepare: ready,
    stored: (lab) => lab.state.ena.objects.list('sample').map(({ holdUntil }) => `until ${holdUntil}`),
    complete: [`until ${inDays(90)}`],
  },
  {
    name: 'createMany',
    stored: (lab) => lab.state.ena.submissions.list().map(({ alias }) => alias),
    complete: namesOf(many(24)),
  },
];

kills('ena', 'test/chaos/ena-kill-child.ts', DEEDS, { seed: 'empty' });
