import { MILLISECONDS, type Workload } from '../harness/workload.ts';
import { PYUSIREST } from './python.ts';

const DELAY = 20;
/** So many that the calls for the submission as a whole weigh as little for it as for us. */
const OF_PYUSIREST = 150;

export const submissions: Workload = {
  name: 'usi',
  title: 'A submission to USI',
  about:
    '1,000 samples created in a submission, their status and errors read, the submission handed in; the sandbox takes 20 ms for ' +
    `each answer. pyUSIrest as people install it does the same with ${OF_PYUSIREST} samples, one call after the other; times are per sample.`,
  rounds: 3,
  peers: [
    { id: 'accession', program: 'submission', settings: { samples: 1000, concurrency: 8 } },
    { id: 'pyUSIrest', program: 'submission', python: PYUSIREST, settings: { samples: OF_PYUSIREST } },
  ],
  rows: [
    {
      against: 'pyUSIrest',
      what: 'answers after 20 ms, ours 8 at a time: time per sample',
      figure: 'speed',
      measured: 'wallMs',
      unit: MILLISECONDS,
      ours: 'accession',
      theirs: 'pyUSIrest',
      goal: { atLeast: 10, gated: true },
    },
    {
      against: 'pyUSIrest',
      what: 'answers after 20 ms, ours 8 at a time: CPU per sample',
      figure: 'cost',
      measured: 'cpuMs',
      unit: MILLISECONDS,
      ours: 'accession',
      theirs: 'pyUSIrest',
    },
  ],
  prepare: async ({ host }) => {
    const { ready } = await host('sandbox', {
      services: ['usi'],
      delay: { service: 'usi', ms: DELAY },
      immediate: ['usi.validation'],
    });
    return { settings: ready, end: async () => {} };
  },
};
