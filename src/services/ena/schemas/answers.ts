import * as z from 'zod';
import { lazy, openEnum, schemaOf } from '../../../core/schema.ts';
import { ACTIONS } from '../action-types.ts';
import type { PreparedDocument } from '../prepare.ts';
import type { QueuedSubmission, ReceiptContent, ReceiptObject } from '../receipt-types.ts';
import { filled } from './parts.ts';

export const STATUSES = [
  'DRAFT',
  'PRIVATE',
  'CANCELLED',
  'PUBLIC',
  'SUPPRESSED',
  'KILLED',
  'TEMPORARY_SUPPRESSED',
  'TEMPORARY_KILLED',
] as const;

const external = z.looseObject({ id: z.string(), db: z.string().optional() });

const object = schemaOf<ReceiptObject>()(
  z.looseObject({
    alias: z.string().optional(),
    accession: z.string().optional(),
    status: openEnum(STATUSES).optional(),
    holdUntilDate: z.string().optional(),
    externalAccession: external.optional(),
    externalAccessions: z.array(external).optional(),
    centerName: z.string().optional(),
  }),
);

const objects = z.array(object).optional();
const texts = z.array(z.string()).optional();

const receiptContent = lazy(() =>
  schemaOf<ReceiptContent>()(
    z.looseObject({
      success: z.boolean(),
      receiptDate: z.string().optional(),
      submissionFile: z.string().optional(),
      projects: objects,
      studies: objects,
      samples: objects,
      experiments: objects,
      runs: objects,
      analyses: objects,
      dacs: objects,
      policies: objects,
      datasets: objects,
      sampleGroups: objects,
      checklists: objects,
      submission: object.optional(),
      messages: z.looseObject({ info: texts, warning: texts, error: texts }).optional(),
      actions: z.array(openEnum(ACTIONS)).optional(),
    }),
  ),
);
export const receipt = receiptContent;

/** What a poll tells: that the work is not done yet (202), or the receipt. */
export const pollAnswer = lazy(() =>
  z.union([z.looseObject({ pending: z.literal(true) }), receiptContent()]),
);

/** Old servers and new ones give the poll link in three forms; the id is all that is needed. */
export const queued = lazy(() =>
  z.looseObject({
    submissionId: z.string().min(1),
    submissionAccountId: z.string().nullish(),
    _links: z.unknown().optional(),
    links: z.unknown().optional(),
  }),
);

/** Made by prepare.ts, which has checked it. */
export const prepared = lazy(() => z.custom<PreparedDocument>());

export const handle = lazy(() =>
  z.union(
    [
      filled.transform((submissionId): QueuedSubmission => ({ submissionId })),
      schemaOf<QueuedSubmission>()(
        z.looseObject({
          submissionId: filled,
          submissionAccountId: z.string().optional(),
          alias: z.string().optional(),
          fingerprint: z.string().optional(),
          sent: z.object({}).catchall(z.number()).optional(),
          validated: z.boolean().optional(),
        }),
      ),
    ],
    { error: 'must be what enqueue() gave, or a submission id such as "ERA12944374"' },
  ),
);

export const id = lazy(() => filled);

/** An object, read from XML by shapes.ts; whatever it does not know it keeps. */
export const objectAnswer = lazy(() => z.unknown());
