import * as z from 'zod';
import { lazy } from '../../../core/schema.ts';
import { links, pageFromCursor, pagingIn, some } from './common.ts';

export { pageQuery as referenceQuery, reference } from './common.ts';
export { descriptionPage, statusDescription } from './submissions.ts';

const table = z.enum(['submissionStatuses', 'processingStatuses', 'releaseStatuses'], {
  error: 'must be submissionStatuses, processingStatuses or releaseStatuses',
});

export const statusTable = lazy(() => z.strictObject({ table, ...pagingIn }).transform(pageFromCursor));
export const statusName = lazy(() => z.object({ table, name: some('the name of a state') }));
export const referenceName = lazy(() => z.object({ name: some('an id') }));
export const checklistsQuery = lazy(() =>
  z.strictObject({ dataType: some('a data type such as "samples"'), ...pagingIn }).transform(pageFromCursor),
);

export const referencePage = lazy(() =>
  z.looseObject({
    _embedded: z.looseObject({}).optional(),
    _links: links.optional(),
    page: z
      .looseObject({
        number: z.number(),
        size: z.number(),
        totalElements: z.number(),
        totalPages: z.number(),
      })
      .optional(),
  }),
);
