/** `npm run test:all` sets it: every case instead of a seeded sample. */
export const EVERYTHING = process.env.ACCESSION_TEST_SCALE === 'all';

/** Fixed, so that every run is the same; another one may be given to look further. It is printed by all who use it. */
export const SEED = Number(process.env.ACCESSION_TEST_SEED ?? 20_260_101);

export interface Seeded {
  /** From 0 up to `below`, whole. */
  below(below: number): number;
  pick<T>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
  bytes(count: number): Buffer;
}

/** Chance that comes out the same for the same seed (mulberry32). */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    shuffled(list) {
      const copy = [...list];
      for (let last = copy.length - 1; last > 0; last -= 1) {
        const other = below(last + 1);
        [copy[last], copy[other]] = [copy[other] as never, copy[last] as never];
      }
      return copy;
    },
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => below(256))),
  };
}

/** Works on all, a few at a time; each worker has a thing of its own, such as a sandbox. */
export async function shareOut<T, W>(
  list: readonly T[],
  workers: readonly W[],
  work: (item: T, worker: W) => Promise<void>,
): Promise<void> {
  const open = list.values();
  await Promise.all(
    workers.map(async (worker) => {
      for (const item of open) await work(item, worker);
    }),
  );
}

/** Rejects when `work` takes longer than `ms` of real time: the guard against a hang. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`hangs: ${what} has not ended after ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
