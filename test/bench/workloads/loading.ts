import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MILLISECONDS, type Peer, type Row, type Workload } from '../harness/workload.ts';
import { PYBIS } from './python.ts';

const PARTS = [
  'accession',
  ...['biosamples', 'ena', 'openbis', 'usi', 'sodar'].map((name) => `accession/${name}`),
];
const FORMATS = ['import', 'require'] as const;
const idOf = (part: string, format: string): string => `${format} ${part}`;

const over = { figure: 'over', measured: 'cpuMs', unit: MILLISECONDS } as const;

export const loading: Workload = {
  name: 'load',
  title: 'Loading',
  about:
    'The CPU of a new process until it has loaded the package, beyond what a process costs that loads nothing; axios, form-data ' +
    'and basic-ftp come with the first call.',
  rounds: 7,
  peers: [
    { id: 'bare Node', program: 'load', fresh: true },
    ...PARTS.flatMap((specifier) =>
      FORMATS.map(
        (format): Peer => ({
          id: idOf(specifier, format),
          program: 'load',
          fresh: true,
          settings: { specifier, format },
        }),
      ),
    ),
    { id: 'bare Python', program: 'load', fresh: true, python: PYBIS, settings: { modules: [] } },
    {
      id: 'requests and pandas',
      program: 'load',
      fresh: true,
      python: PYBIS,
      settings: { modules: ['requests', 'pandas'] },
    },
  ],
  rows: [
    ...PARTS.flatMap((part) =>
      FORMATS.map(
        (format): Row => ({
          ...over,
          against: 'bare Node',
          what: `\`${format}\` of \`${part}\`: CPU beyond it`,
          ours: idOf(part, format),
          theirs: 'bare Node',
          ...(part === 'accession' && {
            goal: { id: 'G14', atMost: 120, gated: format === 'import' },
          }),
        }),
      ),
    ),
    {
      ...over,
      against: 'bare Python',
      what: '`import requests, pandas`, which pyBIS needs: CPU beyond it',
      ours: 'requests and pandas',
      theirs: 'bare Python',
    },
  ],
};

export const sizes: Workload = {
  name: 'size',
  title: 'Size',
  about:
    'What a part of the package weighs in a bundle, minified, with everything that it needs and loads later.',
  rounds: 1,
  peers: PARTS.map((specifier) => ({ id: specifier, program: 'size', settings: { specifier } })),
  rows: PARTS.flatMap((part): Row[] =>
    [
      { measured: 'kibibytes', how: '' },
      { measured: 'gzippedKibibytes', how: ', gzipped' },
    ].map(({ measured, how }) => ({
      against: 'itself',
      what: `\`${part}\`${how}`,
      figure: 'plain',
      measured,
      unit: { name: 'KiB' },
      ours: part,
    })),
  ),
  prepare: async ({ built }) => {
    // Ours tells the compiler to take the sources for the package.
    writeFileSync(join(built, 'tsconfig.json'), '{}');
    return { settings: { built }, end: async () => {} };
  },
};
