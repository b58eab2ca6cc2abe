import { RejectedError, StatusError } from '../../core/errors/index.ts';
import type { Explanation, Rejection } from '../../core/http/endpoint.ts';

/** The error object of an answer. The code says nothing: it is 0 for whatever a method throws. */
export interface RpcError {
  code?: number | undefined;
  message?: string | null | undefined;
  data?: { exceptionTypeName?: string | null | undefined } | null | undefined;
}

/** What openBIS refuses for; from its words, since its error classes are all the same. */
export type RefusalKind =
  | 'session'
  | 'forbidden'
  | 'not-found'
  | 'already-exists'
  | 'invalid-request'
  | 'server-fault'
  | 'refused';

const SESSION =
  /^(Session token\b.*is invalid|Session no longer available|Personal access token (is no longer|is not yet) valid|Personal access token session does not exist|Invalid personal access token session|Hash cannot be empty|No 'sessionToken' specified)/i;
const FORBIDDEN =
  /^(Authorization failure|Access denied|User '[^']*' (is not|does not)|Personal access tokens cannot be used to manage|None of method roles)/i;
const NOT_FOUND = /^(Object with .* has not been found|No .* found for id)/i;
const EXISTS = /already exists in the database|needs to be unique|already registered/i;
const UNSUPPORTED = /^(Unsupported object id|method parameters invalid|invalid request|JSON parse error)/i;

/** ` (Context: [verifying (1/1) {…}])` may span lines of JSON; it is the server's progress, not what is wrong. */
const CONTEXT = /\s*\(Context: [\s\S]*\)\s*$/;

/** The server's words without what it was doing, and without a token that it quotes. */
export const plainMessage = (message: string): string =>
  message
    .replace(CONTEXT, '')
    .replace(/^Session token '[^']*'/i, 'The session token')
    .trim() || 'the server gives no reason';

/** Decides by the name of the class for an ended session, and by the beginning of the message for all else. */
export function kindOf(message: string, className = ''): RefusalKind {
  if (/InvalidSessionException$/.test(className) || SESSION.test(message)) return 'session';
  if (FORBIDDEN.test(message)) return 'forbidden';
  if (NOT_FOUND.test(message)) return 'not-found';
  if (EXISTS.test(message)) return 'already-exists';
  if (UNSUPPORTED.test(message) || /fasterxml\.jackson/.test(className)) return 'invalid-request';
  return /^java\.(lang|util|io)\.|NullPointerException/.test(className) ? 'server-fault' : 'refused';
}

const MEANS: Readonly<Record<RefusalKind, Rejection['means']>> = {
  session: 401,
  forbidden: 403,
  'not-found': 404,
  'already-exists': 409,
  'invalid-request': 400,
  'server-fault': 500,
  refused: undefined,
};

const HINTS: Partial<Record<RefusalKind, string>> = {
  session:
    'The session has ended and could not be renewed: log in with OPENBIS_USERNAME and OPENBIS_PASSWORD, or get a new personal access token.',
  forbidden:
    'Your roles do not allow it; openBIS also says so of what does not exist in a space that is not yours.',
};

/** What an error object means. */
export function rejectionFrom(error: RpcError): Rejection {
  const raw = error.message ?? '';
  const kind = kindOf(raw.trim(), error.data?.exceptionTypeName ?? '');
  const message = plainMessage(raw);
  const means = MEANS[kind];
  const hint = /Personal access tokens cannot be used to manage/.test(message)
    ? 'Log in with a name and a password for this.'
    : HINTS[kind];
  const property = /^(?:Value of mandatory property|Property type with code) '([^']+)'/.exec(message)?.[1];
  return {
    message,
    ...(means !== undefined && { means }),
    ...(hint && { hint }),
    ...(property && { issues: [{ path: `properties.${property}`, message }] }),
  };
}

/** What openBIS refused an operation for; undefined for errors of other kinds (a broken connection, wrong input). */
export function refusalKind(error: unknown): RefusalKind | undefined {
  if (error instanceof RejectedError) return 'refused';
  if (!(error instanceof StatusError)) return undefined;
  const kinds = Object.keys(MEANS) as RefusalKind[];
  return kinds.find((kind) => MEANS[kind] === error.status);
}

/** The protocol's own errors have a status, and no class: an unknown method, parameters that do not fit. */
export function explain(_status: number, text: string): Explanation {
  try {
    const { error } = JSON.parse(text) as { error?: RpcError };
    if (!error?.message) return {};
    return {
      message: plainMessage(error.message),
      permanent: typeof error.code === 'number' && error.code < -32_000,
    };
  } catch {
    return {};
  }
}
