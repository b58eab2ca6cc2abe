import { Conflict } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import { BulkRun } from '../../core/many/bulk.ts';
import type { BulkOptions } from '../../core/many/bulk-plan.ts';
import { listSamples } from './endpoints/sample-lists.ts';
import { updateSample } from './endpoints/samples.ts';
import { getSubmissionStatus } from './endpoints/submissions.ts';
import { idOf } from './hal.ts';
import { samplesPlan, teamOnce } from './many.ts';
import { differences, needsTeam, withTeam } from './sample-content.ts';
import type { NewUsiSample, UsiSample, UsiSubmissionRef } from './types.ts';

const OPERATION = 'usi.submissions.resume';

/** The submission itself is the journal. */
export type UsiResumeOptions = Omit<BulkOptions, 'journal' | 'reconcileForMs'>;

/** Brings a Draft to what a list says: what is there and differs is replaced, what is missing is created. */
export async function resume(
  run: Runner,
  submission: UsiSubmissionRef,
  samples: Iterable<NewUsiSample> | AsyncIterable<NewUsiSample>,
  options: UsiResumeOptions,
): Promise<BulkRun<NewUsiSample, UsiSample>> {
  const plan = samplesPlan(run, submission);
  const { concurrency: _a, onFailure: _b, dryRun: _c, onProgress: _d, ...call } = options;
  const { status } = await run(getSubmissionStatus, { submission }, call);
  if (status !== 'Draft')
    throw notDraft(run, `${run.context.bases.api}/submissions/${idOf(submission)}`, status);
  const known = new Map<string, UsiSample>();
  for await (const sample of run.pages(listSamples, { submission, size: 500 }, call)) {
    const { _embedded, _links, ...content } = sample;
    if (sample.alias !== undefined) known.set(sample.alias, { ...content, id: idOf(sample) ?? '' });
  }
  const team = teamOnce(run, submission);
  return new BulkRun(
    run,
    {
      ...plan,
      operation: OPERATION,
      async store(given, sample, reference, call) {
        const there = known.get(sample.alias);
        if (!there?.id) return plan.store(given, sample, reference, call);
        const wanted = needsTeam(sample) ? withTeam(sample, await team()) : sample;
        if (differences(there, wanted).length === 0) return { status: 'found', reference: there.id };
        // What the list does not name stays as it is; the server replaces the whole record.
        const merged = { ...there, ...wanted } as NewUsiSample;
        const value = await given(updateSample, { id: there.id, sample: merged }, call);
        return { reference: there.id, value };
      },
      // What was to be replaced is there either way: only its content tells whether it was.
      async find(given, sample, since, call) {
        const found = await plan.find(given, sample, since, call);
        return known.has(sample.alias) ? found.filter(({ changed }) => !changed) : found;
      },
    },
    samples,
    options,
  );
}

const notDraft = (run: Runner, url: string, status: string): Conflict =>
  new Conflict(`the submission is ${status}; only a Draft can be resumed`, {
    service: run.context.service,
    operation: OPERATION,
    method: 'GET',
    url: run.context.redactor.scrubUrl(url),
    attempts: 1,
    outcome: 'not-sent',
    status: 409,
    headers: {},
    body: '',
    hint: 'To change what was submitted make a new submission with the same team and aliases, and the accessions.',
  });
