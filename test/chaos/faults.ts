import type { ErrorCode } from 'accession';
import type { FaultEffect } from 'accession/sandbox';

/** Milliseconds that an attempt may take in a case whose answer never comes; short, because each such case waits. */
export const IMPATIENT_MS = 607;

/** Milliseconds in all other cases; long, because a busy machine must not look like a fault. Odd, so that no pause has it. */
export const PATIENT_MS = 15_013;

export interface ChaosFault {
  name: string;
  effect: FaultEffect;
  /** How a call that ends because of it fails. Empty: it never fails. */
  codes: readonly ErrorCode[];
  /**
   * What happens to a call that it strikes once: `safe` calls (read, replace, delete) always get through; `create` and
   * `transition` get through only where the repository has said that it did nothing.
   */
  harmless?: boolean;
  /** The client has to give up by its own clock. */
  silent?: boolean;
}

/** Every effect that a sandbox can have on a request. */
export const FAULTS: readonly ChaosFault[] = [
  { name: 'status 500', effect: { status: 500 }, codes: ['server-fault'] },
  { name: 'status 502', effect: { status: 502 }, codes: ['server-fault'] },
  { name: 'status 503', effect: { status: 503 }, codes: ['server-fault'] },
  {
    name: 'status 503, Retry-After',
    effect: { status: 503, retryAfter: 2 },
    codes: ['server-fault'],
    harmless: true,
  },
  {
    name: 'status 429, Retry-After',
    effect: { status: 429, retryAfter: 2 },
    codes: ['rate-limited'],
    harmless: true,
  },
  { name: 'status 429', effect: { status: 429 }, codes: ['rate-limited'], harmless: true },
  { name: 'reset', effect: { reset: true }, codes: ['connection'] },
  { name: 'reset after commit', effect: { resetAfterCommit: true }, codes: ['connection'] },
  { name: 'truncated body', effect: { truncateBody: true }, codes: ['connection'] },
  { name: 'stall in the body', effect: { stallAfterBytes: 5 }, codes: ['timeout'], silent: true },
  { name: 'stall after the head', effect: { stallAfterBytes: 0 }, codes: ['timeout'], silent: true },
  { name: 'answer too late', effect: { delayMs: 3 * IMPATIENT_MS }, codes: ['timeout'], silent: true },
  { name: 'html with 200', effect: { html: true }, codes: ['response'] },
  {
    name: 'html with 502',
    effect: { status: 502, body: '<html><title>Bad Gateway</title></html>' },
    codes: ['server-fault'],
  },
  { name: 'malformed JSON', effect: { malformedJson: true }, codes: ['response'] },
  { name: 'unknown enum', effect: { unknownEnum: true }, codes: [], harmless: true },
  { name: 'extra fields', effect: { extraFields: true }, codes: [], harmless: true },
  {
    name: 'expired token',
    effect: { expireToken: true },
    codes: ['unauthenticated', 'forbidden'],
    harmless: true,
  },
];
