import type { Readable } from 'node:stream';
import type { InputError } from '../errors/index.ts';

/** A body as it goes over the wire. Opened anew for each attempt, so that a retry never sends half a stream. */
export interface WireBody {
  readonly contentType: string | undefined;
  /** Bytes, when known beforehand; without it the body is sent chunked. */
  readonly length: number | undefined;
  /** `touch` is called whenever bytes have gone on: a slow upload is not a dead one. */
  open(touch?: () => void): string | Buffer | Readable | Promise<string | Buffer | Readable>;
  /** Why the last attempt was not given all its bytes, when that was the fault of a file here, not of the network. */
  failure?(): InputError | undefined;
}

export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: WireBody | undefined;
  /** Ends the exchange at once, wherever it is. */
  readonly signal: AbortSignal;
  readonly touch?: (() => void) | undefined;
}

export interface WireResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body, decompressed. Must be read or destroyed. */
  readonly stream: Readable;
}

/**
 * The port to the network. It never follows redirects, never retries, gives every status as an answer, and
 * fails only with a {@link TransportFailure}.
 */
export interface Transport {
  send(request: WireRequest): Promise<WireResponse>;
  /** Closes idle connections; calls under way go on. */
  close(): void;
}

/** Where a connection went: a name that could not be looked up, or an address with its port. */
export interface Peer {
  hostname?: string;
  address?: string;
  port?: number;
}

/** Why there is no answer. Holds no request, no configuration, no header. */
export class TransportFailure extends Error {
  /**
   * @param reason the system's word: `ECONNREFUSED`, …
   * @param left false only when the request provably never left this machine.
   * @param peer what was not reached, where the system says it.
   */
  constructor(
    readonly reason: string,
    readonly left: boolean,
    readonly peer: Peer = {},
  ) {
    super(reason);
  }
}

const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ERR_INVALID_URL',
  'ERR_INVALID_CHAR',
]);

const CERTIFICATE =
  /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO$|INVALID_CA|PATH_LENGTH|CRL_)/;

/** Reads a Node network error; says "never left" only where the connection cannot have carried the request. */
export function failureFrom(error: unknown): TransportFailure {
  if (error instanceof TransportFailure) return error;
  const { code, message, cause } = (error ?? {}) as { code?: unknown; message?: unknown; cause?: unknown };
  // axios keeps the code and hides the rest in the cause.
  const { syscall, ...peer } = (cause ?? error ?? {}) as { syscall?: unknown } & Peer;
  const reason = typeof code === 'string' && code !== '' ? code : 'network failure';
  const neverLeft =
    NEVER_CONNECTED.has(reason) ||
    CERTIFICATE.test(reason) ||
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    (typeof message === 'string' && message.includes('before secure TLS connection was established'));
  const { hostname, address, port } = peer;
  return new TransportFailure(reason, !neverLeft, {
    ...(typeof hostname === 'string' && { hostname }),
    ...(typeof address === 'string' && { address }),
    ...(typeof port === 'number' && { port }),
  });
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** The proxy that was tried in place of this address, when a connection was not made: `host`, or `host:port`. */
export function proxyTried({ hostname, address, port }: Peer, target: string): string | undefined {
  const url = new URL(target);
  if (hostname !== undefined) return hostname === url.hostname ? undefined : hostname;
  if (address === undefined || port === undefined) return undefined;
  const wanted = Number(url.port) || DEFAULT_PORTS[url.protocol];
  return port === wanted ? undefined : `${address}:${port}`;
}

/** True for failures of trust that trying again cannot mend. */
export const isCertificateFailure = (reason: string): boolean => CERTIFICATE.test(reason);
