import { Refusal, type Rule } from '../../answer.ts';

const ALL = ['usi.*'] as const;
const DOCUMENT_WRITES = ['usi.samples.create', 'usi.samples.update', 'usi.samples.patch'] as const;
const FIELD = "{code}: In {type}, field {field} can't be [{value}].";
/** A complaint about a whole object is a line that was meant for the server's log. */
const OBJECT = "Error in object '{type}': codes [{code}.{type},{code}]; arguments []; default message [null]";

/** `error`: the answer's body is the problem object with these texts in `errors`. */
const problem = (
  code: string,
  rule: { id: string; where: readonly string[]; why: string; confidence?: Rule['confidence'] },
) => ({
  id: rule.id,
  where: rule.where,
  why: rule.why,
  status: 400,
  text: FIELD.replace('{code}', code),
  confidence: rule.confidence ?? ('documented' as const),
});

/** What USI refuses at once; what its validators find later is in validators.ts. */
export const usiRules = {
  'usi.no-route': {
    id: 'usi.no-route',
    where: ALL,
    status: 404,
    text: 'No message available',
    confidence: 'assumed',
    why: 'No route has this path.',
  },
  'usi.method': {
    id: 'usi.method',
    where: ALL,
    status: 405,
    text: '{method} method is not supported for this request. Supported methods are [{allow}]',
    confidence: 'documented',
    why: 'The path exists, but not with this verb; also GET on /submissions, since nobody lists all of them.',
  },
  'usi.token-missing': {
    id: 'usi.token-missing',
    where: ALL,
    status: 401,
    text: 'Token not supplied',
    confidence: 'documented',
    why: 'No bearer token. Open without one: the root, the reference lists, and every HEAD and OPTIONS.',
  },
  'usi.token-malformed': {
    id: 'usi.token-malformed',
    where: ALL,
    status: 401,
    text: 'Supplied Token is not a valid JWT token',
    confidence: 'documented',
    why: 'What was sent as a token is none.',
  },
  'usi.token-foreign': {
    id: 'usi.token-foreign',
    where: ALL,
    status: 401,
    text: 'Supplied Token is not valid for this server',
    confidence: 'documented',
    why: 'The token was signed by another AAP.',
  },
  'usi.token-expired': {
    id: 'usi.token-expired',
    where: ALL,
    status: 401,
    text: 'Supplied Token has been expired',
    confidence: 'documented',
    why: 'The time in exp is over, by more than the 30 seconds that clocks may differ.',
  },
  'usi.not-member': {
    id: 'usi.not-member',
    where: ALL,
    status: 403,
    text: 'Access is denied',
    confidence: 'assumed',
    why: 'The token does not name the owning team. That it is refused is documented, the body is inferred.',
  },
  'usi.not-live': {
    id: 'usi.not-live',
    where: ['usi.submissions.create'],
    status: 403,
    text: '',
    shape: 'empty',
    confidence: 'documented',
    why: 'The token names the team, but AAP does not know its holder as a member any more.',
  },
  'usi.unknown': {
    id: 'usi.unknown',
    where: ALL,
    status: 404,
    text: '',
    shape: 'empty',
    confidence: 'documented',
    why: 'No resource has this id.',
  },
  'usi.unknown-below': {
    id: 'usi.unknown-below',
    where: ['usi.submissions.contents', 'usi.submissions.availableStatuses', 'usi.samples.create'],
    status: 404,
    text: 'Resource not found',
    confidence: 'assumed',
    why: 'A path below a submission that does not exist, or an unknown data type. The status is documented, the words are ours.',
  },
  'usi.checklist-unknown': {
    id: 'usi.checklist-unknown',
    where: ['usi.checklists.get'],
    status: 404,
    text: 'Checklist not exists with ID: {name}',
    confidence: 'documented',
    why: 'No checklist has this id; the sandbox has none.',
  },
  'usi.json': {
    id: 'usi.json',
    where: ['usi.teams.create', 'usi.submissions.create', ...DOCUMENT_WRITES],
    status: 400,
    text: 'Malformed JSON request',
    confidence: 'documented',
    why: 'The body is missing, is not JSON, or is not an object; on an update also a field of the wrong type (inferred).',
  },
  'usi.binding': {
    id: 'usi.binding',
    where: ['usi.samples.create'],
    status: 500,
    text: 'Failed to convert: {field}',
    confidence: 'documented',
    why: "A new document with a field of the wrong type (text in taxonId, an attribute that is no array, a releaseDate that is no day): the server's mapping fails unhandled. The words are ours.",
  },
  'usi.precondition': {
    id: 'usi.precondition',
    where: ['usi.submissions.update', 'usi.submissions.patch', 'usi.submissions.delete', 'usi.samples.*'],
    status: 412,
    text: '',
    shape: 'empty',
    confidence: 'documented',
    why: 'If-Match or If-Unmodified-Since does not hold.',
  },
  'usi.centre-name': problem('missing_field', {
    id: 'usi.centre-name',
    where: ['usi.teams.create'],
    why: 'A new team needs a centreName.',
  }),
  'usi.not-a-subs-team': problem('not_a_subs_team', {
    id: 'usi.not-a-subs-team',
    where: ['usi.submissions.create'],
    why: 'The domain is no team: its name does not begin with "subs.".',
  }),
  'usi.profile-attribute': problem('missing_profile_attribute', {
    id: 'usi.profile-attribute',
    where: ['usi.submissions.create'],
    why: 'The profile of the team\'s domain has no "centre name".',
  }),
  'usi.no-profile': {
    id: 'usi.no-profile',
    where: ['usi.submissions.create'],
    status: 500,
    text: '404 Not Found',
    confidence: 'assumed',
    why: "The team's domain has no profile at all; AAP's answer is not caught. The cure is POST /profiles with a centre name.",
  },
  'usi.submission-locked': {
    id: 'usi.submission-locked',
    where: ['usi.submissions.update', 'usi.submissions.patch', 'usi.submissions.delete'],
    status: 400,
    text: OBJECT.replaceAll('{code}', 'resource_locked').replaceAll('{type}', 'Submission'),
    confidence: 'documented',
    why: 'A submission is changed and deleted only while it is a Draft. The code is documented, the words around it are inferred.',
  },
  'usi.submission-field-locked': problem('resource_locked', {
    id: 'usi.submission-field-locked',
    where: ['usi.submissions.update', 'usi.submissions.patch'],
    why: 'submitter, team and submissionDate stay as they are; a PUT that leaves submitter or team out is a change too (inferred).',
  }),
  'usi.status-missing': problem('missing_field', {
    id: 'usi.status-missing',
    where: ['usi.submissionStatuses.update', 'usi.submissionStatuses.patch'],
    why: 'The new status is empty.',
  }),
  'usi.status-locked': problem('resource_locked', {
    id: 'usi.status-locked',
    where: ['usi.submissionStatuses.update', 'usi.submissionStatuses.patch'],
    why: 'Validation is not finished, or found errors.',
  }),
  'usi.status-invalid': problem('invalid', {
    id: 'usi.status-invalid',
    where: ['usi.submissionStatuses.update', 'usi.submissionStatuses.patch'],
    why: 'The status cannot follow the one there is; so also a second Submitted.',
  }),
  'usi.document-locked': {
    id: 'usi.document-locked',
    where: ['usi.samples.create', 'usi.samples.update', 'usi.samples.patch', 'usi.samples.delete'],
    status: 400,
    text: OBJECT.replaceAll('{code}', 'resource_locked'),
    confidence: 'documented',
    why: 'Documents are added, changed and deleted only while the submission is a Draft. The code is documented, the words around it are inferred.',
  },
  'usi.second-project': {
    id: 'usi.second-project',
    where: ['usi.projects.create'],
    status: 400,
    text: OBJECT.replaceAll('{code}', 'already_exists').replaceAll('{type}', 'Project'),
    confidence: 'documented',
    why: 'A submission has at most one project. The code is documented, the words around it are inferred.',
  },
  'usi.alias-missing': problem('missing_field', {
    id: 'usi.alias-missing',
    where: DOCUMENT_WRITES,
    why: 'The alias is absent or blank.',
  }),
  'usi.alias-taken': problem('already_exists', {
    id: 'usi.alias-taken',
    where: DOCUMENT_WRITES,
    why: 'Another document of this type in this submission has the alias. In another submission the same alias is a new version.',
  }),
  'usi.alias-other-type': problem('invalid', {
    id: 'usi.alias-other-type',
    where: DOCUMENT_WRITES,
    why: 'In this team the alias belongs to another data type.',
  }),
  'usi.accession-unknown': problem('unknown_accession', {
    id: 'usi.accession-unknown',
    where: DOCUMENT_WRITES,
    why: 'No document has ever had the accession.',
  }),
  'usi.accession-mismatch': problem('inconsistent_with_previous_records', {
    id: 'usi.accession-mismatch',
    where: DOCUMENT_WRITES,
    why: 'The accession is known under another alias, team or data type.',
  }),
} as const satisfies Record<string, Rule>;

export type UsiRule = keyof typeof usiRules;

export function refuse(id: UsiRule, values: Record<string, string> = {}): Refusal {
  return new Refusal(usiRules[id], values);
}

/** Several complaints in one answer; the first gives the answer its name. */
export function refuseAll(refusals: readonly Refusal[]): void {
  const [first] = refusals;
  if (!first) return;
  throw new Refusal(
    first.rule,
    first.values,
    refusals.map((refusal) => refusal.message),
  );
}
