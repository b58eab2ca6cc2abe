import type { Clock } from '../clock.ts';

export interface Token {
  readonly value: string;
  /** Milliseconds since 1970; undefined when the token does not say. */
  readonly expiresAt: number | undefined;
}

/** A token is renewed this long before it ends: a slow upload must not outlive it. */
const RENEW_BEFORE_MS = 5 * 60_000;

/**
 * One token for all who ask: fetched once however many wait, renewed before it ends, and thrown away only by
 * somebody who was refused with this very token.
 */
export class TokenCache {
  readonly #fetch: () => Promise<Token>;
  readonly #clock: Clock;
  #pending: Promise<Token> | undefined;
  #held: Token | undefined;
  #fetchedAt = 0;

  constructor(fetch: () => Promise<Token>, clock: Clock) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  get held(): Token | undefined {
    return this.#held;
  }

  /** The one that is held, unless it is about to end. */
  get fresh(): Token | undefined {
    return this.#held && !this.#ending(this.#held) ? this.#held : undefined;
  }

  get(): Promise<Token> {
    const { fresh } = this;
    if (fresh) return Promise.resolve(fresh);
    this.#pending ??= this.#start();
    return this.#pending;
  }

  #start(): Promise<Token> {
    const started = this.#fetch().then(
      (token) => {
        // A later fetch may have begun since: only the newest may write and clear.
        if (this.#pending === started) {
          this.#held = token;
          this.#fetchedAt = this.#clock.now();
          this.#pending = undefined;
        }
        return token;
      },
      (error) => {
        if (this.#pending === started) this.#pending = undefined;
        throw error;
      },
    );
    return started;
  }

  /** Forgets the token if it is still the one that was refused. True when another try may go better. */
  drop(value: string): boolean {
    if (this.#held?.value === value) this.#held = undefined;
    return true;
  }

  #ending(token: Token): boolean {
    if (token.expiresAt === undefined) return false;
    // A token that lives shorter than our margin is used for half of its life, else it would never be used.
    const life = token.expiresAt - this.#fetchedAt;
    return this.#clock.now() >= token.expiresAt - Math.min(RENEW_BEFORE_MS, life / 2);
  }
}
