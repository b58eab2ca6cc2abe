import { type Duration, durationMs } from './clock.ts';
import { SandboxError } from './errors.ts';

/** When a slow thing of a service is done. */
export interface LifecyclePlan {
  /**
   * `'immediate'`, `'never'`, after some lab time, or after it was looked at that many times
   * (`{ reads: 2 }`: the third look finds it done).
   */
  after: 'immediate' | 'never' | { ms: Duration } | { reads: number };
  /** The state it stops at. Default: its natural end. */
  reach?: string;
  /** The bad end it comes to, in the service's own word, in place of the good one. */
  fail?: string;
}

/** A plan as it is given; what it does not say about time stays as it is by default. */
export type LifecyclePlanInput = Partial<LifecyclePlan>;

/** How long the slow things of a sandbox take. */
export interface LabLifecycle {
  /**
   * Replaces the plan of one kind of slow thing, for those that start from now on.
   * Kinds: `biosamples.index` (a write is visible to GET at once, to search when its indexing is done);
   * `usi.validation` (one document; `fail`: the author whose verdict is Error, else Core), `usi.submission` (each of the two
   * steps Submitted → Processing → Completed; `reach`: `Submitted` or `Processing`, `fail`: `Failed`).
   */
  set(kind: string, plan: LifecyclePlanInput): void;
  /** The plan in force. */
  get(kind: string): LifecyclePlan;
}

/** A started slow thing. JSON-safe, so that it can be part of a snapshot. */
export interface Progress {
  /** Lab time at which it is done; null when reads decide or it never ends. */
  doneAt: number | null;
  /** Looks still to come before it is done; null when time decides or it never ends. */
  readsLeft: number | null;
  /** As in the plan. */
  reach?: string;
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
    this.get(kind);
    this.#plans.set(kind, checked({ ...this.#defaults.get(kind), ...plan }));
  }

  get(kind: string): LifecyclePlan {
    const plan = this.#plans.get(kind);
    if (plan) return structuredClone(plan);
    const known = [...this.#defaults.keys()].join(', ');
    throw new SandboxError('LIFECYCLE', `nothing called "${kind}" has a lifecycle here (known: ${known})`);
  }

  start(kind: string, now: number): Progress {
    const { after, ...end } = this.get(kind);
    if (after === 'immediate') return { doneAt: now, readsLeft: null, ...end };
    if (after === 'never') return { doneAt: null, readsLeft: null, ...end };
    if ('ms' in after) return { doneAt: now + durationMs(after.ms), readsLeft: null, ...end };
    return { doneAt: null, readsLeft: after.reads, ...end };
  }

  reset(): void {
    this.#plans = new Map(this.#defaults);
  }

  snapshot(): [string, LifecyclePlan][] {
    return structuredClone([...this.#plans]);
  }

  restore(plans: [string, LifecyclePlan][]): void {
    this.#plans = new Map(structuredClone(plans));
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

function checked({ after, reach, fail }: LifecyclePlanInput): LifecyclePlan {
  const end = { ...(reach === undefined ? {} : { reach }), ...(fail === undefined ? {} : { fail }) };
  const named = Object.values(end).every((state) => typeof state === 'string' && state !== '');
  if (named && (after === 'immediate' || after === 'never')) return { after, ...end };
  if (named && typeof after === 'object' && after !== null) {
    if ('ms' in after) return { after: { ms: durationMs(after.ms) }, ...end };
    if ('reads' in after && Number.isInteger(after.reads) && after.reads >= 0) {
      return { after: { reads: after.reads }, ...end };
    }
  }
  throw new SandboxError(
    'LIFECYCLE',
    `not a lifecycle plan: ${JSON.stringify({ after, reach, fail })} (after: "immediate", "never", { ms } or { reads }; reach and fail: a state)`,
  );
}
