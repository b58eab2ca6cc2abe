import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** What a turn says of itself: how much it did, and what it measured differently from the whole turn. */
export interface Turn {
  /** Times are told for one of these. */
  units: number;
  cpuMs?: number;
  wallMs?: number;
  [figure: string]: number | undefined;
}

/**
 * Makes a competitor of a program: it gets ready (and warm), says so, and does its part once for each line it is given.
 * Processor time is that of the whole process.
 */
export async function compete<Settings>(
  prepare: (settings: Settings) => Promise<() => Promise<Turn>>,
): Promise<void> {
  const turn = await prepare(JSON.parse(process.argv[2] ?? '{}') as Settings);
  say({ ready: true });
  for await (const _ of createInterface({ input: process.stdin })) {
    const cpuBefore = cpuMs();
    const before = performance.now();
    const { units, ...own } = await turn();
    const wall = performance.now() - before;
    const cpu = cpuMs() - cpuBefore;
    say({ cpuMs: cpu / units, wallMs: wall / units, peakMiB: peakMiB(), ...own });
  }
  // What keeps connections open would keep the process.
  process.exit(0);
}

const say = (value: object): boolean => process.stdout.write(`${JSON.stringify(value)}\n`);

/** User and system time of this process, its helper threads included. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Node's own figure starts at the size of the process that started this one. */
export function peakMiB(): number | null {
  try {
    const kibibytes = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) / 1024;
  } catch {
    return null;
  }
}

/** Does something `count` times, `concurrency` at a time. */
export async function inParallel(
  count: number,
  concurrency: number,
  once: () => Promise<unknown>,
): Promise<void> {
  let left = count;
  const worker = async () => {
    for (; left > 0; ) {
      left -= 1;
      await once();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
