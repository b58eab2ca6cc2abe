import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import {
  getProcessingStatus,
  getValidationResult,
  listProcessingStatuses,
  listValidationResults,
  validationResultOf,
} from './endpoints/results.ts';
import type { UsiPageQuery } from './endpoints/shared.ts';
import { getSubmissionStatus, updateSubmissionStatus } from './endpoints/submissions.ts';
import type { UsiResource } from './hal-types.ts';
import type {
  UsiProcessingStatus,
  UsiSampleRef,
  UsiSubmissionRef,
  UsiSubmissionStatus,
  UsiSubmissionStatusName,
  UsiValidationResult,
} from './types.ts';

/** What the validators say. */
export class UsiValidationResults {
  constructor(private readonly run: Runner) {}

  /** Of all documents of a submission; which document each is of, the list does not say. */
  list(
    submission: UsiSubmissionRef,
    query: UsiPageQuery = {},
    options?: CallOptions,
  ): Pager<UsiValidationResult> {
    return this.run.pages(listValidationResults, { ...query, submission }, options);
  }

  /** A result with all that each validator says (`expectedResults`) and its version. */
  get(result: string | UsiResource, options?: CallOptions): Promise<UsiValidationResult> {
    return this.run(getValidationResult, { id: result }, options);
  }

  /** The result of one document. */
  getByEntity(document: UsiSampleRef, options?: CallOptions): Promise<UsiValidationResult> {
    return this.run(validationResultOf, { document }, options);
  }
}

/** How far the archives are. */
export class UsiProcessingStatuses {
  constructor(private readonly run: Runner) {}

  /** Of all documents of a submission, with alias and accession. */
  list(
    submission: UsiSubmissionRef,
    query: UsiPageQuery = {},
    options?: CallOptions,
  ): Pager<UsiProcessingStatus> {
    return this.run.pages(listProcessingStatuses, { ...query, submission }, options);
  }

  get(status: string | UsiResource, options?: CallOptions): Promise<UsiProcessingStatus> {
    return this.run(getProcessingStatus, { id: status }, options);
  }
}

/** Where submissions are. */
export class UsiSubmissionStatuses {
  constructor(private readonly run: Runner) {}

  get(submission: UsiSubmissionRef, options?: CallOptions): Promise<UsiSubmissionStatus> {
    return this.run(getSubmissionStatus, { submission }, options);
  }

  /**
   * Sets the status, with no question asked: `submissions.finalize` looks first.
   * @throws Invalid the submission may not go there now
   */
  update(
    submission: UsiSubmissionRef,
    status: UsiSubmissionStatusName,
    options?: CallOptions,
  ): Promise<UsiSubmissionStatus> {
    return this.run(updateSubmissionStatus, { submission, status }, options);
  }
}
