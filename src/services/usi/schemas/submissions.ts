import * as z from 'zod';
import { lazy, mapOf, openEnum, schemaOf } from '../../../core/schema.ts';
import { dateOf } from '../dates.ts';
import type {
  UsiBlockers,
  UsiStatusDescription,
  UsiSubmission,
  UsiSubmissionStatus,
  UsiTeam,
} from '../types.ts';
import { links, pageFromCursor, pageOf, pagingIn, resource, some, submissionRef, teamRef } from './common.ts';

export const STATUSES = ['Draft', 'Submitted', 'Processing', 'Completed', 'Failed'] as const;

// ---- answers ----

export const team = lazy(() =>
  schemaOf<UsiTeam>()(
    z.looseObject({
      ...resource,
      name: z.string(),
      description: z.string().optional(),
      profile: mapOf(z.unknown()).optional(),
    }),
  ),
);

/** A team inside of something else: a text in lists, else an object. */
export const teamInside = lazy(() => z.union([z.string(), team()]));

export const submission = lazy(() =>
  schemaOf<UsiSubmission>()(
    z.looseObject({
      ...resource,
      name: z.string().optional(),
      projectName: z.string().optional(),
      team: teamInside().optional(),
      submitter: z
        .union([z.string(), z.looseObject({ email: z.string().optional(), name: z.string().optional() })])
        .optional(),
      submissionStatus: openEnum(STATUSES).optional(),
      submissionDate: z.string().optional(),
      createdDate: z.string().optional(),
      lastModifiedDate: z.string().optional(),
      createdBy: z.string().optional(),
      lastModifiedBy: z.string().optional(),
      uiData: z.unknown().optional(),
    }),
  ),
);

export const submissionStatus = lazy(() =>
  schemaOf<UsiSubmissionStatus>()(
    z.looseObject({
      ...resource,
      status: openEnum(STATUSES),
      message: z.string().optional(),
      team: teamInside().optional(),
      createdDate: z.string().optional(),
      lastModifiedDate: z.string().optional(),
      createdBy: z.string().optional(),
      lastModifiedBy: z.string().optional(),
    }),
  ),
);

export const statusDescription = lazy(() =>
  schemaOf<UsiStatusDescription>()(
    z.looseObject({
      ...resource,
      statusName: z.string(),
      description: z.string().optional(),
      systemTransitions: z.array(z.string()).optional(),
      userTransitions: z.array(z.string()).optional(),
      acceptingUpdates: z.boolean().optional(),
    }),
  ),
);

export const teamPage = lazy(() => pageOf('teams', team()));
export const submissionPage = lazy(() => pageOf('submissions', submission()));
export const descriptionPage = lazy(() => pageOf('statusDescriptions', statusDescription()));

export const statusSummary = lazy(() =>
  z.looseObject({ content: mapOf(z.number()).optional(), _links: links.optional() }),
);

export const blockers = lazy(() =>
  schemaOf<UsiBlockers>()(
    z.looseObject({
      ...resource,
      notReadyFileCount: z.number().optional(),
      validationIssuesPerDataTypeId: mapOf(
        z.looseObject({ displayName: z.string().optional(), count: z.number().optional() }),
      ).optional(),
      totalMetadataBlockers: z.number().optional(),
      emptySubmission: z.boolean().optional(),
      anyPendingValidationResult: z.boolean().optional(),
    }),
  ),
);

// ---- inputs ----

const centreName = z
  .string({
    error: (issue) =>
      issue.input === undefined
        ? 'is required: the institution that the archives will show, such as "Roslin Institute"'
        : 'must be a text',
  })
  .trim()
  .min(1, 'must not be empty: the institution that the archives will show');

export const newTeam = lazy(() => z.strictObject({ description: z.string().optional(), centreName }));
export const oneTeam = lazy(() => z.object({ team: teamRef }));
export const oneSubmission = lazy(() => z.object({ submission: submissionRef }));

const content = {
  name: some('a text').optional(),
  projectName: some('a text').optional(),
  uiData: z.unknown().optional(),
  submissionPlan: z.url('must be the address of a submission plan').optional(),
};

export const newSubmission = lazy(() =>
  z.object({ team: teamRef, content: z.strictObject(content).optional() }),
);

export const submissionPatch = lazy(() =>
  z.object({
    submission: submissionRef,
    change: z
      .strictObject(content)
      .refine((change) => Object.keys(change).length > 0, 'must change something'),
  }),
);

const instant = z.union([z.string(), z.date()]).transform((value, context) => {
  const found = value instanceof Date ? value : dateOf(value);
  if (found && !Number.isNaN(found.getTime())) return found;
  context.addIssue({ code: 'custom', message: 'is not a date; write "2026-01-31" or give a Date' });
  return z.NEVER;
});

/** Paging goes to the server; the rest is looked at here. Each page is checked again: what comes out must go in. */
export const submissionQuery = lazy(() =>
  z
    .strictObject({
      ...pagingIn,
      team: teamRef.optional(),
      status: z
        .union([z.string(), z.array(z.string()).readonly()])
        .transform((given) => (typeof given === 'string' ? [given] : given))
        .refine(
          (words) => words.every((word) => (STATUSES as readonly string[]).includes(word)),
          `must be among ${STATUSES.join(', ')}`,
        )
        .optional(),
      name: some('a text').optional(),
      modifiedSince: instant.optional(),
    })
    .transform(pageFromCursor),
);

export const statusChange = lazy(() =>
  z.object({
    submission: submissionRef,
    status: z.enum(STATUSES, { error: `must be one of ${STATUSES.join(', ')}` }),
  }),
);
