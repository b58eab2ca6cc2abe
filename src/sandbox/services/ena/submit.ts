import { type Answer, json, text } from '../../answer.ts';
import { durationMs } from '../../clock.ts';
import { mediaType } from '../../negotiate.ts';
import type { Call, Route } from '../../routes.ts';
import { type Format, outcomeAnswer, receiptAnswer, wanted } from './answers.ts';
import type { EnaArchive, Job } from './archive.ts';
import type { EnaAuth } from './auth.ts';
import { readSubmission, readXml, type Submission } from './document.ts';
import { readJson } from './json-reader.ts';
import { SYNC } from './lifecycles.ts';
import { parts } from './multipart.ts';
import { processSubmission, refuseReserved } from './process.ts';
import type { Queue } from './queue.ts';
import { problem, refuse } from './rules.ts';

export const V2_BASES = ['/ena/submit/webin-v2', '/ena/dev/submit/webin-v2'] as const;
const MEGABYTE = 1024 * 1024;
const SYNC_LIMIT_MB = 15;
const SYNC_LIMIT_MS = 60_000;

/** Webin version 2: one document in, one receipt out, at once or later. */
export function submitRoutes(archive: EnaArchive, auth: EnaAuth, queue: Queue): Route[] {
  return V2_BASES.flatMap((base): Route[] => [
    {
      service: 'ena',
      operation: 'ena.submissions.submit',
      method: 'POST',
      pattern: `${base}/submit`,
      handle: (call) => submit(call, archive, auth),
    },
    {
      service: 'ena',
      operation: 'ena.submissions.enqueue',
      method: 'POST',
      pattern: `${base}/submit/queue`,
      handle: (call) => enqueue(call, archive, auth, queue, base),
    },
    {
      service: 'ena',
      operation: 'ena.submissions.poll',
      method: 'GET',
      pattern: `${base}/submit/poll/:submissionId`,
      handle: (call) => poll(call, auth, queue),
    },
  ]);
}

async function submit(call: Call, archive: EnaArchive, auth: EnaAuth): Promise<Answer> {
  const account = auth.account(call);
  const { body, format } = await documentOf(call);
  const answerAs = wanted(call, format);
  const tooLarge = sizeProblem(call.raw.length, SYNC_LIMIT_MB);
  if (tooLarge) {
    const empty: Submission = { actions: [], drafts: [], problems: [tooLarge] };
    const outcome = processSubmission(archive, account, empty);
    const { submission: _none, ...receipt } = outcome.receipt;
    return outcomeAnswer({ ...outcome, receipt: { ...receipt, file: '', info: [] } }, answerAs);
  }
  const submission = read(body, format);
  refuseReserved(submission, account);
  if (takesTooLong(archive)) throw refuse('submit.timeout');
  const outcome = processSubmission(archive, account, submission);
  if (outcome.stored) call.commit();
  return outcomeAnswer(outcome, answerAs);
}

async function enqueue(
  call: Call,
  archive: EnaArchive,
  auth: EnaAuth,
  queue: Queue,
  base: string,
): Promise<Answer> {
  const account = auth.account(call);
  const { body, format } = await documentOf(call);
  const submission = read(body, format);
  refuseReserved(submission, account);
  const job = queue.add(account, submission);
  call.commit();
  const href = `${call.origin}${base}/submit/poll/${job.id}`;
  // Always JSON, whatever Accept says.
  return json(jobObject(job, href, archive.context.settings['ena.jobLinks']));
}

/** Older deployments named the poll links in an array, one per format. */
function jobObject(job: Job, href: string, shape: 'poll' | 'array'): Record<string, unknown> {
  const links = ['poll-xml', 'poll-json'].map((rel) => ({ rel, href }));
  return {
    submissionId: job.id,
    submissionAccountId: job.account,
    ...(shape === 'poll' ? { _links: { poll: { href } } } : { links }),
  };
}

function poll(call: Call, auth: EnaAuth, queue: Queue): Answer {
  const account = auth.account(call);
  const id = call.params.submissionId ?? '';
  const format = wanted(call, 'json');
  const found = queue.poll(account, id);
  if (!found) throw refuse('poll.unknown', { id });
  if (found.ran) call.commit();
  const { receipt } = found.job;
  return receipt === null ? text('QUEUED', { status: 202 }) : receiptAnswer(receipt, format);
}

/** The document of a request: the body itself, or the part "file". */
async function documentOf(call: Call): Promise<{ body: string; format: Format }> {
  const type = mediaType(call.headers.get('content-type'));
  if (type === 'application/json') return { body: call.body, format: 'json' };
  if (type === 'application/xml' || type === 'text/xml') return { body: call.body, format: 'xml' };
  if (type !== 'multipart/form-data') throw refuse('http.content-type', { type });
  const file = (await parts(call)).find(({ name }) => name === 'file');
  if (!file?.filename) throw refuse('multipart.file');
  const body = file.text.replace(/^\uFEFF/, '');
  return { body, format: body.trimStart().startsWith('<') ? 'xml' : 'json' };
}

export function read(body: string, format: Format): Submission {
  return readSubmission(format === 'json' ? readJson(body) : readXml(body));
}

/** What a receipt says about a body that is too large, in megabytes with two digits. */
export function sizeProblem(bytes: number, limitMb: number) {
  if (bytes <= limitMb * MEGABYTE) return undefined;
  const size = (bytes / MEGABYTE).toFixed(2);
  return problem('submission.too-large', { size, limit: limitMb.toFixed(2) });
}

function takesTooLong({ context }: EnaArchive): boolean {
  const { after, fail } = context.lifecycle.get(SYNC);
  if (fail !== undefined || after === 'never') return true;
  return typeof after === 'object' && 'ms' in after && durationMs(after.ms) > SYNC_LIMIT_MS;
}
