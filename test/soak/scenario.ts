import type { Repositories } from 'accession';
import type { Lab } from 'accession/sandbox';

export const SERVICES = ['biosamples', 'ena', 'usi', 'openbis', 'sodar'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** One portion of a service's work: a batch, a submission, a project. */
export interface Unit {
  /** From 0. */
  n: number;
  /** Calls at a time. */
  concurrency: number;
  /** Path of a file of this unit's own, such as a journal; it outlives the process. */
  file(name: string): string;
}

/** What people do with one repository day by day, and how to find out afterwards whether all of it is there, once. */
export interface Scenario {
  /** Part of all operations that this service gets; those of all services add up to 1. */
  share: number;
  /** Requests of one unit, those after faults included; measured. */
  requestsPerUnit: number;
  /** Starts a unit, or goes on with it after anything. Comes back when all of it is there; otherwise it is called again. */
  carryOut(repos: Repositories, unit: Unit): Promise<void>;
  /** What a unit leaves in the repository: a line for each record, free of accessions and dates. */
  expected(n: number): string[];
  /** The lines of all that is there; of a record that is there twice, twice. */
  stored(lab: Lab): string[];
  /** Which item of a journal each identity in the repository belongs to; absent where journals name no records. */
  references?(lab: Lab): ReadonlyMap<string, string>;
  /** Harmless empty records. */
  leftOver?(lab: Lab): number;
}

/** Some of it was not stored for a reason that may pass. */
export class NotThereYet extends Error {}

export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Works on all, a few at a time. The first failure ends it, once what is under way has ended. */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const open = items.values();
  const failures: unknown[] = [];
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const item of open) {
        if (failures.length > 0) return;
        await work(item).catch((error: unknown) => failures.push(error));
      }
    }),
  );
  if (failures.length > 0) throw failures[0];
}
