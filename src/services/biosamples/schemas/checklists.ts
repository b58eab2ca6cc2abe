import * as z from 'zod';
import { lazy } from '../../../core/schema.ts';
import { accession, framePage, pageFromCursor, pageLinks, pagingIn } from './samples.ts';

export const checklistRef = lazy(() =>
  z.union([
    z
      .string({ error: 'must be the id of a checklist such as "ERC000011"' })
      .min(1, 'must be the id of a checklist such as "ERC000011"')
      .transform((text) => {
        const [id = '', version] = text.split(':');
        return { accession: id, version };
      }),
    z.strictObject({ accession, version: z.string().optional() }),
  ]),
);
export const jsonSchema = lazy(() =>
  z.looseObject({ title: z.string().optional(), properties: z.looseObject({}).optional() }),
);

export const schemaStoreQuery = lazy(() =>
  z.strictObject({ text: z.string().optional(), ...pagingIn }).transform(pageFromCursor),
);
const schemaRecord = z.looseObject({
  accession: z.string(),
  name: z.string().nullable().optional(),
  version: z.string().nullable().optional(),
  title: z.string().nullable().optional(),
  description: z.string().nullable().optional(),
});
export const schemaStorePage = lazy(() =>
  z.looseObject({
    _embedded: z.looseObject({}).catchall(z.array(schemaRecord)).optional(),
    _links: pageLinks,
    page: framePage,
  }),
);
