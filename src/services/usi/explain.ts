import type { Issue } from '../../core/errors/index.ts';
import type { Explanation } from '../../core/http/endpoint.ts';

/** `already_exists: In Sample, field alias can't be [animal_1].` */
const FIELD_ERROR = /^(\w+): In (\w+), field (.+?) can't be \[/s;

const HINTS: readonly [RegExp, string][] = [
  [
    /resource_locked/,
    'Only a Draft can be changed, and submitted when all of it is validated without errors. To change a record that was submitted, make a new submission with the same team and alias, and give its accession.',
  ],
  [
    /missing_profile_attribute/,
    'The domain of the team needs a profile: aap.profiles.create(domain, { "centre name": "…" }) makes one.',
  ],
  [/not_a_subs_team/, 'Submissions belong to teams whose name begins with "subs."; teams.create makes one.'],
  [
    /already_exists/,
    'There is one already in this submission: samples.patch (or projects.patch) changes it.',
  ],
  [/unknown_accession/, 'The accession was never given out here; leave it out for a new sample.'],
  [
    /inconsistent_with_previous_records/,
    'The accession belongs to a record with another alias, team or type.',
  ],
  [
    /TOKEN_EXPIRED|Token has been expired/i,
    'The token has ended: get another one, or give the password as well.',
  ],
  [
    /INVALID_JWT|not valid for this server|not a valid JWT/i,
    'The token is not of this server: those of test and production are different.',
  ],
  [/ACCOUNT_LOCKED/, 'The AAP account is locked.'],
  [/USERNAME_NOT_FOUND/, 'There is no AAP account of this name on this server.'],
];

/** Reads what USI and AAP say when they refuse: lists of coded texts, AAP's and Spring's error objects, nothing at all. */
export function explain(status: number, text: string): Explanation {
  const hint = HINTS.find(([pattern]) => pattern.test(text))?.[1] ?? USUAL[status];
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { message: text.trim() || undefined, hint };
  }
  const { errors, message, error } = (body ?? {}) as Record<string, unknown>;
  if (Array.isArray(errors) && errors.length > 0) return { issues: errors.map(issueFrom), hint };
  const code = typeof error === 'string' ? error : '';
  const said = typeof message === 'string' && message !== 'No message available' ? message : '';
  return { message: said && code ? `${said} (${code})` : said || code || undefined, hint };
}

const USUAL: Readonly<Record<number, string>> = {
  403: 'The account is not a member of the team (or domain) that this belongs to, or is not its manager.',
  404: 'There is nothing of this id on this server: it may have been deleted, or be of another server.',
};

function issueFrom(error: unknown): Issue {
  const message = String(error);
  return { path: FIELD_ERROR.exec(message)?.[3] ?? '', message };
}

/** Whether a refusal holds one of USI's codes, on this field when one is named: `already_exists`, `resource_locked`. */
export function hasCode(error: unknown, code: string, field?: string): boolean {
  const { issues } = (error ?? {}) as { issues?: readonly Issue[] };
  return (
    Array.isArray(issues) &&
    issues.some(
      ({ path, message }) =>
        (field === undefined || path === field) && new RegExp(`(?<![a-z_])${code}(?![a-z_])`).test(message),
    )
  );
}
