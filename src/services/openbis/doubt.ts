import { AbortedError, CallError } from '../../core/errors/index.ts';

/** The clocks of two machines may differ by this much: an older record is never taken for ours. */
export const CLOCK_SKEW_MS = 2 * 60_000;

/** It may be stored, and we may look. */
export const isDoubt = (error: unknown): error is CallError =>
  error instanceof CallError && error.outcome === 'unknown' && !(error instanceof AbortedError);
