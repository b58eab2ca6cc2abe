import * as z from 'zod';
import { lazy } from '../../../core/schema.ts';
import { projectRef } from './common.ts';
import { assayRef, restrictedNeedsCollections, zoneFields, zoneRef } from './zones.ts';

/** All that is said of a deposit but its files, which are looked at one by one. */
export const depositIn = lazy(() =>
  z
    .strictObject({
      project: projectRef,
      assay: assayRef.optional(),
      zone: zoneRef.optional(),
      ...zoneFields,
      files: z.unknown(),
      concurrency: z.number().int('must be a whole number from 1').min(1, 'must be a whole number from 1'),
      duplicates: z.enum(['allow', 'refuse', 'skip'], { error: 'must be allow, refuse or skip' }),
      validate: z.boolean(),
    })
    .check(restrictedNeedsCollections),
);
