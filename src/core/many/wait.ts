import { type Clock, sleep } from '../clock.ts';
import {
  AbortedError,
  CallError,
  StatusError,
  WaitFailed,
  type WaitStep,
  WaitTimeout,
} from '../errors/index.ts';
import { guarded } from '../hooks.ts';
import { DEFAULTS, type Runner } from '../http/context.ts';
import type { CallOptions } from '../options.ts';

export interface WaitProgress {
  state: string;
  waitedMs: number;
  history: readonly WaitStep[];
}

/** How long and how often to look. */
export interface WaitOptions extends Omit<CallOptions, 'timeoutMs'> {
  /**
   * Milliseconds to wait in all, whatever the server does; a look that begins at the very end has ten seconds. 0 looks once,
   * with the usual time limits of a call. Default 30 minutes.
   */
  timeoutMs?: number;
  /** Milliseconds between looks, to begin with; the pauses grow to ten times that. Default: what suits the operation. */
  pollMs?: number;
  /** Told after each look. */
  onProgress?(progress: WaitProgress): void;
}

/** What a service says about a thing that takes time. */
export interface WaitPlan<Handle, State> {
  /** For errors and hooks: `ena.submissions.waitUntil`. */
  operation: string;
  /** Looks once. */
  look(handle: Handle, call: CallOptions): Promise<State>;
  /** The state in one word. */
  wordOf(state: State): string;
  /** Whether the natural end is reached. */
  hasEnded(state: State): boolean;
  /** Why it can no longer reach `target`; undefined while it can. */
  failed?(state: State, target: string | undefined): string | undefined;
  /** Milliseconds between the first looks. */
  pollMs: number;
}

const DEFAULT_TIMEOUT_MS = 30 * 60_000;
/** For the look at the end, never more than `timeoutMs`. */
const LAST_LOOK_MS = 10_000;
const GROWTH = 1.5;
const MOST_GROWTH = 10;

/**
 * Looks again and again until the state is `target`, or without a target until it has ended. Fails at once when that
 * cannot be reached any more, or when looking is refused; goes on through everything that may pass.
 */
export async function waitUntil<Handle, State>(
  run: Runner,
  plan: WaitPlan<Handle, State>,
  handle: Handle,
  target: string | undefined,
  { timeoutMs = DEFAULT_TIMEOUT_MS, pollMs = plan.pollMs, onProgress, ...call }: WaitOptions,
): Promise<State> {
  const { clock, service } = run.context;
  if (!(pollMs > 0) || !(timeoutMs >= 0)) {
    throw run.inputError(plan.operation, [
      { path: 'options.pollMs', message: 'and timeoutMs must be numbers of milliseconds' },
    ]);
  }
  const tell = guarded('onProgress', onProgress);
  const begun = clock.now();
  const history: WaitStep[] = [];
  const facts = () => ({
    service,
    operation: plan.operation,
    lastState: history.at(-1)?.state,
    history: [...history],
    waitedMs: clock.now() - begun,
    resumable: handle,
  });
  let pause = pollMs;
  for (;;) {
    const leftForLook = begun + timeoutMs - clock.now();
    const limitMs = leftForLook > 0 ? leftForLook : Math.min(timeoutMs, LAST_LOOK_MS);
    const usualMs = call.deadlineMs ?? run.context.options.deadlineMs ?? DEFAULTS.deadlineMs;
    const seen = await lookThrough(() =>
      plan.look(handle, { ...call, deadlineMs: limitMs > 0 ? Math.min(usualMs, limitMs) : usualMs }),
    );
    if ('state' in seen) {
      const { state } = seen;
      const word = plan.wordOf(state);
      if (history.at(-1)?.state !== word)
        history.push({ state: word, at: new Date(clock.now()).toISOString() });
      tell?.({ state: word, waitedMs: clock.now() - begun, history: [...history] });
      if (
        target === undefined
          ? plan.hasEnded(state) && plan.failed?.(state, target) === undefined
          : word === target
      ) {
        return state;
      }
      const reason = plan.failed?.(state, target);
      if (reason !== undefined) throw new WaitFailed(run.context.redactor.scrub(reason), facts());
    }
    const left = begun + timeoutMs - clock.now();
    if (left <= 0) {
      const word = history.at(-1)?.state;
      throw new WaitTimeout(
        `still ${word ? `"${word}"` : 'unknown'} after ${Math.round((clock.now() - begun) / 1000)} s${target ? `, waiting for "${target}"` : ''}`,
        {
          ...facts(),
          hint: 'It goes on without us: wait again with `resumable`, here or in another process.',
        },
      );
    }
    const askedMs = 'askedMs' in seen ? seen.askedMs : 0;
    await pauseFor(clock, Math.min(Math.max(pause, askedMs), left), call.signal, plan.operation, service);
    pause = Math.min(pause * GROWTH, pollMs * MOST_GROWTH);
  }
}

/**
 * A look that failed for a reason that may pass is no news, nor is one for which there was no time left; but the repository
 * may have asked for a pause. One that was refused ends the waiting.
 */
async function lookThrough<State>(
  look: () => Promise<State>,
): Promise<{ state: State } | { askedMs: number }> {
  try {
    return { state: await look() };
  } catch (error) {
    if (!(error instanceof CallError) || error instanceof AbortedError) throw error;
    const refused =
      error instanceof StatusError && error.status < 500 && ![404, 408, 429].includes(error.status);
    if (refused || error.code === 'foreign-origin' || error.code === 'rejected') throw error;
    return { askedMs: (error instanceof StatusError && error.retryAfterMs) || 0 };
  }
}

async function pauseFor(
  clock: Clock,
  ms: number,
  signal: AbortSignal | undefined,
  operation: string,
  service: string,
): Promise<void> {
  try {
    await sleep(clock, ms, signal);
  } catch {
    throw new AbortedError({ service, operation, method: 'GET', url: '', attempts: 0, outcome: 'not-sent' });
  }
}
