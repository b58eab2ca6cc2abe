import type { Credential } from '../auth/credential.ts';
import { type CheckedCall, credentialFor } from './context.ts';
import { sameOrigin } from './url.ts';

const FUTILE_RENEWAL_MS = 60_000;
const NOTHING: Readonly<Record<string, string>> = {};

/** Proves who is calling, for one call with all its attempts. */
export class Login {
  readonly #credential: Credential | undefined;
  #renewed = false;

  constructor(private readonly checked: CheckedCall) {
    const { context, endpoint } = checked;
    this.#credential = endpoint.auth === 'none' ? undefined : credentialFor(context, endpoint.base ?? 'api');
  }

  /** The headers for one attempt; none where there is nobody to be, or the address is not the repository's. */
  async headers(signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    // An address that a server gave us is no reason to hand it our token.
    if (!this.#credential || !this.#isOurs()) return NOTHING;
    return this.#credential.headers(signal);
  }

  #isOurs(): boolean {
    const { context, url } = this.checked;
    return Object.values(context.bases).some((base) => isUnder(base, url) || sameOrigin(base, url));
  }

  /** 401, or where the repository answers so, 403, may only mean that the token has ended: once per call. */
  mayRenew(status: number, rejected: Readonly<Record<string, string>>): boolean {
    const { forbiddenMayMeanExpired, futileRenewalAt, clock } = this.checked.context;
    const credential = this.#credential;
    if (!credential || Object.keys(rejected).length === 0) return false;
    const forbidden = status === 403 && forbiddenMayMeanExpired === true;
    if (status !== 401 && !forbidden) return false;
    if (this.#renewed) {
      if (forbidden) futileRenewalAt.ms = clock.now();
      return false;
    }
    const ended = (credential.expiresAt() ?? Number.POSITIVE_INFINITY) <= clock.now();
    if (forbidden && !ended && clock.now() - futileRenewalAt.ms < FUTILE_RENEWAL_MS) return false;
    this.#renewed = credential.renew(rejected);
    return this.#renewed;
  }
}

/** The usual case, told without taking addresses apart. */
const isUnder = (base: string, url: string): boolean =>
  url.startsWith(base) && (base.endsWith('/') || url[base.length] === '/');
