import { type Duration, durationMs } from './clock.ts';
import { SandboxError } from './errors.ts';

/** When a slow thing of a service is done. */
export interface LifecyclePlan {
  /**
   * `'immediate'`, `'never'`, after some lab time, or after it was looked at that many times
   * (`{ reads: 2 }`: the third look finds it done). Default: as the kind does by default.
   */
  after?: 'immediate' | 'never' | { ms: Duration } | { reads: number };
  /**
   * The state that this plan is about. A process that ends there does so on time; one that passes through it
   * stays there; any other runs as it does by default.
   */
  reach?: string;
  /** A state of failure: processes that can end there do. */
  fail?: string;
}

/** A plan in force always says when. */
export type Plan = LifecyclePlan & { after: NonNullable<LifecyclePlan['after']> };

/** How long the slow things of a sandbox take. */
export interface LabLifecycle {
  /**
   * Replaces the plan of one kind of slow thing, for those that start from now on.
   * Kinds: `biosamples.index` (a write is visible to GET at once, to search when its indexing is done),
   * `sodar.landingZone` (creating, validating, moving and deleting a zone; `{ reach: 'ACTIVE', after: { reads: 3 } }`,
   * `{ fail: 'FAILED' }`).
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
  readonly #defaults: ReadonlyMap<string, Plan>;
  #plans: Map<string, Plan>;

  constructor(defaults: Iterable<readonly [string, Plan]>) {
    this.#defaults = new Map(defaults);
    this.#plans = new Map(this.#defaults);
  }

  set(kind: string, plan: LifecyclePlan): void {
    const { after } = this.default(kind);
    this.#plans.set(kind, { after, ...checked(plan) });
  }

  get(kind: string): Plan {
    return structuredClone(this.#plans.get(kind) ?? this.default(kind));
  }

  /** The plan of a kind that nobody has changed. */
  default(kind: string): Plan {
    const plan = this.#defaults.get(kind);
    if (plan) return structuredClone(plan);
    const known = [...this.#defaults.keys()].join(', ');
    throw new SandboxError('LIFECYCLE', `nothing called "${kind}" has a lifecycle here (known: ${known})`);
  }

  start(kind: string, now: number): Progress {
    return begin(this.get(kind), now);
  }

  reset(): void {
    this.#plans = new Map(this.#defaults);
  }

  snapshot(): [string, LifecyclePlan][] {
    return structuredClone([...this.#plans]);
  }

  restore(plans: [string, LifecyclePlan][]): void {
    this.#plans = new Map(
      plans.map(([kind, plan]) => [kind, { ...this.default(kind), ...structuredClone(plan) }]),
    );
  }
}

/** Starts a slow thing by a plan. */
export function begin({ after }: Plan, now: number): Progress {
  if (after === 'immediate') return { doneAt: now, readsLeft: null };
  if (after === 'never') return { doneAt: null, readsLeft: null };
  if ('ms' in after) return { doneAt: now + durationMs(after.ms), readsLeft: null };
  return { doneAt: null, readsLeft: after.reads };
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
  const { after, reach, fail } = plan ?? {};
  const named = { ...(reach === undefined ? {} : { reach }), ...(fail === undefined ? {} : { fail }) };
  const words = Object.values(named).every((word) => typeof word === 'string' && word !== '');
  if (words && after === undefined && Object.keys(named).length > 0) return named;
  if (words && (after === 'immediate' || after === 'never')) return { after, ...named };
  if (words && typeof after === 'object' && after !== null) {
    if ('ms' in after) return { after: { ms: durationMs(after.ms) }, ...named };
    if ('reads' in after && Number.isInteger(after.reads) && after.reads >= 0) {
      return { after: { reads: after.reads }, ...named };
    }
  }
  throw new SandboxError(
    'LIFECYCLE',
    `not a lifecycle plan: ${JSON.stringify(plan)} (after: "immediate", "never", { ms } or { reads })`,
  );
}
