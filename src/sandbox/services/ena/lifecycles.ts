import type { LifecyclePlan } from '../../lifecycle.ts';

/** Queued submissions; looks at one are polls. `fail` lets it be terminated for taking more than ten minutes. */
export const QUEUE = 'ena.queue';
/** A submission that the caller waits for. Only one thing matters: whether it takes more than a minute. */
export const SYNC = 'ena.submit';
/** The files of a run or analysis; looks at them are process reports. `fail` names the state it ends in. */
export const PROCESSING = 'ena.processing';

export const ENA_LIFECYCLES: readonly (readonly [string, LifecyclePlan])[] = [
  [QUEUE, { after: { ms: 500 } }],
  [SYNC, { after: 'immediate' }],
  [PROCESSING, { after: { ms: 1_000 } }],
];
