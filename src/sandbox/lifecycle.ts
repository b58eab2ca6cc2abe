import { type Duration, durationMs } from './clock.ts';
import { SandboxError } from './errors.ts';

/** How a slow thing of a service goes. */
export interface LifecyclePlan {
  /**
   * `'immediate'`, `'never'`, after some lab time, or after it was looked at that many times
   * (`{ reads: 2 }`: the third look finds it done).
   */
  after: 'immediate' | 'never' | { ms: Duration } | { reads: number };
  /**
   * The state that this plan is about. A process that ends there does so on time; one that passes through it
   * stays there; any other runs as it does by default.
   */
  reach?: string;
  /** The bad end it comes to, in the service's own word; a process that knows no such end runs as it does by default. */
  fail?: string;
}

/** A plan as it is given: what it does not say about time is as the kind does by default. */
export type LifecyclePlanInput = Partial<LifecyclePlan>;

/** How long the slow things of a sandbox take. */
export interface LabLifecycle {
  /**
   * Replaces the plan of one kind of slow thing, for those that start from now on.
   * Kinds: `biosamples.index` (a write is visible to GET at once, to search when its indexing is done);
   * `ena.queue` (queued submissions; looks are polls; `fail`: terminated for taking too long), `ena.submit` (more than a
   * minute: 408), `ena.processing` (the files of a run or analysis; `fail`: the state it ends in);
   * `usi.validation` (one document; `fail`: the author whose verdict is Error, else Core), `usi.submission` (each of the two
   * steps Submitted → Processing → Completed; `fail`: `Failed`);
   * `sodar.landingZone` (creating, validating, moving and deleting a zone; `{ reach: 'ACTIVE', after: { reads: 3 } }`,
   * `{ fail: 'FAILED' }`);
   * `openbis.archiving` (a data set that is archived or brought back).
   */
  set(kind: string, plan: LifecyclePlanInput): void;
  /** The plan in force. */
  get(kind: string): LifecyclePlan;
}

/** The states that a process takes, the first to the last, and the bad ends that it can come to. */
export interface Course {
  states: readonly string[];
  failures: readonly string[];
}

/** A started slow thing. JSON-safe, so that it can be part of a snapshot. */
export interface Progress {
  /** Lab time at which it is done; null when reads decide or it never ends. */
  doneAt: number | null;
  /** Looks still to come before it is done; null when time decides or it never ends. */
  readsLeft: number | null;
  /** The state at which it stays; absent: it goes to its end. */
  reach?: string;
  /** The bad end it comes to. */
  fail?: string;
}

export class Lifecycle implements LabLifecycle {
  readonly #defaults: ReadonlyMap<string, LifecyclePlan>;
  #plans: Map<string, LifecyclePlan>;

  constructor(defaults: Iterable<readonly [string, LifecyclePlan]>) {
    this.#defaults = new Map(defaults);
    this.#plans = new Map(this.#defaults);
  }

  set(kind: string, plan: LifecyclePlanInput): void {
    const { after } = this.#default(kind);
    this.#plans.set(kind, { after, ...checked(plan) });
  }

  get(kind: string): LifecyclePlan {
    return structuredClone(this.#plans.get(kind) ?? this.#default(kind));
  }

  /** The plan in force as it applies to one process: `reach` only where it is to stay, `fail` only where it is to end. */
  planFor(kind: string, { states, failures }: Course): LifecyclePlan {
    const { after, reach, fail } = this.get(kind);
    if (fail !== undefined && failures.includes(fail)) return { after, fail };
    if (reach === undefined) return { after };
    if (fail !== undefined || !states.includes(reach)) return this.#default(kind);
    return reach === states.at(-1) ? { after } : { after, reach };
  }

  /** Starts a slow thing. Without a course, any word of the plan is taken as it is. */
  start(kind: string, now: number, course?: Course): Progress {
    const { after, ...end } = course ? this.planFor(kind, course) : this.get(kind);
    if (after === 'immediate') return { doneAt: now, readsLeft: null, ...end };
    if (after === 'never') return { doneAt: null, readsLeft: null, ...end };
    if ('ms' in after) return { doneAt: now + durationMs(after.ms), readsLeft: null, ...end };
    return { doneAt: null, readsLeft: after.reads, ...end };
  }

  snapshot(): [string, LifecyclePlan][] {
    return structuredClone([...this.#plans]);
  }

  restore(plans: [string, LifecyclePlan][]): void {
    this.#plans = new Map(structuredClone(plans));
  }

  #default(kind: string): LifecyclePlan {
    const plan = this.#defaults.get(kind);
    if (plan) return structuredClone(plan);
    const known = [...this.#defaults.keys()].join(', ');
    throw new SandboxError('LIFECYCLE', `nothing called "${kind}" has a lifecycle here (known: ${known})`);
  }
}

/** Looks at a slow thing once; counts the look, says whether it is done. */
export function look(progress: Progress, now: number): boolean {
  if (progress.doneAt !== null) return progress.doneAt <= now;
  if (progress.readsLeft === null) return false;
  if (progress.readsLeft <= 0) return true;
  progress.readsLeft -= 1;
  return false;
}

function checked(plan: LifecyclePlanInput): LifecyclePlanInput {
  const { after, reach, fail } = plan ?? {};
  const end = { ...(reach === undefined ? {} : { reach }), ...(fail === undefined ? {} : { fail }) };
  const words = Object.values(end);
  const named = words.every((word) => typeof word === 'string' && word !== '');
  if (named && after === undefined && words.length > 0) return end;
  if (named && (after === 'immediate' || after === 'never')) return { after, ...end };
  if (named && typeof after === 'object' && after !== null) {
    if ('ms' in after) return { after: { ms: durationMs(after.ms) }, ...end };
    if ('reads' in after && Number.isInteger(after.reads) && after.reads >= 0) {
      return { after: { reads: after.reads }, ...end };
    }
  }
  throw new SandboxError(
    'LIFECYCLE',
    `not a lifecycle plan: ${JSON.stringify(plan)} (after: "immediate", "never", { ms } or { reads }; reach and fail: a state)`,
  );
}
