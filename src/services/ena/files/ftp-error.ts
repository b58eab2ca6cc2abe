import {
  AbortedError,
  type CallContext,
  type CallError,
  ConnectionError,
  Forbidden,
  Invalid,
  NotFound,
  type Outcome,
  ServerFault,
  StatusError,
  TimeoutError,
  Unauthenticated,
} from '../../../core/errors/index.ts';
import type { Redactor } from '../../../core/redact.ts';
import type { FtpFailure, FtpPhase } from './ftp-session.ts';

/** What is known of the exchange that failed. */
export interface FtpFacts extends Omit<CallContext, 'hint' | 'outcome'> {
  outcome: Outcome;
  /** Milliseconds in which nothing moved. */
  idleMs: number;
}

const PORTS =
  'The upload area is reached by FTP with TLS: from your network TCP must be let out to its port 21, and for the data to 40000 and 50000.';
const NO_PROXY = 'HTTP proxies do not carry it. Ask for these ports, or try from another network.';

const HINTS: Readonly<Record<FtpPhase, string>> = {
  connecting: `${PORTS} ${NO_PROXY}`,
  'logging in':
    'The server took the connection, and does not say more: ENA may have an incident. Try again later.',
  command:
    'Try again later; if it always stops here, a firewall in between may drop FTP connections that look idle.',
  data: `You are logged in, but the second connection, which carries the data, does not come about: that is what firewalls do. ${PORTS} ${NO_PROXY}`,
  transfer:
    'The line broke in the middle. Upload the same files again: those that are there whole are skipped. On a weak line fewer at a time (`concurrency: 1`) come through better.',
};

/** Replies that say: not now. */
const TRANSIENT = new Set([421, 425, 426, 450, 451]);

export const isTransient = ({ kind, code }: FtpFailure): boolean =>
  kind === 'broken' || kind === 'timeout' || TRANSIENT.has(code);

/** The library's own error for a failure of the upload area. */
export function ftpError(failure: FtpFailure, { idleMs, ...facts }: FtpFacts, redactor: Redactor): CallError {
  const { kind, phase, code } = failure;
  const reason = redactor.scrubHead(failure.reason, 500);
  const context = { ...facts, hint: HINTS[phase] };
  if (kind === 'aborted') return new AbortedError(facts);
  if (kind === 'timeout') {
    const message = `nothing moved for ${Math.round(idleMs)} ms while ${WHILE[phase]}`;
    return new TimeoutError(message, { ...context, timeoutMs: idleMs });
  }
  if (kind === 'broken')
    return new ConnectionError(`the connection failed while ${WHILE[phase]} (${reason})`, {
      ...context,
      reason,
      ...(isTrust(reason) && { hint: TRUST }),
    });
  const [Class, hint] = replyClass(code, phase);
  return new Class(`the upload area says ${code}: ${reason}`, {
    ...facts,
    ...(hint && { hint }),
    status: code,
    headers: {},
    body: reason,
  });
}

const WHILE: Readonly<Record<FtpPhase, string>> = {
  connecting: 'connecting to the upload area',
  'logging in': 'logging in to the upload area',
  command: 'asking the upload area',
  data: 'opening the data connection',
  transfer: 'sending data',
};

const TRUST =
  'The certificate of the server is not trusted. If it is one of your own institution, give its authority as `ca` (ACCESSION_CA); do not trust blindly.';

/** Certificates: trying again cannot mend that. */
export const isTrust = (reason: string): boolean =>
  /^(CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH)/.test(reason);

function replyClass(code: number, phase: FtpPhase): [typeof StatusError, string?] {
  if (code === 530 || code === 430 || code === 332)
    return [
      Unauthenticated,
      'The Webin account or its password is not accepted: check WEBIN_USERNAME (Webin-12345) and WEBIN_PASSWORD. During incidents ENA says so to right ones too.',
    ];
  if (code === 425) return [ServerFault, HINTS.data];
  if (TRANSIENT.has(code)) return [ServerFault, HINTS[phase]];
  if (code === 452 || code === 552)
    return [
      StatusError,
      'There is no room left for it: delete what is not needed (`files.list()`, `files.delete()`).',
    ];
  if (code === 522 || code === 534 || code === 536)
    return [Forbidden, 'The server wants another kind of protection.'];
  if (code === 550) return [NotFound];
  if (code === 501 || code === 553) return [Invalid, 'Stay with letters, digits, and . _ - / in names.'];
  return [code >= 500 ? Invalid : ServerFault];
}
