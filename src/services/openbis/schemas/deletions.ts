import * as z from 'zod';
import { lazy, schemaOf } from '../../../core/schema.ts';
import type { OpenBisDeletion, OpenBisDeletionQuery } from '../deletion-types.ts';

export const deletion = lazy(() =>
  schemaOf<OpenBisDeletion>()(
    z.looseObject({
      id: z.string(),
      reason: z.string().nullish(),
      deletionDate: z.number().nullish(),
      totalExperimentsCount: z.number().nullish(),
      totalSamplesCount: z.number().nullish(),
      totalDataSetsCount: z.number().nullish(),
      deletedObjects: z
        .array(
          z.looseObject({
            id: z.string().nullish(),
            identifier: z.string().nullish(),
            entityTypeCode: z.string().nullish(),
            entityKind: z.string().nullish(),
          }),
        )
        .nullish(),
    }),
  ),
);

export const deletionQuery = lazy(() =>
  schemaOf<OpenBisDeletionQuery>()(
    z.strictObject({
      pageSize: z.number().int().min(1).optional(),
      start: z.number().int().min(0).optional(),
    }),
  ),
);

export const reason = z
  .string({ error: 'must say why: it is kept with the deletion' })
  .refine((text) => text.trim() !== '', 'must say why: it is kept with the deletion');

export const deletionRefs = lazy(() => {
  const one = z.union(
    [z.string().regex(/^\d+$/, 'must be the number of a deletion'), z.looseObject({ id: z.string() })],
    {
      error: 'must be a deletion: its id, or what was read',
    },
  );
  return z.union([one, z.array(one).min(1, 'must not be empty')]);
});
