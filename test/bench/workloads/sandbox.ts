import { MILLISECONDS, type Workload } from '../harness/workload.ts';

export const sandbox: Workload = {
  name: 'sandbox',
  title: 'The sandbox',
  about:
    'Time of the first `startSandbox()` in a new process, with all five services and their records; and how many requests for ' +
    'one sample it answers, 8 at a time, on the same machine as who asks.',
  rounds: 7,
  peers: [
    { id: 'start', program: 'sandbox', fresh: true, settings: { what: 'start' } },
    { id: 'requests', program: 'sandbox', settings: { what: 'requests' } },
  ],
  rows: [
    {
      against: 'a limit',
      what: 'the first start: time',
      figure: 'plain',
      measured: 'wallMs',
      unit: MILLISECONDS,
      ours: 'start',
      goal: { atMost: 100, gated: false },
    },
    {
      against: 'itself',
      what: 'answers per second',
      figure: 'plain',
      measured: 'perSecond',
      unit: { name: '/s' },
      ours: 'requests',
    },
  ],
  prepare: async ({ host }) => {
    const { ready } = await host('sandbox');
    return { settings: ready, end: async () => {} };
  },
};
