import * as z from 'zod';
import { lazy, schemaOf } from '../../../core/schema.ts';
import type { SodarDavEntry } from '../dav-types.ts';

const place = z
  .string({ error: 'must be a whole path in iRODS' })
  .regex(/^\/[^/]/, 'must be a whole path in iRODS: /zone/projects/…');

export const placeIn = lazy(() => z.strictObject({ path: place }));
export const putIn = lazy(() =>
  z.strictObject({
    path: place,
    upload: z.custom<unknown>((value) => typeof (value as { open?: unknown } | null)?.open === 'function'),
  }),
);
export const entries = lazy(() =>
  z.array(
    schemaOf<SodarDavEntry>()(
      z.looseObject({
        path: z.string(),
        name: z.string(),
        collection: z.boolean(),
        size: z.number().optional(),
        modified: z.string().optional(),
      }),
    ),
  ),
);
export const made = lazy(() => z.boolean());
export const anything = lazy(() => z.unknown());
