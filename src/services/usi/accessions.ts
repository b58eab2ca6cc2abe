import type { Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import { listProcessingStatuses } from './endpoints/results.ts';
import type { UsiSubmissionRef } from './types.ts';

/** What the archives gave for the samples of a submission. */
export interface UsiAccessions {
  /** Alias → accession. */
  accessions: { [alias: string]: string };
  /** Samples that have none (yet), with how far they are. */
  missing: { alias: string; status: string; message?: string }[];
}

/** Read from the processing statuses: a few calls for thousands of samples. */
export async function accessionsOf(
  run: Runner,
  submission: UsiSubmissionRef,
  call?: CallOptions,
): Promise<UsiAccessions> {
  const accessions = new Map<string, string>();
  const missing: UsiAccessions['missing'] = [];
  for await (const one of run.pages(listProcessingStatuses, { submission }, call)) {
    const { alias = '', accession, status = 'unknown', message, submittableType = 'Sample' } = one;
    if (submittableType !== 'Sample') continue;
    if (accession) accessions.set(alias, accession);
    else missing.push({ alias, status, ...(message !== undefined && { message }) });
  }
  return { accessions: Object.fromEntries(accessions), missing };
}
