import type { LifecyclePlan } from '../../lifecycle.ts';

/** The slow things of a landing zone: it is created, validated, moved, deleted. */
export const LANDING_ZONE = 'sodar.landingZone';

/** Short, but long enough that a caller who looks only once has looked too early. */
export const SODAR_LIFECYCLES: readonly (readonly [string, LifecyclePlan])[] = [
  [LANDING_ZONE, { after: { ms: 900 } }],
];
