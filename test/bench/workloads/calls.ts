import { MICROSECONDS, type Peer, type Row, type Workload } from '../harness/workload.ts';
import { REQUESTS } from './python.ts';

const CLIENTS = ['accession', 'node:http', 'axios'] as const;
const SIZES = [
  { bytes: 1024, shown: '1 KB', calls: 800, cpuOfRequests: 0.5, speedOfRequests: 3 },
  { bytes: 20 * 1024, shown: '20 KB', calls: 500, cpuOfRequests: 0.6, speedOfRequests: 2 },
];
const CONCURRENCIES = [8, 32];
/** Of those calls that the others make: requests takes longer. */
const SHARE_OF_REQUESTS = 0.25;

const cases = SIZES.flatMap((size) => CONCURRENCIES.map((concurrency) => ({ ...size, concurrency })));
const idOf = (client: string, { shown, concurrency }: (typeof cases)[number]): string =>
  `${client}, ${shown}, ${concurrency} at a time`;

const peers = cases.flatMap((one): Peer[] => {
  const { bytes, concurrency, calls } = one;
  return [
    ...CLIENTS.map((client) => ({
      id: idOf(client, one),
      program: 'get',
      settings: { client, bytes, concurrency, calls },
    })),
    {
      id: idOf('requests', one),
      program: 'get',
      python: REQUESTS,
      settings: { bytes, concurrency, calls: calls * SHARE_OF_REQUESTS },
    },
  ];
});

const rows = cases.flatMap((one): Row[] => {
  const { shown, concurrency, cpuOfRequests, speedOfRequests } = one;
  const ours = idOf('accession', one);
  const what = `one record of ${shown}, ${concurrency} at a time`;
  // The goal is of a small call, as most of them are.
  const gated = shown === '1 KB' && concurrency === 8;
  const cpu = { figure: 'cost', measured: 'cpuMs', unit: MICROSECONDS, ours } as const;
  return [
    {
      ...cpu,
      against: '`node:http`',
      what: `${what}: CPU per call`,
      theirs: idOf('node:http', one),
      ...(gated && { goal: { id: 'G1', atMost: 3.8, gated: true } }),
    },
    {
      ...cpu,
      against: 'axios, as it is',
      what: `${what}: CPU per call`,
      theirs: idOf('axios', one),
      ...(gated && { goal: { id: 'G1', atMost: 0.9, gated: true } }),
    },
    {
      ...cpu,
      against: 'requests, a Session',
      what: `${what}: CPU per call`,
      theirs: idOf('requests', one),
      goal: { id: 'G2', atMost: cpuOfRequests, gated: false },
    },
    {
      ...cpu,
      against: 'requests, a Session',
      what: `${what}: time per call`,
      figure: 'speed',
      measured: 'wallMs',
      theirs: idOf('requests', one),
      ...(concurrency === 32 && { goal: { id: 'G3', atLeast: speedOfRequests, gated: false } }),
    },
  ];
});

export const calls: Workload = {
  name: 'calls',
  title: 'One call',
  about:
    'A whole call of ours, `biosamples.samples.get`, with login, time limits, retries and the check of the answer, ' +
    'against clients that only get and parse the same JSON from the same server.',
  rounds: 8,
  peers,
  rows,
  prepare: async ({ host }) => {
    const { ready } = await host('server');
    return { settings: ready, end: async () => {} };
  },
};
