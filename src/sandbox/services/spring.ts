import { STATUS_CODES } from 'node:http';
import { type Answer, json, text } from '../answer.ts';
import type { SandboxClock } from '../clock.ts';
import { preferred } from '../negotiate.ts';
import type { Call } from '../routes.ts';

/**
 * The error object of a Spring application, which is what BioSamples and Webin are. A caller that prefers
 * HTML to JSON, or names no JSON type at all, gets the "whitelabel" page in its place.
 */
export function springError(call: Call, clock: SandboxClock, status: number, message: string): Answer {
  const error = STATUS_CODES[status] ?? 'Unknown';
  const accept = call.headers.get('accept');
  const type = preferred(accept, ['application/json', 'application/hal+json', 'text/html']);
  if (type === undefined || type === 'text/html') {
    return text(
      '<html><body><h1>Whitelabel Error Page</h1>' +
        '<p>This application has no explicit mapping for /error, so you are seeing this as a fallback.</p>' +
        `<div>${clock.iso()}</div>` +
        `<div>There was an unexpected error (type=${error}, status=${status}).</div>` +
        `<div>${escapeHtml(message)}</div></body></html>`,
      { status, type: 'text/html;charset=UTF-8' },
    );
  }
  return json(
    { timestamp: clock.iso().replace('Z', '+00:00'), status, error, message, path: call.path },
    { status },
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? '&quot;');
}
