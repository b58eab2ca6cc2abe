import { MICROSECONDS, MILLISECONDS, type Peer, type Workload } from '../harness/workload.ts';
import { PYBIS } from './python.ts';

const objects = 10_000;

const BARE = '`JSON.parse` and bare copies';
const alone = { figure: 'cost', measured: 'alone', unit: MILLISECONDS, theirs: 'JSON.parse' } as const;

export const resolving: Workload = {
  name: 'resolve',
  title: 'References in openBIS answers',
  about:
    'Objects are made of an answer with 10,000 of them (some 20 MB), in which everything that comes again is a number: ' +
    'references set, ids as text, no trace of the wire left. The goal of 0.35 was set by a program that sets the references ' +
    'and leaves `@type`, `@id` and `fetchOptions` in every object. JavaScript has no way to take them out of an object but to copy ' +
    'the rest of it (deleting makes the object slow for good), and the memory for that has to be cleaned up again: bare copies ' +
    'of the objects alone cost what the second row says. The row that counts is therefore the whole, against reading and bare ' +
    'copies: for the references it leaves the 0.35 of the reading.',
  rounds: 8,
  peers: [
    { id: 'JSON.parse', program: 'resolve', settings: { what: 'parse', objects } },
    { id: BARE, program: 'resolve', settings: { what: 'copy', objects } },
    { id: 'accession', program: 'resolve', settings: { what: 'resolve', objects } },
  ],
  rows: [
    {
      against: BARE,
      what: '10,000 objects, read, references set, no marks: CPU of all',
      figure: 'cost',
      measured: 'cpuMs',
      unit: MILLISECONDS,
      ours: 'accession',
      theirs: BARE,
      goal: { id: 'G12', atMost: 1.3, gated: true },
    },
    {
      ...alone,
      against: '`JSON.parse`',
      what: '10,000 bare copies alone: CPU',
      ours: BARE,
    },
    {
      ...alone,
      against: '`JSON.parse`',
      what: '10,000 objects, references and copies alone: CPU',
      ours: 'accession',
      goal: { id: 'G12', atMost: 0.35, gated: false },
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
