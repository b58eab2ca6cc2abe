import pRetry from 'p-retry';
import { type Clock, sleep } from '../clock.ts';
import { CallError, ConnectionError, ResponseError, StatusError, TimeoutError } from '../errors/index.ts';
import type { Effect } from './endpoint.ts';
import { isCertificateFailure } from './transport.ts';

const BASE_MS = 500;
const CEILING_MS = 20_000;
/** A server that asks for more is told to the caller instead of waited for. */
export const LONGEST_RETRY_AFTER_MS = 60_000;

/** Statuses by which a server says: not now. */
const TRANSIENT = new Set([408, 429, 500, 502, 503, 504, 507, 509, 520, 521, 522, 523, 524, 525, 527, 529]);

/** May this call be sent again after this failure? Decided by what the call does, never by its verb. */
export function mayRepeat(effect: Effect, error: CallError, permanent: boolean): boolean {
  if (permanent) return false;
  const harmless = effect === 'read' || effect === 'replace' || effect === 'delete';
  if (error instanceof ConnectionError) {
    return !isCertificateFailure(error.reason) && (harmless || error.outcome === 'not-sent');
  }
  if (error instanceof StatusError) {
    if (error.status === 429 || (error.status === 503 && error.retryAfterMs !== undefined)) return true;
    return harmless && TRANSIENT.has(error.status);
  }
  // A gateway's page or half an answer; a well-formed answer of the wrong shape would only come again.
  if (error instanceof ResponseError)
    return harmless && error.code === 'response' && error.issues.length === 0;
  // Time may run out before anything was sent: while a token is waited for.
  return error instanceof TimeoutError && (harmless || error.outcome === 'not-sent');
}

export interface RetryPlan {
  /** Not counting the first try. */
  readonly retries: number;
  /** Milliseconds since 1970 after which no further try begins. */
  readonly deadlineAt: number;
  readonly clock: Clock;
  /** 0 up to 1; full jitter spreads clients that failed together. */
  random(): number;
  readonly signal: AbortSignal | undefined;
  mayRepeat(error: CallError): boolean;
  onRetry(error: CallError, delayMs: number): void;
  /** What a caller's abort during the pause becomes. */
  aborted(): CallError;
}

/** @param jitter 0 up to 1 */
function pauseMs(error: CallError, attempt: number, jitter: number): number | undefined {
  const asked = error instanceof StatusError ? error.retryAfterMs : undefined;
  if (asked === undefined) return jitter * Math.min(CEILING_MS, BASE_MS * 2 ** (attempt - 1));
  // A little later than asked, so that all who were told the same second do not come back in it.
  return asked > LONGEST_RETRY_AFTER_MS ? undefined : asked + jitter * 250;
}

/**
 * Tries until it works, may not be repeated, or time is up. The first try is made without p-retry: it is all that most
 * calls need, and p-retry would cost them as much as all else that we do.
 */
export async function retry<T>(attempt: (number: number) => Promise<T>, plan: RetryPlan): Promise<T> {
  try {
    return await attempt(1);
  } catch (error) {
    return await retryAfter(error, attempt, plan);
  }
}

/**
 * The pause is made in `shouldRetry`, which p-retry asks only when a try remains, and p-retry never sees the AbortSignal:
 * it would check it after a success too, and turn an accepted write into a failure.
 */
function retryAfter<T>(first: unknown, attempt: (number: number) => Promise<T>, plan: RetryPlan): Promise<T> {
  return pRetry((number) => (number === 1 ? Promise.reject(first) : attempt(number)), {
    retries: plan.retries,
    minTimeout: 0,
    maxTimeout: 0,
    async shouldRetry({ error, attemptNumber }) {
      if (!(error instanceof CallError) || !plan.mayRepeat(error)) return false;
      const delayMs = pauseMs(error, attemptNumber, plan.random());
      if (delayMs === undefined || plan.clock.now() + delayMs >= plan.deadlineAt) return false;
      plan.onRetry(error, delayMs);
      try {
        await sleep(plan.clock, delayMs, plan.signal);
      } catch {
        throw plan.aborted();
      }
      return true;
    },
  });
}
