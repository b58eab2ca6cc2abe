import { MEBIBYTES, MICROSECONDS, type Workload } from '../harness/workload.ts';

export const many: Workload = {
  name: 'million',
  title: 'A million samples',
  about:
    '`samples.createMany` with a journal, over 10,000 and over 1,000,000 samples that a stand-in for the network takes at once: ' +
    'what is weighed is the run itself.',
  long: true,
  rounds: 1,
  peers: [
    { id: '10,000', program: 'many', fresh: true, settings: { items: 10_000 } },
    { id: '1,000,000', program: 'many', fresh: true, settings: { items: 1_000_000 } },
  ],
  rows: [
    {
      against: 'ourselves, 10,000 samples',
      what: '1,000,000 samples: more memory',
      figure: 'over',
      measured: 'peakMiB',
      unit: MEBIBYTES,
      ours: '1,000,000',
      theirs: '10,000',
      goal: { atMost: 40, gated: true, noise: 0 },
    },
    {
      against: 'ourselves, 10,000 samples',
      what: '1,000,000 samples: CPU per sample',
      figure: 'cost',
      measured: 'cpuMs',
      unit: MICROSECONDS,
      ours: '1,000,000',
      theirs: '10,000',
    },
  ],
  prepare: async ({ folder }) => ({ settings: { folder }, end: async () => {} }),
};
