import * as z from 'zod';
import { lazy } from '../../../core/schema.ts';

/** What is sent is made by this client from checked input: an object with its `@type`. */
const wireObject = z.looseObject({ '@type': z.string() });

export const wireObjects = lazy(() => z.array(wireObject).min(1, 'must not be empty'));

/** What to delete, and how: the options hold the reason. */
export const deletion = lazy(() =>
  z.object({ ids: z.array(wireObject).min(1, 'must not be empty'), options: wireObject }),
);

export const codesQuery = lazy(() =>
  z.strictObject({
    prefix: z.string({ error: 'must be a text, which may be empty' }),
    kind: z.enum(['SAMPLE', 'EXPERIMENT', 'DATA_SET'], {
      error: 'must be SAMPLE (objects), EXPERIMENT (collections) or DATA_SET',
    }),
    count: z
      .number()
      .int('must be a whole number')
      .min(1, 'must be 1 or more')
      .max(100_000, 'must be at most 100000 at a time'),
  }),
);

export const countQuery = lazy(() =>
  z
    .number({ error: 'must be how many' })
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(100_000, 'must be at most 100000 at a time'),
);

export const serviceCall = lazy(() =>
  z.strictObject({
    code: z.string({ error: 'must be the code of the service' }).trim().min(1, 'must not be empty'),
    parameters: z.looseObject({}, { error: 'must be an object of parameters' }),
  }),
);

export const operations = lazy(() =>
  z.object({ operations: z.array(wireObject).min(1, 'must not be empty'), inOrder: z.boolean() }),
);

// ---- answers ----

/** Deletions of what goes to the trash have a number; the others nothing. */
export const deletionId = lazy(() => z.string().nullable());
export const codes = lazy(() => z.array(z.string()));
export const termIds = lazy(() => z.array(z.looseObject({ code: z.string() })));
export const operationResults = lazy(() => z.looseObject({ results: z.array(z.looseObject({}).nullable()) }));
