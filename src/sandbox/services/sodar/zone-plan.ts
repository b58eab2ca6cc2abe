import type { Plan } from '../../lifecycle.ts';

/** The slow things of a landing zone: it is created, validated, moved, deleted. */
export const LANDING_ZONE = 'sodar.landingZone';

/** Short, but long enough that a caller who looks only once has looked too early. */
export const ZONE_PLAN: Plan = { after: { ms: 900 } };
