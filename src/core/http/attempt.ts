import type { Clock } from '../clock.ts';

/** One attempt: how far it came, and what ends it. */
export class Attempt {
  readonly signal: AbortSignal;
  /** The request may have left, and no answer to it is known. */
  sent = false;
  /** Milliseconds after which time ran out. */
  timedOut: number | undefined;
  readonly #controller = new AbortController();
  #touchedAt: number;
  #stopTimer: () => void;
  #stopListening: (() => void) | undefined;

  /**
   * @param timeoutMs without a byte going on
   * @param deadlineAt milliseconds since 1970, for all attempts together
   * @param cancel the caller's own signal
   */
  constructor(
    private readonly clock: Clock,
    private readonly timeoutMs: number,
    private readonly deadlineAt: number,
    cancel: AbortSignal | undefined,
  ) {
    this.signal = this.#controller.signal;
    this.#touchedAt = clock.now();
    this.#stopTimer = this.#startTimer();
    if (cancel) this.#listenTo(cancel);
  }

  /** Bytes went on: the time begins anew. */
  touch(): void {
    // A timer for each chunk would cost more than the chunk.
    if (this.clock.now() - this.#touchedAt < Math.min(1000, this.timeoutMs / 4)) return;
    this.#touchedAt = this.clock.now();
    this.#stopTimer();
    this.#stopTimer = this.#startTimer();
  }

  /** Leaves neither a timer nor a listener behind. */
  end(): void {
    this.#stopTimer();
    this.#stopListening?.();
  }

  #startTimer(): () => void {
    const ms = Math.min(this.timeoutMs, this.deadlineAt - this.clock.now());
    return this.clock.timer(ms, () => {
      this.timedOut = ms;
      this.#controller.abort();
    });
  }

  #listenTo(cancel: AbortSignal): void {
    const onAbort = () => this.#controller.abort();
    cancel.addEventListener('abort', onAbort);
    this.#stopListening = () => cancel.removeEventListener('abort', onAbort);
  }
}
