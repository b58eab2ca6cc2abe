import { STATUS_CODES } from 'node:http';
import { Conflict } from './conflict.ts';
import { Forbidden } from './forbidden.ts';
import { listIssues } from './input-error.ts';
import { Invalid } from './invalid.ts';
import { NotFound } from './not-found.ts';
import { RateLimited } from './rate-limited.ts';
import { ServerFault } from './server-fault.ts';
import { type StatusContext, StatusError } from './status-error.ts';
import { Unauthenticated } from './unauthenticated.ts';

const SHOWN_HEADERS = [
  'content-type',
  'date',
  'server',
  'retry-after',
  'allow',
  'x-request-id',
  'x-correlation-id',
];

/** The headers that help to find out what happened; all others may hold secrets or noise. */
export function allowedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => SHOWN_HEADERS.includes(name)));
}

export function requestIdOf(headers: Readonly<Record<string, string>>): { requestId?: string } {
  const requestId = headers['x-request-id'] ?? headers['x-correlation-id'];
  return requestId === undefined ? {} : { requestId };
}

/** Names an HTML page by its title: the load balancer's word is often the only one there is. */
export function describeHtml(
  answer: { headers: Readonly<Record<string, string>>; text: string },
  scrub: (text: string) => string,
): string | undefined {
  const isHtml =
    /html/i.test(answer.headers['content-type'] ?? '') || /^\s*<(!doctype html|html)/i.test(answer.text);
  if (!isHtml) return undefined;
  const title = /<title[^>]*>([^<]*)</i.exec(answer.text.slice(0, 20_000))?.[1] ?? '';
  // Scrubbed before it is shortened: half a secret would not be recognised.
  const shown = scrub(title).replace(/\s+/g, ' ').trim().slice(0, 120);
  return shown ? `an HTML page ("${shown}")` : 'an HTML page';
}

const CLASSES: Readonly<Record<number, typeof Invalid>> = {
  400: Invalid,
  401: Unauthenticated,
  403: Forbidden,
  404: NotFound,
  409: Conflict,
  410: NotFound,
  412: Conflict,
  422: Invalid,
  429: RateLimited,
};

/** The error class for a status, with a message that says what the repository said. */
export function errorFromStatus(
  said: { status: number; meant?: number | undefined; message: string | undefined },
  context: StatusContext,
): StatusError {
  const phrase = STATUS_CODES[said.status] ?? '';
  const lines = [`${said.status} ${phrase}`.trim() + (said.message ? `: ${said.message}` : '')];
  if (context.issues?.length) lines.push(listIssues(context.issues));
  const message = lines.join('\n');
  const meant = said.meant ?? said.status;
  const Class = CLASSES[meant] ?? (meant >= 500 ? ServerFault : undefined);
  return Class ? new Class(message, context) : new StatusError(message, context);
}
