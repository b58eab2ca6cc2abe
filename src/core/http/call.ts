import {
  AbortedError,
  CallError,
  type Outcome,
  RepositoryError,
  StatusError,
  TimeoutError,
} from '../errors/index.ts';
import { tell } from '../hooks.ts';
import type { Gate } from '../many/gate.ts';
import { Attempt } from './attempt.ts';
import { CallState } from './call-state.ts';
import { type CheckedCall, DEFAULTS } from './context.ts';
import { type Dialect, type Misunderstood, NO_DIALECT } from './dialects.ts';
import { CannotWrite, cannotWrite } from './download.ts';
import type { TextAnswer } from './endpoint.ts';
import { Exchange } from './exchange.ts';
import { isGood, Judge } from './judge.ts';
import { Login } from './login.ts';
import { mayRepeat, type RetryPlan } from './retry.ts';
import { TransportFailure } from './transport.ts';

/** A file may take as long as it comes; `timeoutMs` then is the time without a byte. */
const FILE_DEADLINE_MS = 24 * 3_600_000;

/** One call with all its attempts: what each answer leads to, and what may be tried again. */
export class Call<In, Out> implements RetryPlan {
  readonly deadlineAt: number;
  readonly #state: CallState;
  readonly #login: Login;
  readonly #judge: Judge<In, Out>;
  readonly #exchange: Exchange<In, Out>;
  /** The repository said by other words than the status that repeating is pointless. */
  #permanent = false;
  #refusals = 0;
  /** In which versions it was not understood. */
  #tried: Map<Dialect, Misunderstood> | undefined;

  constructor(private readonly checked: CheckedCall<In, Out>) {
    const { context, options, sink } = checked;
    const usual = sink ? FILE_DEADLINE_MS : DEFAULTS.deadlineMs;
    this.deadlineAt = context.clock.now() + (options.deadlineMs ?? context.options.deadlineMs ?? usual);
    this.#state = new CallState(checked);
    this.#login = new Login(checked);
    this.#judge = new Judge(checked, this.#state);
    this.#exchange = new Exchange(checked, this.#state, this.#judge);
  }

  get retries(): number {
    const { context, options } = this.checked;
    return options.retries ?? context.options.retries ?? DEFAULTS.retries;
  }

  get clock() {
    return this.checked.context.clock;
  }

  get signal() {
    return this.checked.options.signal;
  }

  random(): number {
    return this.checked.context.random();
  }

  mayRepeat(error: CallError): boolean {
    const own = error === this.#state.lastOwn;
    return own && mayRepeat(this.checked.endpoint.effect, error, this.#permanent);
  }

  onRetry(error: CallError, delayMs: number): void {
    const { context } = this.checked;
    if (error instanceof StatusError && error.retryAfterMs !== undefined) context.gate?.pause(delayMs);
    tell(context, 'onRetry', () => ({ ...this.#state.event(), delayMs, reason: error.message }));
  }

  aborted(): CallError {
    return new AbortedError(this.#state.facts('not-sent'));
  }

  verdict(error: unknown): unknown {
    return this.#state.verdict(error);
  }

  async attempt(number: number): Promise<Out> {
    const { context, options } = this.checked;
    if (context.gate) await this.#waitAt(context.gate);
    if (options.signal?.aborted) throw this.#state.own(this.aborted());
    const { lastOwn } = this.#state;
    if (number > 1 && context.clock.now() >= this.deadlineAt && lastOwn) throw lastOwn;
    const timeoutMs = options.timeoutMs ?? context.options.timeoutMs ?? DEFAULTS.timeoutMs;
    const attempt = new Attempt(context.clock, timeoutMs, this.deadlineAt, options.signal);
    try {
      return await this.#try(attempt);
    } catch (error) {
      throw this.#failed(error, attempt);
    } finally {
      attempt.end();
    }
  }

  /** Waits while the repository has asked another call of the same run to wait. */
  async #waitAt(gate: Gate): Promise<void> {
    await gate.open(this.signal).catch(() => {
      throw this.#state.own(this.aborted());
    });
  }

  #failed(error: unknown, { sent, timedOut }: Attempt): unknown {
    if (error instanceof RepositoryError) return error;
    const { context, endpoint, options } = this.checked;
    if (error instanceof CannotWrite) {
      return cannotWrite(error, { service: context.service, operation: endpoint.name });
    }
    const state = this.#state;
    const outcome: Outcome = sent ? 'unknown' : 'not-sent';
    if (options.signal?.aborted) return state.own(new AbortedError(state.facts(outcome)));
    if (timedOut !== undefined) {
      const message = `no complete answer within ${Math.round(timedOut)} ms`;
      return state.own(new TimeoutError(message, { ...state.facts(outcome), timeoutMs: timedOut }));
    }
    return error instanceof TransportFailure ? state.own(this.#judge.broken(error)) : error;
  }

  async #try(attempt: Attempt): Promise<Out> {
    const { context, endpoint, input, sink } = this.checked;
    const { speaks } = endpoint;
    if (speaks !== undefined) this.#state.dialect = context.dialects?.current(speaks) ?? NO_DIALECT;
    for (;;) {
      const authorisation = await this.#login.headers(attempt.signal);
      const answer = await this.#exchange.send(attempt, authorisation);
      if (isGood(answer.status)) {
        const accepted = this.#accept(answer);
        if ('value' in accepted) return accepted.value;
        const { error } = accepted;
        if (!(error instanceof StatusError)) throw error;
        if (this.#isGone(error.status)) return undefined as Out;
        // The envelope said no: nothing of this attempt is in doubt.
        attempt.sent = false;
        if (this.#login.mayRenew(error.status, authorisation)) continue;
        throw error;
      }
      const settled = endpoint.otherwise?.(answer, input);
      if (settled) return settled.value;
      if (this.#isGone(answer.status)) return undefined as Out;
      if (answer.status === 406 && this.#speakOtherwise(answer)) continue;
      if (this.#login.mayRenew(answer.status, authorisation)) continue;
      // The part of a file that is here does not fit what is there now; asked for from the beginning, it will.
      if (answer.status === 416 && (await sink?.restart())) continue;
      const { error, permanent, repeats } = this.#judge.refused(answer);
      this.#refusals += 1;
      this.#permanent = permanent || this.#refusals > repeats;
      throw this.#state.own(error);
    }
  }

  /** The version is looked at before anything is done: whatever the call does, it may be asked in another one. */
  #speakOtherwise(answer: TextAnswer): boolean {
    const { context, endpoint } = this.checked;
    const { speaks } = endpoint;
    this.#tried ??= new Map();
    const next = speaks && context.dialects?.instead(speaks, answer.text, this.#state.dialect, this.#tried);
    if (next) this.#state.dialect = next;
    return Boolean(next);
  }

  #accept(answer: TextAnswer): { value: Out } | { error: unknown } {
    const { sink } = this.checked;
    const file = sink?.result();
    if (file) return { value: file as Out };
    try {
      return { value: sink ? this.#judge.words(answer) : this.#judge.accept(answer) };
    } catch (error) {
      return { error: error instanceof CallError ? this.#state.own(error) : error };
    }
  }

  /** A delete that is repeated after a doubt finds nothing: the first one did it. */
  #isGone(status: number): boolean {
    return this.checked.endpoint.effect === 'delete' && status === 404 && this.#state.doubt;
  }
}
