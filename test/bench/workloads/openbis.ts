import { MICROSECONDS, MILLISECONDS, type Peer, type Workload } from '../harness/workload.ts';
import { PYBIS } from './python.ts';

const objects = 10_000;

export const resolving: Workload = {
  name: 'resolve',
  title: 'References in openBIS answers',
  about:
    'Objects are made of an answer with 10,000 of them (some 20 MB), in which everything that comes again is a number: ' +
    'references set, ids as text, no trace of the wire left. Reading its JSON is what nobody can do without.',
  rounds: 12,
  peers: [
    { id: 'JSON.parse', program: 'resolve', settings: { what: 'parse', objects } },
    { id: 'accession', program: 'resolve', settings: { what: 'resolve', objects } },
  ],
  rows: [
    {
      against: '`JSON.parse`',
      what: '10,000 objects: CPU of the references',
      figure: 'cost',
      measured: 'cpuMs',
      unit: MILLISECONDS,
      ours: 'accession',
      theirs: 'JSON.parse',
      goal: { id: 'G12', atMost: 0.35, gated: true },
    },
  ],
};

/** Of each kind of answer how many objects pyBIS is given: properties and objects it makes one by one. */
const ANSWERS = [
  {
    makes: 'table',
    what: '10,000 objects to a table of what is usual: CPU per object',
    ofPybis: objects,
    goal: { id: 'G13', atMost: 0.65, gated: true },
  },
  {
    makes: 'table of all',
    what: '10,000 objects to a table with their 30 properties: CPU per object (pyBIS: 500)',
    ofPybis: 500,
    goal: { id: 'G13', atMost: 0.65, gated: true },
  },
  {
    makes: 'objects',
    what: '10,000 objects, one by one: CPU per object (pyBIS: 500)',
    ofPybis: 500,
    goal: { id: 'G13', atMost: 0.65, gated: true },
  },
] as const;

export const tables: Workload = {
  name: 'tables',
  title: 'openBIS answers',
  about:
    'A search in openBIS for 10,000 objects with 30 properties, in one answer of the sandbox, read, checked and made into ' +
    'objects or a table; with pyBIS as people install it.',
  rounds: 4,
  peers: ANSWERS.flatMap(({ makes, ofPybis }): Peer[] => [
    { id: `accession, ${makes}`, program: 'objects', settings: { makes, count: objects } },
    { id: `pyBIS, ${makes}`, program: 'objects', python: PYBIS, settings: { makes, count: ofPybis } },
  ]),
  rows: ANSWERS.map(({ makes, what, goal }) => ({
    against: 'pyBIS',
    what,
    figure: 'cost',
    measured: 'cpuMs',
    unit: MICROSECONDS,
    ours: `accession, ${makes}`,
    theirs: `pyBIS, ${makes}`,
    goal,
  })),
  prepare: async ({ host }) => {
    const { ready } = await host('sandbox', { services: ['openbis'], objects });
    return { settings: ready, end: async () => {} };
  },
};
