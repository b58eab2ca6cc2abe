import { type Issue, RejectedError } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { Receipt } from './receipt.ts';
import { type SubmitOptions, submit } from './submit.ts';
import type { EnaDocument } from './types.ts';

/** What ENA would say to a document. */
export interface EnaValidation {
  valid: boolean;
  /** Its messages, with the place in the document where they say so. */
  issues: readonly Issue[];
  /** The whole answer, when it is valid. */
  receipt?: Receipt;
}

export async function validate(
  run: Runner,
  document: EnaDocument,
  options: SubmitOptions,
): Promise<EnaValidation> {
  const actions = (document.submission?.actions ?? [{ type: 'ADD' }]).filter(
    ({ type }) => type !== 'VALIDATE',
  );
  const question: EnaDocument = {
    ...document,
    submission: { ...document.submission, actions: [{ type: 'VALIDATE' }, ...actions] },
  };
  try {
    return { valid: true, issues: [], receipt: await submit(run, question, options) };
  } catch (error) {
    // To be invalid is an answer here, not a failure.
    if (error instanceof RejectedError && error.outcome === 'refused')
      return { valid: false, issues: error.issues };
    throw error;
  }
}
