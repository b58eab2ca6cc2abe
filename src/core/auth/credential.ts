import type { Clock } from '../clock.ts';
import type { Endpoint } from '../http/endpoint.ts';
import type { Redactor } from '../redact.ts';

/** What a credential gets from the client that uses it. */
export interface CredentialTools {
  /** Tell it every secret as soon as you have it. */
  readonly redactor: Redactor;
  readonly clock: Clock;
  /** The client's own addresses by name, for a login at the repository itself; `api` is the usual one. */
  readonly bases: Readonly<Record<string, string>>;
}

/** What our own credentials get besides: a way to fetch tokens that has the core's checks, retries and redaction. */
export interface ExchangeTools extends CredentialTools {
  /** Runs an endpoint without any credential, at the given base address. */
  run<In, Out>(service: string, base: string, endpoint: Endpoint<In, Out>, input: In): Promise<Out>;
}

/** Proves who is calling. Made ready once per client, then asked for headers before each attempt. */
export interface Credential {
  /** The account, as the repository calls it, when it is known without asking: `Webin-12345`. */
  readonly account: string | undefined;
  /** Headers for one attempt. Tokens are fetched once for all who wait. */
  headers(signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /**
   * The repository did not accept these headers. True when the next `headers()` may give better ones; a newer
   * token that somebody else fetched meanwhile counts.
   */
  renew(rejected: Readonly<Record<string, string>>): boolean;
  /** Milliseconds since 1970 at which what is held now ends, when known. */
  expiresAt(): number | undefined;
}

/** A credential before it knows its client: what `webin()`, `basic()` and `token()` return; or one of your own. */
export interface CredentialSource {
  readonly kind: string;
  attach(tools: CredentialTools): Credential;
}
