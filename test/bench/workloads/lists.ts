import { MILLISECONDS, type Peer, type Row, SECONDS, type Workload } from '../harness/workload.ts';
import { REQUESTS } from './python.ts';

const prepare: Workload['prepare'] = async ({ host }) => {
  const { ready } = await host('server');
  return { settings: ready, end: async () => {} };
};

const cpu = { figure: 'cost', measured: 'cpuMs', unit: MILLISECONDS } as const;
const whole = { delay: 0, samples: 10_000, warm: 2 };

export const walking: Workload = {
  name: 'walk',
  title: 'Long lists',
  about:
    '10,000 samples of 3.5 KB, read page by page with `search`, each checked against what BioSamples promises. requests reads ' +
    'the same pages and checks nothing.',
  rounds: 6,
  peers: [
    { id: 'accession', program: 'walk', settings: { ...whole, way: 'by number' } },
    { id: 'axios', program: 'walk', settings: { ...whole, way: 'axios' } },
    { id: 'requests', program: 'walk', python: REQUESTS, settings: whole },
    { id: 'check', program: 'check', settings: { what: 'check' } },
    { id: 'JSON.parse', program: 'check', settings: { what: 'parse' } },
  ],
  rows: [
    {
      ...cpu,
      against: '`JSON.parse`',
      what: 'checking 10,000 samples: CPU',
      ours: 'check',
      theirs: 'JSON.parse',
      goal: { id: 'G4', atMost: 0.15, gated: true },
    },
    {
      ...cpu,
      against: 'the walk as a whole',
      what: 'share of the checks: CPU',
      ours: 'check',
      theirs: 'accession',
      goal: { id: 'G4', atMost: 0.1, gated: true },
    },
    {
      ...cpu,
      against: 'requests, a Session',
      what: '10,000 samples walked, theirs unchecked: CPU',
      ours: 'accession',
      theirs: 'requests',
      goal: { id: 'G5', atMost: 0.85, gated: false },
    },
    {
      ...cpu,
      against: 'axios, as it is',
      what: '10,000 samples walked, theirs unchecked: CPU',
      ours: 'accession',
      theirs: 'axios',
    },
  ],
  prepare,
};

const DELAYS = [20, 50, 100];
const part = 4000;
const way = (name: string, delay: number): string => `${name}, ${delay} ms`;

/** How many pages are asked for ahead, and what it shall bring where answers take 50 ms or more. */
const AHEAD = [{ pages: 2, atLeast: 1.7 }, { pages: 4, atLeast: 2.8 }, { pages: 8 }];
const ahead = (pages: number): string => `accession, ${pages} ahead`;

export const paging: Workload = {
  name: 'paging',
  title: 'Pages asked for ahead',
  about:
    '40 pages of 100 samples from a server that takes its time for each. Pages that are known by number are asked for while those ' +
    'before them are read: two at a time, or as many as `prefetch` says; others follow `next` from page to page.',
  rounds: 3,
  peers: DELAYS.flatMap((delay): Peer[] => [
    ...AHEAD.map(
      ({ pages }): Peer => ({
        id: way(ahead(pages), delay),
        program: 'walk',
        settings: { way: 'by number', delay, samples: part, prefetch: pages },
      }),
    ),
    { id: way('axios', delay), program: 'walk', settings: { way: 'axios', delay, samples: part } },
    { id: way('requests', delay), program: 'walk', python: REQUESTS, settings: { delay, samples: part } },
  ]),
  rows: DELAYS.flatMap((delay) =>
    AHEAD.flatMap(({ pages, atLeast }) =>
      [
        { client: 'axios', against: 'axios, from `next` to `next`' },
        { client: 'requests', against: 'requests, from `next` to `next`' },
      ].map(
        ({ client, against }): Row => ({
          against,
          what: `pages after ${delay} ms each, ${pages} ahead: time`,
          figure: 'speed',
          measured: 'wallMs',
          unit: SECONDS,
          ours: way(ahead(pages), delay),
          theirs: way(client, delay),
          ...(client === 'axios' &&
            delay >= 50 &&
            atLeast !== undefined && { goal: { id: 'G7', atLeast, gated: true } }),
        }),
      ),
    ),
  ),
  prepare,
};
