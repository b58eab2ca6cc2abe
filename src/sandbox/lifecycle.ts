import { type Duration, durationMs } from './clock.ts';
import { SandboxError } from './errors.ts';

/** When a slow thing of a service is done. */
export interface LifecyclePlan {
  /**
   * `'immediate'`, `'never'`, after some lab time, or after it was looked at that many times
   * (`{ reads: 2 }`: the third look finds it done).
   */
  after: 'immediate' | 'never' | { ms: Duration } | { reads: number };
}

/** How long the slow things of a sandbox take. */
export interface LabLifecycle {
  /**
   * Replaces the plan of one kind of slow thing, for those that start from now on.
   * Kinds: `biosamples.index` (a write is visible to GET at once, to search when its indexing is done),
   * `openbis.archiving` (a data set that is archived or brought back).
   */
  set(kind: string, plan: LifecyclePlan): void;
  /** The plan in force. */
  get(kind: string): LifecyclePlan;
}

/** A started slow thing. JSON-safe, so that it can be part of a snapshot. */
export interface Progress {
  /** Lab time at which it is done; null when reads decide or it never ends. */
  doneAt: number | null;
  /** Looks still to come before it is done; null when time decides or it never ends. */
  readsLeft: number | null;
}

export class Lifecycle implements LabLifecycle {
  readonly #defaults: ReadonlyMap<string, LifecyclePlan>;
  #plans: Map<string, LifecyclePlan>;

  constructor(defaults: Iterable<readonly [string, LifecyclePlan]>) {
    this.#defaults = new Map(defaults);
    this.#plans = new Map(this.#defaults);
  }

  set(kind: string, plan: LifecyclePlan): void {
    this.get(kind);
    this.#plans.set(kind, checked(plan));
  }

  get(kind: string): LifecyclePlan {
    const plan = this.#plans.get(kind);
    if (plan) return structuredClone(plan);
    const known = [...this.#defaults.keys()].join(', ');
    throw new SandboxError('LIFECYCLE', `nothing called "${kind}" has a lifecycle here (known: ${known})`);
  }

  start(kind: string, now: number): Progress {
    const { after } = this.get(kind);
    if (after === 'immediate') return { doneAt: now, readsLeft: null };
    if (after === 'never') return { doneAt: null, readsLeft: null };
    if ('ms' in after) return { doneAt: now + durationMs(after.ms), readsLeft: null };
    return { doneAt: null, readsLeft: after.reads };
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

function checked(plan: LifecyclePlan): LifecyclePlan {
  const after = plan?.after;
  if (after === 'immediate' || after === 'never') return { after };
  if (typeof after === 'object' && after !== null) {
    if ('ms' in after) return { after: { ms: durationMs(after.ms) } };
    if ('reads' in after && Number.isInteger(after.reads) && after.reads >= 0) return structuredClone(plan);
  }
  throw new SandboxError(
    'LIFECYCLE',
    `not a lifecycle plan: ${JSON.stringify(plan)} (after: "immediate", "never", { ms } or { reads })`,
  );
}
