import { MILLISECONDS, type Peer, type Row, type Workload } from '../harness/workload.ts';
import { REQUESTS } from './python.ts';

const DELAYS = [20, 50, 100];
/** One after the other a hundred tell the rate: waiting decides it. */
const RUNS = [
  { concurrency: 1, samples: 100 },
  { concurrency: 8, samples: 2000 },
  { concurrency: 32, samples: 2000 },
];
const ONE_BY_ONE = 100;
/** Of the concurrency: what is left is the work of sending and reading. */
const SHARE = { fast: 0.75, slow: 0.9 };

const ours = (delay: number, concurrency: number): string =>
  `accession, ${delay} ms, ${concurrency} at a time`;
const JOURNALED = 'accession, 50 ms, 8 at a time, with a journal';

const one = { figure: 'speed', measured: 'wallMs', unit: { ...MILLISECONDS, digits: 2 } } as const;

export const creates: Workload = {
  name: 'creates',
  title: 'Many new samples',
  about:
    '`samples.createMany`, 2,000 samples of 3 KB (one at a time: 100), to a server that takes its time for each, in a new process ' +
    'each time; against a program that sends one after the other. With a journal each sample takes two calls: an accession ' +
    'first, the record then.',
  rounds: 3,
  peers: [
    ...DELAYS.flatMap((delay): Peer[] => [
      {
        id: `axios, ${delay} ms`,
        program: 'create',
        fresh: true,
        settings: { client: 'axios', delay, samples: ONE_BY_ONE },
      },
      ...RUNS.map(
        ({ concurrency, samples }): Peer => ({
          id: ours(delay, concurrency),
          program: 'create',
          fresh: true,
          settings: { client: 'accession', delay, samples, concurrency },
        }),
      ),
      {
        id: `requests, ${delay} ms`,
        program: 'create',
        fresh: true,
        python: REQUESTS,
        settings: { delay, samples: ONE_BY_ONE },
      },
    ]),
    {
      id: JOURNALED,
      program: 'create',
      fresh: true,
      settings: { client: 'accession', delay: 50, samples: 1000, concurrency: 8, journal: true },
    },
  ],
  rows: [
    ...DELAYS.flatMap((delay): Row[] =>
      RUNS.flatMap(({ concurrency }): Row[] => {
        const atLeast = Number((concurrency * (delay >= 50 ? SHARE.slow : SHARE.fast)).toFixed(2));
        const what = `answers after ${delay} ms, ${concurrency} at a time: time per sample`;
        const row = { ...one, what, ours: ours(delay, concurrency) };
        return [
          {
            ...row,
            against: 'axios, one after the other',
            theirs: `axios, ${delay} ms`,
            goal: { id: 'G6', atLeast, gated: true },
          },
          {
            ...row,
            against: 'requests, one after the other',
            theirs: `requests, ${delay} ms`,
            goal: { id: 'G6', atLeast, gated: false },
          },
        ];
      }),
    ),
    {
      ...one,
      against: 'axios, one after the other',
      what: 'answers after 50 ms, 8 at a time, with a journal (two calls each): time per sample',
      ours: JOURNALED,
      theirs: 'axios, 50 ms',
    },
  ],
  prepare: async ({ host, folder }) => {
    const { ready } = await host('server');
    return { settings: { ...ready, folder }, end: async () => {} };
  },
};
