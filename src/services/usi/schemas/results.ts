import * as z from 'zod';
import { lazy, mapOf, openEnum, schemaOf } from '../../../core/schema.ts';
import type { UsiProcessingStatus, UsiValidationResult } from '../types.ts';
import { pageFromCursor, pageOf, pagingIn, refTo, resource, sampleRef, submissionRef } from './common.ts';

export const validationResult = lazy(() =>
  schemaOf<UsiValidationResult>()(
    z.looseObject({
      ...resource,
      validationStatus: openEnum(['Pending', 'Complete']).optional(),
      overallValidationOutcomeByAuthor: mapOf(openEnum(['Pass', 'Error', 'Warning'])).optional(),
      errorMessages: mapOf(z.array(z.string())).optional(),
      version: z.number().optional(),
      expectedResults: mapOf(z.unknown()).optional(),
    }),
  ),
);

export const processingStatus = lazy(() =>
  schemaOf<UsiProcessingStatus>()(
    z.looseObject({
      ...resource,
      alias: z.string().optional(),
      status: openEnum([
        'Draft',
        'Submitted',
        'Dispatched',
        'Received',
        'Curation',
        'Accepted',
        'ActionRequired',
        'Processing',
        'Completed',
        'Error',
        'Rejected',
        'ArchiveDisabled',
      ]).optional(),
      submittableType: z.string().optional(),
      archive: z.string().optional(),
      accession: z.string().optional(),
      message: z.string().optional(),
      lastModifiedDate: z.string().optional(),
      lastModifiedBy: z.string().optional(),
    }),
  ),
);

export const resultPage = lazy(() => pageOf('validationResults', validationResult()));
export const processingPage = lazy(() => pageOf('processingStatuses', processingStatus()));

export const resultsQuery = lazy(() =>
  z.strictObject({ submission: submissionRef, ...pagingIn }).transform(pageFromCursor),
);
export const oneResult = lazy(() => z.object({ id: refTo('a validation result') }));
export const oneProcessing = lazy(() => z.object({ id: refTo('a processing status') }));
export const ofEntity = lazy(() => z.object({ document: sampleRef }));
