import { CallError, type Issue } from '../../core/errors/index.ts';
import type { Explanation } from '../../core/http/endpoint.ts';

/** Texts by which a server error speaks of the sheets that were sent. */
const SHEET =
  /altamISA|not found in import data|Importing sheets with empty tables|Exporting ISA-Tabs imported|^'path'$/;

/**
 * What altamISA says of an investigation file that it cannot read, and SODAR of its studies: it comes as it is, without
 * anything before it that names the parser. It is read whole before anything is stored.
 */
const INVESTIGATION = new RegExp(
  `^(?:${[
    'Expected [A-Z ]+ but got ',
    'Expected .+ in line .+; found: ',
    'Found assay with no .+ in STUDY ASSAYS; found: ',
    'Line must start with one of ',
    'Line .+ contains more than one value: ',
    'Key .+ repeated, previous value ',
    'Missing entries in section ',
    'Inconsistent entry lengths in section ',
    'Problem parsing comment header ',
    'Unequal (?:parameter|component) splits in protocol ',
    'Repeated protocol (?:parameter|components); ',
    'Missing protocol component name; ',
    'Invalid ISO8601 date "',
    'Invalid encoding of investigation file ',
    'Study identifiers are not unique',
    'Empty study identifier not allowed',
  ].join('|')})`,
);

/** Not now, but later; nothing was done. */
const LATER = /project lock|locked by another|validation limit/i;
/** What views decide with a 5xx before they do anything. */
const DECIDED = new RegExp(`${LATER.source}|No investigation found|collections not created|not enabled`, 'i');

const HINTS: readonly [RegExp, string][] = [
  [
    /^Invalid token\./,
    'Make a token in the web interface (API Tokens) and set it as SODAR_API_TOKEN; an upgrade of the server may have ended all that there were.',
  ],
  [
    /not available in the given API version|not supported in API version|parameter is not available/,
    'This server is too old for it.',
  ],
  [/^'path'$/, 'There is no investigation file (i_….txt) among the files.'],
  [/altamISA/, 'The sheets are not valid ISA-Tab: the message lists what the parser found.'],
  [
    /make a unique set/,
    'There is one of this title in the category already: take another title, or use that one.',
  ],
  [
    /collections not created|No investigation found/i,
    'The project needs sample sheets first, and then irods.createCollections.',
  ],
  [LATER, 'Another operation holds the project: try again in a few minutes.'],
  [
    /Accept header/,
    'This server speaks none of the versions that were asked for; leave `version` out to ask for all that are known.',
  ],
];

const NO_ROUTE =
  'SODAR answers so where there is no such address: the server may be older than this operation, or the base address may be wrong.';

const UNREAD = 'The investigation file (i_….txt) is not as ISA-Tab has it: the message says where.';

/** SODAR's own HTML pages: no route (404, or 500 on 1.0 to 1.2), or an unhandled error, which most often comes again. */
export function explainHtml(status: number, base: string): Explanation {
  // All that the WebDAV server answers are pages, and its 500 may pass.
  if (base === 'dav') return {};
  if (status === 404) return { hint: NO_ROUTE };
  return status === 500 ? { repeats: 1, hint: `${NO_ROUTE} Or it failed on this very request.` } : {};
}

/** Reads the shapes in which SODAR refuses: `detail`, a list of texts, texts by field, a bare text. */
export function explain(status: number, text: string, contentType: string): Explanation {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { message: text.trim() || undefined, hint: usual(status) };
  }
  const issues = issuesIn(body);
  const message = messageIn(body);
  const said = [message, ...issues.map((issue) => issue.message)].filter(Boolean).join('\n');
  const own = contentType.includes('application/vnd.bihealth.');
  const unread = own && INVESTIGATION.test(said);
  const sheet = status === 500 && (unread || SHEET.test(said));
  return {
    message,
    issues,
    hint: HINTS.find(([pattern]) => pattern.test(said))?.[1] ?? (sheet && unread ? UNREAD : usual(status)),
    permanent: sheet || (own && status >= 500 && DECIDED.test(said)),
    ...(sheet && { meant: 400 }),
  };
}

const usual = (status: number): string | undefined =>
  status === 403
    ? 'Your role in the project does not allow it; only its owner or delegate can change that.'
    : undefined;

function messageIn(body: unknown): string | undefined {
  if (typeof body === 'string') return body;
  if (Array.isArray(body)) return body.map(textOf).join('\n') || undefined;
  const { detail } = (body ?? {}) as { detail?: unknown };
  return detail === undefined ? undefined : textOf(detail);
}

function issuesIn(body: unknown): Issue[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [];
  return Object.entries(body).flatMap(([field, said]): Issue[] => {
    if (field === 'detail') return [];
    const path = field === 'non_field_errors' ? '' : field;
    return (Array.isArray(said) ? said : [said]).map((one) => ({ path, message: textOf(one) }));
  });
}

/** Values that are no texts are shown as JSON, unless they are nested more deeply than JSON can be written. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return 'something that cannot be shown';
  }
}

/** Another operation holds the project: nothing was done, and later it can be. */
export function isLocked(error: unknown): boolean {
  if (!(error instanceof CallError)) return false;
  return LATER.test(error.message);
}
