import type { AapClaims } from './aap-types.ts';

/**
 * A token as far as it can be read: nothing of it is verified, only the server can do that. Shown, printed or written
 * as JSON it tells everything but the token itself; that is in `value`.
 */
export class AapToken {
  readonly claims: AapClaims;
  /** Names of the owner's domains when the token was made. */
  readonly domains: readonly string[];
  readonly issuedAt: Date | undefined;
  readonly expiresAt: Date | undefined;
  readonly #value: string;
  readonly #now: () => number;

  /** @internal */
  constructor(value: string, claims: AapClaims, now: () => number) {
    this.#value = value;
    this.#now = now;
    this.claims = claims;
    this.domains = Array.isArray(claims.domains) ? claims.domains.map(String) : [];
    this.issuedAt = dateFrom(claims.iat);
    this.expiresAt = dateFrom(claims.exp);
  }

  /** The token: keep it as you keep a password. */
  get value(): string {
    return this.#value;
  }

  /** Milliseconds until it ends; negative afterwards, undefined when it does not say. */
  get leftMs(): number | undefined {
    return this.expiresAt && this.expiresAt.getTime() - this.#now();
  }

  get isExpired(): boolean {
    return (this.leftMs ?? 1) <= 0;
  }

  /** `Token for Ada will expire in 00:59:12` */
  toString(): string {
    const { name, nickname } = this.claims;
    const who = `Token for ${name ?? nickname ?? 'an unknown account'}`;
    const left = this.leftMs;
    if (left === undefined) return `${who} does not say when it will expire`;
    if (left <= 0) return `${who} is expired`;
    const seconds = Math.floor(left / 1000);
    const two = (part: number) => String(part).padStart(2, '0');
    return `${who} will expire in ${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  }
}

const dateFrom = (seconds: unknown): Date | undefined =>
  typeof seconds === 'number' ? new Date(seconds * 1000) : undefined;
