import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Goal,
  MEBIBYTES,
  type Peer,
  type Row,
  SECONDS,
  type Stage,
  type Tools,
  type Workload,
} from '../harness/workload.ts';
import { REQUESTS } from './python.ts';

const MIB = 1024 * 1024;
const SMALL_MIB = 64;
/** Bytes a second of a reader that is slower than we are. */
const SLOW = 100_000_000;
const NOISE = 0.3;

const memory = { measured: 'peakMiB', unit: MEBIBYTES } as const;
const perGiB = { measured: 'cpuMs', unit: { ...SECONDS, digits: 2 } } as const;
const speed = { figure: 'speed', measured: 'wallMs', unit: { ...SECONDS, digits: 2 } } as const;

/** Memory is counted, not timed: it does not move with the machine. */
const memoryGoal = (id: string, atMost: number): Goal => ({ id, atMost, gated: true, noise: 0 });

function uploads(name: string, mebibytes: number, shown: string, slowMebibytes: number): Workload {
  const peer = (id: string, settings: Readonly<Record<string, unknown>>): Peer => ({
    id,
    program: 'upload',
    fresh: true,
    settings: { rate: 0, size: mebibytes, ...settings },
  });
  const ours = 'accession';
  const rows: Row[] = [
    {
      ...memory,
      against: 'a limit',
      what: `${shown} up: peak memory`,
      figure: 'plain',
      ours,
      goal: memoryGoal('G8', 130),
    },
    {
      ...memory,
      against: `ourselves, ${SMALL_MIB} MiB`,
      what: `${shown} up: more memory`,
      figure: 'over',
      ours,
      theirs: 'accession, small',
      goal: { ...memoryGoal('G8', 20), atLeast: -20 },
    },
    {
      ...memory,
      against: `ourselves, ${SMALL_MIB} MiB`,
      what: `${slowMebibytes} MiB to a reader of 100 MB/s: more memory`,
      figure: 'over',
      ours: 'accession, slow reader',
      theirs: 'accession, small',
      goal: { ...memoryGoal('G8', 20), atLeast: -20 },
    },
    {
      ...speed,
      against: 'requests-toolbelt',
      what: `${shown} up: time per GiB`,
      ours,
      theirs: 'toolbelt',
      goal: { id: 'G9', atLeast: 2, gated: false, noise: NOISE },
    },
    {
      ...perGiB,
      against: 'requests-toolbelt',
      what: `${shown} up: CPU per GiB`,
      figure: 'cost',
      ours,
      theirs: 'toolbelt',
      goal: { id: 'G9', atMost: 0.35, gated: false, noise: NOISE },
    },
    {
      ...speed,
      against: '`node:http`, a plain PUT',
      what: `${shown} up: time per GiB`,
      ours,
      theirs: 'node:http',
      goal: { id: 'G9', atLeast: 0.6, gated: false, noise: NOISE },
    },
  ];
  return {
    name,
    title: `Uploads of ${shown}`,
    about:
      'A file sent with `sodar.dav.put` (WebDAV), as all our uploads are: streamed, in reads of 512 KiB, in a new process each ' +
      'time. requests-toolbelt sends it as a form.',
    ...(mebibytes > 1024 && { long: true }),
    rounds: 3,
    peers: [
      peer(ours, { client: 'accession' }),
      peer('accession, small', { client: 'accession', size: SMALL_MIB }),
      peer('accession, slow reader', { client: 'accession', size: slowMebibytes, rate: SLOW }),
      peer('node:http', { client: 'node:http' }),
      { ...peer('toolbelt', {}), python: REQUESTS },
    ],
    rows,
    prepare: (tools) => staged(tools, [mebibytes, SMALL_MIB, slowMebibytes]),
  };
}

function downloads(name: string, mebibytes: number, shown: string): Workload {
  const bytes = mebibytes * MIB;
  const peer = (id: string, client?: string): Peer => ({
    id,
    program: 'download',
    fresh: true,
    settings: { bytes, client },
  });
  const ours = 'accession';
  return {
    name,
    title: `Downloads of ${shown}`,
    about:
      'A file fetched with `sodar.dav.get` into a folder, in a new process each time. requests receives faster than Node can: it ' +
      'reads into one buffer, where Node makes a new one for each 64 KiB.',
    ...(mebibytes > 1024 && { long: true }),
    rounds: 3,
    peers: [
      peer(ours, 'accession'),
      peer('node:http', 'node:http'),
      { ...peer('requests'), python: REQUESTS },
    ],
    rows: [
      {
        ...memory,
        against: 'a limit',
        what: `${shown} down: peak memory`,
        figure: 'plain',
        ours,
        goal: memoryGoal('G10', 140),
      },
      {
        ...speed,
        against: '`node:http`, piped into a file',
        what: `${shown} down: time per GiB`,
        ours,
        theirs: 'node:http',
        goal: { id: 'G11', atLeast: 0.9, gated: false, noise: NOISE },
      },
      {
        against: 'a limit',
        what: `${shown} down: speed`,
        figure: 'plain',
        measured: 'megabytesPerSecond',
        unit: { name: 'MB/s' },
        ours,
        goal: { id: 'G11', atLeast: 250, gated: false, noise: NOISE },
      },
      { ...speed, against: 'requests', what: `${shown} down: time per GiB`, ours, theirs: 'requests' },
      {
        ...perGiB,
        against: 'requests',
        what: `${shown} down: CPU per GiB`,
        figure: 'cost',
        ours,
        theirs: 'requests',
      },
    ],
    prepare: (tools) => staged(tools, []),
  };
}

/** A server, and files of these sizes to send. */
async function staged({ host, folder }: Tools, sizes: readonly number[]): Promise<Stage> {
  const { ready } = await host('server');
  for (const size of new Set(sizes)) writeFile(join(folder, `${size}.bin`), size);
  return { settings: { ...ready, folder }, end: async () => {} };
}

function writeFile(path: string, mebibytes: number): void {
  const file = openSync(path, 'w');
  const block = Buffer.alloc(MIB, 'accession ');
  for (let written = 0; written < mebibytes; written += 1) writeSync(file, block);
  closeSync(file);
}

export const uploading = uploads('upload', 512, '512 MiB', 256);
export const uploadingMuch = uploads('upload-long', 2048, '2 GiB', 2048);
export const downloading = downloads('download', 512, '512 MiB');
export const downloadingMuch = downloads('download-long', 2048, '2 GiB');
