import type { LifecyclePlan } from '../../lifecycle.ts';

/** From a written document to the verdicts on it. */
export const VALIDATION = 'usi.validation';
/** Each of the two steps of a submission: to Processing, and from there to the end. */
export const SUBMISSION = 'usi.submission';

/** Together under two seconds. */
export const USI_LIFECYCLES: readonly (readonly [string, LifecyclePlan])[] = [
  [VALIDATION, { after: { ms: 300 } }],
  [SUBMISSION, { after: { ms: 400 } }],
];
