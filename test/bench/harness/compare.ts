import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TalkingProcess } from './process.ts';
import type { Programs } from './programs.ts';
import { pythonFor } from './python.ts';
import type { HostProcess, Measurement, Peer, Stage, Tools, Workload } from './workload.ts';

/** What each competitor was measured by, round after round; or why it was not. */
export type Measured = ReadonlyMap<string, Rounds | { readonly missing: string }>;

/** Undefined where it sat a round out. */
export type Rounds = readonly (Measurement | undefined)[];

/**
 * Lets all competitors of a workload do their part, in turns: what else goes on on the machine meets all of them. Every
 * second round begins with the last one.
 */
export async function compare(
  workload: Workload,
  programs: Programs,
  tell: (text: string) => void,
): Promise<Measured> {
  const folder = join(programs.folder, 'files', workload.name);
  mkdirSync(folder, { recursive: true });
  const hosts: HostProcess[] = [];
  const tools: Tools = {
    folder,
    built: programs.folder,
    async host(program, settings = {}) {
      const host = await startHost(programs, program, settings);
      hosts.push(host);
      return host;
    },
  };
  const missing = new Map<string, { missing: string }>();
  const measured = new Map<string, (Measurement | undefined)[]>();
  const standing = new Map<string, TalkingProcess>();
  let stage: Stage | undefined;
  try {
    stage = await workload.prepare?.(tools);
    const settings = stage?.settings ?? {};
    for (let round = 0; round < workload.rounds; round += 1) {
      const order = round % 2 === 0 ? workload.peers : [...workload.peers].reverse();
      for (const peer of order) {
        if (missing.has(peer.id)) continue;
        const rounds = measured.get(peer.id) ?? [];
        measured.set(peer.id, rounds);
        if (round >= (peer.rounds ?? workload.rounds)) {
          rounds.push(undefined);
          continue;
        }
        let talking = standing.get(peer.id);
        if (!talking) {
          const begun = await begin(peer, programs, settings);
          if ('missing' in begun) {
            missing.set(peer.id, begun);
            tell(`SKIPPED: ${workload.name}, ${peer.id} because ${begun.missing}`);
            continue;
          }
          talking = begun.talking;
          standing.set(peer.id, talking);
          await talking.ask();
        }
        const measurement = (await talking.ask('go')) as Measurement;
        rounds.push(measurement);
        tell(`  round ${round + 1} of ${workload.rounds}  ${peer.id}: ${shown(measurement)}`);
        if (peer.fresh) {
          standing.delete(peer.id);
          await talking.end();
        }
      }
    }
  } finally {
    await Promise.all([...standing.values()].map((talking) => talking.end()));
    await stage?.end();
    await Promise.all(hosts.map((host) => host.end()));
    rmSync(folder, { recursive: true, force: true });
  }
  return new Map<string, Rounds | { missing: string }>([...measured, ...missing]);
}

async function begin(
  { program, python, settings }: Peer,
  programs: Programs,
  common: Stage['settings'],
): Promise<{ talking: TalkingProcess } | { missing: string }> {
  const given = JSON.stringify({ ...common, ...settings });
  if (!python) {
    const file = programs.pathOf(`peers/${program}`);
    return { talking: new TalkingProcess(process.execPath, [file, given]) };
  }
  const found = await pythonFor(python);
  if ('missing' in found) return found;
  return { talking: new TalkingProcess(found.command, [programs.pathOf(`peers/${program}`, '.py'), given]) };
}

async function startHost(
  programs: Programs,
  program: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<HostProcess> {
  const file = programs.pathOf(`hosts/${program}`);
  const talking = new TalkingProcess(process.execPath, [file, JSON.stringify(settings)]);
  const ready = (await talking.ask()) as Record<string, string>;
  return { ready, end: () => talking.end() };
}

const shown = ({ cpuMs, wallMs, peakMiB, ...more }: Measurement): string =>
  [
    `CPU ${brief(cpuMs)} ms, wall ${brief(wallMs)} ms`,
    ...(peakMiB === null ? [] : [`peak ${peakMiB.toFixed(0)} MiB`]),
    ...Object.entries(more).map(([name, value]) => `${name} ${value === null ? '?' : brief(value)}`),
  ].join(', ');

const brief = (value: number): string => Number(value.toPrecision(3)).toString();
