import type { Answer } from '../../answer.ts';
import { mediaType } from '../../negotiate.ts';
import type { Call, Route } from '../../routes.ts';
import { outcomeAnswer } from './answers.ts';
import type { EnaArchive } from './archive.ts';
import type { EnaAuth } from './auth.ts';
import { dayFirst } from './dates.ts';
import { readSubmission, type Submission } from './document.ts';
import { INFO, KINDS } from './kinds.ts';
import { type Part, parts } from './multipart.ts';
import { processSubmission, refuseReserved } from './process.ts';
import { type Problem, problem } from './rules.ts';
import { sizeProblem } from './submit.ts';
import { child, el, parseXml, type XmlElement } from './xml.ts';

export const DROP_BOXES = ['/ena/submit/drop-box', '/ena/dev/submit/drop-box'] as const;
/** The documentation says 15 MB; what was seen is this. */
const LIMIT_MB = 10;

/** Webin version 1, the drop-box: one part per object type, always an XML receipt. */
export function dropBoxRoutes(archive: EnaArchive, auth: EnaAuth): Route[] {
  return DROP_BOXES.map((base) => ({
    service: 'ena',
    operation: 'ena.dropbox.submit',
    method: 'POST',
    pattern: `${base}/submit`,
    handle: (call) => submit(call, archive, auth),
  }));
}

async function submit(call: Call, archive: EnaArchive, auth: EnaAuth): Promise<Answer> {
  const account = auth.account(call);
  const tooLarge = sizeProblem(call.raw.length, LIMIT_MB);
  const submission = tooLarge
    ? { actions: [], drafts: [], problems: [tooLarge], file: '' }
    : read(await fieldsOf(call), call.query);
  refuseReserved(submission, account);
  const outcome = processSubmission(archive, account, submission);
  if (outcome.stored) call.commit();
  if (!tooLarge) return outcomeAnswer(outcome, 'xml');
  const { submission: _none, ...receipt } = outcome.receipt;
  return outcomeAnswer({ ...outcome, receipt: { ...receipt, info: [] } }, 'xml');
}

async function fieldsOf(call: Call): Promise<Part[]> {
  const type = mediaType(call.headers.get('content-type'));
  if (type !== 'application/x-www-form-urlencoded') return parts(call);
  return [...new URLSearchParams(call.body)].map(([name, text]) => ({ name, text }));
}

/** Puts the parts below one WEBIN, as if they had come in one document. */
function read(given: readonly Part[], query: URLSearchParams): Submission {
  const problems: Problem[] = [];
  const webin = el('WEBIN');
  const field = (name: string) =>
    given.find((part) => part.name.toUpperCase() === name)?.text.trim() || query.get(name) || undefined;
  const action = field('ACTION');
  for (const part of given) {
    const name = part.name.toUpperCase();
    if (name === 'SUBMISSION' && action !== undefined) continue;
    const kind = KINDS.find((item) => INFO[item].element === name);
    if (name !== 'SUBMISSION' && kind === undefined) continue;
    const root = parsed(part, name, problems);
    const set = kind === undefined ? 'SUBMISSION_SET' : INFO[kind].set;
    // A single object needs no set around it.
    if (root) webin.children.push(root.name === set ? root : el(set, root.name === name ? [root] : []));
  }
  if (action !== undefined) webin.children.push(fromFields(action, field('HOLD_DATE'), field('CENTER_NAME')));
  const submission = readSubmission(withoutNamespaces(webin));
  const file = given.find((part) => part.name.toUpperCase() === 'SUBMISSION')?.filename;
  return {
    ...submission,
    problems: problems.length > 0 ? problems : submission.problems,
    ...(file && action === undefined ? { file } : {}),
  };
}

function parsed(part: Part, name: string, problems: Problem[]): XmlElement | undefined {
  try {
    return parseXml(part.text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    problems.push(problem('submission.invalid-xml', { type: name.toLowerCase(), problem: why }));
    return undefined;
  }
}

/** `ACTION=VALIDATE,ADD` and its companions in place of a SUBMISSION part; VALIDATE alone means both. */
function fromFields(action: string, holdDate: string | undefined, center: string | undefined): XmlElement {
  const names = action.split(',').map((name) => name.trim().toUpperCase());
  const actions = names.map((name) => el('ACTION', el(name)));
  if (holdDate !== undefined) {
    actions.push(el('ACTION', el('HOLD', { HoldUntilDate: dayFirst(holdDate) })));
  }
  return el('SUBMISSION_SET', el('SUBMISSION', { center_name: center }, el('ACTIONS', actions)));
}

/** Roots name the place of their schema, which is of no interest. */
function withoutNamespaces(webin: XmlElement): XmlElement {
  for (const set of webin.children) set.attributes = {};
  const submission = child(webin, 'SUBMISSION_SET', 'SUBMISSION');
  for (const name of Object.keys(submission?.attributes ?? {})) {
    if (name.startsWith('xmlns') && submission) delete submission.attributes[name];
  }
  return webin;
}
