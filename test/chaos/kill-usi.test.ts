import type { Lab } from 'accession/sandbox';
import { type Deed, kills } from './killing.ts';
import { aliasesOf, draftWith, flock } from './usi-samples.ts';

const samples = (lab: Lab): string[] => lab.state.usi.samples.list().map(({ alias }) => alias);

const DEEDS: Deed[] = [
  {
    name: 'createMany',
    prepare: async ({ repos }) => ({ SUBMISSION: (await draftWith(repos)).id ?? '' }),
    stored: samples,
    complete: aliasesOf(flock(24)),
  },
  {
    name: 'resume',
    prepare: async ({ repos }) => ({ SUBMISSION: (await draftWith(repos, flock(3))).id ?? '' }),
    stored: samples,
    complete: aliasesOf(flock(12)),
  },
  {
    name: 'the whole road',
    async prepare({ lab }) {
      lab.lifecycle.set('usi.validation', { after: 'immediate' });
      lab.lifecycle.set('usi.submission', { reach: 'Completed', after: 'immediate' });
      return undefined;
    },
    // Two submissions would have each alias twice.
    stored: samples,
    complete: aliasesOf(flock(4)),
  },
];

kills('usi', 'test/chaos/usi-kill-child.ts', DEEDS);
